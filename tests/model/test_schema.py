"""What is derived from the model holds every label, type and field of it, and fits the files that it describes."""

from __future__ import annotations

import copy
import re
from typing import Any

import jsonschema
import pytest
import yaml

from orggraph import regions
from orggraph.i18n import LANGUAGES
from orggraph.model.base import Node, Relationship
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.schema import constraints, json_schema, markdown, messages

VALIDATOR = jsonschema.Draft202012Validator(json_schema())
SMALL: dict[str, Any] = {
    "orggraph": 1,
    "dataset": {"id": "voorbeeld", "title": "Voorbeeld", "reference_date": "2026-01"},
    "Source": [{"id": "besluit", "name": "Besluit"}],
    "Body": [{"id": "ab", "name": "AB", "kind": "general_board", "tier": "executive", "sources": ["besluit artikel 3"]}],
    "Post": [{"id": "ab-voorzitter", "name": "Voorzitter", "start_date": 2015, "in": {"to": "body/ab", "evidence": "inferred"}}],
}


class EditorLoader(yaml.CSafeLoader):
    """Reads YAML as editors do (1.2): dates stay text, and only true and false are truth values."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def problems(document: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(document)]


def test_the_schema_is_valid_itself() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_region_fits_the_schema() -> None:
    assert regions.names()
    for name in regions.names():
        document = EditorLoader(regions.path(name).read_text(encoding="utf-8")).get_single_data()
        assert problems(document) == [], name


def test_a_small_file_fits() -> None:
    assert problems(SMALL) == []


@pytest.mark.parametrize(
    ("section", "change"),
    [
        ("Body", {"kind": "general_bored"}),
        ("Body", {"teir": "executive"}),
        ("Body", {"meetings_min": -1}),
        ("Body", {"start_date": "1 mei 2015"}),
        ("Body", {"holds": "post/ab-voorzitter"}),
        ("Body", {"name": None}),
        ("Body", {"source": "body/ab"}),
        ("Body", {"sources": [{"locator": "artikel 3"}]}),
        ("Post", {"in": {"evidence": "inferred"}}),
        ("Post", {"in": "het algemeen bestuur"}),
        ("Post", {"slot": "nergens"}),
        ("Bodies", {}),
    ],
)
def test_a_mistake_does_not_fit(section: str, change: dict[str, Any]) -> None:
    document = copy.deepcopy(SMALL)
    document.setdefault(section, [{"id": "x", "name": "X"}])[0].update(change)
    assert problems(document) != []


def test_every_label_type_and_field_is_in_it() -> None:
    defs = json_schema()["$defs"]
    for label, node in LABELS.items():
        assert node.model_fields.keys() - defs[label]["properties"].keys() == {"dataset"}
    for kind, relationship in TYPES.items():
        if kind != "DOCUMENTED_IN":
            written = defs[kind]["anyOf"][1]["properties"].keys()
            assert relationship.model_fields.keys() - written == {"dataset", "source", "target"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_names_every_label_type_and_field(lang: Any) -> None:
    page = markdown(lang)
    for kind in (*LABELS.values(), *TYPES.values()):
        name = kind.label() if issubclass(kind, Node) else kind.type
        assert f"### `{name}`" in page
        assert all(f"`{field}`" in page for field in kind.model_fields)


def test_every_field_says_what_it_means() -> None:
    for kind in (*LABELS.values(), *TYPES.values()):
        assert kind.__doc__
        assert [name for name, field in kind.model_fields.items() if not field.description] == []


def test_texts_of_the_model_have_no_parameters() -> None:
    texts = list(messages())
    assert len(texts) > 100
    assert len(texts) == len(set(texts))
    assert not [text for text in texts if "{" in text]


def test_constraints_can_run_again() -> None:
    assert len(constraints()) == len(set(constraints()))
    assert all("IF NOT EXISTS" in statement for statement in constraints())


def test_relationships_have_ends_that_exist() -> None:
    for relationship in TYPES.values():
        assert issubclass(relationship, Relationship)
        assert set(relationship.sources_of + relationship.targets_of) <= {*LABELS, "*"}
