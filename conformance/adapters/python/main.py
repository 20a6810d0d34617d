"""The adapter for calendars from Python's package index: `main.py NAME` serves one of them.

Each library has a module in `libraries`; the protocol is spoken by the template for users.
"""

import importlib
import sys
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "template"))

from adapter import serve  # noqa: E402, the template's


def version(distribution):
    """The version as three numbers, which lists of known failures require."""
    numbers = metadata.version(distribution).split(".")
    return ".".join((numbers + ["0", "0"])[:3])


if __name__ == "__main__":
    known = sorted(path.stem for path in (HERE / "libraries").glob("*.py"))
    if sys.argv[1:] not in ([name] for name in known):
        sys.exit("give one of: " + ", ".join(known))
    library = importlib.import_module("libraries." + sys.argv[1])
    serve(library.NAME, version(library.NAME), library.CALENDARS)
