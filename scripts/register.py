"""Make the extract of the register that comes with the package: ``python -m scripts.register EXPORT.xml``."""

from __future__ import annotations

import sys
from pathlib import Path

from orggraph import resources
from orggraph.register import contents
from orggraph.sources.roo import read_register


def main(arguments: list[str]) -> int:
    """Read an export of the register and write ``orggraph/register/extract.json.gz``."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    target = resources.package_path("register", contents.FILE)
    contents.write(read_register(Path(arguments[0])), target)
    print(f"{target.name}: {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
