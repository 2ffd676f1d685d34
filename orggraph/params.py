"""Parameters of analyses and queries: declared with type and default, given as text or as values, checked once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from orggraph.errors import UnknownName, WrongUsage
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.dates import first_day

ParamType = Literal["string", "integer", "number", "boolean", "date", "id", "list"]
_TRUE, _FALSE = ("true", "yes", "ja", "1"), ("false", "no", "nee", "0")


@dataclass(frozen=True)
class Param:
    """A parameter: its type, its default (None: must be given, unless ``optional``), and what it is about.

    ``values``: the closed list that it takes a value of, each with its name in each language; None: any value of its type.
    ``labels``: of the nodes whose id or name it takes, so that a form can offer them; none: it takes none, or any.
    """

    type: ParamType
    default: Any = None
    about: Bilingual | None = None
    optional: bool = False
    values: Mapping[str, Bilingual] | None = None
    labels: tuple[str, ...] = ()


def datasets_asked(single: str | None, several: Sequence[str] | None) -> Sequence[str] | None:
    """The datasets that are asked, where a parameter names one and an option several. Raises WrongUsage where these differ."""
    if not single:
        return several
    if several and tuple(several) != (single,):
        raise WrongUsage(T("Two different datasets are given: {one} and {other}.", one=single, other=list(several)), T("Give one."))
    return (single,)


def bind(declared: Mapping[str, Param], given: Mapping[str, Any]) -> dict[str, Any]:
    """Values for all declared parameters, from what was given and the defaults.

    Raises
    ------
    UnknownName
        A parameter that is not declared, or a value that is not in its closed list; says the nearest.
    WrongUsage
        A value that does not fit its type, or a parameter that must be given and was not.
    """
    for name in given:
        if name not in declared:
            raise UnknownName(T("parameter"), name, declared)
    values = {}
    for name, param in declared.items():
        value = given.get(name)
        if value is None:
            if param.default is None and not param.optional:
                raise WrongUsage(T("The parameter {name} must be given.", name=name), T("Write {name}=….", name=name))
            value = param.default
        values[name] = value if value is None else _fit(name, param, value)
    return values


def _of_list(name: str, known: Mapping[str, Bilingual], value: str) -> str:
    """What the machine has for a word of a closed list: it may be given in either language."""
    word = value.strip().casefold()
    for term, names in known.items():
        if word in {term.casefold(), *(name.casefold() for name in names.both)}:
            return term
    raise UnknownName(T("value of {name}", name=name), value, [*known, *(word for names in known.values() for word in names.both)])


def _fit(name: str, param: Param, value: Any) -> Any:
    kind = param.type
    try:
        return _FIT[kind](value) if param.values is None else _of_list(name, param.values, str(value))
    except (ValueError, TypeError):
        wrong = T("The parameter {name} cannot be {value}.", name=name, value=value)
        raise WrongUsage(wrong, T("Expected here: {what}.", what=_WANTED[kind])) from None


def _boolean(value: Any) -> bool:
    text = str(value).lower()
    if text not in _TRUE + _FALSE:
        raise ValueError(text)
    return text in _TRUE


def _integer(value: Any) -> int:
    if isinstance(value, float) and not value.is_integer():
        raise ValueError(value)
    number = int(value)
    if not -(2**63) <= number < 2**63:  # what a database can hold
        raise ValueError(value)
    return number


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def _date(value: Any) -> str:
    return first_day(str(value)).isoformat()


def _list(value: Any) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else [str(part) for part in value]


_FIT: Mapping[ParamType, Any] = {
    "string": str,
    "id": str,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "list": _list,
}
_WANTED: Mapping[ParamType, Text] = {
    "string": T("a text"),
    "id": T("a text"),
    "integer": T("a whole number"),
    "number": T("a number"),
    "boolean": T("true or false"),
    "date": T("a year, a month or a day: 2015, 2015-03 or 2015-03-31"),
    "list": T("a list, with commas"),
}
