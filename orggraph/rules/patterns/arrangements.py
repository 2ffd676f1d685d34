"""What an arrangement says and who takes part in it: its clauses, organs, staff, and where its powers go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from orggraph.errors import Misfit, nearest
from orggraph.graph import reading
from orggraph.i18n import N, T
from orggraph.model.nodes import Arrangement
from orggraph.model.terms import MandateKind
from orggraph.rules.schema import Organ, Rule, Words
from orggraph.rules.scope import Hit, NoParams, Pattern, Scope


def _known(name: str) -> str:
    if name not in Arrangement.model_fields:
        raise Misfit(T("an arrangement has no field {name}", name=name), nearest(name, Arrangement.model_fields))
    return name


FieldName = Annotated[str, AfterValidator(_known)]


class ClauseParams(BaseModel):
    """The field, what it is called, and the field that says outright (by no) that there is nothing to state."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: FieldName
    what: Words
    denied_by: FieldName | None = None


def clause(scope: Scope, params: ClauseParams, _rule: Rule) -> Iterator[Hit]:
    """What an arrangement says of a matter: fires where its field is empty, and at once where it says that there is none.

    One hit for an arrangement that says nothing of the matter.
    """
    if scope.attributes.get(params.field):
        return
    denied = params.denied_by is not None and scope.attributes.get(params.denied_by) is False
    what, name = params.what.texts, scope.name(scope.id)
    said = (
        T("{arrangement} has no {what}, by its own words.", arrangement=name, what=what)
        if denied
        else T("The data name no {what} of {arrangement}.", arrangement=name, what=what)
    )
    yield Hit((scope.id,), said, value=0, denominator=1, unit="clauses", absent=not denied)


CLAUSE = Pattern("clause", ClauseParams, "arrangement", clause)


class OrgansParams(BaseModel):
    """The organs that may take part."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    only: Annotated[tuple[Organ, ...], Field(min_length=1)]


def organs(scope: Scope, params: OrgansParams, _rule: Rule) -> Iterator[Hit]:
    """Which organs of the participants take part: fires where one is known that the form has no place for.

    One hit for an arrangement, with the participants whose other organs take part.
    """
    others = [edge for edge in scope.participations if set(edge.attributes.get("organs", ())) - set(params.only)]
    if others:
        said = N(
            "Of {m} participants, {n} takes part with another organ: {names}.",
            "Of {m} participants, {n} take part with another organ: {names}.",
            len(others), m=len(scope.participations), names=[scope.name(edge.source) for edge in others],
        )  # fmt: skip
        whole, certain = len(scope.participations), scope.certain(*others)
        yield Hit((scope.id,), said, tuple(others), value=len(others), denominator=whole, unit="participants", certain=certain)


ORGANS = Pattern("organs", OrgansParams, "arrangement", organs)


def own_staff(scope: Scope, _params: NoParams, _rule: Rule) -> Iterator[Hit]:
    """Staff of its own: fires where a form without legal personality is stated to employ people.

    One hit for an arrangement with more than no staff of its own.
    """
    fte = scope.attributes.get("staff_fte")
    if fte:
        said = T("{arrangement} states {n} full-time equivalents of staff of its own.", arrangement=scope.name(scope.id), n=fte)
        yield Hit((scope.id,), said, value=fte, unit="fte")


OWN_STAFF = Pattern("own_staff", NoParams, "arrangement", own_staff)


class OneHostParams(BaseModel):
    """The kinds of authority that are looked at."""

    model_config = ConfigDict(extra="forbid", frozen=True)

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
        said = T("{m} powers under {arrangement} go to {n} organizations: {names}.", m=len(granted), n=len(towns),
                 arrangement=scope.name(scope.id), names=[scope.name(one) for one in towns])  # fmt: skip
        yield Hit((scope.id,), said, edges, towns, value=len(towns), denominator=len(granted), unit="organizations")


ONE_HOST = Pattern("one_host", OneHostParams, "arrangement", one_host)
