"""Relationships of bodies, organizations and arrangements, and those that any record may have."""

from __future__ import annotations

from pydantic import Field

from orggraph.i18n import Bilingual
from orggraph.model.base import ANY, Relationship
from orggraph.model.dates import PartialDate
from orggraph.model.nodes import Number
from orggraph.model.terms import Organ


class PartOf(Relationship):
    """A body is part of another, of an organization or of a cooperation; a topic of a wider topic."""

    type = "PART_OF"
    title = Bilingual("is onderdeel van", "is part of")
    sources_of = ("Body", "Topic", "Organization", "Cooperation", "Product", "Assignment", "Statement", "Mandate")
    targets_of = ("Body", "Organization", "Cooperation", "Topic", "Product", "Assignment", "Statement", "Arrangement")
    acyclic = True
    hangs = ("Body", "Mandate", "Organization:region")


class GovernedBy(Relationship):
    """A cooperation has an arrangement as its legal form."""

    type = "GOVERNED_BY"
    title = Bilingual("heeft als regeling", "is governed by")
    sources_of = ("Cooperation",)
    targets_of = ("Arrangement",)


class ParticipatesIn(Relationship):
    """An organization takes part in an arrangement."""

    type = "PARTICIPATES_IN"
    title = Bilingual("neemt deel aan", "participates in")
    sources_of = ("Organization",)
    targets_of = ("Arrangement", "Cooperation", "Topic", "Body")
    tells_apart = ("voluntary",)
    organs: tuple[Organ, ...] = Field((), description="Organs that take part: council, college, mayor")
    joined: PartialDate | None = Field(None, description="When it joined")
    votes: Number | None = Field(None, description="Its votes")
    contribution: Number | None = Field(None, description="Its contribution in euros a year")
    voluntary: bool | None = Field(None, description="Whether it chooses to take part; None: not stated")


class Prepares(Relationship):
    """One prepares what another treats or decides."""

    type = "PREPARES"
    title = Bilingual("bereidt voor", "prepares")
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Post", "Organization", "Product", "Decision", "Meeting", "Cooperation")


class Advises(Relationship):
    """One advises another."""

    type = "ADVISES"
    title = Bilingual("adviseert", "advises")
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Post", "Organization", "Cooperation")


class Appoints(Relationship):
    """One appoints another."""

    type = "APPOINTS"
    title = Bilingual("benoemt", "appoints")
    to_itself = True
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Post", "Organization")


class AccountableTo(Relationship):
    """One gives account to another."""

    type = "ACCOUNTABLE_TO"
    title = Bilingual("legt verantwoording af aan", "is accountable to")
    sources_of = ("Body", "Post", "Organization")
    targets_of = ("Body", "Post", "Organization")


class Informs(Relationship):
    """One informs another."""

    type = "INFORMS"
    title = Bilingual("informeert", "informs")
    sources_of = ("Body", "Post", "Organization")
    targets_of = ("Body", "Post", "Organization")


class Supports(Relationship):
    """One supports another: organises, staffs, facilitates."""

    type = "SUPPORTS"
    title = Bilingual("ondersteunt", "supports")
    sources_of = ("Body", "Post", "Organization")
    targets_of = ("Body", "Post", "Organization", "Cooperation", "Role")


class HostedBy(Relationship):
    """A body is lodged with an organization."""

    type = "HOSTED_BY"
    title = Bilingual("is ondergebracht bij", "is hosted by")
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Organization")
    acyclic = True


class EscalatesTo(Relationship):
    """What one cannot settle goes to another."""

    type = "ESCALATES_TO"
    title = Bilingual("escaleert naar", "escalates to")
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Post", "Organization")
    acyclic = True


class Supervises(Relationship):
    """One leads or supervises another."""

    type = "SUPERVISES"
    title = Bilingual("geeft leiding aan", "supervises")
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Post", "Organization")
    acyclic = True


class ResponsibleFor(Relationship):
    """One answers for a cooperation, product or topic."""

    type = "RESPONSIBLE_FOR"
    title = Bilingual("is verantwoordelijk voor", "is responsible for")
    sources_of = ("Body", "Post", "Role", "Organization")
    targets_of = ("Cooperation", "Product", "Topic", "Assignment", "Arrangement", "Body", "Decision")
    tells_apart = ("part",)
    part: str | None = Field(None, description="Which part of it: direction, preparation, execution")


class MeetingOf(Relationship):
    """The body that meets."""

    type = "MEETING_OF"
    title = Bilingual("vergadering van", "is a meeting of")
    sources_of = ("Meeting",)
    targets_of = ("Body", "Cooperation")
    hangs = ("Meeting",)


class Succeeds(Relationship):
    """One takes the place of another that ended: a merged municipality, a body that goes on as another."""

    type = "SUCCEEDS"
    title = Bilingual("volgt op", "succeeds")
    sources_of = ("Organization", "Body", "Cooperation", "Arrangement")
    targets_of = ("Organization", "Body", "Cooperation", "Arrangement")
    acyclic = True


class SameAs(Relationship):
    """The same thing in another dataset, or under another name."""

    type = "SAME_AS"
    title = Bilingual("is hetzelfde als", "is the same as")
    sources_of = (ANY,)
    targets_of = (ANY,)


class DocumentedIn(Relationship):
    """The source, and the place in it, that a node was taken from."""

    type = "DOCUMENTED_IN"
    title = Bilingual("staat in", "is documented in")
    sources_of = (ANY,)
    targets_of = ("Source",)
    tells_apart = ("locator",)
    locator: str = Field("", description="The place in the source: a paragraph, slide or row")
