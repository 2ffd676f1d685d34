"""Whether the side functions of office holders are published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph.reading import OfficeKind
from orggraph.i18n import T
from orggraph.rules import people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class Params(BaseModel):
    """Of which offices."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offices: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]


def _run(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    silent, asked = [], 0
    for person, offices in people.office_holders(scope):
        own = [office for office in offices if office.kind in params.offices]
        if not own:
            continue
        asked += 1
        published = scope.graph.nodes[person].get("side_functions_published")
        if published is None:
            silent.append(person)
        elif not published:
            said = T("{person} is {office} of {municipality}; the side functions are stated not to be published.",
                     person=scope.name(person), office=people.office_name(own[0]),
                     municipality=scope.name(own[0].organization))  # fmt: skip
            yield Hit((person,), said, edges=own[0].edges, value=0, denominator=1, unit="persons", certain=scope.certain(*own[0].edges))
    if silent:
        said = T("Of {n} of {m} office holders it is not stated whether the side functions are published.",
                 n=len(silent), m=asked)  # fmt: skip
        yield scope.silence(said, silent, asked, "persons")


PATTERN = Pattern("side_functions", Params, "dataset", _run)
