"""Closed lists of values, each with its name in Dutch and English."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from orggraph.i18n import Bilingual


class Term(StrEnum):
    """A value of a closed list: what the file holds, what people see in either language, and other words for it."""

    nl: str
    en: str
    also: tuple[str, ...]

    def __new__(cls, value: str, nl: str = "", en: str = "", *also: str) -> Self:  # without names: the look-up of a value
        term = str.__new__(cls, value)
        term._value_ = value
        term.nl, term.en, term.also = nl, en, also
        return term

    @property
    def names(self) -> Bilingual:
        """The name in either language."""
        return Bilingual(self.nl, self.en)


class Status(Term):
    ACTUAL = "actual", "feitelijk", "actual", "actueel", "geldend", "huidig", "current"
    PROPOSED = "proposed", "voorgesteld", "proposed", "concept", "beoogd"
    FORMER = "former", "voormalig", "former", "vervallen", "opgeheven", "ended"
    OPEN = "open", "nog te bepalen", "to be decided"


class Evidence(Term):
    STATED = "stated", "staat in de bron", "stated in the source"
    INFERRED = "inferred", "afgeleid uit de bron", "inferred from the source"
    EXTERNAL = "external", "uit een andere bron", "from another source"


class Tier(Term):
    POLITICAL = "political", "Politiek", "Political"
    EXECUTIVE = "executive", "Bestuurlijk", "Executive"
    OFFICIAL = "official", "Ambtelijk", "Official"
    DELIVERY = "delivery", "Uitvoering", "Delivery"


class Side(Term):
    POLITICAL = "political", "bestuurlijk", "political"
    OFFICIAL = "official", "ambtelijk", "official"


class OrganizationKind(Term):
    MUNICIPALITY = "municipality", "gemeente", "municipality", "city", "stad", "dorp"
    PROVINCE = "province", "provincie", "province"
    WATER_BOARD = "water_board", "waterschap", "water board"
    NATIONAL_GOVERNMENT = "national_government", "Rijk", "national government"
    PARTNER = "partner", "partner", "partner", "stichting", "vereniging", "bedrijf", "company", "foundation"
    DELIVERY_ORGANIZATION = "delivery_organization", "uitvoeringsorganisatie", "delivery organization"
    REGION = "region", "regio", "region"
    PARTY = "party", "politieke partij", "political party", "partij", "fractie"


class BodyKind(Term):
    COUNCIL = "council", "gemeenteraad", "council", "raad"
    COUNCIL_COMMITTEE = "council_committee", "raadscommissie", "council committee"
    INQUIRY_COMMITTEE = "inquiry_committee", "onderzoekscommissie", "committee of inquiry", "enquêtecommissie"
    OBJECTIONS_COMMITTEE = (
        "objections_committee",
        "commissie voor bezwaar of klachten",
        "committee on objections or complaints",
        "bezwaarschriftencommissie",
        "klachtencommissie",
    )
    COLLEGE = "college", "college van B&W", "college of mayor and aldermen", "B&W", "college van burgemeester en wethouders"
    GENERAL_BOARD = "general_board", "algemeen bestuur", "general board", "AB"
    EXECUTIVE_BOARD = "executive_board", "dagelijks bestuur", "executive board", "DB"
    REGIONAL_COUNCIL = "regional_council", "regioraad", "regional council"
    REGIONAL_COMMITTEE = "regional_committee", "regiocommissie", "regional committee"
    ADVISORY_COMMITTEE = "advisory_committee", "adviescommissie", "advisory committee"
    PORTFOLIO_COUNCIL = "portfolio_council", "portefeuillehoudersoverleg", "portfolio holders' council", "PFO", "POHO"
    POLITICAL_CONSULTATION = "political_consultation", "bestuurlijk overleg", "consultation of executives"
    OFFICIAL_CONSULTATION = "official_consultation", "ambtelijk overleg", "consultation of officials"
    SECRETARIES_MEETING = "secretaries_meeting", "secretarissenoverleg", "secretaries' meeting"
    DIRECTORS_MEETING = "directors_meeting", "directieoverleg", "directors' meeting"
    DIRECTORATE = "directorate", "directie", "directorate"
    MANAGEMENT = "management", "management", "management"
    STEERING_GROUP = "steering_group", "stuurgroep", "steering group"
    PROGRAMME = "programme", "programma", "programme"
    PROJECT = "project", "project", "project"
    PROJECT_GROUP = "project_group", "projectgroep", "project group"
    WORKING_GROUP = "working_group", "werkgroep", "working group"
    BUREAU = "bureau", "bureau", "bureau"
    DELIVERY_UNIT = "delivery_unit", "resultaatverantwoordelijke eenheid", "delivery unit"
    PLATFORM = "platform", "platform", "platform"
    EVENT = "event", "bijeenkomst", "gathering"


class Organ(Term):
    """An organ of a municipality that takes part in an arrangement."""

    COUNCIL = "council", "raad", "council", "gemeenteraad", "raden"
    COLLEGE = "college", "college", "college", "B&W", "college van B&W", "college van burgemeester en wethouders", "colleges"
    MAYOR = "mayor", "burgemeester", "mayor", "burgemeesters"


class ArrangementForm(Term):
    PLUSREGIO = "plusregio", "plusregio", "plus region"
    PUBLIC_BODY = "public_body", "openbaar lichaam", "public body"
    OPERATIONAL = "operational_management_organisation", "bedrijfsvoeringsorganisatie", "operational management organisation"
    JOINT_BODY = "joint_body", "gemeenschappelijk orgaan", "joint body"
    CENTRE_MUNICIPALITY = "centre_municipality", "centrumgemeenteregeling", "centre municipality"
    LIGHT = "light_arrangement", "regeling zonder meer", "light arrangement"
    COVENANT = "covenant", "bestuursconvenant", "covenant"
    NETWORK_ALLIANCE = "network_alliance", "netwerkalliantie", "network alliance"


class ClauseMatter(Term):
    """What an arrangement holds a clause on, as far as the law asks for one."""

    INTEREST = "interest", "het belang waarvoor zij er is", "the interest that it serves"
    COMPOSITION = "composition", "inrichting, samenstelling en vestigingsplaats", "organization, composition and seat"
    LIQUIDATION = "liquidation", "vereffening van het vermogen", "liquidation of its assets"
    ACCOUNT = "account", "verantwoording van leden aan wie hen aanwees", "account of members to who appointed them"
    INFORMATION = "information", "gevraagde inlichtingen van leden", "information asked of members"
    DISMISSAL = "dismissal", "ontslag van leden door wie hen aanwees", "dismissal of members by who appointed them"
    BOARD_INFORMATION = "board_information", "gevraagde inlichtingen van het bestuur", "information asked of the board"
    UNASKED_INFORMATION = "unasked_information", "ongevraagde inlichtingen van het bestuur", "unasked information from the board"
    VIEW = "view", "besluiten waarover raden een zienswijze geven", "decisions on which councils give a view"
    PARTICIPATION = "participation", "participatie van inwoners en belanghebbenden", "participation of residents and interested parties"
    COMMITTEES = "committees", "commissies met bevoegdheden", "committees with powers"
    LEGAL_PERSONS = "legal_persons", "oprichting van en deelneming in rechtspersonen", "setting up and taking part in legal persons"


class Capacity(Term):
    CHAIR = "chair", "voorzitter", "chair", "vz", "chairman"
    DEPUTY_CHAIR = "deputy_chair", "plaatsvervangend voorzitter", "deputy chair", "plv. voorzitter", "vice-voorzitter", "vice chair"
    MEMBER = "member", "lid", "member"
    DEPUTY_MEMBER = "deputy_member", "plaatsvervangend lid", "deputy member", "plv. lid", "plaatsvervanger"
    SECRETARY = "secretary", "secretaris", "secretary"
    ADVISER = "adviser", "adviseur", "adviser"
    OBSERVER = "observer", "toehoorder", "observer"
    GUEST = "guest", "genodigde", "guest by invitation"


class Ground(Term):
    """On which ground somebody holds or acts in an office."""

    BY_LAW = "by_law", "van rechtswege", "by law"
    BY_ELECTION = "by_election", "door verkiezing", "by election"
    BY_APPOINTMENT = "by_appointment", "door benoeming of aanwijzing", "by appointment"
    BY_CROWN = "by_crown", "door de Kroon", "by the Crown"


class Affiliation(Term):
    """What ties a person to an organization."""

    EMPLOYED = "employed", "in dienst", "employed"
    SECONDED = "seconded", "gedetacheerd", "seconded"
    HIRED = "hired", "ingehuurd", "hired"
    MEMBER = "member", "lid", "member"
    DIRECTOR = "director", "bestuurder", "director"
    SUPERVISOR = "supervisor", "toezichthouder", "supervisor"
    SHAREHOLDER = "shareholder", "aandeelhouder", "shareholder"
    OWNER = "owner", "eigenaar", "owner"
    COUNSEL = "counsel", "advocaat of adviseur in geschillen", "counsel or adviser in disputes"
    OPPOSING_COUNSEL = "opposing_counsel", "advocaat of adviseur van de wederpartij", "counsel or adviser of the other party"
    INTERMEDIARY = "intermediary", "vertegenwoordiger van derden bij overeenkomsten", "representative of others in contracts"


class Privacy(Term):
    PUBLIC_OFFICE = "public_office", "openbaar ambt", "public office"
    FUNCTIONAL = "functional", "functioneel", "functional"
    RESTRICTED = "restricted", "beperkt", "restricted"


class MandateKind(Term):
    ATTRIBUTION = "attribution", "attributie", "attribution"
    DELEGATION = "delegation", "delegatie", "delegation"
    MANDATE = "mandate", "mandaat", "mandate"
    POWER_OF_ATTORNEY = "power_of_attorney", "volmacht", "power of attorney"
    AUTHORIZATION = "authorization", "machtiging", "authorization"


class StepAction(Term):
    """What is done in a step of a route, or was done in an act."""

    PROPOSE = "propose", "voorstellen", "propose", "aanbieden", "aangeboden", "offer", "offered"
    PREPARE = "prepare", "voorbereiden", "prepare"
    ADVISE = "advise", "adviseren", "advise"
    CONSULT = "consult", "raadplegen", "consult"
    SUBMIT_VIEW = "submit_view", "zienswijze geven", "submit a view", "zienswijze", "view"
    DECIDE = "decide", "besluiten", "decide", "vaststellen", "vastgesteld", "besloten", "adopt", "adopted"
    RATIFY = "ratify", "bekrachtigen", "ratify"
    EXECUTE = "execute", "uitvoeren", "execute"
    INFORM = "inform", "informeren", "inform"
    ACCOUNT_FOR = "account_for", "verantwoorden", "account for"
    REPLY = "reply", "gemotiveerd antwoorden", "reply with reasons", "reageren", "antwoorden", "replied"
    DISCUSS = "discuss", "bespreken", "discuss"
    SEND = "send", "toezenden", "send", "zenden", "sturen", "toegezonden", "verzonden", "sent"
    RECEIVE = "receive", "ontvangen", "receive", "received"
    WAIVE_VIEW = "waive_view", "afzien van zienswijze", "give no view"
    CONSENT = "consent", "toestemming geven", "consent"
    WITHHOLD_CONSENT = "withhold_consent", "toestemming onthouden", "withhold consent"
    DISMISS = "dismiss", "ontslaan", "dismiss", "ontslag verlenen", "ontslagen", "dismissed"
    PUBLISH = "publish", "bekendmaken", "publish"


class PowerAct(Term):
    """What an authority lets its holder do, as far as the law treats that apart."""

    DECIDE = "decide", "besluiten", "decide"
    OBJECTION = "objection", "op bezwaar beslissen", "decide on an objection"
    APPEAL = "appeal", "op administratief beroep beslissen", "decide on an administrative appeal"
    GENERAL_RULES = "general_rules", "algemeen verbindende voorschriften vaststellen", "lay down general rules"
    QUALIFIED_MAJORITY = "qualified_majority", "besluiten met versterkte meerderheid", "decide by qualified majority"
    ANNULMENT = "annulment", "vernietigen", "annul"
    WITHHOLD_APPROVAL = "withhold_approval", "goedkeuring onthouden", "withhold approval"
    ADOPT_BUDGET = "adopt_budget", "begroting vaststellen", "adopt the budget"
    ADOPT_ACCOUNTS = "adopt_accounts", "jaarrekening vaststellen", "adopt the accounts"
    CONTRACT = "contract", "overeenkomsten aangaan", "enter into contracts"
    REPRESENT = "represent", "in en buiten rechte vertegenwoordigen", "represent in and out of court"
    REPORT = "report", "rapport van een overtreding opmaken", "draw up a report of an offence"
    FINE = "fine", "bestuurlijke boete opleggen", "impose an administrative fine"


class MeetingKind(Term):
    ORDINARY = "ordinary", "gewone vergadering", "ordinary meeting"
    ELECTION = "election", "dag van de stemming", "polling day"


class Statute(Term):
    """A special statute under which an arrangement stands beside the general act."""

    SAFETY_REGION = "safety_region", "Wet veiligheidsregio's", "Safety Regions Act"
    HEALTH_SERVICE = "health_service", "Wet publieke gezondheid", "Public Health Act"
    ENVIRONMENT_SERVICE = "environment_service", "Omgevingswet", "Environment and Planning Act"


class ProductKind(Term):
    """Kinds of product that the rules read; another kind is free text."""

    BUDGET = "budget", "begroting", "budget", "programmabegroting", "ontwerpbegroting"
    BUDGET_AMENDMENT = "budget_amendment", "begrotingswijziging", "budget amendment"
    ACCOUNTS = "accounts", "jaarrekening", "accounts", "jaarstukken", "annual accounts"
    PROVISIONAL_ACCOUNTS = "provisional_accounts", "voorlopige jaarrekening", "provisional accounts", "ontwerpjaarrekening"
    POLICY_FRAME = "policy_frame", "kadernota", "policy frame", "kaderbrief", "financiële en beleidsmatige kaders"


class AtMode(Term):
    ANY = "any", "een van deze", "any of these"
    ALL = "all", "alle", "all of these"


class Rung(Term):
    """The rungs of the ladder of participation of councils, in the order of its source; a higher one is another way and no better one."""

    COMMISSION = "commission", "opdracht door colleges of raden", "commission by colleges or councils"
    ACCOUNT = "account", "verantwoording achteraf", "account afterwards"
    POLL = "poll", "peiling onder raadsleden", "poll of councillors"
    PLATFORM_INFORMED = "platform_informed", "platform met recht op informatie", "platform with a right to information"
    COMMITTEE_ADVISES = "committee_advises", "commissie adviseert bestuur en raden", "committee advises board and councils"
    COUNCILS_DECIDE = "councils_decide", "commissie vormt beeld en oordeel, raden besluiten", "committee forms a view, councils decide"
    POWERS_TRANSFERRED = "powers_transferred", "overdracht van bevoegdheden", "transfer of powers"


class StatementKind(Term):
    PRINCIPLE = "principle", "uitgangspunt", "principle"
    QUESTION = "question", "vraag", "question"
    PROBLEM = "problem", "knelpunt", "problem"
    PITFALL = "pitfall", "valkuil", "pitfall"
    AMBITION = "ambition", "ambitie", "ambition"
    GOAL = "goal", "doel", "goal"
    RULE = "rule", "afgesproken regel", "agreed rule"
    EXPERIENCE = "experience", "ervaring", "experience"
    PROPOSAL = "proposal", "voorstel", "proposal"
    THESIS = "thesis", "stelling", "thesis"


class Difference(Term):
    CONTRADICTS = "contradicts", "spreekt tegen", "contradicts"
    NARROWER = "narrower", "is nauwer", "is narrower"
    DIFFERS = "differs", "verschilt", "differs"
    READINGS = "readings", "laat zich op meer manieren lezen", "can be read in several ways"


class Severity(Term):
    """How much a finding asks for; a tension is a fact to discuss, never a breach."""

    BAR = "bar", "de wet vraagt anders", "the law asks otherwise"
    JUSTIFY = "justify", "te motiveren", "to be justified"
    TENSION = "tension", "spanning", "tension"
    GAP = "gap", "open plek", "gap"
    INFO = "info", "ter informatie", "for information"


class Upkeep(Term):
    """What a record asks of who keeps the dataset."""

    ENDS = "ends", "loopt af", "ends"
    OPEN = "open", "staat open", "is open"
    UNKNOWN = "unknown", "geen vervuller bekend", "no holder known"
    UNCHECKED = "unchecked", "nooit nagegaan", "never checked"
    LONG_AGO = "long_ago", "lang geleden nagegaan", "checked long ago"
