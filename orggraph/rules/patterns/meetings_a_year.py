"""How often a body meets: fires where the norm is too low, or where a whole past year holds too few meetings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orggraph.graph import reading
from orggraph.i18n import N, T
from orggraph.model.dates import first_day
from orggraph.model.terms import BodyKind, MeetingKind
from orggraph.rules.applying import Hit, Pattern, Scope
from orggraph.rules.schema import Rule


class Params(BaseModel):
    """The kind of body, and the least number of meetings in a year."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    body: BodyKind
    least: Annotated[int, Field(ge=1)]


def meetings_a_year(scope: Scope, params: Params, _rule: Rule) -> Iterator[Hit]:
    """One hit for each body: by its norm, else by the meetings of the last whole year in which the arrangement was in force."""
    year = scope.on.year - 1
    began = scope.attributes.get("start_date")
    whole = began is None or first_day(began).isoformat() <= f"{year}-01-01"
    for body in scope.bodies(params.body):
        attributes = scope.graph.nodes[body]
        most = attributes.get("meetings_max")
        if most is not None and most < params.least:
            said = T("{body} meets at most {n} times a year; {least} are asked for.", body=scope.name(body), n=most, least=params.least)
            yield Hit((body,), said, value=most, denominator=params.least, unit="meetings")
            continue
        held = [edge for edge in reading.into(scope.graph, body, "MEETING_OF") if _in_year(scope.graph.nodes[edge.source], year)]
        if whole and len(held) < params.least:
            said = N(
                "Of {year} the data hold {n} meeting of {body}; {least} are asked for.",
                "Of {year} the data hold {n} meetings of {body}; {least} are asked for.",
                len(held), year=year, body=scope.name(body), least=params.least,
            )  # fmt: skip
            told = any(_in_year(scope.graph.nodes[one], year) for one in reading.labelled(scope.graph, scope.dataset, "Meeting"))
            yield Hit(
                (body,), said, tuple(held), value=len(held), denominator=params.least, unit="meetings", absent=True, certain=told,
                why=None if told else T("the data hold no meeting at all of {year}", year=year),
            )  # fmt: skip


def _in_year(meeting: dict[str, str], year: int) -> bool:
    return meeting.get("kind") != MeetingKind.ELECTION and meeting.get("date", "").startswith(str(year))


PATTERN = Pattern("meetings_a_year", Params, "arrangement", meetings_a_year)
