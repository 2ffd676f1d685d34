"""Sets of published files with the commands that reach each figure counted from them; one YAML file a set.

A set says which imports it takes (paths within its folder) and, for each figure, the path in ``expected.json`` and the command: a Cypher
statement, or the arguments of ``orggraph query`` or ``findings``, as a list, and what is taken of their rows.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from orggraph.cli import run
from orggraph.workspace import connect

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Figures:
    """A set of published files: how they are read, and how each figure is asked."""

    name: str
    """The name of its folder."""
    imports: list[list[str]]
    figures: dict[str, str]
    """Path in ``expected.json``, with dots; a Cypher statement."""
    datasets: list[str]


def sets() -> Iterator[Figures]:
    """Every set."""
    for path in sorted(HERE.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield Figures(path.stem, content["imports"], content["figures"], content["datasets"])


def differences(figures: Figures, folder: Path) -> Iterator[str]:
    """Import the files of a set, ask each figure, and give those that differ; the datasets are taken out again."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for arguments in figures.imports:
        command("import", str(folder / arguments[0]), *(argument.format(here=HERE) for argument in arguments[1:]))
    try:
        with connect() as work:  # one for all figures: the command opens a store, and starts what asks, for each
            for path, statement in figures.figures.items():
                counted = _value(work.cypher(statement, limit=5000, timeout=60, with_names=True), at(expected, path))
                if _plain(counted) != _plain(at(expected, path)):
                    yield f"{path}: expected {_short(at(expected, path))}, counted {_short(counted)}"
        path, statement = next(iter(figures.figures.items()))
        printed = json.loads(command("cypher", statement, "--format", "json", "--limit", "5000", "--with-names", "--timeout", "60"))
        if _plain(_value(printed, at(expected, path))) != _plain(at(expected, path)):
            yield f"{path}: expected {_short(at(expected, path))}, the command prints {_short(printed)}"
    finally:
        for dataset in figures.datasets:
            command("remove", dataset)


def command(*arguments: str) -> str:
    """What a command prints. Raises RuntimeError with its words where it fails."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = run(list(arguments))
    if status:
        raise RuntimeError(f"orggraph {' '.join(arguments)}\n{err.getvalue()}")
    return out.getvalue()


def at(expected: Any, path: str) -> Any:
    """The figure at a path; a dot within a key is written as a percent sign."""
    for step in path.split("."):
        expected = expected[int(step)] if isinstance(expected, list) else expected[step.replace("%", ".")]
    return expected


def _value(rows: list[dict[str, Any]], like: Any) -> Any:
    """The rows in the form that the figure has: a value, a list of values, a list of rows, or a value a name."""
    cells = [list(row.values()) for row in rows]
    if isinstance(like, dict):
        return {str(row[0]): row[1] for row in cells}
    if isinstance(like, list):
        return cells if like and isinstance(like[0], list) else [row[0] for row in cells]
    return cells[0][0] if cells else None


def _plain(value: Any) -> Any:
    """A list of rows without its order, which a collation may change; numbers as numbers are."""
    if isinstance(value, list):
        return sorted((_plain(item) for item in value), key=json.dumps)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 300 else f"{text[:300]}…"
