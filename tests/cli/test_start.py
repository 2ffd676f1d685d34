"""What a command reads before it does its work: what it needs, and nothing that is slow and for others."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

import orggraph.cli
from orggraph.cli import COMMANDS, cli

SLOW = ("numpy", "pandas", "networkx", "babel", "streamlit")
"""Libraries that take long to import."""
OF_THE_MODEL = ("orggraph.model.nodes", "orggraph.graph", "orggraph.analyses", "orggraph.rules")
"""Modules that make classes, or read files, when they are imported."""
CODE = "import sys; from orggraph.cli import run; run(sys.argv[1:]); sys.stderr.write(' '.join(sys.modules))"


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        (["--help"], (*SLOW, *OF_THE_MODEL, "neo4j", "pydantic", "orggraph.workspace")),
        (["datasets"], (*SLOW, *OF_THE_MODEL, "pydantic", "pydantic_core", "http.client")),
        (["query", "shared-members", "--dataset", "voorbeeldregio"], (*SLOW, *OF_THE_MODEL)),
    ],
)
def test_a_command_reads_what_it_needs(regions_home: Path, command: list[str], absent: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, *command],
        capture_output=True, text=True, check=True, env={"ORGGRAPH_HOME": str(regions_home), "PATH": ""},
    )  # fmt: skip
    loaded = done.stderr.split()
    assert "orggraph.cli" in loaded
    assert [name for name in absent if name in loaded] == []


def test_every_command_has_its_place() -> None:
    declared: dict[str, str] = {}
    inner: set[click.Command] = set()
    for module in pkgutil.iter_modules(orggraph.cli.__path__):
        names = vars(importlib.import_module(f"orggraph.cli.{module.name}"))
        commands = {name: value for name, value in names.items() if isinstance(value, click.Command)}
        inner |= {command for group in commands.values() if isinstance(group, click.Group) for command in group.commands.values()}
        declared |= {f"{module.name}:{name}": str(command.name) for name, command in commands.items() if command not in inner}
    assert {place: name for name, place in COMMANDS.items()} == declared
    assert [cli.commands[name].name for name in COMMANDS] == list(COMMANDS)
