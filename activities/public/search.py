"""Words: from what a visitor typed to a bitmap."""

from pyroaring import BitMap

from ..models import PublicActivity


def search(words):
    """The bitmap of the listed activities in which each of the folded `words` begins a word."""
    return BitMap(PublicActivity.objects.with_words(words).values_list("ordinal", flat=True))
