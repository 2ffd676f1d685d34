"""Finds the modules of a package and collects what each of them declares."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
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


def by_name(package: str, kind: type[D], name: Callable[[D], str]) -> dict[str, D]:
    """The declarations of a package by their names, in the order of :func:`declarations`.

    Parameters
    ----------
    package, kind
        As for :func:`declarations`.
    name
        Gives the name of a declaration.

    Raises
    ------
    ValueError
        Two declarations have one name: a mistake in the code, which none of the two may hide.
    """
    named: dict[str, D] = {}
    for value in declarations(package, kind):
        if name(value) in named:
            raise ValueError(f"two declarations in {package} are called {name(value)!r}: {named[name(value)]} and {value}")
        named[name(value)] = value
    return named
