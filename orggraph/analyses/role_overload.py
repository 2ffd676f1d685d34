"""Where much comes together: how many commissions, bodies, posts and roles stand at one person, or at one post.

What a text of agreements shows is concentration ("one name stands at 7 of 8 agreements"), and that is what people
read. It is no measure of anybody's work: hours are estimated only where roles bear a load, and otherwise one finding a
dataset says that they are not assessable. Nobody is ranked. Linear in the edges of people and posts.

Peers are the people with a seat on the same tier; :mod:`orggraph.deviation` says who stands far from their median. It
tells what is unusual here, not what is too heavy: where all carry much, none stands out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from orggraph.deviation import FAR, scores
from orggraph.errors import WrongUsage
from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, standing
from orggraph.graph.datasets import by_dataset, datasets_of, wholes
from orggraph.graph.edges import Edge
from orggraph.i18n import T, Text
from orggraph.model.terms import Tier
from orggraph.params import Param

Things = dict[str, dict[str, list[Edge]]]
"""Per measure what is counted, each with the edges that show it."""

Totals = Mapping[str, Mapping[str, Collection[str]]]
"""Per dataset and measure what there is to count."""

WORK = {
    "commissions_given": ("COMMISSIONED_BY", "Assignment"),
    "commissions_carried_out": ("CARRIED_OUT_BY", "Assignment"),
    "involvements": ("INVOLVES", "Assignment"),
    "decisions": ("OWNED_BY", "Decision"),
}
"""Per measure the relationship that leads from a piece of work to who stands at it, and the label of that work."""
SEAT = {"bodies": "IN", "roles": "HAS_ROLE", "principals": "ON_BEHALF_OF"}
"""Per measure the relationship that leads from a post to what is counted."""
NO_FINDING = {"Person": frozenset({"involvements"}), "Post": frozenset({"involvements", "bodies", "roles"})}
"""Counted for whoever looks, and no finding: who is involved neither commissions nor carries out; a post brings a body
and a role with each post that it brings, so that one finding (``posts``) says it."""
AMONG_PEERS = ("posts", "chairs", "commissions_given", "commissions_carried_out", "decisions", "hours")
"""What is compared with peers; bodies and roles come with the posts."""
FEWEST_PEERS = 5
WEEKS = 52


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
    Findings with the measures ``commissions_given``, ``commissions_carried_out``, ``bodies``, ``posts``, ``roles``,
    ``tiers``, ``principals``, ``chairs`` and ``decisions``: ``value`` of ``denominator`` in the dataset, with the
    edges that show it. A post without a holder counts what holding it brings along (QUALIFIES_FOR), where it is a
    single seat. ``hours`` (a week) is the sum of the loads of the roles held, and of the meetings of the bodies where it
    is stated how many they have (at least), for who holds a role with a load; what is not stated comes on top, so that it
    is a lower bound. A dataset without any load gets one finding that is not assessable. ``…_among_peers``: who has at
    least ``threshold`` of something and stands far above at least five peers on the same tier.

    Raises
    ------
    WrongUsage
        A threshold below 1, or hours a meeting or a score below 0.
    """
    if threshold < 1:
        raise WrongUsage(T("The threshold must be at least 1, not {value}.", value=threshold), T("Write threshold=3 or another number."))
    if meeting_hours < 0 or peer_score < 0:
        raise WrongUsage(T("meeting_hours and peer_score must be at least 0."), T("Write meeting_hours=2 or peer_score=3.5."))
    totals = totals_of(graph)
    found = []
    people: dict[str, Things] = {}
    for node in (*_of_label(graph, "Person"), *_unheld_posts(graph)):
        silent = NO_FINDING[graph.nodes[node]["label"]]
        counted = _things(graph, node)
        if graph.nodes[node]["label"] == "Person":
            people[node] = counted
        for measure, things in counted.items():
            if len(things) >= threshold and measure not in silent:
                found.append(_concentration(graph, node, measure, things, of_how_many(totals, graph.nodes[node], measure)))
    hours = {person: _hours_of(graph, person, things, meeting_hours) for person, things in people.items()}
    return [*found, *_hours(graph, hours, hours_norm, meeting_hours), *_among_peers(graph, people, hours, threshold, peer_score)]


