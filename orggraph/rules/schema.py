"""What a rule file may hold: hats, pairs of hats that pull apart, and rules of law or of our own with a pattern."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from itertools import pairwise, zip_longest
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from orggraph.errors import Misfit, nearest
from orggraph.i18n import Bilingual, T
from orggraph.model.dates import PartialDate, first_day
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.terms import ArrangementForm, BodyKind, Capacity, Organ, OrganizationKind, Severity, Statute
from orggraph.model.value_object import ValueObject

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Shell = Annotated[str, StringConstraints(pattern=r"^[a-z0-9*?-]+$")]


def known_type(name: str) -> str:
    """The name of a relationship type, which must exist. Raises Misfit."""
    if name not in TYPES:
        raise Misfit(T("there is no relationship type {name}", name=name), nearest(name, TYPES))
    return name


def _known_step(step: str) -> str:
    if step[:1] not in "<>" or step[1:] not in TYPES:
        message = T("a step is > (from source to target) or < (back) and a relationship type; {step} is not", step=step)
        raise Misfit(message, nearest(step[1:], TYPES))
    return step


Step = Annotated[str, AfterValidator(_known_step)]
"""One step through the graph: ``>TYPE`` along a relationship, ``<TYPE`` against it."""


class Seat(ValueObject):
    """A kind of seat: in a body of one of these kinds, in one of these capacities (none given: in any)."""

    bodies: Annotated[tuple[BodyKind, ...], Field(min_length=1)]
    capacities: tuple[Capacity, ...] = ()


class Hat(ValueObject):
    """A part that somebody plays, and how data of any region shows it.

    The words of a role win: only a role that fits no hat by its ``roles`` is known by the ``seats`` of its posts.
    """

    id: Slug
    title: Bilingual
    roles: tuple[Shell, ...] = Field((), description="Shell patterns over the slug of a role's id")
    seats: tuple[Seat, ...] = Field((), description="Kinds of seat that show it")
    objects: tuple[Step, ...] = Field((), description="Steps from a person, post or role to what the hat is worn for")
    by_chair: bool = Field(False, description="Whether who chairs a body that it is worn for wears it too")

    @model_validator(mode="after")
    def _is_known(self) -> Hat:
        if not (self.roles or self.seats or self.objects):
            raise Misfit(T("a hat needs roles, seats or objects by which it is known"))
        return self


class Meeting(ValueObject):
    """Two ways through the graph, one from each hat. The hats meet where both ways arrive at the same node."""

    first: tuple[Step, ...] = ()
    second: tuple[Step, ...] = ()


class Place(ValueObject):
    """What two roles are about where no fact joins them: the nodes at the end of a way from one of the two."""

    of: Literal["first", "second"]
    way: tuple[Step, ...] = ()


class Pair(ValueObject):
    """Two hats that pull apart when one person wears both. A rule of our own: no law says it, no source names it."""

    id: RuleId
    severity: Literal["tension"] = "tension"
    origin: Literal["ours"] = "ours"
    title: Bilingual
    explanation: Bilingual = Field(description="Why they pull apart")
    question: Bilingual = Field(description="What to discuss; ends with a question mark")
    remedy: Bilingual = Field(description="What one may do about it")
    first: Annotated[tuple[Slug, ...], Field(min_length=1, description="Hats on the one side")]
    second: Annotated[tuple[Slug, ...], Field(min_length=1, description="Hats on the other side")]
    meet: Annotated[tuple[Meeting, ...], Field(min_length=1)]
    places: tuple[Place, ...] = Field((), description="For roles only: the first of these that leads somewhere gives the object")
    also_uncombined: bool = Field(False, description="Name the pair also where no source says that one person holds both roles")

    @model_validator(mode="after")
    def _asks(self) -> Pair:
        _asks(self.question)
        if set(self.first) & set(self.second):
            raise Misfit(T("a hat stands on both sides"))
        return self


WGR_FORMS = frozenset(
    {
        ArrangementForm.PLUSREGIO,
        ArrangementForm.PUBLIC_BODY,
        ArrangementForm.OPERATIONAL,
        ArrangementForm.JOINT_BODY,
        ArrangementForm.CENTRE_MUNICIPALITY,
        ArrangementForm.LIGHT,
    }
)
"""The legal forms that the Wgr knows, or knew."""


class Basis(ValueObject, str_strip_whitespace=True):
    """The article that a rule rests on."""

    act: Annotated[str, Field(min_length=1, description="The act, by its usual short name")]
    article: Annotated[str, Field(min_length=1, description="Article and paragraph, as 13(9)")]
    valid_on: PartialDate | None = Field(None, description="The day or year of which the text was read")
    undated: bool = Field(False, description="Whether the text was read without the day on which it was valid")
    versions: tuple[date, ...] = Field((), description="The versions of the act, by the day from which each holds, in which it was read")
    quote: str | None = Field(None, description="The article's own words, short, in the language of the act")
    dated_by: str | None = Field(None, description="What proves the day from which it holds, where the first version read is a later one")
    date_not_verified: bool = Field(False, description="Whether nothing that was read proves the day from which it holds")

    @property
    def was_read(self) -> bool:
        """Whether the words of the article were read, or else it is quoted from memory."""
        return self.undated or self.valid_on is not None or bool(self.versions)

    def within(self, period: Period) -> Basis:
        """The same article as it was read in a period, of whose versions it lists no other."""
        first, until = period.from_ or date.min, period.until or date.max
        versions = tuple(version for version in self.versions if first <= version < until)
        return self.model_copy(update={"versions": versions})


class Participants(ValueObject):
    """What must hold of the participants for a rule to apply; what is not stated of them satisfies no demand."""

    organs_only: tuple[Organ, ...] = Field((), description="Organs are stated, and none is another than these")
    organs_some: tuple[Organ, ...] = Field((), description="At least one of these organs takes part")
    organs_all: tuple[Organ, ...] = Field((), description="Each of these organs takes part, of whatever participant")
    organs_none: tuple[Organ, ...] = Field((), description="None of these organs takes part; organs are stated")
    kinds_only: tuple[OrganizationKind, ...] = Field((), description="All participants are of these kinds")
    kinds_none: tuple[OrganizationKind, ...] = Field((), description="No participant is of these kinds")


class Period(ValueObject):
    """What a rule says in one of several periods, where the law changed; what is left out is as in the rule."""

    from_: date | None = Field(None, alias="from", description="The first day on which it holds; none: since before the texts read")
    until: date | None = Field(None, description="The first day on which it no longer holds")
    adapt_by: date | None = Field(None, description="From when it holds for older arrangements too; until then the text before")
    meanwhile: Severity | None = Field(None, description="How much it asks until then of those, where the text before finds nothing")
    explanation: Bilingual | None = None
    severity: Severity | None = None
    basis: Basis | None = None
    dated_by: str | None = Field(None, description="As in a basis, of the day on which the period begins")
    forms: tuple[ArrangementForm, ...] | None = None
    participants: Participants | None = None
    params: Mapping[str, Any] = Field(default_factory=dict, description="Parameters that differ")


class Rule(ValueObject):
    """A rule: what it says and rests on, when and where it applies, and the pattern by which a graph is tried."""

    id: RuleId
    kind: Literal["composition", "mandates", "role_conflicts"] = Field(description="The analysis that reports it")
    title: Bilingual
    explanation: Bilingual = Field(description="Why, in our words")
    states: Bilingual = Field(description="Which labels, relationships and fields the rule reads")
    question: Bilingual = Field(description="What to discuss; ends with a question mark")
    remedy: Bilingual = Field(description="What one may do about it")
    severity: Severity
    origin: Literal["law", "ours"] = "ours"
    basis: Basis | None = None
    in_force_from: date | None = None
    in_force_until: date | None = Field(None, description="The first day on which it no longer holds")
    adapt_by: date | None = Field(None, description="From when it also holds for arrangements that began before in_force_from")
    meanwhile: Severity | None = Field(None, description="How much it asks of those until then; none: nothing")
    periods: tuple[Period, ...] = Field((), description="Its texts, in the order of time, where the law changed")
    forms: tuple[ArrangementForm, ...] = Field((), description="Legal forms to which it applies; none: all, or it needs no arrangement")
    participants: Participants = Participants()
    only_under: tuple[Statute, ...] = Field((), description="Special statutes under which it applies, and nowhere else")
    except_under: tuple[Statute, ...] = Field((), description="Special statutes that depart from it: what it finds there is a doubt")
    pattern: Annotated[str, Field(min_length=1)]
    params: Mapping[str, Any] = Field(default_factory=dict)
    complete: tuple[str, ...] = Field((), description="Labels and types that a dataset must call complete before absence counts")

    @model_validator(mode="after")
    def _holds_together(self) -> Rule:
        _asks(self.question)
        for part in self.complete:
            if part not in LABELS and part not in TYPES:
                raise Misfit(T("complete names {name}, which is no label or type", name=part), nearest(part, [*LABELS, *TYPES]))
        if self.periods and (self.in_force_from or self.in_force_until or self.adapt_by):
            raise Misfit(T("a rule with periods has its days in these, and nowhere else"))
        if any(before.until != after.from_ or after.from_ is None for before, after in pairwise(self.periods)):
            raise Misfit(T("each period begins on the day on which the one before ends"))
        for text in self.texts:
            text._text_holds_together()
        return self

    def _text_holds_together(self) -> None:
        if self.origin == "law" and self.basis is None:
            raise Misfit(T("a rule of law names its basis: act and article"))
        if self.severity is Severity.BAR and (self.basis is None or not self.basis.was_read):
            message = T("severity bar needs a basis whose text was read (versions, valid_on or undated); otherwise it is at most justify")
            raise Misfit(message)
        if self.in_force_from and self.in_force_until and self.in_force_from >= self.in_force_until:
            raise Misfit(T("in_force_until must lie after in_force_from"))
        self._dates_are_proved()
        if self.adapt_by and not (self.in_force_from and self.in_force_from <= self.adapt_by):
            raise Misfit(T("adapt_by needs an in_force_from that lies before it"))
        if self.basis and self.basis.act == "Wgr" and not (self.forms and WGR_FORMS.issuperset(self.forms)):
            raise Misfit(T("a rule of the Wgr names the legal forms of that act to which it applies"))

    def _dates_are_proved(self) -> None:
        read = self.basis.versions if self.basis else ()
        if self.basis is None or not read:
            return
        if self.in_force_until and max(read) >= self.in_force_until:
            message = T(
                "the version of {read} is no longer this text, which holds until {until}", read=max(read), until=self.in_force_until
            )
            raise Misfit(message)
        proved = self.basis.dated_by or self.basis.date_not_verified
        if self.in_force_from and self.in_force_from < min(read) and not proved:
            raise Misfit(
                T(
                    "it is to hold from {start}, and the first version read is of {read}: say what proves that day in dated_by, "
                    "or that nothing does with date_not_verified",
                    start=self.in_force_from,
                    read=min(read),
                )
            )

    @cached_property
    def texts(self) -> tuple[Rule, ...]:
        """What it says in each of its periods, as rules of one period, in the order of time; itself where it has one."""
        return tuple(self._in(period) for period in self.periods) or (self,)

    def timeless(self) -> Rule:
        """The same text without the days between which it holds: what it would say of any fact."""
        days = dict.fromkeys(("in_force_from", "in_force_until", "adapt_by", "meanwhile"))
        made = self.model_copy(update={**days, "periods": ()})
        made.__dict__.pop("texts", None)  # a copy takes along what was worked out of the original
        return made

    def _in(self, period: Period) -> Rule:
        own = period.model_dump(include={"explanation", "severity", "basis", "forms", "participants"}, exclude_none=True)
        days = {"in_force_from": period.from_, "in_force_until": period.until, "adapt_by": period.adapt_by, "meanwhile": period.meanwhile}
        own_values = {name: getattr(period, name) for name in own}
        if basis := period.basis or (self.basis and self.basis.within(period)):
            own_values["basis"] = basis.model_copy(update={"dated_by": period.dated_by or basis.dated_by})
        return self.model_copy(update={**days, **own_values, "params": {**self.params, **period.params}, "periods": ()})

    def texts_between(self, first: date, last: date, began: PartialDate | None) -> tuple[Rule, ...]:
        """The texts that hold at some time from one day to another, for an arrangement that began then; None: not stated.

        An older arrangement keeps the text before until ``adapt_by``. Where the new one says what it asks ``meanwhile``, both
        hold until then, the new one as far as that.
        """
        holding = []
        for text, after in zip_longest(self.texts, self.texts[1:]):
            begins, ends, milder = text.in_force_from, text.in_force_until, None
            if text._spares(began) and text.meanwhile is None:
                begins = text.adapt_by
            elif text._spares(began) and text.adapt_by and last < text.adapt_by:
                milder = text.model_copy(update={"severity": text.meanwhile})
            if after and after._spares(began):
                ends = after.adapt_by
            if (begins is None or begins <= last) and (ends is None or first < ends):
                holding.append(milder or text)
        return tuple(holding)

    def _spares(self, began: PartialDate | None) -> bool:
        """Whether an arrangement that began then is given time to adapt; None: not stated, so it may be an older one."""
        older = began is None or (self.in_force_from is not None and first_day(began) < self.in_force_from)
        return self.adapt_by is not None and older


def _asks(question: Bilingual) -> None:
    if not (question.nl.endswith("?") and question.en.endswith("?")):
        raise Misfit(T("the question must end with a question mark, in both languages"))
