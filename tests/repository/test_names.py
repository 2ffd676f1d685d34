"""Names in the code say what a thing is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import orggraph

ROOT = Path(orggraph.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
NO_NAMES = {"asked", "found", "one", "said", "shown", "told"}
"""Words that say how a value came about, or only that there is one: a list of findings is ``findings``, a body is ``body``."""


def names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that code gives or reads as an attribute, with its line: variables, parameters, functions, classes, imports, fields."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.Attribute(attr=name):
                yield name, node.lineno
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, node.lineno
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, node.lineno
            case ast.alias(name=name, asname=alias):
                yield alias or name, node.lineno


def test_names_are_nouns_of_the_field() -> None:
    vague = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in MODULES
        for name, line in names(ast.parse(path.read_text()))
        if name.strip("_").lower() in NO_NAMES
    ]

    assert not vague, "say what it is: findings, body, rows, record, text …"


def test_the_words_are_noticed_wherever_they_stand() -> None:
    code = """
import found
def told(one, *, said=1): ...
class Asked:
    shown: str
[found for found in ()]
x.told
try: ...
except E as one: ...
match x:
    case [*said]: ...
"""
    assert sorted(name.lower() for name, _ in names(ast.parse(code)) if name.lower() in NO_NAMES) == sorted(
        ["found", "told", "one", "said", "asked", "shown", "found", "told", "one", "said"]
    )
    assert len(MODULES) > 150


def test_what_stands_in_two_languages_is_of_one_type() -> None:
    pairs = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Dict) and {key.value for key in node.keys if isinstance(key, ast.Constant)} == {"nl", "en"}
    ]

    assert len(pairs) == 1, f"write Bilingual(nl, en): {pairs}"  # the names of the languages themselves, in ui/visit.py
    assert pairs[0].startswith("ui/visit.py:")
