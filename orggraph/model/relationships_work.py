"""Relationships of authorities, assignments, decisions, routes and acts."""

from __future__ import annotations

from pydantic import Field

from orggraph.i18n import Bilingual
from orggraph.model.base import ANY, Relationship
from orggraph.model.terms import Side


class GrantedBy(Relationship):
    """An authority comes from a body, post or organization."""

    type = "GRANTED_BY"
    title = Bilingual("verleend door", "granted by")
    sources_of = ("Mandate",)
    targets_of = ("Body", "Post", "Organization")
    hangs = ("Mandate",)


class GrantedTo(Relationship):
    """An authority is given to a body or post."""

    type = "GRANTED_TO"
    title = Bilingual("verleend aan", "granted to")
    sources_of = ("Mandate",)
    targets_of = ("Body", "Post", "Role")
    hangs = ("Mandate",)


class SubmandateOf(Relationship):
    """An authority is derived from another."""

    type = "SUBMANDATE_OF"
    title = Bilingual("ondermandaat van", "is a sub-mandate of")
    sources_of = ("Mandate",)
    targets_of = ("Mandate",)
    acyclic = True
    hangs = ("Mandate",)


class CommissionedBy(Relationship):
    """Who commissions an assignment."""

    type = "COMMISSIONED_BY"
    title = Bilingual("in opdracht van", "is commissioned by")
    sources_of = ("Assignment",)
    targets_of = ("Post", "Body", "Person", "Organization", "Role")
    tells_apart = ("side",)
    side: Side | None = Field(None, description="Political or official commissioner")


class CarriedOutBy(Relationship):
    """Who carries an assignment out."""

    type = "CARRIED_OUT_BY"
    title = Bilingual("wordt uitgevoerd door", "is carried out by")
    sources_of = ("Assignment",)
    targets_of = ("Post", "Body", "Person", "Organization", "Role")


class Involves(Relationship):
    """Who is involved in an assignment."""

    type = "INVOLVES"
    title = Bilingual("betrekt", "involves")
    sources_of = ("Assignment", "Step")
    targets_of = ("Post", "Body", "Person", "Organization", "Role")
    part: str | None = Field(None, description="In what way")


class AgreedAt(Relationship):
    """The meeting at which an assignment was agreed."""

    type = "AGREED_AT"
    title = Bilingual("afgesproken in", "was agreed at")
    sources_of = ("Assignment", "Decision", "Statement")
    targets_of = ("Meeting",)


class OwnedBy(Relationship):
    """Who owns a decision."""

    type = "OWNED_BY"
    title = Bilingual("is van", "is owned by")
    sources_of = ("Decision", "Product")
    targets_of = ("Post", "Body", "Role")
    tells_apart = ("side",)
    side: Side | None = Field(None, description="Political or official owner")


class MonitoredBy(Relationship):
    """Who sees to it that a decision or assignment is followed up."""

    type = "MONITORED_BY"
    title = Bilingual("wordt bewaakt door", "is monitored by")
    sources_of = ("Decision", "Assignment", "Product")
    targets_of = ("Post", "Body", "Role")
    tells_apart = ("side",)
    side: Side | None = Field(None, description="Political or official side")


class TakenBy(Relationship):
    """Who takes a decision: a body, or who has the authority to."""

    type = "TAKEN_BY"
    title = Bilingual("wordt genomen door", "is taken by")
    sources_of = ("Decision",)
    targets_of = ("Body", "Organization", "Post", "Person")


class TakenUnder(Relationship):
    """The authority under which a decision is taken."""

    type = "TAKEN_UNDER"
    title = Bilingual("wordt genomen krachtens", "is taken under")
    sources_of = ("Decision",)
    targets_of = ("Mandate",)


class OnObjectionTo(Relationship):
    """A decision on an objection to another."""

    type = "ON_OBJECTION_TO"
    title = Bilingual("beslist op bezwaar tegen", "decides on an objection to")
    sources_of = ("Decision",)
    targets_of = ("Decision",)
    acyclic = True


class Follows(Relationship):
    """A decision takes a route."""

    type = "FOLLOWS"
    title = Bilingual("volgt", "follows")
    sources_of = ("Decision",)
    targets_of = ("Route",)


class ResultsIn(Relationship):
    """What comes of a decision or assignment."""

    type = "RESULTS_IN"
    title = Bilingual("leidt tot", "results in")
    sources_of = ("Decision", "Assignment")
    targets_of = ("Assignment", "Product", "Decision")
    acyclic = True


class HasStep(Relationship):
    """A step of a route."""

    type = "HAS_STEP"
    title = Bilingual("heeft als stap", "has the step")
    sources_of = ("Route",)
    targets_of = ("Step",)
    bears = ("Step",)


class ActOf(Relationship):
    """The step of a route that an act carries out."""

    type = "ACT_OF"
    title = Bilingual("is gedaan in de stap", "was done in the step")
    sources_of = ("Act",)
    targets_of = ("Step",)


class DoneBy(Relationship):
    """Who did an act."""

    type = "DONE_BY"
    title = Bilingual("gedaan door", "was done by")
    sources_of = ("Act",)
    targets_of = ("Body", "Organization", "Post", "Person")


class AddressedTo(Relationship):
    """To whom an act, or a step of a route, is addressed: who is sent, offered or told something."""

    type = "ADDRESSED_TO"
    title = Bilingual("gericht aan", "is addressed to")
    sources_of = ("Act", "Step")
    targets_of = ("Body", "Organization", "Post", "Person")


class Next(Relationship):
    """The step that comes after another."""

    type = "NEXT"
    title = Bilingual("daarna", "next")
    sources_of = ("Step",)
    targets_of = ("Step",)
    tells_apart = ("condition",)
    acyclic = True
    unless = "condition"
    condition: str | None = Field(None, description="When this way is taken")


class At(Relationship):
    """Where a step is taken; of a step that sends and is addressed to nobody: who receives."""

    type = "AT"
    title = Bilingual("bij", "at")
    hangs = ("Step",)
    sources_of = ("Step",)
    targets_of = ("Body", "Post", "Organization")


class RouteFor(Relationship):
    """What travels a route."""

    type = "ROUTE_FOR"
    title = Bilingual("route voor", "is the route for")
    sources_of = ("Route",)
    targets_of = ("Product", "Decision", "Topic", "Arrangement")


class RouteOf(Relationship):
    """Whose route it is."""

    type = "ROUTE_OF"
    title = Bilingual("route van", "is a route of")
    sources_of = ("Route",)
    targets_of = ("Cooperation", "Arrangement")
    hangs = ("Route",)


class AdoptedBy(Relationship):
    """Who adopts a product."""

    type = "ADOPTED_BY"
    title = Bilingual("wordt vastgesteld door", "is adopted by")
    sources_of = ("Product",)
    targets_of = ("Body", "Organization")


class About(Relationship):
    """What a statement, act, product, agenda item or word is about."""

    type = "ABOUT"
    title = Bilingual("betreft", "is about")
    sources_of = ("Statement", "AgendaItem", "Product", "Meeting", "Assignment", "Act", "Word")
    targets_of = (ANY,)


class ItemOf(Relationship):
    """The meeting on whose agenda an item stands."""

    type = "ITEM_OF"
    title = Bilingual("staat op de agenda van", "is an item of")
    sources_of = ("AgendaItem",)
    targets_of = ("Meeting",)
    hangs = ("AgendaItem",)
