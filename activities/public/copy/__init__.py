"""A copy of the whole public site in files: for a plain web server, an archive or a disk, for when the site is gone."""

from .drawing import CopyError
from .writing import copy_site

__all__ = ["CopyError", "copy_site"]
