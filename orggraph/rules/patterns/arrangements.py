"""What an arrangement says and who takes part in it: its clauses, form, organs, staff, and where its powers go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from orggraph.errors import Misfit, nearest
from orggraph.graph import reading
from orggraph.i18n import Bilingual, N, T
from orggraph.model.dates import last_day
from orggraph.model.nodes import Arrangement
from orggraph.model.terms import ArrangementForm, BodyKind, ClauseMatter, MandateKind, Organ, PowerAct
from orggraph.model.value_object import ValueObject
from orggraph.rules.schema import Rule
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope


def _known(name: str) -> str:
    if name not in Arrangement.model_fields:
        raise Misfit(T("an arrangement has no field {name}", name=name), nearest(name, Arrangement.model_fields))
    return name


FieldName = Annotated[str, AfterValidator(_known)]


class ClauseParams(ValueObject):
    """The field, what it is called, and the field that says outright (by no) that there is nothing to state."""

    field: FieldName
    what: Bilingual
    denied_by: FieldName | None = None
    indefinite: bool = Field(False, description="Only of an arrangement made for an indefinite time; of one that ends that is not known")


def clause(scope: Scope, params: ClauseParams, _rule: Rule) -> Iterator[Hit]:
    """What an arrangement says of a matter: fires where its field is empty, and at once where it says that there is none.

    One hit for an arrangement that says nothing of the matter.
    """
    if scope.attributes.get(params.field):
        return
    denied = params.denied_by is not None and scope.attributes.get(params.denied_by) is False
    what, name = params.what, scope.name(scope.id)
    statement = (
        T("{arrangement} has no {what}, by its own words.", arrangement=name, what=what)
        if denied
        else T("The data name no {what} of {arrangement}.", arrangement=name, what=what)
    )
    ends = params.indefinite and scope.attributes.get("end_date") is not None
    why = T("whether it was made for a fixed time, where none is asked, is not stated") if ends else None
    yield Hit((scope.id,), statement, value=0, denominator=1, unit="clauses", absent=not denied, certain=not ends, why=why)


CLAUSE = Pattern("clause", ClauseParams, "arrangement", clause)


class ClausesParams(ValueObject):
    """The matters on which an arrangement holds a clause."""

    matters: Annotated[tuple[ClauseMatter, ...], Field(min_length=1)]


def clauses(scope: Scope, params: ClausesParams, _rule: Rule) -> Iterator[Hit]:
    """On which matters an arrangement holds a clause: fires where one of them is not in the data.

    One hit for an arrangement, with all matters that were not found.
    """
    missing = [matter for matter in params.matters if matter not in scope.attributes.get("clauses", ())]
    if missing:
        statement = T(
            "The data lack {n} of {m} clauses of {arrangement}: on {names}.",
            m=len(params.matters),
            n=len(missing),
            arrangement=scope.name(scope.id),
            names=[T("{matter}", matter=matter.names) for matter in missing],
        )
        yield Hit((scope.id,), statement, value=len(missing), denominator=len(params.matters), unit="clauses", absent=True)


CLAUSES = Pattern("clauses", ClausesParams, "arrangement", clauses)


class FormInTimeParams(ValueObject):
    """Forms with the first day on which each existed, and forms with the first day on which each no longer did."""

    since: Mapping[ArrangementForm, date] = Field(default_factory=dict)
    until: Mapping[ArrangementForm, date] = Field(default_factory=dict)


def form_in_time(scope: Scope, params: FormInTimeParams, _rule: Rule) -> Iterator[Hit]:
    """A legal form in its time: fires where an arrangement has it before it existed, or when it no longer did.

    One hit for an arrangement whose dates do not fit its form.
    """
    form = ArrangementForm(scope.attributes["form"])
    began, name = scope.attributes.get("start_date"), scope.name(scope.id)
    since, until = params.since.get(form), params.until.get(form)
    start = min(last_day(began), scope.on) if began else scope.on
    if since and start < since:
        statement = T(
            "{arrangement} is stated to be of this form on {day}: {form}. The form exists since {date}: {n} days later.",
            arrangement=name,
            day=start.isoformat(),
            form=form.names,
            date=since.isoformat(),
            n=(since - start).days,
        )
        yield Hit((scope.id,), statement, value=(since - start).days, unit="days")
    if until and scope.on >= until:
        statement = T(
            "{arrangement} is stated to be of this form on {day}: {form}. The form ended on {date}.",
            arrangement=name,
            day=scope.on.isoformat(),
            form=form.names,
            date=until.isoformat(),
        )
        yield Hit((scope.id,), statement, value=(scope.on - until).days, unit="days")


FORM_IN_TIME = Pattern("form_in_time", FormInTimeParams, "arrangement", form_in_time)


class OrgansParams(ValueObject):
    """The organs that may take part."""

    only: Annotated[tuple[Organ, ...], Field(min_length=1)]


def organs(scope: Scope, params: OrgansParams, _rule: Rule) -> Iterator[Hit]:
    """Which organs of the participants take part: fires where one is known that the form has no place for.

    One hit for an arrangement, with the participants whose other organs take part.
    """
    others = [edge for edge in scope.participations if set(edge.attributes.get("organs", ())) - set(params.only)]
    if others:
        outside, certain = scope.surest(others, lambda edge: (edge,))
        statement = N(
            "Of {m} participants, {n} takes part with another organ: {names}.",
            "Of {m} participants, {n} take part with another organ: {names}.",
            len(outside),
            m=len(scope.participations),
            names=[scope.name(edge.source) for edge in outside],
        )
        whole = len(scope.participations)
        yield Hit((scope.id,), statement, tuple(outside), value=len(outside), denominator=whole, unit="participants", certain=certain)


ORGANS = Pattern("organs", OrgansParams, "arrangement", organs)


def own_staff(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """Staff of its own: fires where a form without legal personality is stated to employ people.

    One hit for an arrangement with more than no staff of its own.
    """
    fte = scope.attributes.get("staff_fte")
    if fte:
        statement = T("{arrangement} states {n} full-time equivalents of staff of its own.", arrangement=scope.name(scope.id), n=fte)
        yield Hit((scope.id,), statement, value=fte, unit="fte")


OWN_STAFF = Pattern("own_staff", NoParams, "arrangement", own_staff)


class OneHostParams(ValueObject):
    """The kinds of authority that are looked at."""

    kinds: Annotated[tuple[MandateKind, ...], Field(min_length=1)]


def one_host(scope: Scope, params: OneHostParams, _rule: Rule) -> Iterator[Hit]:
    """Where the powers of an arrangement go: fires where organs or people of several organizations hold them.

    One hit for an arrangement under which several organizations hold powers.
    """
    powers = [
        edge.source for edge in reading.into(scope.graph, scope.id, "PART_OF") if scope.graph.nodes[edge.source]["label"] == "Mandate"
    ]
    granted = [
        (edge, town)
        for power in powers
        if scope.graph.nodes[power].get("kind") in params.kinds
        for edge in reading.out(scope.graph, power, "GRANTED_TO")
        if (town := reading.employer(scope.graph, edge.target))
    ]
    towns = tuple(dict.fromkeys(town for _, town in granted))
    if len(towns) > 1:
        edges = tuple(edge for edge, _ in granted)
        statement = T(
            "{m} powers under {arrangement} go to {n} organizations: {names}.",
            m=len(granted),
            n=len(towns),
            arrangement=scope.name(scope.id),
            names=[scope.name(town) for town in towns],
        )
        yield Hit((scope.id,), statement, edges, towns, value=len(towns), denominator=len(granted), unit="organizations")


ONE_HOST = Pattern("one_host", OneHostParams, "arrangement", one_host)


class RepresentationParams(ValueObject):
    """Acts for which another than the entitled one may not give a power of attorney, and the kind of body that is that other."""

    acts: Annotated[tuple[PowerAct, ...], Field(min_length=1)]
    by: BodyKind


def representation(scope: Scope, params: RepresentationParams, _rule: Rule) -> Iterator[Hit]:
    """Who lets others represent the cooperation: fires where a body does that has not got the power.

    One hit for each power of attorney that the body granted.
    """
    for body in scope.bodies(params.by):
        for edge in reading.into(scope.graph, body, "GRANTED_BY"):
            power = scope.graph.nodes[edge.source]
            if power.get("kind") == MandateKind.POWER_OF_ATTORNEY and power.get("act") in params.acts:
                statement = T(
                    "{power} is granted by {body}, for: {act}.",
                    power=scope.name(edge.source),
                    body=scope.name(body),
                    act=PowerAct(power["act"]).names,
                )
                yield Hit(
                    (edge.source,), statement, (edge,), object=body, value=1, denominator=1, unit="powers", certain=scope.certain(edge)
                )


REPRESENTATION = Pattern("representation", RepresentationParams, "arrangement", representation)
