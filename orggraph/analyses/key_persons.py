"""Who ties bodies together: whom bodies would be apart without, and who stands between others.

People and bodies form one graph, with a tie for each pair of a person and a body in which that person sits (any capacity,
holders that are known). A person is a *only link* where the graph falls apart without them (an articulation point) and at
least ``least`` bodies get loose from the rest. One body gets loose already with the only member that is known of it, and says
little: therefore ``least`` is 2. What the data do not hold, such as members nobody recorded, would tie bodies too.

Finding, one a region, for information: ``only_links``, people who are an only link, of the people with a seat.

The table has per person, in the order of names, which ranks nobody:

- **bodies** in which they sit, and **bodies apart**: how many would be loose from the largest part that is left.
- **betweenness** (0 to 1): the shortest ways between two others, in the graph of people and bodies, that lead past the person,
  ``sum of paths(s, t | v) / paths(s, t)`` over pairs (Freeman 1977), divided by the most that there can be among so many people and
  bodies (Borgatti and Everett 1997). From more than ``sample`` nodes (2000) on it is estimated from 200 starting points, chosen
  with a fixed seed (Brandes and Pich 2007); what stands under the table then says so.
- **constraint** (Burt 1992; 0 and up, seldom above 1): how far the contacts of somebody know each other already. Low: many
  groups meet in this person only. **Effective size**: contacts less what these have of each other, ``n - 2t / n`` for n contacts
  with t ties among them (Borgatti 1997). Both on people who sit in one body together, for whoever sits in two bodies or more.
- **Roles between** (Gould and Fernandez 1989), by layer and by municipality: in how many pairs of contacts, who do not sit
  together, the person stands between two of the own group (*coordinator*), two of one other group (*consultant*), the own and
  another group (*gatekeeper*, which without direction is *representative* too) or two different other groups (*liaison*). The
  layer of a person is that of most of their seats, the municipality that of their municipal office; where that is not one, it is left out.

Closeness and eigenvector centrality are left out: a region falls apart in pieces between which no distance is defined, and the second
says of everybody outside the largest piece that it is 0. Neither has a unit that somebody at a table can count again.

What it means: where much leads past one person, that person hears much and is missed soon; a second tie makes a region less
vulnerable. What it does not mean: it is no measure of influence, effort or quality, and no order of people.

Worked example (a test runs it): Ann sits in A and B, Bas in B and C, Cas in C; without Ann A is loose (one body), without Bas C
with Cas is. With ``least=1`` both are only links, 2 of 3. Betweenness of Ann: the nodes A, Ann, B, Bas, C, Cas form a line; past Ann
lead the 4 ways from A to those behind her. With three people and three bodies the most is 8, so hers is 4 / 8 = 0.5; of Bas 6 / 8.

Cost: only links are linear (Hopcroft and Tarjan 1973); betweenness is nodes × ties, or 200 × ties; the rest is quadratic
in the contacts of a person. These work in C (:mod:`orggraph.graph.structure`). Empty, one person, nobody with a seat: no finding and no
rows. Everybody in everything: nobody is an only link, and constraint is the same for all. Dates play no part beyond the day that is asked.

In Cypher: not asked. ``shared-members`` has the bodies that people tie; what falls apart without somebody, and shortest ways through all
pairs, are algorithms and no patterns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from math import isnan

import networkx as nx

from orggraph.errors import WrongUsage
from orggraph.findings import Analysis, Cell, Column, Finding, Measure, Table
from orggraph.graph import Graph
from orggraph.graph.datasets import datasets_of, wholes
from orggraph.graph.people import name_order
from orggraph.graph.reading import offices
from orggraph.graph.seating import people_together, seatings, structure_of_seats
from orggraph.graph.structure import Structure
from orggraph.i18n import Bilingual, N, T, Text
from orggraph.model.terms import Severity
from orggraph.params import Param

STARTS = 200
"""From so many starting points betweenness is estimated."""
SEED = 20260101
"""The seed of the sample, fixed so that the same data give the same figures."""
BETWEEN = ("coordinator", "consultant", "gatekeeper", "liaison")


def key_persons(graph: Graph, least: int = 2, sample: int = 2000) -> list[Finding]:
    """Find how many people are the only link between bodies.

    Parameters
    ----------
    graph
        The projection.
    least
        How many bodies must get loose; at least 1.
    sample
        Only for the table.

    Returns
    -------
    One finding per dataset in which there is such a person: ``value`` of the people with a seat (``denominator``), with the seats
    of these people as evidence.

    Raises
    ------
    WrongUsage
        A number below 1.
    """
    _check(least, sample)
    apart = bodies_apart(graph)
    whole = wholes(graph)
    findings = []
    for dataset, people in _by_dataset(graph).items():
        links = [person for person in people if apart.get(person, 0) >= least]
        if not links:
            continue
        held = [edge for seating in seatings(graph) if seating.person in set(links) for edge in seating.edges]
        text = N(
            "{n} of {m} people with a seat is the only known link to at least {least} bodies: without a successor these stand apart.",
            "{n} of {m} people with a seat are the only known link to at least {least} bodies each: without a successor these stand apart.",
            len(links),
            m=len(people),
            least=least,
        )
        findings.append(
            ANALYSIS.make(
                graph,
                measure="only_links",
                severity=Severity.INFO,
                subjects=[whole[dataset]],
                text=text,
                question=T("Between which bodies would a second tie help, and who could be it?"),
                remedy=T("Let a second person sit in, name a deputy, or record members who are not in the data yet."),
                edges=held,
                value=len(links),
                denominator=len(people),
            )
        )
    return findings


def tables(graph: Graph, least: int = 2, sample: int = 2000) -> list[Table]:
    """Per person what ties others together; empty without seats. Parameters as for :func:`key_persons`."""
    _check(least, sample)
    seats, together = structure_of_seats(graph), people_together(graph)
    nodes = len(seats.nodes)
    if not nodes:
        return []
    starts = min(STARTS, nodes) if nodes > sample else None
    betweenness, bodies = seats.betweenness(starts, SEED), seats.degree()
    most = most_between(len(together), nodes - len(together))
    apart = bodies_apart(graph)
    several = {person for person in together if bodies[person] > 1}
    contacts = Structure.of(together)
    constraint, size = contacts.constraint(), contacts.effective_size()
    groups = {"tier": _tiers(graph), "town": _towns(graph, together)}
    rows: list[dict[str, Cell]] = []
    links = [person for person in together if apart.get(person, 0) >= least]
    for person in sorted(together, key=lambda node: name_order(graph, node)):
        many = person in several
        row: dict[str, Cell] = {
            "person": person,
            "bodies": bodies[person],
            "apart": apart.get(person, 0),
            "betweenness": betweenness[person] / most if most else 0.0,
        }
        row |= {"constraint": _number(constraint[person]) if many else None}
        row["effective_size"] = _number(size[person]) if many else None
        for name, group in groups.items():
            counted = roles_between(together, person, group) if many else None
            row |= {f"{name}_{role}": counted[role] if counted is not None else None for role in BETWEEN}
        rows.append(row)
    sentence = T(
        "{n} of {m} people with a seat are the only known link to at least {least} bodies; {several} sit in more than one body.",
        n=len(links), m=len(rows), least=least, several=len(several),
    )  # fmt: skip
    return [Table(TITLE, sentence, _basis(nodes, starts), COLUMNS, rows)]


def bodies_apart(graph: Graph) -> dict[str, int]:
    """Per person who is an articulation point how many bodies get loose from the largest part that is left.

    Linear: the blocks of the graph and the points that they share form a tree, of which each branch is counted once.
    """
    seats = structure_of_seats(graph)
    points = seats.articulation_points()
    bodies = {node for node in seats.nodes if graph.nodes[node]["label"] == "Body"}
    weight: dict[object, int] = {point: int(point in bodies) for point in points}
    tree: nx.Graph[object] = nx.Graph()
    for number, block in enumerate(seats.blocks()):
        weight[number] = sum(node in bodies and node not in points for node in block)
        tree.add_edges_from((number, point) for point in points.intersection(block))
    apart: dict[str, int] = {}
    for part in nx.connected_components(tree):
        root = next(iter(part))
        branch, largest = {node: weight[node] for node in part}, dict.fromkeys(part, 0)
        for node, above in reversed(list(nx.bfs_predecessors(tree, root))):
            branch[above] += branch[node]
            largest[above] = max(largest[above], branch[node])
        total = branch[root]
        apart |= {point: total - max(largest[point], total - branch[point]) for point in points & part if point not in bodies}
    return apart


def most_between(people: int, bodies: int) -> float:
    """The largest betweenness that a person can have in a graph of so many people and bodies (Borgatti and Everett 1997).

    NetworkX divides by the same, but not where it counts from a sample, and igraph does not.
    """
    full, rest = divmod(people - 1, bodies)
    return (bodies**2 * (full + 1) ** 2 + bodies * (full + 1) * (2 * rest - full - 1) - rest * (2 * full - rest + 3)) / 2


def roles_between(ties: nx.Graph[str], person: str, group: Mapping[str, str]) -> Counter[str]:
    """In how many pairs of contacts that are not tied a person stands between them, by the role of Gould and Fernandez.

    Parameters
    ----------
    ties
        People, tied to whom they know.
    person
        Who stands between.
    group
        The group of each person; who has none is in no pair.
    """
    roles: Counter[str] = Counter()
    own = group.get(person)
    contacts = sorted(contact for contact in ties[person] if contact in group)
    for first, second in combinations(contacts, 2) if own else ():
        if not ties.has_edge(first, second):
            roles[_role(own, group[first], group[second])] += 1
    return roles


def _role(own: str | None, first: str, second: str) -> str:
    if first == second:
        return "coordinator" if first == own else "consultant"
    return "gatekeeper" if own in (first, second) else "liaison"


def _tiers(graph: Graph) -> dict[str, str]:
    """The layer on which most seats of a person are; none where two have as many."""
    tiers: dict[str, Counter[str]] = defaultdict(Counter)
    for seating in seatings(graph):
        if tier := graph.nodes[seating.body].get("tier"):
            tiers[seating.person][tier] += 1
    most = {person: counted.most_common(2) for person, counted in tiers.items()}
    return {person: first[0][0] for person, first in most.items() if len(first) == 1 or first[0][1] > first[1][1]}


def _towns(graph: Graph, people: Iterable[str]) -> dict[str, str]:
    """The municipality of somebody's office; none for who has none, or has one in several."""
    towns = {person: {office.organization for office in offices(graph, person)} for person in people}
    return {person: next(iter(several)) for person, several in towns.items() if len(several) == 1}


