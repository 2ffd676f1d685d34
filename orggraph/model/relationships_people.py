"""Relationships of people, posts and roles: one class each, with the labels that may stand at its ends."""

from __future__ import annotations

from pydantic import Field

from orggraph.i18n import Bilingual
from orggraph.model.base import Name, Relationship
from orggraph.model.dates import PartialDate
from orggraph.model.nodes import Number
from orggraph.model.terms import Affiliation, Ground

OWN_MUNICIPALITY = "Whether that of the own municipality is meant: of whom a post speaks for"


class Holds(Relationship):
    """A person holds a post."""

    type = "HOLDS"
    title = Bilingual("vervult", "holds")
    sources_of = ("Person",)
    targets_of = ("Post",)
    acting: bool = Field(False, description="Whether the holder only acts in the post")
    share: Number | None = Field(None, description="Share of a full-time post")
    ground: Ground | None = Field(None, description="On which ground the holder holds or acts in the post")
    appointment: str | None = Field(None, description="Basis of the appointment")
    admitted: PartialDate | None = Field(None, description="When the holder was admitted to the office")
    until_successor: bool = Field(False, description="Whether the holder stays until there is a successor, whatever the end date")


class AffiliatedWith(Relationship):
    """A person belongs to an organization."""

    type = "AFFILIATED_WITH"
    title = Bilingual("hoort bij", "is affiliated with")
    sources_of = ("Person",)
    targets_of = ("Organization",)
    tells_apart = ("kind",)
    kind: Affiliation | None = Field(None, description="What ties the person to it; None: not stated")


class In(Relationship):
    """A post is a seat in a body or organization."""

    type = "IN"
    title = Bilingual("zetelt in", "is a seat in")
    sources_of = ("Post",)
    targets_of = ("Body", "Organization", "Cooperation")
    hangs = ("Post",)


class HasRole(Relationship):
    """A post is one of a kind of role; a seat can have several (member of the board, and delegate of its municipality)."""

    type = "HAS_ROLE"
    title = Bilingual("heeft als rol", "has the role")
    sources_of = ("Post",)
    targets_of = ("Role",)


class OnBehalfOf(Relationship):
    """A post speaks for an organization."""

    type = "ON_BEHALF_OF"
    title = Bilingual("namens", "on behalf of")
    sources_of = ("Post",)
    targets_of = ("Organization", "Body")
    hangs = ("Post",)


class Covers(Relationship):
    """A post, body, authority or assignment is about a topic."""

    type = "COVERS"
    title = Bilingual("gaat over", "covers")
    sources_of = ("Post", "Body", "Mandate", "Assignment", "Role", "Product", "Arrangement", "Decision", "Route")
    targets_of = ("Topic",)


class ReportsTo(Relationship):
    """A post has another as its line manager."""

    type = "REPORTS_TO"
    title = Bilingual("valt onder", "reports to")
    sources_of = ("Post",)
    targets_of = ("Post",)
    acyclic = True


class PairedWith(Relationship):
    """A post on the political-executive side has its counterpart on the official side."""

    type = "PAIRED_WITH"
    title = Bilingual("vormt een duo met", "is paired with")
    sources_of = ("Post", "Body")
    targets_of = ("Post", "Body")


class DeputyOf(Relationship):
    """A post replaces another when its holder cannot."""

    type = "DEPUTY_OF"
    title = Bilingual("vervangt", "is deputy of")
    sources_of = ("Post",)
    targets_of = ("Post",)
    acyclic = True


class QualifiesFor(Relationship):
    """Holding one post is what a seat in another depends on."""

    type = "QUALIFIES_FOR"
    title = Bilingual("geeft recht op", "qualifies for")
    sources_of = ("Post",)
    targets_of = ("Post",)
    ex_officio: bool = Field(False, description="Whether the one brings the other by itself")


class CombinesWith(Relationship):
    """One person is expected to hold both roles at once."""

    type = "COMBINES_WITH"
    title = Bilingual("gaat samen met", "combines with")
    sources_of = ("Role",)
    targets_of = ("Role",)


class ExpectsOf(Relationship):
    """One expects something of another: what, and when. The other way round it is what is expected of that other."""

    type = "EXPECTS_OF"
    title = Bilingual("verwacht van", "expects of")
    to_itself = True
    sources_of = ("Role", "Post", "Body")
    targets_of = ("Role", "Post", "Body", "Organization")
    tells_apart = ("what",)
    what: Name = Field(description="What is expected")
    when: str | None = Field(None, description="By when, or how often, in words")
    own_municipality: bool = Field(False, description=OWN_MUNICIPALITY)


class SupportedBy(Relationship):
    """One is supported by another: a role by a role, so that for each post the name follows."""

    type = "SUPPORTED_BY"
    title = Bilingual("wordt ondersteund door", "is supported by")
    sources_of = ("Role", "Post", "Body")
    targets_of = ("Role", "Post", "Body", "Organization")
    tells_apart = ("what",)
    what: str | None = Field(None, description="With what")
    own_municipality: bool = Field(False, description=OWN_MUNICIPALITY)


class Prefers(Relationship):
    """A person's wish for a portfolio, given for its division and deleted after it."""

    type = "PREFERS"
    title = Bilingual("heeft voorkeur voor", "prefers")
    sources_of = ("Person",)
    targets_of = ("Topic",)
    weight: Number | None = Field(None, description="How strong the wish is")
