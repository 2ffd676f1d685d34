"""Finds the modules of a package and collects what each of them declares."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TypeVar

D = TypeVar("D")


def declarations(package: str, kind: type[D]) -> list[D]:
    """Every module-level value of one class, over the modules that lie directly in a package.

    Parameters
    ----------
    package
        Dotted name of the package. Modules whose name starts with an underscore are helpers, not looked at.
    kind
        The class of the declarations. A value imported from another module counts where it is declared only.

    Returns
    -------
    The declarations, by module name, then in the order in which they stand in the module.
    """
    root = importlib.import_module(package)
    declared: list[D] = []
    seen: set[int] = set()
    for info in sorted(pkgutil.iter_modules(root.__path__), key=lambda info: info.name):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package}.{info.name}")
        for value in vars(module).values():
            if isinstance(value, kind) and id(value) not in seen:
                seen.add(id(value))
                declared.append(value)
    return declared
