"""Where much comes together: how many commissions, bodies, posts and roles stand at one person, or at one post.

What a text of agreements shows is concentration ("one name stands at 7 of 8 agreements"), and that is what people
read. It is no measure of anybody's work: hours are estimated only where roles bear a load, and otherwise one finding a
dataset says that they are not assessable. Nobody is ranked, and of one person or post one finding says all. What is counted is
in :mod:`orggraph.graph.concentration`.

Peers are the people with a seat on the same tier; :mod:`orggraph.deviation` says who stands far from their median. It
tells what is unusual here, not what is too heavy: where all carry much, none stands out.

Unit: what is counted, of all in the dataset (posts, bodies, decisions, …); hours a week. Range: 0 to all; hours 0 and up. Defaults:
``threshold`` 3, since two of something is common; ``hours_norm`` 40, a full week; ``meeting_hours`` 2, an evening; ``peer_score`` 3.5
(Iglewicz and Hoaglin 1993). What it means: here much stops when one person or post is away. What it does not mean: that somebody works
too hard or too little, or is the right or wrong person.

Worked example (a test runs it): Ann holds three of four posts, in three of three bodies; Bas holds one. Of Ann is told: bodies 3 of 3,
posts 3 of 4.

In Cypher: ``load-of-people`` has the same counts; a test holds both against each other.

Cost: linear in the edges of people and posts. Empty: nothing. One person: the counts are told, and nobody is compared. Everybody in
everything: all are told alike, and none stands out among peers. No dates: all posts count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from orggraph.deviation import FAR, scores
from orggraph.errors import WrongUsage
from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, standing
from orggraph.graph.concentration import Things, Totals, loads_of, of_how_many, of_label, things_of, totals_of, unheld_posts
from orggraph.graph.datasets import by_dataset, datasets_of, wholes
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.terms import Tier
from orggraph.params import Param

NO_FINDING = {"Person": frozenset({"involvements"}), "Post": frozenset({"involvements", "bodies", "roles"})}
"""Counted for whoever looks, and no finding: who is involved neither commissions nor carries out; a post brings a body
and a role with each post that it brings, so that one finding (``posts``) says it."""
AMONG_PEERS = ("posts", "chairs", "commissions_given", "commissions_carried_out", "decisions", "hours")
"""What is compared with peers; bodies and roles come with the posts."""
FEWEST_PEERS = 5
WEEKS = 52


@dataclass(frozen=True)
class Count:
    """A count of one person or post that is worth telling, the sentences that tell it alone and among others, and what shows it."""

    measure: str
    value: float
    denominator: float | None
    text: Text
    edges: tuple[Edge, ...]
    things: tuple[str, ...] = ()
    note: Text | None = None
    """The sentence among others; None: the same."""


def role_overload(
    graph: Graph, threshold: int = 3, hours_norm: float = 40, meeting_hours: float = 2, peer_score: float = FAR
) -> list[Finding]:
    """Find the people, and the posts without a known holder, at whom much comes together.

    Parameters
    ----------
    graph
        The projection.
    threshold
        From how many on a measure is a finding; at least 1.
    hours_norm
        Hours a week above which an estimate is a finding.
    meeting_hours
        Hours that one meeting takes, which no record holds: an assumption, that the finding names. 0 leaves meetings out.
    peer_score
        From which score on (see :mod:`orggraph.deviation`) somebody stands far from the peers.

    Returns
    -------
    One finding per person or post, with one of its figures or more. Its own measure, value and denominator are those of the first,
    in the order in which the measures are declared.

    - ``commissions_given``, ``commissions_carried_out``, ``decisions``, ``chairs``, ``posts``, ``bodies``, ``roles``, ``tiers`` and
      ``principals``: ``value`` of ``denominator`` in the dataset, with the edges that show it. A post without a holder counts what
      holding it brings along (QUALIFIES_FOR), where it is a single seat.
    - ``hours`` (a week): the sum of the loads of the roles held, and of the meetings of the bodies where it is stated how many they
      have (at least), for who holds a role with a load; what is not stated comes on top, so that it is a lower bound. A dataset
      without any load gets one finding that is not assessable.
    - ``…_among_peers``: who has at least ``threshold`` of something and stands far above at least five peers on the same tier.

    Raises
    ------
    WrongUsage
        A threshold below 1, or hours a meeting or a score below 0.
    """
    check(threshold, meeting_hours, peer_score)
    people = {person: things_of(graph, person) for person in of_label(graph, "Person")}
    posts = {post: things_of(graph, post) for post in unheld_posts(graph)}
    hours = {person: _hours_of(graph, person, things, meeting_hours) for person, things in people.items()}
    counts: dict[str, list[Count]] = defaultdict(list)
    for node, count in (
        *_concentrations(graph, {**people, **posts}, threshold),
        *_above_norm(graph, hours, hours_norm, meeting_hours),
        *_among_peers(graph, people, hours, threshold, peer_score),
    ):
        counts[node].append(count)
    return [*(_finding(graph, node, values) for node, values in counts.items()), *_no_hours(graph)]


def check(threshold: int, meeting_hours: float, peer_score: float) -> None:
    """Refuse parameters that mean nothing. Raises WrongUsage."""
    if threshold < 1:
        raise WrongUsage(T("The threshold must be at least 1, not {value}.", value=threshold), T("Write threshold=3 or another number."))
    if meeting_hours < 0 or peer_score < 0:
        raise WrongUsage(T("meeting_hours and peer_score must be at least 0."), T("Write meeting_hours=2 or peer_score=3.5."))


def _finding(graph: Graph, node: str, counts: Sequence[Count]) -> Finding:
    """All that comes together at one person or post, as one finding."""
    only_hours = all(count.measure.startswith("hours") for count in counts)
    return ANALYSIS.make_of(
        graph,
        {count.measure: (count.value, count.denominator) for count in counts},
        severity=Severity.INFO,
        subjects=[node],
        text=_text(graph, node, counts),
        question=T("Do these norms fit, and which part could lie with somebody else?")
        if only_hours
        else T("Is it meant that so much comes together here, and who takes over when that is needed?"),
        remedy=None if only_hours else T("Discuss whether a part can lie with somebody else, or name who stands in."),
        nodes=[thing for count in counts for thing in count.things if thing in graph],
        edges=[edge for count in counts for edge in count.edges],
    )


def _text(graph: Graph, node: str, counts: Sequence[Count]) -> Text:
    """The sentence of the one count; of several one sentence with all that is concentrated here, and those of hours and peers."""
    listed = [count for count in counts if count.measure in MESSAGES]
    texts = [counts[0].text, *(count.note or count.text for count in counts[1:])]
    if len(listed) > 1:
        parts = [
            T("{what} {n} of {m}", what=ANALYSIS.measures[count.measure].title, n=count.value, m=count.denominator) for count in listed
        ]
        together = T("At “{name}” come together: {parts}.", name=graph.nodes[node]["name"], parts=parts)
        texts = [together, *_inferred(listed), *(count.note or count.text for count in counts if count not in listed)]
    text = texts[0]
    for more in texts[1:]:
        text = T("{text} {note}", text=text, note=more)
    return text


def _inferred(counts: Sequence[Count]) -> list[Text]:
    """How many of the relationships that show these counts are inferred."""
    inferred = {edge.id for count in counts for edge in count.edges if standing.inferred(edge.attributes, "side")}
    n = len(inferred)
    return [T("Of the relationships that show it {n} are inferred, or their side is.", n=n)] if n else []


def _concentrations(graph: Graph, things_at: Mapping[str, Things], threshold: int) -> Iterator[tuple[str, Count]]:
    """Where at least so many of one thing come together."""
    totals = totals_of(graph)
    for node, counted in things_at.items():
        silent = NO_FINDING[graph.nodes[node]["label"]]
        for measure, things in counted.items():
            if len(things) >= threshold and measure not in silent:
                yield node, _concentration(graph, node, measure, things, totals)


def _concentration(graph: Graph, node: str, measure: str, things: Mapping[str, Sequence[Edge]], totals: Totals) -> Count:
    attributes = graph.nodes[node]
    total = of_how_many(totals, attributes, measure)
    bearer = T("One name") if attributes["label"] == "Person" else T("One post")
    text = Text(MESSAGES[measure].message, {"bearer": bearer, "n": len(things), "m": total, "name": f"“{attributes['name']}”"})
    inferred = sum(any(standing.inferred(edge.attributes, "side") for edge in edges) for edges in things.values())
    if inferred:
        note = T("At {n} of these something is inferred, such as the side.", n=inferred)
        text = T("{text} {note}", text=text, note=note)
    edges = tuple(edge for edges in things.values() for edge in edges)
    return Count(measure, len(things), total, text, edges, tuple(things))


Hours = tuple[float, float, int, list[Edge]]
"""Hours a week of roles and of meetings, meetings a year, and the edges that show them."""


def _hours_of(graph: Graph, person: str, things: Things, meeting_hours: float) -> Hours:
    """The hours of somebody who holds a role with a load: its body's meetings count where it is stated how many there are."""
    loads, edges = loads_of(graph, person)
    if not loads or not meeting_hours:
        return sum(loads.values()), 0, 0, edges
    meetings = 0
    for body, way in things["bodies"].items():
        stated = graph.nodes[body].get("meetings_min", graph.nodes[body].get("meetings_max", 0))
        meetings += stated
        edges += way if stated else []
    return sum(loads.values()), meetings * meeting_hours / WEEKS, meetings, edges