def counts(graph: Graph, node: str) -> dict[str, float]:
    """All measures of one person or post, for whoever looks at it; empty for any other node.

    ``hours`` only where loads exist: those of the roles, without meetings.
    """
    if graph.nodes[node]["label"] not in {"Person", "Post"}:
        return {}
    counted: dict[str, float] = {measure: len(things) for measure, things in _things(graph, node).items()}
    loads, _ = _loads(graph, node)
    return {**counted, "hours": sum(loads.values())} if loads else counted


def _things(graph: Graph, node: str) -> Things:
    """What stands at a person or post, per measure."""
    posts = _posts(graph, node)
    things: Things = {measure: {} for measure in MESSAGES}
    things["posts"] = posts
    for bearer, way in {node: list[Edge](), **posts}.items():
        for measure, (step, label) in WORK.items():
            for edge in standing.edges(graph, bearer, step, incoming=True):
                if graph.nodes[edge.source]["label"] == label:
                    things[measure].setdefault(edge.source, []).extend([*way, edge])
    for post, way in posts.items():
        _add_seat(graph, post, way, things)
    for body, edges in things["bodies"].items():
        things["tiers"].setdefault(graph.nodes[body].get("tier", ""), []).extend(edges)
    return things


def _add_seat(graph: Graph, post: str, way: list[Edge], things: Things) -> None:
    """Count the body, role and principal of a post, and its chair."""
    for measure, step in SEAT.items():
        for edge in standing.edges(graph, post, step):
            if measure != "bodies" or graph.nodes[edge.target]["label"] == "Body":
                things[measure].setdefault(edge.target, []).extend([*way, edge])
    if graph.nodes[post].get("capacity") == "chair":
        things["chairs"][post] = way


def _posts(graph: Graph, node: str) -> dict[str, list[Edge]]:
    """The posts that a person holds; for a post itself and, where it is a single seat, what it brings along."""
    if graph.nodes[node]["label"] == "Person":
        return {edge.target: [edge] for edge in standing.edges(graph, node, "HOLDS")}
    brought: dict[str, list[Edge]] = {node: []}
    ahead = [node]
    while ahead:
        here = ahead.pop()
        if "per" in graph.nodes[here] or graph.nodes[here].get("count", 1) != 1:
            continue
        for edge in standing.edges(graph, here, "QUALIFIES_FOR"):
            if edge.target not in brought:
                brought[edge.target] = [*brought[here], edge]
                ahead.append(edge.target)
    return brought


def _unheld_posts(graph: Graph) -> list[str]:
    """Posts without a known holder that are no open place; one that another of them brings along is counted there."""
    there = [post for post in _of_label(graph, "Post") if standing.has(graph.nodes[post], standing.ACTUAL)]
    posts = [post for post in there if not standing.edges(graph, post, "HOLDS", incoming=True)]
    brought = {post: _posts(graph, post).keys() - {post} for post in posts}
    by = defaultdict(list)
    for post, others in brought.items():
        for other in others:
            by[other].append(post)
    return [post for post in posts if not any(other not in brought[post] or other < post for other in by[post])]


def totals_of(graph: Graph) -> Totals:
    """What there is of each measure, per dataset."""
    totals: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node, attributes in graph.nodes(data=True):
        if not standing.has(attributes, standing.PLACES):
            continue
        for mine in (totals[dataset] for dataset in datasets_of(attributes)):
            for measure in TOTALS.get(attributes["label"], ()):
                mine[measure].add(node)
            if attributes["label"] == "Body":
                mine["tiers"].add(attributes.get("tier", ""))
            if attributes["label"] == "Post" and attributes.get("capacity") == "chair":
                mine["chairs"].add(node)
    for edge in standing.edges_of_type(graph, "ON_BEHALF_OF", standing.PLACES):
        for dataset in datasets_of(edge.attributes):
            totals[dataset]["principals"].add(edge.target)
    return totals


def of_how_many(totals: Totals, attributes: Mapping[str, Any], measure: str) -> int:
    """The denominator of a measure of a node: what there is in the datasets that know the node."""
    return len(set[str]().union(*(totals.get(dataset, {}).get(measure, ()) for dataset in datasets_of(attributes))))


