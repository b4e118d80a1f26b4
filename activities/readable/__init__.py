"""Records of the public record in words, field by field: what a comparison of two versions shows."""

from .activity import KEYS, LABELS, TAG, language_of, readable
from .pledge import PLEDGE_KEYS, PLEDGE_LABELS, pledge_language_of, readable_pledge

__all__ = [
    "KEYS",
    "LABELS",
    "PLEDGE_KEYS",
    "PLEDGE_LABELS",
    "TAG",
    "language_of",
    "pledge_language_of",
    "readable",
    "readable_pledge",
]
