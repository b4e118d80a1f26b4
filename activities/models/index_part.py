import sys
from array import array

from django.db import models
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from ..querysets import IndexPartQuerySet
from .edition import Edition

# Beside the filters of `PublicActivity.facets` there are parts of these names, which no filter may have.
LISTED = ("listed", "")  # the activities that are listed
REPORTED, CONFIRMED = "reported", "confirmed"  # by date: those last reported, last confirmed on it
BY_TITLE = ("by_title", "")  # the ordinals of the listed ones as an array, in the order of titles
TOKEN = ("token", "")  # of the edition that the parts are of


class IndexPart(models.Model):
    """One value of one filter, and which listed activities have it: the index, stored as it is published.

    Written by `activities.publishing` alone, from the rows: it can be made anew from them at any time.
    """

    facet = models.CharField(_("filter"), max_length=20)
    code = models.CharField(_("code"), max_length=100, blank=True)
    # The edition that last changed it: who holds an older index reads what was written since.
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition"))
    content = models.BinaryField(_("content"))

    objects = IndexPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of the index")
        verbose_name_plural = _("parts of the index")
        ordering = ["facet", "code"]
        constraints = [models.UniqueConstraint(fields=["facet", "code"], name="index_part_once")]

    def __str__(self):
        return f"{self.facet} {self.code}".strip()

    @classmethod
    def of(cls, key, value, edition):
        """The unsaved part that holds `value` under `key`, a pair of filter and code."""
        facet, code = key
        return cls(facet=facet, code=code, edition=edition, content=pack(value))

    @property
    def key(self):
        return self.facet, self.code

    @property
    def value(self):
        """A bitmap of ordinals; of BY_TITLE an array of them, of TOKEN a text."""
        if self.key == BY_TITLE:
            return _swapped(array("I", bytes(self.content)))
        return bytes(self.content).decode() if self.key == TOKEN else BitMap.deserialize(bytes(self.content))


def pack(value):
    """The bytes of a bitmap, an array of ordinals or a text: the same on every machine."""
    if isinstance(value, BitMap):
        value.run_optimize()
        return value.serialize()
    return value.encode() if isinstance(value, str) else _swapped(value).tobytes()


def _swapped(numbers):
    """The array with the lowest byte first, or back from there: itself on nearly every machine."""
    if sys.byteorder == "big":
        numbers = array("I", numbers)
        numbers.byteswap()
    return numbers
