"""The relationship types: one class each, with the labels that may stand at its ends."""

from __future__ import annotations

from pydantic import Field

from orggraph.model.base import ANY, Relationship
from orggraph.model.dates import PartialDate
from orggraph.model.nodes import Number
from orggraph.model.terms import Affiliation, Ground, Organ, Side


class Holds(Relationship):
    """A person holds a post."""

    type = "HOLDS"
    title = {"nl": "vervult", "en": "holds"}
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
    title = {"nl": "hoort bij", "en": "is affiliated with"}
    sources_of = ("Person",)
    targets_of = ("Organization",)
    tells_apart = ("kind",)
    kind: Affiliation | None = Field(None, description="What ties the person to it; None: not stated")


class In(Relationship):
    """A post is a seat in a body or organization."""

    type = "IN"
    title = {"nl": "zetelt in", "en": "is a seat in"}
    sources_of = ("Post",)
    targets_of = ("Body", "Organization", "Cooperation")
    hangs = ("Post",)


class HasRole(Relationship):
    """A post is one of a kind of role."""

    type = "HAS_ROLE"
    title = {"nl": "heeft als rol", "en": "has the role"}
    sources_of = ("Post",)
    targets_of = ("Role",)


class OnBehalfOf(Relationship):
    """A post speaks for an organization."""

    type = "ON_BEHALF_OF"
    title = {"nl": "namens", "en": "on behalf of"}
    sources_of = ("Post",)
    targets_of = ("Organization", "Body")
    hangs = ("Post",)


class Covers(Relationship):
    """A post, body, authority or assignment is about a topic."""

    type = "COVERS"
    title = {"nl": "gaat over", "en": "covers"}
    sources_of = ("Post", "Body", "Mandate", "Assignment", "Role", "Product", "Arrangement", "Decision", "Route")
    targets_of = ("Topic",)


class ReportsTo(Relationship):
    """A post has another as its line manager."""

    type = "REPORTS_TO"
    title = {"nl": "valt onder", "en": "reports to"}
    sources_of = ("Post",)
    targets_of = ("Post",)
    acyclic = True


class PairedWith(Relationship):
    """A post on the political-executive side has its counterpart on the official side."""

    type = "PAIRED_WITH"
    title = {"nl": "vormt een duo met", "en": "is paired with"}
    sources_of = ("Post", "Body")
    targets_of = ("Post", "Body")


class DeputyOf(Relationship):
    """A post replaces another when its holder cannot."""

    type = "DEPUTY_OF"
    title = {"nl": "vervangt", "en": "is deputy of"}
    sources_of = ("Post",)
    targets_of = ("Post",)
    acyclic = True


class QualifiesFor(Relationship):
    """Holding one post is what a seat in another depends on."""

    type = "QUALIFIES_FOR"
    title = {"nl": "geeft recht op", "en": "qualifies for"}
    sources_of = ("Post",)
    targets_of = ("Post",)
    ex_officio: bool = Field(False, description="Whether the one brings the other by itself")


class PartOf(Relationship):
    """A body is part of another, of an organization or of a cooperation; a topic of a wider topic."""

    type = "PART_OF"
    title = {"nl": "is onderdeel van", "en": "is part of"}
    sources_of = ("Body", "Topic", "Organization", "Cooperation", "Product", "Assignment", "Statement", "Mandate")
    targets_of = ("Body", "Organization", "Cooperation", "Topic", "Product", "Assignment", "Statement", "Arrangement")
    acyclic = True
    hangs = ("Body", "Mandate", "Organization:region")


class GovernedBy(Relationship):
    """A cooperation has an arrangement as its legal form."""

    type = "GOVERNED_BY"
    title = {"nl": "heeft als regeling", "en": "is governed by"}
    sources_of = ("Cooperation",)
    targets_of = ("Arrangement",)


class ParticipatesIn(Relationship):
    """An organization takes part in an arrangement."""

    type = "PARTICIPATES_IN"
    title = {"nl": "neemt deel aan", "en": "participates in"}
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
    title = {"nl": "bereidt voor", "en": "prepares"}
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Post", "Organization", "Product", "Decision", "Meeting", "Cooperation")


