"""Is every text of the interface in the catalogue that translators work on?

`python scripts/catalogue.py` says what is missing or gone, and exits with 1;
with `--write` it brings locale/*/LC_MESSAGES/django.po up to date.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
# Everything that visitors or staff can read. Tests, benchmarks and scripts speak to developers, in English.
SOURCES = ("pledgetracker", "commitments", "activities", "templates")
# Line numbers would change the file at every edit, and nobody's translation.
STYLE = ("--no-location", "--no-obsolete", "--no-wrap", "--verbosity=0")


def messages(catalogue):
    """The set of (context, singular, plural) in a .po file; the header, whose text is empty, left out."""
    found = set()
    for entry in re.split(r"\n\s*\n", catalogue.read_text(encoding="utf-8")):
        parts = {"msgctxt": "", "msgid": "", "msgid_plural": ""}
        keyword = None
        for line in entry.splitlines():
            if match := re.match(r'(?:(msg\w+)(?:\[\d+\])? )?"(.*)"$', line):
                keyword = match[1] or keyword
                if keyword in parts:
                    parts[keyword] += match[2]
        if parts["msgid"]:
            found.add(tuple(parts.values()))
    return found


def make(top):
    """Run makemessages in the project at `top`."""
    (top / "locale" / "en").mkdir(parents=True, exist_ok=True)
    ignored = [f"--ignore={path.name}" for path in top.iterdir() if path.is_dir() and path.name not in SOURCES]
    command = [sys.executable, "manage.py", "makemessages", "--all", *STYLE, *ignored]
    subprocess.run(command, cwd=top, check=True)


def check():
    """Make the catalogues of a copy, and compare."""
    differences = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in (*SOURCES, "locale"):
            if (TOP / name).exists():
                shutil.copytree(TOP / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(TOP / "manage.py", copy)
        make(copy)
        for fresh in sorted(copy.glob("locale/*/LC_MESSAGES/django.po")):
            path = TOP / fresh.relative_to(copy)
            now, then = messages(fresh), messages(path) if path.exists() else set()
            for sign, texts in (("+", now - then), ("-", then - now)):
                differences += [f"{path.relative_to(TOP)}: {sign} {' | '.join(filter(None, t))}" for t in sorted(texts)]
    if differences:
        print(*differences[:20], f"{len(differences)} differences in all", sep="\n")
        sys.exit("The catalogue of messages is behind the code: run `make messages`, and commit what changes.")
    print("The catalogue of messages is up to date.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    if not shutil.which("xgettext"):
        sentence = "xgettext is missing (Debian: apt-get install gettext): the catalogue of messages was not checked."
        sys.exit(sentence if write or os.environ.get("CI") else print(sentence))
    make(TOP) if write else check()