def _above_norm(graph: Graph, hours: Mapping[str, Hours], norm: float, meeting_hours: float) -> Iterator[tuple[str, Count]]:
    """Estimates above the norm, of people in a dataset that states loads."""
    loaded = _loaded(graph)
    for person, (roles, meeting, meetings, edges) in hours.items():
        if loaded.isdisjoint(datasets_of(graph.nodes[person])) or roles + meeting <= norm:
            continue
        text = T(
            "The roles at “{name}” together have a normal load of at least {hours} hours a week; compared here with {norm}.",
            name=graph.nodes[person]["name"],
            hours=round(roles + meeting, 1),
            norm=norm,
        )
        if meeting:
            note = T(
                "Of these {hours} are for {n} meetings a year; that one takes {length} hours is an assumption.",
                hours=round(meeting, 1),
                n=meetings,
                length=meeting_hours,
            )
            text = T("{text} {note}", text=text, note=note)
        yield person, Count("hours", round(roles + meeting, 2), norm, text, tuple(edges))


def _loaded(graph: Graph) -> set[str]:
    """The datasets that state the load of some role."""
    roles = (graph.nodes[role] for role in of_label(graph, "Role"))
    return {dataset for role in roles if "load_hours" in role for dataset in datasets_of(role)}


def _no_hours(graph: Graph) -> Iterator[Finding]:
    """For a dataset without any load, that hours are not assessable."""
    whole = wholes(graph)
    for dataset in by_dataset(graph, "Person", "Post").keys() - _loaded(graph):
        yield ANALYSIS.make(
            graph,
            measure="hours",
            severity=Severity.INFO,
            subjects=[whole[dataset]],
            text=T(
                "Hours are not assessable: the sources state no load for any role. What can be counted is how often a name or post stands."
            ),
            question=T("Which roles take most time, and would an agreed load per role help?"),
            remedy=T("Add a normal load in hours a week to the roles, with where that norm comes from."),
            assessable=False,
        )