class Advises(Relationship):
    """One advises another."""

    type = "ADVISES"
    title = {"nl": "adviseert", "en": "advises"}
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Post", "Organization", "Cooperation")


class Appoints(Relationship):
    """One appoints another."""

    type = "APPOINTS"
    title = {"nl": "benoemt", "en": "appoints"}
    to_itself = True
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Post", "Organization")


class AccountableTo(Relationship):
    """One gives account to another."""

    type = "ACCOUNTABLE_TO"
    title = {"nl": "legt verantwoording af aan", "en": "is accountable to"}
    sources_of = ("Body", "Post", "Organization")
    targets_of = ("Body", "Post", "Organization")


class Informs(Relationship):
    """One informs another."""

    type = "INFORMS"
    title = {"nl": "informeert", "en": "informs"}
    sources_of = ("Body", "Post", "Organization")
    targets_of = ("Body", "Post", "Organization")


class Supports(Relationship):
    """One supports another: organises, staffs, facilitates."""

    type = "SUPPORTS"
    title = {"nl": "ondersteunt", "en": "supports"}
    sources_of = ("Body", "Post", "Organization")
    targets_of = ("Body", "Post", "Organization", "Cooperation", "Role")


class HostedBy(Relationship):
    """A body is lodged with an organization."""

    type = "HOSTED_BY"
    title = {"nl": "is ondergebracht bij", "en": "is hosted by"}
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Organization")
    acyclic = True


class EscalatesTo(Relationship):
    """What one cannot settle goes to another."""

    type = "ESCALATES_TO"
    title = {"nl": "escaleert naar", "en": "escalates to"}
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Post", "Organization")
    acyclic = True


class Supervises(Relationship):
    """One leads or supervises another."""

    type = "SUPERVISES"
    title = {"nl": "geeft leiding aan", "en": "supervises"}
    sources_of = ("Body", "Post")
    targets_of = ("Body", "Post", "Organization")
    acyclic = True


class ResponsibleFor(Relationship):
    """One answers for a cooperation, product or topic."""

    type = "RESPONSIBLE_FOR"
    title = {"nl": "is verantwoordelijk voor", "en": "is responsible for"}
    sources_of = ("Body", "Post", "Role", "Organization")
    targets_of = ("Cooperation", "Product", "Topic", "Assignment", "Arrangement", "Body", "Decision")
    tells_apart = ("part",)
    part: str | None = Field(None, description="Which part of it: direction, preparation, execution")


class GrantedBy(Relationship):
    """An authority comes from a body, post or organization."""

    type = "GRANTED_BY"
    title = {"nl": "verleend door", "en": "granted by"}
    sources_of = ("Mandate",)
    targets_of = ("Body", "Post", "Organization")
    hangs = ("Mandate",)


class GrantedTo(Relationship):
    """An authority is given to a body or post."""

    type = "GRANTED_TO"
    title = {"nl": "verleend aan", "en": "granted to"}
    sources_of = ("Mandate",)
    targets_of = ("Body", "Post", "Role")
    hangs = ("Mandate",)


class SubmandateOf(Relationship):
    """An authority is derived from another."""

    type = "SUBMANDATE_OF"
    title = {"nl": "ondermandaat van", "en": "is a sub-mandate of"}
    sources_of = ("Mandate",)
    targets_of = ("Mandate",)
    acyclic = True
    hangs = ("Mandate",)


class CommissionedBy(Relationship):
    """Who commissions an assignment."""

    type = "COMMISSIONED_BY"
    title = {"nl": "in opdracht van", "en": "is commissioned by"}
    sources_of = ("Assignment",)
    targets_of = ("Post", "Body", "Person", "Organization", "Role")
    tells_apart = ("side",)
    side: Side | None = Field(None, description="Political or official commissioner")


class CarriedOutBy(Relationship):
    """Who carries an assignment out."""

    type = "CARRIED_OUT_BY"
    title = {"nl": "wordt uitgevoerd door", "en": "is carried out by"}
    sources_of = ("Assignment",)
    targets_of = ("Post", "Body", "Person", "Organization", "Role")


class Involves(Relationship):
    """Who is involved in an assignment."""

    type = "INVOLVES"
    title = {"nl": "betrekt", "en": "involves"}
    sources_of = ("Assignment", "Step")
    targets_of = ("Post", "Body", "Person", "Organization", "Role")
    part: str | None = Field(None, description="In what way")


