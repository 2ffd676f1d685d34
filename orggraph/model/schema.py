"""What is derived from the model: constraints and indexes, the JSON Schema of the dataset file, the schema page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from orggraph.i18n import Lang, T, Text
from orggraph.model import terms
from orggraph.model.base import ANY, SLUG, Citation, Node, Record, Relationship
from orggraph.model.dataset import DatasetInfo
from orggraph.model.fields import form
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.tables import KEPT_APART

Schema = dict[str, Any]
_SLUG = SLUG.pattern
_REFERENCE: Schema = {"type": "string", "pattern": rf"^(?:{_SLUG}/){{1,2}}{_SLUG}$"}
_OWN_ID: Schema = {"type": ["string", "integer"], "pattern": rf"^(?:{_SLUG}/){{0,2}}{_SLUG}$"}
_GIVEN_BY_PLACE = frozenset({"dataset", "source", "target"})
"""Fields that a file does not write out: they follow from where a record stands in it."""


def constraints() -> list[str]:
    """The statements that make constraints and indexes, in the dialect that both servers know; each may run again."""
    unique = [
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE" for label in ("Entity", *KEPT_APART)
    ]
    indexes = [f"CREATE INDEX {label.lower()}_dataset IF NOT EXISTS FOR (n:{label}) ON (n.dataset)" for label in ("Entity", "Version")]
    return [*unique, *indexes]


def json_schema() -> Schema:
    """The JSON Schema (2020-12) of the dataset file, for editors that help while one writes.

    It knows every section, field, closed list and relationship. What holds between records (that an id exists, that
    periods fit) only ``orggraph check`` can say.
    """
    defs: dict[str, Schema] = {"Citation": _citation(), "Citations": _one_or_more({"$ref": "#/$defs/Citation"})}
    sections: dict[str, Schema] = {}
    for kind, relationship in _written_types().items():
        defs[kind] = _relationship_schema(relationship, defs)
    for label, node in LABELS.items():
        defs[label] = _node_schema(node, defs)
        sections[label] = {"type": "array", "items": {"$ref": f"#/$defs/{label}"}, "description": node.plural["en"]}
    head = _object(DatasetInfo, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "orggraph dataset",
        "type": "object",
        "properties": {
            "orggraph": {"const": 1, "description": "Version of the format"},
            "closed": {"type": "boolean", "description": "Whether the file ends in a line of three dots, so that a cut-off one shows"},
            "dataset": head,
            **sections,
        },
        "required": ["dataset"],
        "additionalProperties": False,
        "$defs": dict(sorted(defs.items())),
    }


def _written_types() -> dict[str, type[Relationship]]:
    """The relationship types that a file writes under their own key; citations of a node are its ``sources``."""
    return {kind: relationship for kind, relationship in TYPES.items() if kind != "DOCUMENTED_IN"}


def _one_or_more(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "array", "items": schema}]}


def _citation() -> Schema:
    words = {"type": ["string", "integer"], "description": "The source's id, a space, and the place in it"}
    parts = {"source": {"type": ["string", "integer"]}, "locator": {"type": ["string", "number"]}}
    whole = {"type": "object", "properties": parts, "required": ["source"], "additionalProperties": False}
    return {"description": _doc(Citation), "anyOf": [words, whole]}


def _object(kind: type[BaseModel], defs: dict[str, Schema]) -> Schema:
    """The fields of a class as a file writes them; closed lists go to ``defs``."""
    made = kind.model_json_schema(ref_template="#/$defs/{model}")
    defs.update({name: _closed_list(name) for name, schema in made.get("$defs", {}).items() if "enum" in schema})
    properties = {
        name: _as_written(schema) for name, schema in made["properties"].items() if name not in _GIVEN_BY_PLACE or kind is DatasetInfo
    }
    for name in ("slot", "subject"):
        if name in properties:
            properties[name] = {**_REFERENCE, "description": properties[name]["description"]}
    if "sources" in properties:
        properties["sources"] = {"$ref": "#/$defs/Citations"}
    required = [name for name in made.get("required", ()) if name in properties]
    description = {"description": made["description"]} if "description" in made else {}
    return {"type": "object", **description, "properties": properties, "required": required, "additionalProperties": False}


def _as_written(schema: Schema) -> Schema:
    """A field's schema as a file may write it: what is text may look like a number (a year, a telephone number)."""
    parts = {name: value for name, value in schema.items() if name not in ("title", "default")}
    if schema.get("type") == "string":
        parts["type"] = ["string", "number"]
    if "anyOf" in parts:
        parts["anyOf"] = [_as_written(schema) for schema in parts["anyOf"]]
    if "items" in parts:
        parts["items"] = _as_written(parts["items"])
    return parts


def _closed_list(name: str) -> Schema:
    values = getattr(terms, name)
    return {"description": _doc(values), "oneOf": [{"const": term.value, "description": term.en} for term in values]}


