"""Maps of the activities that pass a filter, drawn as SVG from shapes that were prepared once.

map_of(filterset)                 a `Map` of the world: for `includes/_map.html`
map_of(filterset, ["KGZ", ...])   of the part of it where these places lie
map_of(filterset, light=True)     of the world, with the places without activities in one coarse outline
located(["KGZ"], label)           a small map that only says where they are: for `includes/_locator.html`
"""

from .drawing import map_of
from .locating import located

__all__ = ["located", "map_of"]
