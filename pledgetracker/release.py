"""A short name for this state of code, templates and catalogues."""

import hashlib


def release_of(folder):
    """Twelve hexadecimal digits over every file that shapes an answer; the same files give the same name."""
    digest = hashlib.sha256()
    parts = ("pledgetracker", "commitments", "activities", "templates", "static", "locale")
    files = (path for part in parts for path in (folder / part).rglob("*"))
    for path in sorted(path for path in files if path.suffix in {".py", ".html", ".txt", ".css", ".js", ".svg", ".mo"}):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def shape_of(*said):
    """Twelve hexadecimal digits over what shapes an answer besides the public record: a release, and settings."""
    return hashlib.sha256("\0".join(map(str, said)).encode()).hexdigest()[:12]