def _node_schema(node: type[Node], defs: dict[str, Schema]) -> Schema:
    schema = _object(node, defs)
    schema["properties"]["id"] = {**_OWN_ID, "description": "Its short name, unique within the section; the rest of the id follows"}
    for kind, relationship in _written_types().items():
        if relationship.sources_of == (ANY,) or node.label() in relationship.sources_of:
            schema["properties"][kind.lower()] = _one_or_more({"$ref": f"#/$defs/{kind}"})
    return schema


def _relationship_schema(relationship: type[Relationship], defs: dict[str, Schema]) -> Schema:
    schema = _object(relationship, defs)
    targets = "any record" if relationship.targets_of == (ANY,) else ", ".join(relationship.targets_of)
    schema["properties"] = {"to": {**_REFERENCE, "description": f"The record where it ends: {targets}"}, **schema["properties"]}
    schema["required"] = ["to", *schema["required"]]
    return {"description": _doc(relationship), "anyOf": [_REFERENCE, schema]}


def _doc(kind: type) -> str:
    return (kind.__doc__ or "").strip()


def messages() -> Iterator[str]:
    """Every text of the model that people see and that needs a translation: what labels, types and fields mean."""
    seen: set[str] = set()
    kinds: tuple[type[BaseModel], ...] = (Record, Node, *LABELS.values(), Relationship, *TYPES.values(), DatasetInfo)
    for kind in kinds:
        own = [_doc(kind)] if kind not in (Record, Node, Relationship, DatasetInfo) else []
        for text in [*own, *(field.description for field in kind.model_fields.values() if field.description)]:
            if text not in seen:
                seen.add(text)
                yield text


def markdown(lang: Lang) -> str:
    """The schema page: every label, relationship type, field and closed list, in Markdown."""
    lines = [
        "# " + T("The model").render(lang),
        T("Everything that the graph can hold. This page is made from the code.").render(lang),
        "## " + T("Every record").render(lang),
        *_fields(_own_fields(Record, BaseModel), lang),
        "## " + T("Every node").render(lang),
        *_fields(_own_fields(Node, Record), lang),
        "## " + T("Every relationship").render(lang),
        *_fields(_own_fields(Relationship, Record), lang),
        "## " + T("Labels").render(lang),
    ]
    for node in LABELS.values():
        name = node.title[lang]
        heading = f"`{node.label()}`" if name == node.label() else f"`{node.label()}` ({name})"
        lines += [f"### {heading}", Text(_doc(node)).render(lang), *_fields(_own_fields(node, Node), lang)]
    lines += ["## " + T("Relationship types").render(lang)]
    for relationship in TYPES.values():
        lines += [
            f"### `{relationship.type}` ({relationship.title[lang]})",
            Text(_doc(relationship)).render(lang),
            f"{_ends(relationship.sources_of, lang)} → {_ends(relationship.targets_of, lang)}",
            *_fields(_own_fields(relationship, Relationship), lang),
        ]
    lines += ["## " + T("Closed lists").render(lang), *_closed_lists(lang)]
    return "\n\n".join(line for line in lines if line) + "\n"


def _own_fields(kind: type[BaseModel], base: type[BaseModel]) -> Mapping[str, Schema]:
    """The fields that a class has beyond its base, as JSON Schema knows them."""
    made = kind.model_json_schema(ref_template="{model}")
    return {name: schema for name, schema in made["properties"].items() if name not in base.model_fields}


def _fields(fields: Mapping[str, Schema], lang: Lang) -> list[str]:
    if not fields:
        return []
    head = [T("Field").render(lang), T("Value").render(lang), T("Meaning").render(lang)]
    rows = [[f"`{name}`", _kind_of(schema, lang), Text(schema["description"]).render(lang)] for name, schema in fields.items()]
    return [_table(head, rows)]


def _kind_of(schema: Schema, lang: Lang) -> str:
    """What kind of value a field takes, in words."""
    kind = form(schema)
    what = _KINDS[kind.kind].render(lang) if kind.kind in _KINDS else f"`{kind.kind}`"
    return T("list of {what}", what=what).render(lang) if kind.many else what


_KINDS = {
    "string": T("text"), "integer": T("whole number"), "number": T("number"), "boolean": T("yes or no"),
    "partial-date": T("year, month or day"), "day-of-year": T("month and day"),
    "time-of-day": T("hour and minute"), "short-name": T("short text"), "mail-address": T("mail address"),
    "record-id": T("id"), "dated": T("date and text"), "dated-count": T("date and number"),
}  # fmt: skip


def _ends(labels: tuple[str, ...], lang: Lang) -> str:
    return T("any label").render(lang) if labels == (ANY,) else ", ".join(f"`{label}`" for label in labels)


def _closed_lists(lang: Lang) -> Iterator[str]:
    lists = [kind for kind in vars(terms).values() if isinstance(kind, type) and issubclass(kind, terms.Term) and kind is not terms.Term]
    for values in lists:
        yield f"### `{values.__name__}`"
        yield _table([T("Value").render(lang), T("Meaning").render(lang)], [[f"`{term.value}`", term.names[lang]] for term in values])


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
