"""Two municipal offices that exclude each other, in one hand: what the law excepts, and what dates allow to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from fnmatch import fnmatchcase
from itertools import product
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from orggraph.graph import reading
from orggraph.graph.edges import Edge
from orggraph.graph.reading import Office, OfficeKind
from orggraph.i18n import T, Text
from orggraph.model.dates import first_day, last_day
from orggraph.model.terms import Ground, Severity
from orggraph.model.value_object import ValueObject
from orggraph.rules import people
from orggraph.rules.schema import Rule, Shell
from orggraph.rules.scope import Hit, Pattern, Scope


class ExclusiveOfficesParams(ValueObject):
    """Which offices exclude each other, and what the law excepts."""

    first: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    second: Annotated[tuple[OfficeKind, ...], Field(min_length=1)]
    same_municipality: bool = Field(False, description="Only within one municipality")
    exempt_roles: Mapping[OfficeKind, tuple[Shell, ...]] = Field(
        default_factory=dict, description="Per first office the roles of the second that the law excepts, by their slugs"
    )
    acting: bool = Field(True, description="Whether who only acts in one of the two counts too")
    stands_in: Literal["designated", "by_law"] | None = Field(
        None, description="Excepted is who has the first office and acts in the second there: whoever was designated, or by law alone"
    )
    temporary: bool = Field(False, description="Excepted from polling day to the new college, and until a successor is admitted")


class _Judged(NamedTuple):
    """How two offices in one hand are to be taken."""

    severity: Severity | None = None
    certain: bool = True
    why: Text | None = None
    nodes: tuple[str, ...] = ()


def exclusive_offices(scope: Scope, params: ExclusiveOfficesParams, _rule: Rule) -> Iterator[Hit]:
    """Two municipal offices that exclude each other, in one hand; of one second municipality the clearest case."""
    for person, offices in people.office_holders(scope):
        worst: dict[str, tuple[int, Hit]] = {}
        for first, second in product(offices, offices):
            if not _excluded(params, first, second):
                continue
            judged = _judge(scope, params, first, second)
            rank = 2 if judged.severity else 0 if judged.certain else 1
            before = worst.get(second.organization)
            if before is None or rank < before[0]:
                worst[second.organization] = (rank, _hit(scope, person, first, second, judged))
        yield from (hit for _, hit in worst.values())


def _excluded(params: ExclusiveOfficesParams, first: Office, second: Office) -> bool:
    if first.kind not in params.first or second.kind not in params.second or first.post == second.post:
        return False
    if not params.acting and any(office.edges[0].attributes.get("acting") for office in (first, second)):
        return False
    return first.organization == second.organization or not params.same_municipality


def _hit(scope: Scope, person: str, first: Office, second: Office, judged: _Judged) -> Hit:
    names = {"person": scope.name(person), "one": people.office_since(first), "other": people.office_since(second)}
    if first.organization == second.organization:
        statement = T("{person} is {one} and {other} of {municipality}.", municipality=scope.name(second.organization), **names)
    else:
        statement = T(
            "{person} is {one} of {here} and {other} of {there}.",
            here=scope.name(first.organization),
            there=scope.name(second.organization),
            **names,
        )
    statement = people.together(statement, scope.on, first.edges[0], second.edges[0])
    if judged.certain and judged.why:
        statement = T("{said} {why}", said=statement, why=judged.why)
    return Hit(
        (person,),
        statement,
        edges=(*first.edges, *second.edges),
        nodes=(first.organization, *judged.nodes),
        object=second.organization,
        value=2,
        unit="offices",
        certain=judged.certain,
        severity=judged.severity,
        why=None if judged.certain else judged.why,
    )


def _judge(scope: Scope, params: ExclusiveOfficesParams, first: Office, second: Office) -> _Judged:
    same = first.organization == second.organization
    roles = [edge.target.rsplit("/", 1)[-1] for edge in reading.out(scope.graph, second.post, "HAS_ROLE")]
    if any(fnmatchcase(role, shell) for role in roles for shell in params.exempt_roles.get(first.kind, ())):
        return _Judged(Severity.INFO, why=T("For this work the law makes an exception."))
    if same and params.stands_in and (judged := _standing_in(params, second.edges[0])):
        return judged
    if not scope.certain(*first.edges, *second.edges):
        return _Judged(certain=False)
    judged = _around_elections(scope, first, second) if params.temporary and same else _Judged()
    doubt = people.unverified(scope, first) or people.unverified(scope, second)
    return _Judged(certain=False, why=doubt) if doubt and judged.certain and judged.severity is None else judged


def _standing_in(params: ExclusiveOfficesParams, holding: Edge) -> _Judged | None:
    """Somebody who acts in the second office: by law or as designated, and not by the Crown or its commissioner."""
    stated = str(holding.attributes.get("appointment", "")).lower()
    ground = holding.attributes.get("ground")
    if not holding.attributes.get("acting") or ground == Ground.BY_CROWN or "78" in stated or "commissaris" in stated:
        return None
    if params.stands_in == "designated" or ground == Ground.BY_LAW or "77" in stated:
        return _Judged(Severity.INFO, why=T("Who stands in by law does not hold the office itself."))
    return _Judged(certain=False, why=T("on which ground the office is acted in is not stated: by law, or by an appointment"))


def _around_elections(scope: Scope, first: Office, second: Office) -> _Judged:
    """What the law excepts of a councillor who is alderman in the same municipality."""
    councillor, alderman = (first, second) if first.kind == "councillor" else (second, first)
    polling = people.latest_polling(scope, [councillor.edges[1].target])
    began = alderman.edges[0].attributes.get("start_date")
    if polling and not (began and first_day(began) >= polling.day):
        return _since_polling(scope, alderman, polling)
    return _after_appointment(scope, councillor, alderman, polling)


def _since_polling(scope: Scope, alderman: Office, polling: people.Polling) -> _Judged:
    """An alderman of before polling day, who leaves by law when the new aldermen have accepted."""
    holding, college = alderman.edges[0], alderman.edges[1].target
    verified = people.verified(scope.graph, holding)
    if renewed := people.renewed(people.aldermen(scope, college), polling.day):
        if verified and first_day(verified) >= renewed:
            return _Judged(nodes=(polling.meeting,))
        why = T(
            "the old aldermen left by law when the new ones accepted ({date}), and whether this one came back is not stated",
            date=renewed.isoformat(),
        )
        return _Judged(certain=False, why=why, nodes=(polling.meeting,))
    known = holding.attributes.get("end_date") or scope.declares(["HOLDS"], college)
    if known or (verified and first_day(verified) >= polling.day):
        why = T("From polling day ({date}) until the new aldermen take office the law excepts this.", date=polling.day.isoformat())
        return _Judged(Severity.INFO, why=why, nodes=(polling.meeting,))
    why = T("whether the new aldermen have taken office since polling day ({date}) is not stated", date=polling.day.isoformat())
    return _Judged(certain=False, why=why, nodes=(polling.meeting,))


def _after_appointment(scope: Scope, councillor: Office, alderman: Office, polling: people.Polling | None) -> _Judged:
    """A councillor who was made alderman, until the successor in the council is admitted."""
    holding = councillor.edges[0]
    seat, since = holding.attributes.get("start_date"), alderman.edges[0].attributes.get("start_date")
    if seat is None or since is None:
        why = T("since when both offices are held is not stated, and the law excepts a short time around elections")
        return _Judged(certain=False, why=why)
    if last_day(seat) > first_day(since):
        if polling is None and scope.on - last_day(seat) < timedelta(days=365):
            return _Judged(certain=False, why=T("the polling day is not stated, and the law excepts the time until the new college"))
        return _Judged()
    if successor := _successor(scope, councillor, since):
        return _Judged(why=T("The successor in the council was admitted on {date}.", date=successor))
    return _awaiting_successor(scope, councillor, since)


def _awaiting_successor(scope: Scope, councillor: Office, since: str) -> _Judged:
    """Whether the time until the successor, which the law excepts, still runs; a seat without one for a year is a question."""
    holding = councillor.edges[0]
    lasting = holding.attributes.get("end_date") or holding.attributes.get("until_successor")
    if not lasting and not scope.declares(["HOLDS"], councillor.edges[1].target):
        return _Judged(certain=False, why=T("whether a successor in the council has been admitted is not stated"))
    if not lasting and scope.on - first_day(since) >= timedelta(days=365):
        why = T("more than a year after the appointment ({date}) neither a successor is stated, nor that there will be none", date=since)
        return _Judged(certain=False, why=why)
    why = T("Who is made alderman may stay in the council until the successor is admitted; the appointment is of {date}.", date=since)
    return _Judged(Severity.INFO, why=why)


def _successor(scope: Scope, councillor: Office, since: str) -> str | None:
    """When somebody else was admitted to this very seat after the appointment; of a record for several seats nothing is known."""
    if reading.count(scope.graph, [councillor.post]) != 1:
        return None
    for holding in reading.holders(scope.graph, councillor.post):
        admitted = holding.attributes.get("admitted") or holding.attributes.get("start_date")
        if holding.source != councillor.edges[0].source and admitted and first_day(since) <= first_day(admitted) <= scope.on:
            return str(admitted)
    return None


EXCLUSIVE_OFFICES = Pattern("exclusive_offices", ExclusiveOfficesParams, "dataset", exclusive_offices)
