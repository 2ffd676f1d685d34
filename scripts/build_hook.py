"""What building and installing make: the translations of each language as one file, which is read in a few milliseconds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Translations(BuildHookInterface[Any]):
    """Compiles ``orggraph/locales/*``; Hatchling finds this class by the path in ``pyproject.toml``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - Hatchling's signature
        """Write the compiled files beside their sources, and have them taken along."""
        sys.path.insert(0, self.root)
        from orggraph.i18n import COMPILED, compiled

        for folder in Path(self.root, "orggraph", "locales").iterdir():
            (folder / COMPILED).write_bytes(compiled(folder))
            build_data["artifacts"].append(f"/orggraph/locales/{folder.name}/{COMPILED}")
