"""Finds the files that come with the package, in a wheel and in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def package_path(*parts: str) -> Path:
    """A file or folder inside the package."""
    return _PACKAGE.joinpath(*parts)


def cypher_path() -> Path:
    """The query library: inside the package in a wheel, beside it in a checkout."""
    inside = _PACKAGE / "cypher"
    return inside if inside.is_dir() else _PACKAGE.parent / "cypher"


def checkout_path(*parts: str) -> Path | None:
    """A file or folder of the repository that no wheel holds; None outside a checkout."""
    root = _PACKAGE.parent
    return root.joinpath(*parts) if (root / "pyproject.toml").is_file() else None


def app_path() -> Path:
    """The app's script, with its configuration beside it: inside the package in a wheel, at the root of a checkout."""
    inside = _PACKAGE / "_app" / "app.py"
    return inside if inside.is_file() else _PACKAGE.parent / "app.py"
