"""The staff's desk for what was done, and for every name that the public record shows."""

from . import activity, changes, geography, pledge, record, vocabulary  # noqa: F401
