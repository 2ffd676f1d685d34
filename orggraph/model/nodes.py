"""The labels: one class each. Constraints, the JSON Schema, the schema page and the legend derive from them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from orggraph.i18n import Bilingual
from orggraph.model.base import MailAddress, Name, Node, RecordId, ShortName
from orggraph.model.dates import Dated, DatedCount, DayOfYear, PartialDate, TimeOfDay
from orggraph.model.terms import (
    ArrangementForm,
    AtMode,
    BodyKind,
    Capacity,
    ClauseMatter,
    Difference,
    MandateKind,
    MeetingKind,
    OrganizationKind,
    PowerAct,
    Privacy,
    Rung,
    Side,
    StatementKind,
    Statute,
    StepAction,
    Tier,
)

Paper = Name
"""The title of a paper, and after it, where there is one, its address: ``Ontwerpbegroting 2027 https://…``."""
Count = Annotated[int, Field(ge=0, le=10**15)]
Number = Annotated[float, Field(ge=0, allow_inf_nan=False)]
COUNT = "How many this one record stands for, where the source names a plural and no members"
PER = "What there is one of each for: municipality, topic"
SHORT_NAME = "A name of at most 20 characters, for pictures and tables"
EMAIL = "The mail address of its desk or secretariat, never that of a person"
NOT_SAME_AS = "Ids of records, here or in another dataset, that look like this one and are another, as somebody decided"
FORMER_NAMES = "Former names, each after the date until which it was called so, where that is stated: 2015-03 Regio Noord"


class Whole(Node):
    """What other records belong to, and what of it is complete where a whole label is not."""

    complete: tuple[str, ...] = Field((), description="Labels and relationship types of which all that belongs to it is here")
    complete_since: PartialDate | None = Field(None, description="Since when they are; absent: since the reference date")


class Organization(Node):
    """Any organization: a municipality, a province, a partner."""

    title = Bilingual("Organisatie", "Organization")
    plural = Bilingual("Organisaties", "Organizations")
    kind: OrganizationKind = Field(description="What kind of organization it is")
    short_name: ShortName | None = Field(None, description=SHORT_NAME)
    email: MailAddress | None = Field(None, description=EMAIL)
    count: Count | None = Field(None, description=COUNT)
    per: str | None = Field(None, description=PER)
    inhabitants: Count | None = Field(None, description="Number of inhabitants")
    inhabitants_on: PartialDate | None = Field(None, description="The day of that number; absent: the dataset's reference date")
    inhabitants_then: tuple[DatedCount, ...] = Field((), description="Their number on other days, each with its date: 2015-01-01 9800")
    former_names: tuple[Dated, ...] = Field((), description=FORMER_NAMES)
    not_same_as: tuple[RecordId, ...] = Field((), description=NOT_SAME_AS)


class Body(Whole):
    """An organ that meets, decides, advises or prepares."""

    title = Bilingual("Gremium", "Body")
    plural = Bilingual("Gremia", "Bodies")
    kind: BodyKind = Field(description="What kind of body it is")
    short_name: ShortName | None = Field(None, description=SHORT_NAME)
    email: MailAddress | None = Field(None, description=EMAIL)
    tier: Tier = Field(description="The layer on which it works; the lane in which the map draws it")
    seats: Count | None = Field(None, description="How many seats it has, as the source states")
    meetings_min: Count | None = Field(None, description="Meetings a year, at least")
    meetings_max: Count | None = Field(None, description="Meetings a year, at most")
    quorum: str | None = Field(None, description="Who must be present before it may decide")
    majority: str | None = Field(None, description="How it decides")
    count: Count | None = Field(None, description=COUNT)
    per: str | None = Field(None, description=PER)
    former_names: tuple[Dated, ...] = Field((), description=FORMER_NAMES)
    not_same_as: tuple[RecordId, ...] = Field((), description=NOT_SAME_AS)


class Cooperation(Whole):
    """The lasting partnership of organizations, whatever legal form it has."""

    title = Bilingual("Samenwerkingsverband", "Cooperation")
    plural = Bilingual("Samenwerkingsverbanden", "Cooperations")
    short_name: ShortName | None = Field(None, description=SHORT_NAME)
    former_names: tuple[Dated, ...] = Field((), description=FORMER_NAMES)


