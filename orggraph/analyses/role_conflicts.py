"""Which hats collide, and where: pairs of the rule base on people, and on roles that go together in one person.

What the law says of offices in one hand comes from the rules of kind ``role_conflicts``. A match of a pair is a tension to
discuss, never a breach: the rules are our own. On people both hats meet on one object by facts of the graph. On roles a
source says that one person holds both; for pairs of official roles of which no source says so, the finding is *not
assessable* and says why.

Unit: capacities, 2 for a pair on a person; of roles 2 of all that sources put together in one person. What it means: talk beforehand
about who sits out, or who takes the one over. What it does not mean: that anything was done wrong, or that one may not hold both: of most
pairs the law says nothing.

Worked example (a test runs it): Ann commissions assignment 1 and carries it out; she commissions 2, which Bas carries out. One pair
meets, on 1.

In Cypher: ``combined-roles`` has the roles that sources put together; on which object two hats meet is left to the analysis, since rules
are data.

Cost: linear in capacities; pairs are tried only where two hats of one person stand on one object. Empty, one person with one post:
nothing. Everybody in everything: one finding for each person, rule and object. Reference: the articles, in the reference of rules.
"""

from __future__ import annotations

from datetime import date

from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, provenance, standing
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.relationships import TYPES
from orggraph.rules import RuleBase, people
from orggraph.rules.applying import apply
from orggraph.rules.findings import of_hit
from orggraph.rules.matching import Match, Matcher

KIND = "role_conflicts"


def role_conflicts(graph: Graph, base: RuleBase | None = None) -> list[Finding]:
    """Find the pairs of hats that meet, and the offices of which the law says something when they lie in one hand.

    Parameters
    ----------
    graph
        The projection.
    base
        The pairs and rules to try; default: those that come with the package.

    Returns
    -------
    One finding per person, rule and object (measure ``people``: value 2, the two capacities), and one per pair of
    roles, rule and object (measure ``roles``: value 2, of the number of roles that sources put together in one person;
    not assessable, without a value, where no source says that one person holds both). And what the rules find, each with
    its rule and basis (measure: the pattern).
    """
    matcher = Matcher(graph, base)
    findings = [_on_person(graph, match, matcher.base) for match in matcher.people()]
    sizes: dict[str, int] = {}
    for match in matcher.roles():
        if match.combined and match.subjects[0] not in sizes:
            together = matcher.combined_with(match.subjects[0])
            sizes |= dict.fromkeys(together, len(together))
        findings.append(_on_roles(graph, match, sizes.get(match.subjects[0])))
    return findings + [of_hit(graph, rule, hit) for rule, hit in apply(graph, KIND, base)]


def _on_person(graph: Graph, match: Match, base: RuleBase) -> Finding:
    first, second = (base.hats[hat].title for hat in match.hats)
    text = T(
        "{person} meets on {object} in two capacities: {first}, and {second}. {why} This pair is a rule of ours, not of the source.",
        person=_name(graph, match.subjects[0]),
        object=_name(graph, match.object),
        first=first,
        second=second,
        why=match.rule.explanation,
    )
    return _finding(graph, match, "people", _with_figures(graph, match, text), value=2)


def _with_figures(graph: Graph, match: Match, text: Text) -> Text:
    """The text with since when both capacities are held, and which posts are only acted in."""
    holdings = [edge for edge in match.edges if edge.attributes["type"] == "HOLDS"]
    acting = [_name(graph, edge.target) for edge in holdings if edge.attributes.get("acting")]
    if acting:
        text = T("{text} Only acting: {posts}.", text=text, posts=list(dict.fromkeys(acting)))
    on = provenance(graph).on.get(graph.nodes[match.subjects[0]]["dataset"])
    return people.together(text, date.fromisoformat(on), *holdings) if on and holdings else text


def _with_doubt(graph: Graph, match: Match, text: Text) -> Text:
    """The text with what of its facts is not so yet: proposed, or left to be decided."""

    def proposed(edge: Edge) -> bool:
        records = (edge.attributes, graph.nodes[edge.source], graph.nodes[edge.target])
        return not all(standing.has(record, standing.ACTUAL) for record in records)

    weak = [
        T(
            "“{source}” {relation} “{target}”",
            source=graph.nodes[edge.source]["name"],
            target=graph.nodes[edge.target]["name"],
            relation=TYPES[edge.attributes["type"]].title,
        )
        for edge in {edge.id: edge for edge in match.edges if proposed(edge)}.values()
    ]
    return T("{text} Proposed or still to be decided: {facts}.", text=text, facts=weak) if weak else text


def _on_roles(graph: Graph, match: Match, together: int | None) -> Finding:
    first, second = (_name(graph, role) for role in match.subjects)
    if match.combined is None:
        text = T(
            "Not assessable: the sources name the roles {first} and {second}, and do not say whether one person holds both. "
            "If so, they meet on {object}. {why} This pair is a rule of ours, not of the source.",
            first=first,
            second=second,
            object=_object(graph, match),
            why=match.rule.explanation,
        )
        return _finding(graph, match, "roles", text, assessable=False)
    text = T(
        "{first} and {second} can go together in one person, and may then pull apart on {object}. {why} "
        "This pair is a rule of ours, not of the source.",
        first=first,
        second=second,
        object=_object(graph, match),
        why=match.rule.explanation,
    )
    return _finding(graph, match, "roles", text, value=2, denominator=together)


def _finding(
    graph: Graph,
    match: Match,
    measure: str,
    text: Text,
    *,
    value: float | None = None,
    denominator: float | None = None,
    assessable: bool = True,
) -> Finding:
    return ANALYSIS.make(
        graph,
        measure=measure,
        severity=Severity.TENSION,
        subjects=match.subjects,
        text=_with_doubt(graph, match, text),
        question=match.rule.question.text,
        remedy=match.rule.remedy.text,
        rule=match.rule.id,
        title=match.rule.title,
        object=match.object,
        nodes=[match.object] if match.object else [],
        edges=match.edges,
        value=value,
        denominator=denominator,
        counted=False,
        assessable=assessable,
    )


def _name(graph: Graph, node: str | None) -> str:
    return f"“{graph.nodes[node]['name']}”" if node else ""


def _object(graph: Graph, match: Match) -> Text:
    if match.object is None:
        return T("a matter that no source names")
    return T("{words}", words=_name(graph, match.object))


ANALYSIS = Analysis(
    kind=KIND,
    title=Bilingual("Botsende petten", "Colliding hats"),
    question=Bilingual("Welke rollen trekken aan elkaar, en waarover?", "Which hats pull apart, and on what?"),
    run=role_conflicts,
    measures={
        "people": Measure(Bilingual("twee petten op één zaak", "two hats on one matter"), "capacities"),
        "roles": Measure(Bilingual("rollen die aan elkaar trekken", "roles that pull apart"), "roles"),
    },
    takes_rules=True,
)
