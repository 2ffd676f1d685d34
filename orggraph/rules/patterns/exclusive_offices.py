"""Two municipal offices that exclude each other, in one hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fnmatch import fnmatchcase
from itertools import product
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.graph.reading import Office, OfficeKind
from orggraph.i18n import T, Text
from orggraph.model.dates import first_day, last_day
from orggraph.model.terms import Severity
from orggraph.rules import people
from orggraph.rules.schema import Rule, Shell
from orggraph.rules.scope import Hit, Pattern, Scope


class Params(BaseModel):
    """Which offices exclude each other, and what the law excepts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    second: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    same_municipality: bool = Field(False, description="Only within one municipality")
    exempt_roles: tuple[Shell, ...] = Field((), description="Roles of the second office that the law excepts, by their slugs")
    stands_in: bool = Field(False, description="Who has the first office and only acts in the second there is excepted")
    temporary: bool = Field(False, description="Excepted from polling day to the new college, and until a successor is admitted")
    admission_days: int = Field(90, description="How long after the appointment a successor is taken to be on the way")


class _Judged(NamedTuple):
    """How two offices in one hand are to be taken."""

    severity: Severity | None = None
    certain: bool = True
    why: Text | None = None
    nodes: tuple[str, ...] = ()


def _run(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    for person, offices in people.office_holders(scope):
        worst: dict[str, tuple[int, Hit]] = {}
        for first, second in product(offices, offices):
            if first.kind not in params.first or second.kind not in params.second or first.post == second.post:
                continue
            if params.same_municipality and first.organization != second.organization:
                continue
            judged = _judge(scope, params, first, second)
            rank = 2 if judged.severity else 0 if judged.certain else 1
            hit = _hit(scope, person, first, second, judged)
            before = worst.get(second.organization)
            if before is None or rank < before[0]:
                worst[second.organization] = (rank, hit)
        yield from (hit for _, hit in worst.values())


def _hit(scope: Scope, person: str, first: Office, second: Office, judged: _Judged) -> Hit:
    names = {"person": scope.name(person), "one": people.office_name(first), "other": people.office_name(second)}
    if first.organization == second.organization:
        said = T("{person} is {one} and {other} of {municipality}.", municipality=scope.name(second.organization), **names)
    else:
        said = T("{person} is {one} of {here} and {other} of {there}.",
                 here=scope.name(first.organization), there=scope.name(second.organization), **names)  # fmt: skip
    if judged.certain and judged.why:
        said = T("{said} {why}", said=said, why=judged.why)
    return Hit(
        (person,), said, edges=(*first.edges, *second.edges), nodes=(first.organization, *judged.nodes), object=second.organization,
        value=2, unit="offices", certain=judged.certain, severity=judged.severity, why=None if judged.certain else judged.why,
    )  # fmt: skip


def _judge(scope: Scope, params: Params, first: Office, second: Office) -> _Judged:
    same = first.organization == second.organization
    roles = [edge.target.rsplit("/", 1)[-1] for edge in reading.out(scope.graph, second.post, "HAS_ROLE")]
    if any(fnmatchcase(role, shell) for role in roles for shell in params.exempt_roles):
        return _Judged(Severity.INFO, why=T("For this work the law makes an exception."))
    if params.stands_in and same and second.edges[0].attributes.get("acting"):
        return _Judged(Severity.INFO, why=T("Who stands in by law does not hold the office itself."))
    if not scope.certain(*first.edges, *second.edges):
        return _Judged(certain=False)
    if params.temporary and same and {first.kind, second.kind} == {"councillor", "alderman"}:
        councillor, alderman = (first, second) if first.kind == "councillor" else (second, first)
        return _between(scope, councillor, alderman) or _after_appointment(scope, params, councillor, alderman)
    return _Judged()


def _between(scope: Scope, councillor: Office, alderman: Office) -> _Judged | None:
    """An alderman who was elected, between polling day and the new college."""
    polling = people.latest_polling(scope, [councillor.edges[1].target])
    began = alderman.edges[0].attributes.get("start_date")
    if polling is None or (began and first_day(began) >= polling.day):
        return None
    if people.renewed(people.aldermen(scope, alderman.edges[1].target), polling.day):
        return None
    why = T("From polling day ({date}) until the new aldermen take office the law excepts this.", date=polling.day.isoformat())
    return _Judged(Severity.INFO, why=why, nodes=(polling.meeting,))


def _after_appointment(scope: Scope, params: Params, councillor: Office, alderman: Office) -> _Judged:
    """A councillor who was made alderman, until the successor in the council is admitted."""
    seat, since = councillor.edges[0].attributes.get("start_date"), alderman.edges[0].attributes.get("start_date")
    if seat is None or since is None:
        return _Judged(
            certain=False, why=T("since when both offices are held is not stated, and the law excepts a short time around elections")
        )
    if last_day(seat) > first_day(since):
        unknown = people.latest_polling(scope, [councillor.edges[1].target]) is None
        if unknown and scope.on - last_day(seat) < timedelta(days=365):
            return _Judged(certain=False, why=T("the polling day is not stated, and the law excepts the time until the new college"))
        return _Judged()
    for holding in reading.holders(scope.graph, councillor.post):
        start = holding.attributes.get("start_date")
        if holding.source != councillor.edges[0].source and start and first_day(start) >= first_day(since):
            return _Judged()
    if scope.on - last_day(since) <= timedelta(days=params.admission_days):
        why = T("Who is made alderman may stay in the council until the successor is admitted; the appointment is of {date}.", date=since)
        return _Judged(Severity.INFO, why=why)
    return _Judged(certain=False, why=T("whether a successor in the council has been admitted is not stated"))


PATTERN = Pattern("exclusive_offices", Params, "dataset", _run)
