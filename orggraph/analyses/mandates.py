"""Is every authority held, and may its holder have it? Who granted it, to whom, from what, and what the law says of that.

Whether grantor and holder are stated, and how far the authorities of a dataset are, is counted by this analysis itself;
what the law asks are rules of the base of kind ``mandates``. What people see is the name of the kind (delegation, power of
attorney), never mandate for all.

Unit: authorities, of all that are recorded (``coverage``: grantor and holder both stated); of a rule what the rule counts. Range: 0 to
all. What it means: who decides under an authority must be able to show it. What it does not mean: that a decision under it does not hold;
that is for a lawyer, and often the authority stands in a register that no source here names.

Worked example (a test runs it): the college grants authority 1 to a director, in writing; of authority 2 only its holder is stated:
``coverage`` is 1 of 2, and of 2 the grantor is asked.

In Cypher: ``powers`` and ``mandate-chain`` have authorities with their grantors; whether a chain closes is left to the rules.

Cost: linear in the edges of authorities, but for the rules on pairs of one grantor. Empty: nothing. One person in all posts is one
decider. No dates: the law of the day asked. Reference: Awb title 10.1, in the reference of rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, reading
from orggraph.graph.circles import circles
from orggraph.graph.datasets import by_dataset, complete_parts, datasets_of, wholes
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.terms import MandateKind
from orggraph.rules import RuleBase, authority
from orggraph.rules.applying import apply
from orggraph.rules.authority import Authority
from orggraph.rules.findings import of_hit

KIND = "mandates"


def mandates(graph: Graph, base: RuleBase | None = None) -> list[Finding]:
    """Find what is open or broken in the authorities granted.

    Parameters
    ----------
    graph
        The projection.
    base
        The rules to try; default: those that come with the package.

    Returns
    -------
    A ``gap`` per authority whose holder (measure ``holder``) or grantor (``grantor``) is not stated, or whose chain does not
    close (``chain``); per circle of authorities that derive from each other one (``cycle``: value, how many they are); per
    dataset with authorities one on the whole (``coverage``: those with both grantor and holder, of all; ``info`` when none
    is missing). And what the rules find, each with its rule and basis (measure: the pattern).
    """
    findings: list[Finding] = []
    whole = wholes(graph)
    for dataset in by_dataset(graph, "Mandate"):
        every = authority.authorities(graph, dataset, proposed=True)
        if every:
            findings += [finding for each in every for finding in _of_one(graph, each)]
            findings += _cycles(graph, every)
            findings.append(_coverage(graph, whole[dataset], every))
    return findings + [of_hit(graph, rule, hit) for rule, hit in apply(graph, KIND, base)]


def _of_one(graph: Graph, power: Authority) -> Iterator[Finding]:
    """What is open at one authority."""
    if not power.grantees:
        text = T("The sources do not state who has {authority}.", authority=power.named)
        yield _gap(graph, power, "holder", text, T("Who may use this authority?"), T("Ask who has it, and record that with its source."))
    elif vacant := _vacant(graph, power):
        text = T("{authority} goes to {posts}, which has no holder now.", authority=power.named, posts=authority.names(graph, vacant))
        yield _gap(
            graph,
            power,
            "holder",
            text,
            T("Who uses this authority while the post is open?"),
            T("Say who acts in the post, or grant the authority to another post for the time being."),
            edges=power.grantees,
        )
    if not power.grantors and power.kind is not MandateKind.ATTRIBUTION:
        text = T("The sources do not state who granted {authority}.", authority=power.named)
        yield _gap(graph, power, "grantor", text, T("Whose power is this?"), T("Ask who granted it, and record that with its source."))
    yield from _chain(graph, power)


def _vacant(graph: Graph, power: Authority) -> list[str]:
    """The posts that have it, where all of them are explicitly open, or without a holder in data that says it has them all."""
    posts = [edge.target for edge in power.grantees]
    if all(graph.nodes[post]["label"] == "Post" and _open(graph, post) for post in posts):
        return posts
    return []


def _open(graph: Graph, post: str) -> bool:
    attributes = graph.nodes[post]
    if attributes.get("status") == "open":
        return True
    known = any("HOLDS" in complete_parts(graph, dataset) for dataset in datasets_of(attributes))
    return known and not attributes.get("count") and not reading.holders(graph, post)


def _chain(graph: Graph, power: Authority) -> Iterator[Finding]:
    """Where an authority that was passed on does not hang together with what it comes from."""
    ask, do = T("From which authority does this one come?"), T("Record from which authority it was passed on, or who granted it.")
    givers = [edge for edge in power.grantors if graph.nodes[edge.target]["label"] == "Post" and authority.official(graph, edge.target)]
    if not power.parents:
        if givers and power.kind in authority.IN_NAME_OF:
            text = T(
                "{authority} comes from {giver}, an official post; from which authority it was passed on the sources do not state.",
                authority=power.named,
                giver=authority.names(graph, [edge.target for edge in givers]),
            )
            yield _gap(graph, power, "chain", text, ask, do, edges=givers)
        return
    having: set[str] = set()
    for derived in power.parents:
        having |= _having(graph, derived.target)
    if power.grantors and having and not any(_has(graph, edge.target, having) for edge in power.grantors):
        text = T(
            "{authority} was passed on by {giver}, who does not have the authority that it comes from: {parent}.",
            authority=power.named,
            giver=authority.names(graph, [edge.target for edge in power.grantors]),
            parent=authority.names(graph, [edge.target for edge in power.parents]),
        )
        yield _gap(graph, power, "chain", text, ask, do, edges=(*power.parents, *power.grantors))


def _having(graph: Graph, parent: str) -> set[str]:
    """Who has an authority: posts, bodies, and the people who hold those posts."""
    people: set[str] = set()
    for grant in reading.out(graph, parent, "GRANTED_TO"):
        people.add(grant.target)
        people |= {holding.source for holding in reading.holders(graph, grant.target)}
    return people


def _has(graph: Graph, giver: str, having: set[str]) -> bool:
    """Whether a grantor is among those who have it: itself, its holder, or a post of its role."""
    holders = {holding.source for holding in reading.holders(graph, giver)}
    roles = {edge.target for edge in reading.out(graph, giver, "HAS_ROLE")}
    return not having.isdisjoint({giver, *holders, *roles})


def _cycles(graph: Graph, every: list[Authority]) -> Iterator[Finding]:
    """Authorities that derive from each other in a circle."""
    by_id = {power.id: power for power in every}
    for circle in circles(edge for power in every for edge in power.parents if edge.target in by_id):
        names = [by_id[node].named for node in circle.nodes]
        text = T("{n} authorities come from each other in a circle: {names}.", n=len(names), names=names)
        yield ANALYSIS.make(
            graph,
            measure="cycle",
            severity=Severity.GAP,
            subjects=circle.nodes,
            text=text,
            question=T("From which authority do these come in the end?"),
            remedy=T("Record which of them comes first, and who granted it."),
            edges=circle.edges,
            value=len(names),
            denominator=len(every),
        )


def _coverage(graph: Graph, whole: str, every: list[Authority]) -> Finding:
    """How many authorities have both a grantor and a holder."""
    full = [power for power in every if power.grantees and (power.grantors or power.kind is MandateKind.ATTRIBUTION)]
    proposed = sum(power.attributes.get("status") == "proposed" for power in every)
    text = T("At {n} of {m} authorities it is stated both who granted it and who has it.", n=len(full), m=len(every))
    if proposed:
        text = T("{text} Of all these, {n} are proposed.", text=text, n=proposed)
    return ANALYSIS.make(
        graph,
        measure="coverage",
        severity=Severity.INFO if len(full) == len(every) else Severity.GAP,
        subjects=[whole],
        text=text,
        question=T("Is it clear to all who may decide in whose name?"),
        nodes=[power.id for power in every],
        edges=[edge for power in every for edge in power.edges],
        value=len(full),
        denominator=len(every),
    )


def _gap(graph: Graph, power: Authority, measure: str, text: Text, question: Text, remedy: Text, edges: Iterable[Edge] = ()) -> Finding:
    if power.attributes.get("status") == "proposed":
        text = T("{text} It is proposed, and not in force.", text=text)
    return ANALYSIS.make(
        graph,
        measure=measure,
        severity=Severity.GAP,
        subjects=[power.id],
        text=text,
        question=question,
        remedy=remedy,
        edges=edges,
        value=0,
        denominator=1,
    )


ANALYSIS = Analysis(
    kind=KIND,
    title=Bilingual("Bevoegdheden en mandaten", "Authorities and mandates"),
    question=Bilingual(
        "Is elke bevoegdheid belegd, en mag wie haar heeft haar gebruiken?", "Is every authority held, and may its holder use it?"
    ),
    run=mandates,
    measures={
        "holder": Measure(Bilingual("bevoegdheid met houder", "authority with a holder"), "authorities"),
        "grantor": Measure(Bilingual("bevoegdheid met verlener", "authority with a grantor"), "authorities"),
        "chain": Measure(Bilingual("waaruit een bevoegdheid voortkomt", "what an authority comes from"), "authorities"),
        "cycle": Measure(Bilingual("bevoegdheden in een kring", "authorities in a circle"), "authorities"),
        "coverage": Measure(Bilingual("bevoegdheden met verlener en houder", "authorities with grantor and holder"), "authorities"),
    },
    takes_rules=True,
)