def _by_dataset(graph: Graph) -> dict[str, list[str]]:
    """The people with a seat, per dataset that knows them."""
    people: dict[str, list[str]] = defaultdict(list)
    for person in dict.fromkeys(seating.person for seating in seatings(graph)):
        for dataset in datasets_of(graph.nodes[person]):
            people[dataset].append(person)
    return people


def _number(value: float) -> float | None:
    """A figure; none of somebody without contacts, of whom it is not a number."""
    return None if isnan(value) else value


def _check(least: int, sample: int) -> None:
    if least < 1 or sample < 1:
        raise WrongUsage(T("least and sample must be at least 1."), T("Write least=2 or sample=2000."))


def _basis(nodes: int, sampled: int | None) -> Text:
    basis = T(
        "In the order of names. Counted on {n} people and bodies, by seats with a known holder on the date asked; who is not "
        "recorded may tie bodies too. It measures place in a network, no influence and no effort.",
        n=nodes,
    )  # fmt: skip
    if sampled is None:
        return basis
    note = T("Betweenness is an estimate from {n} starting points, drawn with a fixed seed.", n=sampled)
    return T("{text} {note}", text=basis, note=note)


TITLE = Bilingual("Wie verbindt", "Who ties together")
ROLE_TITLES = {
    "coordinator": Bilingual("binnen de eigen groep", "within the own group"),
    "consultant": Bilingual("binnen een andere groep", "within another group"),
    "gatekeeper": Bilingual("tussen eigen en andere groep", "between the own and another group"),
    "liaison": Bilingual("tussen twee andere groepen", "between two other groups"),
}
GROUP_TITLES = {"tier": Bilingual("laag", "layer"), "town": Bilingual("gemeente", "municipality")}
COLUMNS = {
    "person": Column(Bilingual("wie", "who"), "node"),
    "bodies": Column(Bilingual("gremia", "bodies"), "count"),
    "apart": Column(Bilingual("gremia los zonder deze", "bodies apart without them"), "count"),
    "betweenness": Column(Bilingual("tussenpositie (0–1)", "betweenness (0–1)"), "number"),
    "constraint": Column(Bilingual("beperking (Burt)", "constraint (Burt)"), "number"),
    "effective_size": Column(Bilingual("effectieve omvang", "effective size"), "number", "people"),
} | {
    f"{name}_{role}": Column(Bilingual(f"{group.nl}: {title.nl}", f"{group.en}: {title.en}"), "count", "pairs")
    for name, group in GROUP_TITLES.items()
    for role, title in ROLE_TITLES.items()
}

ANALYSIS = Analysis(
    kind="key_persons",
    title=TITLE,
    question=Bilingual(
        "Wie verbindt gremia die anders los van elkaar staan?", "Who ties bodies together that would otherwise stand apart?"
    ),
    run=key_persons,
    tables=tables,
    measures={"only_links": Measure(Bilingual("enige schakel tussen gremia", "only link between bodies"), "people")},
    params={
        "least": Param("integer", 2, Bilingual("vanaf zoveel gremia die los raken", "from so many bodies that get loose")),
        "sample": Param(
            "integer", 2000,
            Bilingual("boven zoveel mensen en gremia: tussenpositie geschat", "above so many people and bodies: betweenness estimated"),
        ),
    },
)  # fmt: skip
