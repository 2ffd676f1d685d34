"""One office held in several municipalities."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph.reading import Office, OfficeKind
from orggraph.i18n import T, Text
from orggraph.model.terms import Severity
from orggraph.rules import people
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, Pattern, Scope


class Params(BaseModel):
    """Which office, and up to how many inhabitants together the law allows it in several municipalities."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    office: OfficeKind
    inhabitants_max: int | None = Field(None, description="Up to so many inhabitants together it is allowed; None: never")
    acting: bool = Field(True, description="Whether who only acts in it counts too")


def _run(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    for person, offices in people.office_holders(scope):
        held: dict[str, Office] = {}
        for office in offices:
            if office.kind == params.office and (params.acting or not office.edges[0].attributes.get("acting")):
                held.setdefault(office.organization, office)
        if len(held) > 1:
            yield _hit(scope, params, person, held)


def _hit(scope: Scope, params: Params, person: str, held: dict[str, Office]) -> Hit:
    edges = tuple(edge for office in held.values() for edge in office.edges)
    said = T("{person} is {office} of {n} municipalities: {names}.", person=scope.name(person), office=people.OFFICES[params.office],
             n=len(held), names=[scope.name(one) for one in held])  # fmt: skip
    certain, severity, why = scope.certain(*edges), None, None
    if params.inhabitants_max is not None:
        inhabitants = [scope.graph.nodes[one].get("inhabitants") for one in held]
        total = sum(one or 0 for one in inhabitants)
        unknown = None in inhabitants and total <= params.inhabitants_max
        why = T("how many inhabitants these municipalities have together is not stated") if unknown and certain else None
        certain = certain and not unknown
        if not unknown:
            severity = Severity.INFO if total <= params.inhabitants_max else None
            said = _counted(said, total, complete=None not in inhabitants)
    return Hit((person,), said, edges=edges, value=len(held), unit="municipalities", certain=certain, severity=severity, why=why)


def _counted(said: Text, total: int, *, complete: bool) -> Text:
    if complete:
        return T("{said} Together these have {total} inhabitants.", said=said, total=total)
    return T("{said} Together these have at least {total} inhabitants.", said=said, total=total)


PATTERN = Pattern("one_office", Params, "dataset", _run)
