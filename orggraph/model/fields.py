"""What kind of value each field takes, told by its type: a date is known by being a date, not by what the field is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from orggraph.model import terms
from orggraph.model.terms import Term


@dataclass(frozen=True)
class Form:
    """The value that a field takes, or each value of a list.

    ``kind`` is the format or type of JSON Schema (``partial-date``, ``string``, ``integer``), or the name of a closed list.
    """

    kind: str
    terms: type[Term] | None = None
    many: bool = False

    @property
    def date(self) -> bool:
        """Whether it is a year, a month or a day."""
        return self.kind == "partial-date"


@cache
def forms(model: type) -> Mapping[str, Form]:
    """The form of each field of a class of the model, or of a text in two languages."""
    made = TypeAdapter(model).json_schema(ref_template="{model}")
    return {name: form(schema) for name, schema in made["properties"].items()}


def form(schema: Mapping[str, Any], *, many: bool = False) -> Form:
    """The form that a field's JSON Schema describes; None is no value of its own."""
    for option in schema.get("anyOf", ()):
        if option.get("type") != "null":
            return form(option, many=many)
    if "$ref" in schema:
        return Form(schema["$ref"], getattr(terms, schema["$ref"], None), many)
    if schema.get("type") == "array":
        return form(schema.get("items", {}), many=True)
    return Form(schema.get("format") or schema.get("type", "any"), None, many)