def _concentration(graph: Graph, node: str, measure: str, things: Mapping[str, Sequence[Edge]], total: int) -> Finding:
    attributes = graph.nodes[node]
    bearer = T("One name") if attributes["label"] == "Person" else T("One post")
    text = Text(MESSAGES[measure].message, {"bearer": bearer, "n": len(things), "m": total, "name": f"“{attributes['name']}”"})
    inferred = sum(any(standing.inferred(edge.attributes, "side") for edge in edges) for edges in things.values())
    if inferred:
        note = T("At {n} of these something is inferred, such as the side.", n=inferred)
        text = T("{text} {note}", text=text, note=note)
    return ANALYSIS.make(
        graph,
        measure=measure,
        severity=Severity.INFO,
        subjects=[node],
        text=text,
        question=T("Is it meant that so much comes together here, and who takes over when that is needed?"),
        remedy=T("Discuss whether a part can lie with somebody else, or name who stands in."),
        nodes=[thing for thing in things if thing in graph],
        edges=[edge for edges in things.values() for edge in edges],
        value=len(things),
        denominator=total,
    )


Hours = tuple[float, float, int, list[Edge]]
"""Hours a week of roles and of meetings, meetings a year, and the edges that show them."""


def _hours_of(graph: Graph, person: str, things: Things, meeting_hours: float) -> Hours:
    """The hours of somebody who holds a role with a load: its body's meetings count where it is stated how many there are."""
    loads, edges = _loads(graph, person)
    if not loads or not meeting_hours:
        return sum(loads.values()), 0, 0, edges
    meetings = 0
    for body, way in things["bodies"].items():
        stated = graph.nodes[body].get("meetings_min", graph.nodes[body].get("meetings_max", 0))
        meetings += stated
        edges += way if stated else []
    return sum(loads.values()), meetings * meeting_hours / WEEKS, meetings, edges


def _hours(graph: Graph, hours: Mapping[str, Hours], norm: float, meeting_hours: float) -> Iterator[Finding]:
    """Estimates above the norm; for a dataset without any load, one finding that hours are not assessable."""
    roles = (graph.nodes[role] for role in _of_label(graph, "Role"))
    loaded = {dataset for role in roles if "load_hours" in role for dataset in datasets_of(role)}
    for person, told in hours.items():
        if not loaded.isdisjoint(datasets_of(graph.nodes[person])) and told[0] + told[1] > norm:
            yield _above_norm(graph, person, told, norm, meeting_hours)
    whole = wholes(graph)
    for dataset in by_dataset(graph, "Person", "Post").keys() - loaded:
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


def _above_norm(graph: Graph, person: str, told: Hours, norm: float, meeting_hours: float) -> Finding:
    roles, meeting, meetings, edges = told
    text = T(
        "The roles at “{name}” together have a normal load of at least {hours} hours a week; compared here with {norm}.",
        name=graph.nodes[person]["name"], hours=round(roles + meeting, 1), norm=norm,
    )  # fmt: skip
    if meeting:
        note = T("Of these {hours} are for {n} meetings a year; that one takes {length} hours is an assumption.",
                 hours=round(meeting, 1), n=meetings, length=meeting_hours)  # fmt: skip
        text = T("{text} {note}", text=text, note=note)
    return ANALYSIS.make(
        graph,
        measure="hours",
        severity=Severity.INFO,
        subjects=[person],
        text=text,
        question=T("Do these norms fit, and which part could lie with somebody else?"),
        edges=edges,
        value=round(roles + meeting, 2),
        denominator=norm,
    )


def _among_peers(graph: Graph, people: Mapping[str, Things], hours: Mapping[str, Hours], threshold: int, most: float) -> Iterator[Finding]:
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
            yield _unusual(graph, person, measure, Tier(tier), value, middle, others, edges)


def _values(members: Sequence[str], people: Mapping[str, Things], hours: Mapping[str, Hours], measure: str) -> dict[str, float]:
    """A measure of these people; hours of those of whom they can be estimated."""
    if measure == "hours":
        return {person: sum(hours[person][:2]) for person in members if hours[person][0]}
    return {person: float(len(people[person][measure])) for person in members}


def _unusual(
    graph: Graph, person: str, measure: str, tier: Tier, value: float, middle: float, others: int, edges: Sequence[Edge]
) -> Finding:
    return ANALYSIS.make(
        graph,
        measure=f"{measure}_among_peers",
        severity=Severity.INFO,
        subjects=[person],
        text=T(
            "At “{name}” stand {value} {things}; among this name and {n} others with a seat on the tier {tier} the median is {median}.",
            name=graph.nodes[person]["name"], value=round(value, 1), things=THINGS[measure], n=others, tier=tier.names,
            median=round(middle, 1),
        ),
        question=T("Is it meant that more comes together here than at others, and could it be shared?"),
        remedy=T("Discuss whether a part can lie with somebody else, or name who stands in."),
        edges=edges,
        value=round(value, 2),
    )  # fmt: skip


