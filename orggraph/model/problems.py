"""One translator from pydantic's errors to problems: where it stands, what is wrong, what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from orggraph.errors import Misfit, Problem, Unfit, did_you_mean, nearest
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.fields import Form, forms
from orggraph.model.meant import date_meant, day_of_year_meant, field_meant, id_meant, slug, term_meant, term_named, value_elsewhere
from orggraph.yamltree import Path_, Tree

MOST: int = 80
"""Characters of a wrong value that are shown."""


def problems_of(
    errors: ValidationError, model: type[BaseModel], tree: Tree, path: Path_, record: str | None = None, also: Iterable[str] = ()
) -> Iterator[Problem]:
    """Every error of a value as a problem at its place in the file.

    Parameters
    ----------
    errors
        What pydantic says of the value.
    model
        The class that the value was to be.
    tree, path
        The file, and where the value stands in it.
    record
        The record that it is about.
    also
        Names beside the fields that may stand there.
    """
    for error in errors.errors(include_url=False):
        owner, form = _at(model, error["loc"])
        code, message, hint = _worded(error, owner, form, tuple(also) if owner is model else ())
        place = path if error["type"] == "missing" and len(error["loc"]) == 1 else (*path, *error["loc"])
        yield tree.problem(place, code, message, hint, record)


def _worded(error: ErrorDetails, owner: type, form: Form | None, also: tuple[str, ...]) -> tuple[str, Text, Text | None]:
    """The code, the message and the hint of an error."""
    steps = [step for step in error["loc"] if isinstance(step, str)]
    name, given = ".".join(steps) or "?", error.get("input")
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Misfit):
        return "bad_value", cause.message, cause.hint
    if error["type"] == "missing":
        return "missing_field", T("the field {name} is missing", name=name), T("Add it.")
    if error["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        known = [field for field in (*forms(owner), *also) if field != "dataset"]
        return "unknown_field", T("there is no field {name}", name=name), field_meant(steps[-1], owner, known)
    cannot = T("{name} cannot be {value}", name=name, value=shortened(given))
    if error["type"] in ("enum", "literal_error"):
        return "unknown_value", cannot, _value_meant(error, form)
    if error["type"] == "value_error" and form is not None and form.date:
        return "date", T("{name} is no date: {value}", name=name, value=shortened(given)), date_meant(str(given), beside(steps[-1], owner))
    return "bad_value", cannot, _fit(error, form)


def beside(name: str, owner: type) -> frozenset[str]:
    """The fields that say a time where the field of this name cannot."""
    if name == "verified_on":  # when somebody looked is no time that a source states
        return frozenset()
    ends = {"end_date"} if name in ("start_date", "end_date", "last_day") else set()
    return frozenset({"as_stated", *ends} & forms(owner).keys())


def _value_meant(error: ErrorDetails, form: Form | None) -> Text | None:
    given = str(error["input"])
    if form is not None and form.terms is not None:
        hint = term_meant(given, form.terms)
        owners = () if term_named(given, form.terms) else value_elsewhere(str(error["loc"][-1]), given)
        return T("{value} is a value of {owners}. {known}", value=given, owners=owners, known=hint) if owners else hint
    known = re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))  # pydantic names the values of a closed list
    return did_you_mean(nearest(given, known) or known)


def _fit(error: ErrorDetails, form: Form | None) -> Text:
    """What is expected of a value, or the spelling of an id that was meant."""
    given = error.get("input")
    if isinstance(given, str) and error["type"] == "string_pattern_mismatch":
        sign = "_" if "_" in error["ctx"]["pattern"] else "-"
        near = re.sub("[-_]", sign, slug(given))
        return T("Write {names}.", names=[near]) if near and near != given else _expected(error)
    if isinstance(given, str) and form is not None and form.kind == "record-id":
        return id_meant(given)
    day = day_of_year_meant(given) if isinstance(given, str) and form is not None and form.kind == "day-of-year" else None
    return day or _expected(error)


def _at(model: type[BaseModel], location: tuple[int | str, ...]) -> tuple[type, Form | None]:
    """The innermost class around a place in a value, and the form of the field there."""
    owner: type = model
    field = ""
    for step in location:
        if isinstance(step, int):
            continue
        owner = (_nested(owner.model_fields[field].annotation) or owner) if field and issubclass(owner, BaseModel) else owner
        field = step if step in forms(owner) else ""
    return owner, forms(owner)[field] if field else None


def _nested(annotation: Any) -> type | None:
    """The class with fields within an annotation, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, (BaseModel, Bilingual)):
        return annotation
    return next((inner for inner in map(_nested, get_args(annotation)) if inner), None)


def shortened(value: Any) -> str:
    """A value as a message shows it."""
    text = str(value)
    return text if len(text) <= MOST else f"{text[: MOST - 1]}…"


def _expected(error: ErrorDetails) -> Text:
    """The hint for a value that does not fit, from pydantic's description of the error, in words for who writes the file."""
    context = error.get("ctx") or {}
    cause = context.get("error")
    what: Any = cause.what if isinstance(cause, Unfit) else _WANTED.get(str(error["type"]).partition("_")[0])
    if error["type"] == "greater_than_equal":
        what = T("{bound} or more", bound=context["ge"])
    elif error["type"] == "less_than_equal":
        what = T("{bound} or less", bound=context["le"])
    elif error["type"] == "string_pattern_mismatch":
        what = T("lower case letters, digits and {sign}", sign="_" if "_" in context["pattern"] else "-")
    return T("Expected here: {what}.", what=what or T("a value as the schema describes it"))


_WANTED: Final[Mapping[str, Text]] = {
    "int": T("a whole number"),
    "float": T("a number"),
    "finite": T("a number"),
    "bool": T("true or false"),
    "string": T("a text"),
    "list": T("a list"),
    "tuple": T("a list"),
    "dict": T("a record with fields"),
    "model": T("a record with fields"),
    "dataclass": T("a text in two languages: one under nl, one under en"),
    "date": T("a day that exists, such as 2015-03-31"),
}
