"""What is made for Neo4j Browser: a style with a rule for everything, and favourites that run as they stand."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from orggraph import queries, regions
from orggraph.i18n import LANGUAGES, Lang
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.picture import neo4j_browser
from orggraph.picture.palette import contrast
from orggraph.store.connection import Connection

RULE = re.compile(r"(?P<selector>[\w.]+) \{\n(?P<properties>(?:  [\w-]+: [^;{}]+(?:\{name\}\")?;\n)+)\}")
PROPERTY = re.compile(r"  ([\w-]+): (.+);")


def rules() -> dict[str, dict[str, str]]:
    """The style, read as Neo4j Browser reads it: selectors, each with properties in braces."""
    text = neo4j_browser.grass()
    made = {match["selector"]: dict(PROPERTY.findall(match["properties"])) for match in RULE.finditer(text)}
    assert not RULE.sub("", text).strip()
    return made


def test_the_style_has_a_rule_for_each_label_and_type_that_can_be_read() -> None:
    style = rules()

    assert set(style) == {
        "node",
        "relationship",
        "node.Entity",
        *(f"node.{label}" for label in LABELS),
        *(f"relationship.{kind}" for kind in TYPES),
    }
    assert all(rule["caption"] == '"{name}"' for selector, rule in style.items() if selector.startswith("node"))
    assert all(rule["caption"] == '"<type>"' for selector, rule in style.items() if selector.startswith("relationship"))
    for selector in (f"node.{label}" for label in LABELS):
        assert contrast(style[selector]["color"], style[selector]["text-color-internal"]) >= 4.5
    assert len({style[f"node.{label}"]["color"] for label in LABELS}) >= 5
    assert list(style).index("node.Entity") < list(style).index("node.Body")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_question_is_a_favourite_that_sets_every_parameter(lang: Lang) -> None:
    favorites = json.loads(neo4j_browser.favorites_json(lang))

    assert [favorite["id"] for favorite in favorites] == [f"orggraph-{name}" for name in queries.registry() if name != queries.PASSED_OVER]
    for favorite in favorites:
        query = queries.get(favorite["id"].removeprefix("orggraph-"))
        assert favorite["content"].splitlines()[0] == f"// orggraph: {query.title[lang]}"
        assert params(favorite["content"]).keys() == {*queries.FILLED, *query.params}
        assert favorite["content"].endswith(f"{query.statement};")


def params(content: str) -> dict[str, Any]:
    return {name: json.loads(value) for name, value in re.findall(r"^:param (\w+) => (.+);$", content, flags=re.MULTILINE)}


def test_a_favourite_runs_as_it_stands(neo4j_connection: Connection) -> None:
    """Those with a number, with a list, and with a closed list among their parameters."""
    some = {f"orggraph-{name}" for name in ("shared-members", "how-bodies-relate", "preparation")}
    for favorite in (favorite for favorite in neo4j_browser.favorites("nl") if favorite["id"] in some):
        values = params(favorite["content"])
        assert values["datasets"] == list(regions.names())
        statement = favorite["content"].rpartition(";\n")[2].removesuffix(";")
        assert neo4j_connection.read(statement, values) == []
