"""Maps of the activities that pass a filter, drawn as SVG from shapes that were prepared once.

map_of(filterset)                 a `Map` of the world, or around chosen places: for `includes/_map.html`
map_of(filterset, ["KGZ", ...])   around these places, of which alone it counts
map_of(filterset, light=True)     with all other land in one outline; of some activities around their places
located(["KGZ"], label)           a small map that only says where they are: for `includes/_locator.html`
"""

from .drawing import map_of
from .locating import located

__all__ = ["located", "map_of"]