class Arrangement(Whole):
    """The legal form that a cooperation has in a period (Wgr 8; ROO: regeling)."""

    title = Bilingual("Regeling", "Arrangement")
    plural = Bilingual("Regelingen", "Arrangements")
    form: ArrangementForm = Field(description="Its legal form")
    powers: tuple[str, ...] = Field((), description="Powers that it has or gets")
    powers_transferred: bool | None = Field(None, description="Whether municipalities transfer powers to it; None: not stated")
    decides: str | None = Field(None, description="How it comes to decisions")
    means: str | None = Field(None, description="Its money and means")
    staff_fte: Number | None = Field(None, description="Staff of its own in full-time equivalents; 0 is none, None is not stated")
    staff_about: bool | None = Field(None, description="Whether the source gives the staff as an approximation")
    statute: Statute | None = Field(None, description="The special statute under which it stands, if any")
    evaluation_clause: str | None = Field(None, description="What it says of its evaluation (Wgr 11a)")
    exit_clause: str | None = Field(None, description="What it says of leaving and ending (Wgr 9)")
    clauses: tuple[ClauseMatter, ...] = Field((), description="Other matters on which it holds a clause, as far as the law asks for one")


class Person(Node):
    """A natural person. The name here is a function label; names of people stand in an overlay."""

    title = Bilingual("Persoon", "Person")
    plural = Bilingual("Personen", "Persons")
    privacy: Privacy = Field(Privacy.FUNCTIONAL, description="How far the record may travel")
    side_functions_published: bool | None = Field(None, description="Whether the side functions are published; None: not stated")
    not_same_as: tuple[RecordId, ...] = Field((), description=NOT_SAME_AS)


class Role(Node):
    """A kind of part played (org:Role)."""

    title = Bilingual("Rol", "Role")
    plural = Bilingual("Rollen", "Roles")
    side: Side | None = Field(None, description="Political-executive or official side")
    purpose: str | None = Field(None, description="What it is for")
    accountabilities: tuple[str, ...] = Field((), description="What its holder answers for")
    expects: tuple[str, ...] = Field(
        (), description="What it may expect, where only words say of whom; expects_of names the other role or body"
    )
    support: str | None = Field(None, description="How its holder is supported, where only words say by whom; supported_by names who does")
    load_hours: Number | None = Field(None, description="Normal load in hours a week")
    load_source: str | None = Field(None, description="Where that norm comes from")


class Post(Node):
    """A seat in one body or organization, with one or more roles. It exists without a holder (org:Post)."""

    title = Bilingual("Functie", "Post")
    plural = Bilingual("Functies", "Posts")
    capacity: Capacity | None = Field(None, description="In which capacity its holder sits there")
    votes: Number | None = Field(None, description="Votes in the body")
    count: Count | None = Field(None, description=COUNT)
    per: str | None = Field(None, description=PER)


class Mandate(Node):
    """Authority granted (Awb title 10.1). What people see is the name of its kind, never mandate for a delegation."""

    title = Bilingual("Bevoegdheid", "Authority")
    plural = Bilingual("Bevoegdheden", "Authorities")
    kind: MandateKind = Field(description="How the authority was granted")
    act: PowerAct | None = Field(None, description="What it lets its holder do, where the law treats that apart")
    scope: str | None = Field(None, description="What it covers")
    limit: str | None = Field(None, description="Up to what amount or extent")
    conditions: str | None = Field(None, description="Under which conditions")
    written: bool | None = Field(None, description="Whether it was granted in writing; None: not stated")
    legal_basis: str | None = Field(None, description="Article or decision it rests on")
    single_case: bool | None = Field(None, description="Whether it is for one case; false: general; None: not stated")
    consent: bool | None = Field(None, description="Whether the holder, and whom they work under, agreed; None: not stated")
    consent_holder: bool | None = Field(None, description="Whether the holder agreed, where it is stated apart")
    consent_superior: bool | None = Field(None, description="Whether whom the holder works under agreed, where it is stated apart")
    submandate_allowed: bool | None = Field(None, description="Whether it may be passed on; None: not stated")


class Topic(Node):
    """A policy field, portfolio or opgave (skos:Concept)."""

    title = Bilingual("Onderwerp", "Topic")
    plural = Bilingual("Onderwerpen", "Topics")


class Assignment(Node):
    """Something commissioned, or agreed to be done."""

    title = Bilingual("Opdracht of afspraak", "Assignment")
    plural = Bilingual("Opdrachten en afspraken", "Assignments")
    number: Count | None = Field(None, description="Its number in the source")
    due: PartialDate | None = Field(None, description="When it is to be ready")
    due_as_stated: str | None = Field(None, description="What the source says of the planning, where that is no date")
    progress: str | None = Field(None, description="How far it is")
    intended_rung: Rung | None = Field(None, description="On which rung of the ladder of participation councils take part, as agreed")


class Decision(Node):
    """A decision taken or to be taken (Popolo Motion)."""

    title = Bilingual("Besluit", "Decision")
    plural = Bilingual("Besluiten", "Decisions")
    kind: str | None = Field(None, description="Kind of decision")
    date: PartialDate | None = Field(None, description="When it was, or is to be, taken")
    result: str | None = Field(None, description="What was decided")


class Route(Whole):
    """The way that a kind of decision travels (BPMN process)."""

    title = Bilingual("Besluitroute", "Route")
    plural = Bilingual("Besluitroutes", "Routes")
    view_required: bool | None = Field(None, description="Whether the arrangement designates it for a view of the councils (Wgr 10(5))")