class AgreedAt(Relationship):
    """The meeting at which an assignment was agreed."""

    type = "AGREED_AT"
    title = {"nl": "afgesproken in", "en": "was agreed at"}
    sources_of = ("Assignment", "Decision", "Statement")
    targets_of = ("Meeting",)


class OwnedBy(Relationship):
    """Who owns a decision."""

    type = "OWNED_BY"
    title = {"nl": "is van", "en": "is owned by"}
    sources_of = ("Decision", "Product")
    targets_of = ("Post", "Body", "Role")
    tells_apart = ("side",)
    side: Side | None = Field(None, description="Political or official owner")


class MonitoredBy(Relationship):
    """Who sees to it that a decision or assignment is followed up."""

    type = "MONITORED_BY"
    title = {"nl": "wordt bewaakt door", "en": "is monitored by"}
    sources_of = ("Decision", "Assignment", "Product")
    targets_of = ("Post", "Body", "Role")
    tells_apart = ("side",)
    side: Side | None = Field(None, description="Political or official side")


class TakenBy(Relationship):
    """Who takes a decision: a body, or who has the authority to."""

    type = "TAKEN_BY"
    title = {"nl": "wordt genomen door", "en": "is taken by"}
    sources_of = ("Decision",)
    targets_of = ("Body", "Organization", "Post", "Person")


class TakenUnder(Relationship):
    """The authority under which a decision is taken."""

    type = "TAKEN_UNDER"
    title = {"nl": "wordt genomen krachtens", "en": "is taken under"}
    sources_of = ("Decision",)
    targets_of = ("Mandate",)


class OnObjectionTo(Relationship):
    """A decision on an objection to another."""

    type = "ON_OBJECTION_TO"
    title = {"nl": "beslist op bezwaar tegen", "en": "decides on an objection to"}
    sources_of = ("Decision",)
    targets_of = ("Decision",)
    acyclic = True


class Follows(Relationship):
    """A decision takes a route."""

    type = "FOLLOWS"
    title = {"nl": "volgt", "en": "follows"}
    sources_of = ("Decision",)
    targets_of = ("Route",)


class ResultsIn(Relationship):
    """What comes of a decision or assignment."""

    type = "RESULTS_IN"
    title = {"nl": "leidt tot", "en": "results in"}
    sources_of = ("Decision", "Assignment")
    targets_of = ("Assignment", "Product", "Decision")
    acyclic = True


class HasStep(Relationship):
    """A step of a route."""

    type = "HAS_STEP"
    title = {"nl": "heeft als stap", "en": "has the step"}
    sources_of = ("Route",)
    targets_of = ("Step",)
    bears = ("Step",)


class ActOf(Relationship):
    """The step of a route that an act carries out."""

    type = "ACT_OF"
    title = {"nl": "is gedaan in de stap", "en": "was done in the step"}
    sources_of = ("Act",)
    targets_of = ("Step",)


class DoneBy(Relationship):
    """Who did an act."""

    type = "DONE_BY"
    title = {"nl": "gedaan door", "en": "was done by"}
    sources_of = ("Act",)
    targets_of = ("Body", "Organization", "Post", "Person")


class AddressedTo(Relationship):
    """To whom an act was addressed: who was sent, offered or told something."""

    type = "ADDRESSED_TO"
    title = {"nl": "gericht aan", "en": "was addressed to"}
    sources_of = ("Act",)
    targets_of = ("Body", "Organization", "Post", "Person")


class Next(Relationship):
    """The step that comes after another."""

    type = "NEXT"
    title = {"nl": "daarna", "en": "next"}
    sources_of = ("Step",)
    targets_of = ("Step",)
    tells_apart = ("condition",)
    acyclic = True
    unless = "condition"
    condition: str | None = Field(None, description="When this way is taken")


class At(Relationship):
    """Where a step is taken."""

    type = "AT"
    title = {"nl": "bij", "en": "at"}
    sources_of = ("Step",)
    targets_of = ("Body", "Post", "Organization")


