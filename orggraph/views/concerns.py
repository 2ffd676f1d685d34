"""Which findings concern a person, post, body or role: by what they are about, by who lacks something, or by their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from orggraph.findings import Finding
from orggraph.graph import Graph, standing

Way = Literal["own", "lacks", "body", "evidence"]
WAYS: tuple[Way, ...] = ("own", "lacks", "body", "evidence")
"""How a finding concerns somebody, the nearest first."""
SEATED = frozenset({"Person", "Post"})


@dataclass(frozen=True)
class Concern:
    """A finding that concerns somebody."""

    finding: Finding
    way: Way
    """``own``: it is about them or a post of theirs; ``lacks``: they, a post or a body of theirs lacks something; ``body``: it is about
    a body of theirs; ``evidence``: it rests on one of these."""
    through: tuple[str, ...]
    """Ids of theirs by which it concerns them."""


@dataclass(frozen=True)
class Circle:
    """What is somebody's: themselves with their posts, and the bodies in which these have a seat."""

    own: frozenset[str]
    bodies: frozenset[str]


def circle(graph: Graph, subject: str) -> Circle:
    """What is somebody's.

    Parameters
    ----------
    graph
        The projection; holdings and seats that hold on its date.
    subject
        A person (their posts, and the bodies of these), a post (its body), a role (the posts that have it) or a body.
    """
    label = graph.nodes[subject]["label"]
    if label == "Body":
        return Circle(frozenset(), frozenset({subject}))
    posts = {subject} if label == "Post" else set()
    if label == "Person":
        posts = {edge.target for edge in standing.edges(graph, subject, "HOLDS")}
    elif label == "Role":
        posts = {edge.source for edge in standing.edges(graph, subject, "HAS_ROLE", standing.PLACES, incoming=True)}
    seats = [edge.target for post in posts for edge in standing.edges(graph, post, "IN", standing.PLACES)]
    bodies = frozenset(place for place in seats if graph.nodes[place]["label"] == "Body")
    return Circle(frozenset({subject, *posts}), bodies)


def concerning(graph: Graph, findings: Iterable[Finding], subject: str | Circle) -> list[Concern]:
    """The findings that concern somebody, the nearest first; within a way in the order given.

    What is about other people or posts alone concerns nobody else because it rests on a body that they share. What rests on
    nothing of theirs, or only on their dataset as a whole, is left out.

    Parameters
    ----------
    graph
        The projection in which the findings were made.
    findings
        Of which to choose.
    subject
        A person, post, role or body: see :func:`circle`; or what is theirs.
    """
    around = circle(graph, subject) if isinstance(subject, str) else subject
    concerns = [concern for finding in findings if (concern := _concern(finding, around))]
    return sorted(concerns, key=lambda concern: WAYS.index(concern.way))


def _concern(finding: Finding, around: Circle) -> Concern | None:
    of_others = all(subject.label in SEATED and subject.id not in around.own for subject in finding.subjects)
    bodies = frozenset[str]() if of_others else around.bodies
    every = around.own | bodies
    ways: tuple[tuple[Way, frozenset[str]], ...] = (
        ("own", finding.about & around.own),
        ("lacks", every.intersection(finding.lacking)),
        ("body", finding.about & bodies),
        ("evidence", every.intersection(finding.nodes)),
    )
    return next((Concern(finding, way, tuple(sorted(through))) for way, through in ways if through), None)
