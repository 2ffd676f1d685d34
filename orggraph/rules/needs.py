"""What a rule asks of the way that a product or decision travels: a step, at whom, before which other, how long before, by which day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from orggraph.errors import Misfit
from orggraph.graph.edges import Edge
from orggraph.i18n import T, Text
from orggraph.model.dates import DayOfYear
from orggraph.model.terms import StepAction
from orggraph.model.value_object import ValueObject


class Need(ValueObject):
    """A step that a way has: by one of these actions, at whom, before which other step, how long before, by which day."""

    actions: Annotated[tuple[StepAction, ...], Field(min_length=1)]
    at: Literal["councils", "province"] | None = None
    before: tuple[StepAction, ...] = ()
    days: Annotated[int, Field(ge=1)] | None = Field(None, description="Days from this step to the one that it comes before")
    by: DayOfYear | None = None
    after: tuple[StepAction, ...] = ()
    within: Annotated[int, Field(ge=1)] | None = Field(None, description="Days at most from the step that it comes after to this one")
    counts_from: tuple[StepAction, ...] = Field(
        (), description="Acts from which the days really ran, the first that is known; none: actions"
    )
    no_later: tuple[StepAction, ...] = Field((), description="Steps that surely come after ``before``: less time up to these is too little")
    refused_by: tuple[StepAction, ...] = Field((), description="Acts by which a council refused what is asked")
    planned: bool = Field(False, description="Asked of a plan alone, since who has the chance need not take it")

    @model_validator(mode="after")
    def _measures(self) -> Need:
        if self.days and not self.before:
            raise Misfit(T("days need the step that it comes before"))
        if bool(self.within) != bool(self.after):
            raise Misfit(T("within and after go together"))
        return self

    @property
    def what(self) -> Text:
        """What is asked for, in words."""
        return names(self.actions)

    @property
    def terms(self) -> Text:
        """What it says of time, in words."""
        parts = list(self._terms())
        return T("{parts}", parts=parts) if parts else T("a step “{what}”", what=self.what)

    def _terms(self) -> Iterator[Text]:
        if self.days:
            yield T("{n} days before “{then}”", n=self.days, then=names(self.before))
        if self.by:
            yield T("before {day}", day=day_words(self.by))
        if self.within:
            yield T("within {n} days after “{then}”", n=self.within, then=names(self.after))


class Lack(NamedTuple):
    """Where a way departs from what is asked: in words; the facts; whether it is only not found; whether the dates leave no doubt."""

    statement: Text
    edges: tuple[Edge, ...] = ()
    absent: bool = True
    certain: bool = True


def names(actions: tuple[StepAction, ...]) -> Text:
    """Actions in words."""
    return T("{actions}", actions=[action.names for action in actions])


def day_words(day: str) -> str:
    """A day of the year as both languages read it: 15-9."""
    month, number = day.split("-")
    return f"{int(number)}-{int(month)}"