class RouteFor(Relationship):
    """What travels a route."""

    type = "ROUTE_FOR"
    title = {"nl": "route voor", "en": "is the route for"}
    sources_of = ("Route",)
    targets_of = ("Product", "Decision", "Topic", "Arrangement")


class RouteOf(Relationship):
    """Whose route it is."""

    type = "ROUTE_OF"
    title = {"nl": "route van", "en": "is a route of"}
    sources_of = ("Route",)
    targets_of = ("Cooperation", "Arrangement")
    hangs = ("Route",)


class AdoptedBy(Relationship):
    """Who adopts a product."""

    type = "ADOPTED_BY"
    title = {"nl": "wordt vastgesteld door", "en": "is adopted by"}
    sources_of = ("Product",)
    targets_of = ("Body", "Organization")


class About(Relationship):
    """What a statement, act, product or agenda item is about."""

    type = "ABOUT"
    title = {"nl": "betreft", "en": "is about"}
    sources_of = ("Statement", "AgendaItem", "Product", "Meeting", "Assignment", "Act")
    targets_of = (ANY,)


class MeetingOf(Relationship):
    """The body that meets."""

    type = "MEETING_OF"
    title = {"nl": "vergadering van", "en": "is a meeting of"}
    sources_of = ("Meeting",)
    targets_of = ("Body", "Cooperation")
    hangs = ("Meeting",)


class ItemOf(Relationship):
    """The meeting on whose agenda an item stands."""

    type = "ITEM_OF"
    title = {"nl": "staat op de agenda van", "en": "is an item of"}
    sources_of = ("AgendaItem",)
    targets_of = ("Meeting",)
    hangs = ("AgendaItem",)


class CombinesWith(Relationship):
    """One person is expected to hold both roles at once."""

    type = "COMBINES_WITH"
    title = {"nl": "gaat samen met", "en": "combines with"}
    sources_of = ("Role",)
    targets_of = ("Role",)


class Prefers(Relationship):
    """A person's wish for a portfolio, given for its division and deleted after it."""

    type = "PREFERS"
    title = {"nl": "heeft voorkeur voor", "en": "prefers"}
    sources_of = ("Person",)
    targets_of = ("Topic",)
    weight: Number | None = Field(None, description="How strong the wish is")


class SameAs(Relationship):
    """The same thing in another dataset, or under another name."""

    type = "SAME_AS"
    title = {"nl": "is hetzelfde als", "en": "is the same as"}
    sources_of = (ANY,)
    targets_of = (ANY,)


class Succeeds(Relationship):
    """One takes the place of another that ended: a merged municipality, a body that goes on as another."""

    type = "SUCCEEDS"
    title = {"nl": "volgt op", "en": "succeeds"}
    sources_of = ("Organization", "Body", "Cooperation", "Arrangement")
    targets_of = ("Organization", "Body", "Cooperation", "Arrangement")
    acyclic = True


class DocumentedIn(Relationship):
    """The source, and the place in it, that a node was taken from."""

    type = "DOCUMENTED_IN"
    title = {"nl": "staat in", "en": "is documented in"}
    sources_of = (ANY,)
    targets_of = ("Source",)
    tells_apart = ("locator",)
    locator: str = Field("", description="The place in the source: a paragraph, slide or row")


RELATIONSHIPS: tuple[type[Relationship], ...] = (
    Holds, AffiliatedWith, In, HasRole, OnBehalfOf, Covers, ReportsTo, PairedWith, DeputyOf, QualifiesFor, PartOf,
    GovernedBy, ParticipatesIn, Prepares, Advises, Appoints, AccountableTo, Informs, Supports, HostedBy, EscalatesTo,
    Supervises, ResponsibleFor, GrantedBy, GrantedTo, SubmandateOf, CommissionedBy, CarriedOutBy, Involves, AgreedAt,
    OwnedBy, MonitoredBy, TakenBy, TakenUnder, OnObjectionTo, Follows, ResultsIn, HasStep, ActOf, DoneBy, AddressedTo, Next,
    At, RouteFor, RouteOf, AdoptedBy, About, MeetingOf, ItemOf, CombinesWith, Prefers, SameAs, Succeeds, DocumentedIn,
)  # fmt: skip
TYPES: dict[str, type[Relationship]] = {relationship.type: relationship for relationship in RELATIONSHIPS}
