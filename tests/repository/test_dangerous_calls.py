"""What a text must never become: no code from data, no shell, no object from a file, no weak hash, no guessable secret."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "orggraph"
CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load", "hashlib.md5", "hashlib.sha1"}
MODULES = {"pickle", "marshal", "shelve", "dill", "xmlrpc", "telnetlib", "ftplib"}
OF_SECRETS = ("signin", "store")
"""Packages that draw passwords, keys and names of sessions."""


def dangers(text: str) -> Iterator[str]:
    """What a module calls or imports that it should not."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            if (name := ast.unparse(node.func)) in CALLS:
                yield name
            yield from (f"{name}(shell)" for word in node.keywords if word.arg == "shell" and ast.unparse(word.value) != "False")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            yield from (name for name in names if name.partition(".")[0] in MODULES)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_no_module_makes_code_or_objects_of_data_or_asks_a_shell() -> None:
    assert len(modules()) > 100
    assert {path.name: found for path in modules() if (found := list(dangers(path.read_text(encoding="utf-8"))))} == {}


@pytest.mark.parametrize(
    "text", ["eval(x)", "import pickle", "from pickle import loads", "subprocess.run(x, shell=True)", "hashlib.md5(x)"]
)
def test_what_is_dangerous_is_noticed(text: str) -> None:
    assert list(dangers(text))


def test_what_must_not_be_guessed_is_drawn_by_the_system() -> None:
    drawn = [path for package in OF_SECRETS for path in (PACKAGE / package).rglob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in drawn]
    assert [path.name for path, text in zip(drawn, texts, strict=True) if re.search(r"^(?:import|from) random\b", text, re.MULTILINE)] == []
    assert sum("secrets.token_" in text for text in texts) >= 3


def test_no_script_of_ours_makes_code_of_text() -> None:
    scripts = [path for path in PACKAGE.rglob("*.js") if ".min." not in path.name and "vendor" not in path.parts]
    assert len(scripts) > 5
    assert [
        path.name for path in scripts if re.search(r"\beval\(|new Function\(|document\.write\(", path.read_text(encoding="utf-8"))
    ] == []
