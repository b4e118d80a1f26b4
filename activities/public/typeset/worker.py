"""Run by `typeset` as a process of its own: JSON on the standard input, the bytes that typst made on the output.

It says what is wrong on the standard error, and ends with 1.
"""

import json
import os
import sys
from pathlib import Path

import typst

# The pages of the site come first.
NICER = 5


def main():
    if hasattr(os, "nice"):
        os.nice(NICER)
    asked = json.load(sys.stdin.buffer)
    template = Path(asked["template"])
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=asked["fonts"])
    try:
        made = typst.compile(
            template,
            root=template.parent,
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"data": asked["data"]},
            **asked["options"],
        )
    except typst.TypstError as error:
        # With the place in the template.
        sys.exit(f"{error}\n{getattr(error, 'diagnostic', '')}")
    # Of several pages of a picture the first.
    sys.stdout.buffer.write(made[0] if isinstance(made, list) else made)


if __name__ == "__main__":
    main()
