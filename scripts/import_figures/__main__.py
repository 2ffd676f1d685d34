"""Reach every figure that was counted without orggraph, by the commands that a user has: import, then cypher, query or findings.

``python -m scripts.import_figures FOLDER [NAME...]`` reads each set of published files in FOLDER (of those names only) into the
store of the environment, asks each figure of its ``expected.json``, says those that differ, and takes the datasets out again.
Status 1 where one differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.import_figures import differences, sets


def main(arguments: list[str]) -> int:
    """Run the sets that FOLDER holds."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    folder, status = Path(arguments[0]), 0
    for figures in sets():
        if (arguments[1:] and figures.name not in arguments[1:]) or not (folder / figures.name / "expected.json").is_file():
            continue
        wrong = list(differences(figures, folder / figures.name))
        print(f"{figures.name}: {len(figures.figures) - len(wrong)} of {len(figures.figures)} figures reached")
        for difference in wrong:
            print(f"  {difference}")
        status = status or int(bool(wrong))
    return status


sys.exit(main(sys.argv[1:]))