def _among_peers(
    graph: Graph, people: Mapping[str, Things], hours: Mapping[str, Hours], threshold: int, most: float
) -> Iterator[tuple[str, Count]]:
    """Who stands far above the peers on the same tier, per measure; of several tiers the one where it is most unusual."""
    tiers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person, things in people.items():
        for tier in filter(None, things["tiers"]):
            for dataset in datasets_of(graph.nodes[person]):
                tiers[dataset, tier].append(person)
    for measure in AMONG_PEERS:
        furthest: dict[str, tuple[float, str, float, float, int]] = {}
        for (_, tier), members in tiers.items():
            values = _values(members, people, hours, measure)
            if len(values) <= FEWEST_PEERS:
                continue
            middle, others = median(values.values()), len(values) - 1
            for (person, value), apart in zip(values.items(), scores(list(values.values())), strict=True):
                if apart > max(most, furthest.get(person, (0.0,))[0]) and (measure == "hours" or value >= threshold):
                    furthest[person] = (apart, tier, value, middle, others)
        for person, (_, tier, value, middle, others) in furthest.items():
            edges = hours[person][3] if measure == "hours" else [edge for way in people[person][measure].values() for edge in way]
            figures = {
                "value": round(value, 1),
                "things": THINGS[measure],
                "n": others,
                "tier": Tier(tier).names,
                "median": round(middle, 1),
            }
            text = T(
                "At “{name}” stand {value} {things}; among this name and {n} others with a seat on the tier {tier} the median is {median}.",
                name=graph.nodes[person]["name"],
                **figures,
            )
            note = T("{value} {things}: among this name and {n} others with a seat on the tier {tier} the median is {median}.", **figures)
            yield person, Count(f"{measure}_among_peers", round(value, 2), None, text, tuple(edges), note=note)