def _loads(graph: Graph, node: str) -> tuple[dict[str, float], list[Edge]]:
    """The normal loads of the roles at a person or post, each role once, and the edges to them."""
    loads: dict[str, float] = {}
    shown: list[Edge] = []
    for post, way in _posts(graph, node).items():
        for edge in standing.edges(graph, post, "HAS_ROLE"):
            if "load_hours" in graph.nodes[edge.target]:
                loads[edge.target] = graph.nodes[edge.target]["load_hours"]
                shown += [*way, edge]
    return loads, shown


def _of_label(graph: Graph, label: str) -> list[str]:
    return [node for node, attributes in graph.nodes(data=True) if attributes["label"] == label]


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
TOTALS: Mapping[str, tuple[str, ...]] = {
    "Assignment": ("commissions_given", "commissions_carried_out", "involvements"),
    "Decision": ("decisions",),
    "Body": ("bodies",),
    "Post": ("posts",),
    "Role": ("roles",),
}

ANALYSIS = Analysis(
    kind="role_overload",
    title={"nl": "Waar veel samenkomt", "en": "Where much comes together"},
    question={"nl": "Bij welke naam of functie komt veel samen?", "en": "At which name or post does much come together?"},
    run=role_overload,
    measures={
        "commissions_given": Measure({"nl": "opdrachtgever bij afspraken", "en": "commissioner of agreements"}, "commissions_given"),
        "commissions_carried_out": Measure(
            {"nl": "opdrachtnemer bij afspraken", "en": "contractor of agreements"}, "commissions_carried_out"
        ),
        "involvements": Measure({"nl": "betrokken bij afspraken", "en": "involved in agreements"}, "involvements"),
        "decisions": Measure({"nl": "eigenaar van besluiten", "en": "owner of decisions"}, "decisions"),
        "chairs": Measure({"nl": "voorzitterschappen", "en": "posts of chair"}, "chairs"),
        "hours": Measure({"nl": "uren", "en": "hours"}, "hours"),
        "posts": Measure({"nl": "functies", "en": "posts together"}, "posts"),
        "bodies": Measure({"nl": "gremia", "en": "seats in bodies"}, "bodies"),
        "roles": Measure({"nl": "rollen", "en": "roles together"}, "roles"),
        "tiers": Measure({"nl": "lagen", "en": "tiers"}, "tiers"),
        "principals": Measure({"nl": "spreekt namens", "en": "speaks for"}, "principals"),
        "posts_among_peers": Measure({"nl": "meer functies dan anderen op die laag", "en": "more posts than peers"}, "posts"),
        "chairs_among_peers": Measure(
            {"nl": "meer voorzittersfuncties dan anderen op die laag", "en": "more posts of chair than peers"}, "chairs"
        ),
        "commissions_given_among_peers": Measure(
            {"nl": "bij meer afspraken opdrachtgever dan anderen op die laag", "en": "commissioner of more agreements than peers"},
            "commissions_given",
        ),
        "commissions_carried_out_among_peers": Measure(
            {"nl": "bij meer afspraken opdrachtnemer dan anderen op die laag", "en": "contractor of more agreements than peers"},
            "commissions_carried_out",
        ),
        "decisions_among_peers": Measure(
            {"nl": "eigenaar van meer besluiten dan anderen op die laag", "en": "owner of more decisions than peers"}, "decisions"
        ),
        "hours_among_peers": Measure({"nl": "meer uren dan anderen op die laag", "en": "more hours than peers"}, "hours"),
    },
    params={
        "threshold": Param("integer", 3, {"nl": "Vanaf hoeveel het een signaal is", "en": "From how many on it is a finding"}),
        "hours_norm": Param("number", 40, {"nl": "Uren per week waarmee wordt vergeleken", "en": "Hours a week to compare with"}),
        "meeting_hours": Param("number", 2, {"nl": "Aangenomen uren per vergadering", "en": "Hours assumed for a meeting"}),
        "peer_score": Param(
            "number",
            FAR,
            {
                "nl": "Vanaf welke afstand tot de mediaan van de laag iemand opvalt",
                "en": "From which distance to the median of the tier on",
            },
        ),
    },
)
