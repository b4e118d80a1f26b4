"""The whole public record as one ZIP: a CSV for each table, what their columns mean, and the terms of use."""

from . import catalogue
from .archive import write
from .descriptor import descriptor

__all__ = ["catalogue", "descriptor", "write"]