class Step(Node):
    """One step of a route (BPMN task or gateway)."""

    title = Bilingual("Stap", "Step")
    plural = Bilingual("Stappen", "Steps")
    number: Count | None = Field(None, description="Its place in the route as the source draws it")
    action: StepAction = Field(description="What is done in the step")
    condition: str | None = Field(None, description="When the step is taken; absent: always")
    optional: bool = Field(False, description="Whether the step may be passed by")
    at_mode: AtMode | None = Field(None, description="Where several bodies are named: any of them, or all")
    days_min: Count | None = Field(None, description="Days that it takes at least")
    by: DayOfYear | None = Field(None, description="Each year it is done on this day at the latest")


class Act(Node):
    """Something that was done on a day: what was planned in a step, or what travelled no route."""

    title = Bilingual("Handeling", "Act")
    plural = Bilingual("Handelingen", "Acts")
    action: StepAction = Field(description="What was done, in the words for a step")
    date: PartialDate | None = Field(None, description="On which day it was done")


class Meeting(Node):
    """One dated meeting of a body (Popolo Event)."""

    title = Bilingual("Vergadering", "Meeting")
    plural = Bilingual("Vergaderingen", "Meetings")
    kind: MeetingKind = Field(MeetingKind.ORDINARY, description="An ordinary meeting, or a polling day")
    date: PartialDate | None = Field(None, description="When it is held")
    start_time: TimeOfDay | None = Field(None, description="At what time it begins, by the clock of the place")
    end_time: TimeOfDay | None = Field(None, description="At what time it is to end; earlier than its start is the next day")
    place: str | None = Field(None, description="Where it is held")
    public: bool | None = Field(None, description="Whether it is, or was, held in public; None: not stated")


class AgendaItem(Node):
    """One item on the agenda of a meeting."""

    title = Bilingual("Agendapunt", "Agenda item")
    plural = Bilingual("Agendapunten", "Agenda items")
    number: Count | None = Field(None, description="Its place on the agenda")
    papers: tuple[Paper, ...] = Field((), description="Its papers: of each the title, and after it the address where it can be read")


class Product(Node):
    """What travels a route and is adopted: an agenda, a policy frame, a budget, accounts."""

    title = Bilingual("Product", "Product")
    plural = Bilingual("Producten", "Products")
    kind: str | None = Field(None, description="Kind of product; rules read those of ProductKind")
    period: str | None = Field(None, description="The period that it covers, or how often it is made")


class Statement(Node):
    """A principle, question, problem, pitfall or ambition that a source states."""

    title = Bilingual("Uitspraak", "Statement")
    plural = Bilingual("Uitspraken", "Statements")
    kind: StatementKind = Field(description="What kind of statement it is")


class Word(Node):
    """A word that people must know here, explained: a line of the glossary (skos:Concept with skos:definition)."""

    title = Bilingual("Begrip", "Word explained")
    plural = Bilingual("Begrippen", "Words explained")
    abbreviation: str | None = Field(None, description="How it is shortened")
    also: tuple[str, ...] = Field((), description="Other words for the same")
    meaning: Name = Field(description="What it means, in our words")
    name_en: str | None = Field(None, description="The word in English, where the file is in Dutch")
    meaning_en: str | None = Field(None, description="What it means, in English")


class Source(Node):
    """A document or register (dcterms)."""

    title = Bilingual("Bron", "Source")
    plural = Bilingual("Bronnen", "Sources")
    kind: str | None = Field(None, description="Kind of document or register")
    date: PartialDate | None = Field(None, description="Date of the document")
    publisher: str | None = Field(None, description="Who published it")
    licence: str | None = Field(None, description="Under which licence it may be used")
    url: str | None = Field(None, description="Where it can be found")


class Slot(Node):
    """A question that sources answer differently; relationships, posts and claims on it are the answers."""

    title = Bilingual("Verschilpunt", "Point of difference")
    plural = Bilingual("Verschilpunten", "Points of difference")
    difference: Difference = Field(description="How the sources differ")


class Claim(Node):
    """What one source says of one property of a node, where sources differ."""

    title = Bilingual("Bewering", "Claim")
    plural = Bilingual("Beweringen", "Claims")
    subject: RecordId = Field(description="The node that it is about")
    field: Name = Field(description="The property that it is about")
    value: Name = Field(description="What the source says")


NODES: tuple[type[Node], ...] = (
    Organization, Cooperation, Arrangement, Body, Person, Role, Post, Mandate, Topic, Assignment, Decision, Route,
    Step, Act, Meeting, AgendaItem, Product, Statement, Word, Source, Slot, Claim,
)  # fmt: skip
LABELS: dict[str, type[Node]] = {node.label(): node for node in NODES}
