"""The folder of a copy: every page, download and static file that a visitor can get to, by one link after another."""

import json
import shutil
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..index import FACETS, current_index
from ..rows import NewerRecord
from .drawing import CopyError, Drawer
from .places import OF_A_FILTER, of_filter, place
from .rewriting import SEARCH
from .sharing import BATCH, sharing

# A folder that holds this file was written here, and may be written again.
MARK = "copy.json"
# Pages to begin with; every other is found by a link.
BEGIN = ("home", "data", "accessibility")

MOVED = gettext_lazy("Something was published meanwhile. Start again.")
ENDED = gettext_lazy(
    "A process that wrote pages ended early, perhaps because memory ran out. Start again with --workers 1."
)


def copy_site(folder, progress=lambda done, known: None, workers=1):
    """Write the copy of the present edition to `folder`, which is empty, not there, or an earlier copy.

    More than one of `workers` are processes of their own, which write the same sooner; they see only what is committed.
    Returns how many files it holds. Raises CopyError if the folder holds something else, if a link leads nowhere, if
    something was published meanwhile, or if a process was ended; the folder is then as it was.
    """
    folder = Path(folder).absolute()
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        said = _("%(folder)s contains files that are not a copy of the site. Name an empty folder.")
        raise CopyError(said % {"folder": folder})
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        count = _Copy(fresh, progress).write(workers)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return count


class _Copy:
    def __init__(self, folder, progress):
        self.folder, self.progress = folder, progress
        self.index = current_index()
        self.waiting, self.known, self.done = deque(), set(), 0

    def write(self, workers):
        drawer = Drawer(self.folder)
        try:
            self._find({reverse(name) for name in BEGIN})
            self._find({url for url, _name, _code in filters(self.index)})
            self._find(drawer.search())
            if workers == 1:
                self._follow(lambda addresses: partial(drawer.draw, addresses), 1)
            else:
                with sharing(self.folder, workers) as hand_out:
                    self._follow(hand_out, BATCH)
        except NewerRecord as moved:
            raise CopyError(MOVED) from moved
        except BrokenProcessPool as broken:
            raise CopyError(ENDED) from broken
        # No edition between the first reading and this one: whoever drew, drew this one.
        if current_index().token != self.index.token:
            raise CopyError(MOVED)
        mark = json.dumps({"site": settings.SITE_URL, "edition": self.index.edition.number}) + "\n"
        (self.folder / MARK).write_text(mark)
        return self.done

    def _follow(self, hand_out, batch):
        """Have every address drawn that pages lead to.

        `hand_out` takes addresses, at most `batch` at once, and returns what waits for the addresses that they lead to.
        These are taken in the order in which their pages were found, so that the same are found whoever draws.
        """
        drawn = deque()
        while self.waiting or drawn:
            while self.waiting and (batch > 1 or not drawn):
                drawn.append(hand_out([self.waiting.popleft() for _each in range(min(batch, len(self.waiting)))]))
            for found in drawn.popleft()():
                self._find(found)
                self.done += 1
                self.progress(self.done, len(self.known))

    def _find(self, addresses):
        for address in sorted(addresses):
            file = place(address)
            if file not in self.known and file != SEARCH:  # of which the copy has its own
                self.known.add(file)
                self.waiting.append(address)


def filters(index):
    """(address, filter, value) of the list of every value that a listed activity has, and its downloads."""
    for name in FACETS:
        for code in index.facets[name]:
            url = of_filter(name, code)
            yield url, name, code
            query = url.partition("?")[2]
            for download in OF_A_FILTER:
                yield f"{reverse(download)}?{query}", name, code
