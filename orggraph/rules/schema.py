"""What a rule file may hold: hats, pairs of hats that pull apart, and rules of law or of our own with a pattern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from orggraph.errors import did_you_mean, nearest
from orggraph.i18n import T, Text
from orggraph.model.dates import PartialDate
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.terms import ArrangementForm, BodyKind, Capacity, OrganizationKind, Severity, Statute

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Shell = Annotated[str, StringConstraints(pattern=r"^[a-z0-9*?-]+$")]


class Misfit(ValueError):
    """Something in a rule file that cannot mean anything, in words that are rendered last."""

    def __init__(self, message: Text, known: Iterable[str] = ()) -> None:
        super().__init__(message.render("en"))
        self.message = message
        self.hint = did_you_mean(known)


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


class Words(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    nl: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    @property
    def texts(self) -> dict[str, str]:
        """The text per language, as a parameter for a message."""
        return {"nl": self.nl, "en": self.en}


class Seat(BaseModel):
    """A kind of seat: in a body of one of these kinds, in one of these capacities (none given: in any)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bodies: Annotated[tuple[BodyKind, ...], Field(min_length=1)]
    capacities: tuple[Capacity, ...] = ()


class Hat(BaseModel):
    """A part that somebody plays, and how data of any region shows it.

    The words of a role win: only a role that fits no hat by its ``roles`` is known by the ``seats`` of its posts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    title: Words
    roles: tuple[Shell, ...] = Field((), description="Shell patterns over the slug of a role's id")
    seats: tuple[Seat, ...] = Field((), description="Kinds of seat that show it")
    objects: tuple[Step, ...] = Field((), description="Steps from a person, post or role to what the hat is worn for")

    @model_validator(mode="after")
    def _shown(self) -> Hat:
        if not (self.roles or self.seats or self.objects):
            raise Misfit(T("a hat needs roles, seats or objects by which it is known"))
        return self


class Meeting(BaseModel):
    """Two ways through the graph, one from each hat. The hats meet where both ways arrive at the same node."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: tuple[Step, ...] = ()
    second: tuple[Step, ...] = ()


class Place(BaseModel):
    """What two roles are about where no fact joins them: the nodes at the end of a way from one of the two."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Literal["first", "second"]
    way: tuple[Step, ...] = ()


class Pair(BaseModel):
    """Two hats that pull apart when one person wears both. A rule of our own: no law says it, no source names it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: RuleId
    severity: Literal["tension"] = "tension"
    origin: Literal["ours"] = "ours"
    title: Words
    explanation: Words = Field(description="Why they pull apart")
    question: Words = Field(description="What to discuss; ends with a question mark")
    remedy: Words = Field(description="What one may do about it")
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
Organ = Literal["council", "college", "mayor"]


class Basis(BaseModel):
    """The article that a rule rests on."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    act: Annotated[str, Field(min_length=1, description="The act, by its usual short name")]
    article: Annotated[str, Field(min_length=1, description="Article and paragraph, as 13(9)")]
    valid_on: PartialDate | None = Field(None, description="The day or year of which the text was read")
    undated: bool = Field(False, description="Whether the text was read without the day on which it was valid")

    @property
    def was_read(self) -> bool:
        """Whether the words of the article were read, or else it is quoted from memory."""
        return self.undated or self.valid_on is not None


class Participants(BaseModel):
    """What must hold of the participants for a rule to apply; what is not stated of them satisfies no demand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organs_only: tuple[Organ, ...] = Field((), description="Organs are stated, and none is another than these")
    organs_some: tuple[Organ, ...] = Field((), description="At least one of these organs takes part")
    organs_all: tuple[Organ, ...] = Field((), description="Each of these organs takes part, of whatever participant")
    organs_none: tuple[Organ, ...] = Field((), description="None of these organs takes part; organs are stated")
    kinds_only: tuple[OrganizationKind, ...] = Field((), description="All participants are of these kinds")
    kinds_none: tuple[OrganizationKind, ...] = Field((), description="No participant is of these kinds")


class Rule(BaseModel):
    """A rule: what it says and rests on, when and where it applies, and the pattern by which a graph is tried."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: RuleId
    kind: Literal["composition", "mandates", "role_conflicts"] = Field(description="The analysis that reports it")
    title: Words
    explanation: Words = Field(description="Why, in our words")
    states: Words = Field(description="Which labels, relationships and fields the rule reads")
    question: Words = Field(description="What to discuss; ends with a question mark")
    remedy: Words = Field(description="What one may do about it")
    severity: Severity
    origin: Literal["law", "ours"] = "ours"
    basis: Basis | None = None
    in_force_from: date | None = None
    in_force_until: date | None = Field(None, description="The first day on which it no longer holds")
    adapt_by: date | None = Field(None, description="From when it also holds for arrangements that began before in_force_from")
    forms: tuple[ArrangementForm, ...] = Field((), description="Legal forms to which it applies; none: all, or it needs no arrangement")
    participants: Participants = Participants()
    except_under: tuple[Statute, ...] = Field((), description="Special statutes under which it does not apply")
    pattern: Annotated[str, Field(min_length=1)]
    params: Mapping[str, Any] = Field(default_factory=dict)
    complete: tuple[str, ...] = Field((), description="Labels and types that a dataset must call complete before absence counts")

    @model_validator(mode="after")
    def _holds_together(self) -> Rule:
        _asks(self.question)
        if self.origin == "law" and self.basis is None:
            raise Misfit(T("a rule of law names its basis: act and article"))
        if self.severity is Severity.BAR and (self.basis is None or not self.basis.was_read):
            raise Misfit(T("severity bar needs a basis whose text was read (valid_on or undated); otherwise it is at most justify"))
        if self.in_force_from and self.in_force_until and self.in_force_from >= self.in_force_until:
            raise Misfit(T("in_force_until must lie after in_force_from"))
        if self.adapt_by and not (self.in_force_from and self.in_force_from <= self.adapt_by):
            raise Misfit(T("adapt_by needs an in_force_from that lies before it"))
        if self.basis and self.basis.act == "Wgr" and not (self.forms and WGR_FORMS.issuperset(self.forms)):
            raise Misfit(T("a rule of the Wgr names the legal forms of that act to which it applies"))
        for part in self.complete:
            if part not in LABELS and part not in TYPES:
                raise Misfit(T("complete names {name}, which is no label or type", name=part), nearest(part, [*LABELS, *TYPES]))
        return self


def _asks(question: Words) -> None:
    if not (question.nl.endswith("?") and question.en.endswith("?")):
        raise Misfit(T("the question must end with a question mark, in both languages"))