def _values(members: Sequence[str], people: Mapping[str, Things], hours: Mapping[str, Hours], measure: str) -> dict[str, float]:
    """A measure of these people; hours of those of whom they can be estimated."""
    if measure == "hours":
        return {person: sum(hours[person][:2]) for person in members if hours[person][0]}
    return {person: float(len(people[person][measure])) for person in members}


MESSAGES: Mapping[str, Text] = {
    "commissions_given": T("{bearer} stands as commissioner at {n} of {m} agreements: {name}."),
    "commissions_carried_out": T("{bearer} stands as contractor at {n} of {m} agreements: {name}."),
    "involvements": T("{bearer} stands as involved at {n} of {m} agreements: {name}."),
    "decisions": T("{bearer} stands as owner at {n} of {m} decisions: {name}."),
    "bodies": T("{bearer} brings seats in {n} of {m} bodies together: {name}."),
    "posts": T("{bearer} brings {n} of {m} posts together: {name}."),
    "roles": T("{bearer} brings {n} of {m} roles together: {name}."),
    "tiers": T("{bearer} stands on {n} of {m} tiers: {name}."),
    "principals": T("{bearer} speaks for {n} of {m} organizations or bodies: {name}."),
    "chairs": T("{bearer} chairs at {n} of {m} posts of chair: {name}."),
}
THINGS: Mapping[str, Text] = {
    "posts": T("posts"),
    "chairs": T("posts of chair"),
    "commissions_given": T("agreements as commissioner"),
    "commissions_carried_out": T("agreements as contractor"),
    "decisions": T("decisions as owner"),
    "hours": T("hours a week"),
}
ANALYSIS = Analysis(
    kind="role_overload",
    title=Bilingual("Waar veel samenkomt", "Where much comes together"),
    question=Bilingual("Bij welke naam of functie komt veel samen?", "At which name or post does much come together?"),
    run=role_overload,
    measures={
        "commissions_given": Measure(Bilingual("opdrachtgever bij afspraken", "commissioner of agreements"), "commissions_given"),
        "commissions_carried_out": Measure(Bilingual("opdrachtnemer bij afspraken", "contractor of agreements"), "commissions_carried_out"),
        "involvements": Measure(Bilingual("betrokken bij afspraken", "involved in agreements"), "involvements"),
        "decisions": Measure(Bilingual("eigenaar van besluiten", "owner of decisions"), "decisions"),
        "chairs": Measure(Bilingual("voorzitterschappen", "posts of chair"), "chairs"),
        "hours": Measure(Bilingual("uren", "hours"), "hours"),
        "posts": Measure(Bilingual("functies", "posts together"), "posts"),
        "bodies": Measure(Bilingual("gremia", "seats in bodies"), "bodies"),
        "roles": Measure(Bilingual("rollen", "roles together"), "roles"),
        "tiers": Measure(Bilingual("lagen", "tiers"), "tiers"),
        "principals": Measure(Bilingual("spreekt namens", "speaks for"), "principals"),
        "posts_among_peers": Measure(Bilingual("meer functies dan anderen op die laag", "more posts than peers"), "posts"),
        "chairs_among_peers": Measure(
            Bilingual("meer voorzittersfuncties dan anderen op die laag", "more posts of chair than peers"), "chairs"
        ),
        "commissions_given_among_peers": Measure(
            Bilingual("bij meer afspraken opdrachtgever dan anderen op die laag", "commissioner of more agreements than peers"),
            "commissions_given",
        ),
        "commissions_carried_out_among_peers": Measure(
            Bilingual("bij meer afspraken opdrachtnemer dan anderen op die laag", "contractor of more agreements than peers"),
            "commissions_carried_out",
        ),
        "decisions_among_peers": Measure(
            Bilingual("eigenaar van meer besluiten dan anderen op die laag", "owner of more decisions than peers"), "decisions"
        ),
        "hours_among_peers": Measure(Bilingual("meer uren dan anderen op die laag", "more hours than peers"), "hours"),
    },
    params={
        "threshold": Param("integer", 3, Bilingual("Vanaf hoeveel het een signaal is", "From how many on it is a finding")),
        "hours_norm": Param("number", 40, Bilingual("Uren per week waarmee wordt vergeleken", "Hours a week to compare with")),
        "meeting_hours": Param("number", 2, Bilingual("Aangenomen uren per vergadering", "Hours assumed for a meeting")),
        "peer_score": Param(
            "number",
            FAR,
            Bilingual("Vanaf welke afstand tot de mediaan van de laag iemand opvalt", "From which distance to the median of the tier on"),
        ),
    },
)
