"""Is it clear what is expected? How many roles are described: their purpose, accountabilities, expectations, support.

The four fields of a role card. A share tells how far the record goes, not how well people know their roles: a role may
be clear to everyone and written nowhere, and the other way round.

Unit: roles, of all. Range: 0 to all. What it means: whoever is new finds here what is written down, and knows what to ask. What it does not
mean: that a described role is carried out so.

Worked example (a test runs it): of two roles both say what they are for, one what its holder answers for and expects, none how it is
supported: 2, 1, 1 and 0 of 2.

In Cypher: ``role-card`` and ``expected-of-role`` have the fields of a role.

Cost: linear in the roles, what they expect and their support. Empty, or no roles: nothing. Persons, posts and dates play no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, standing
from orggraph.graph.datasets import by_dataset, first_names, wholes
from orggraph.i18n import Bilingual, T, Text

NAMED = 8
"""So many roles are named in words; the evidence holds them all."""


@dataclass(frozen=True)
class Part:
    """A part of a role card: the field that holds it, how it is said, what to ask, and the relationships that may also say it."""

    field: str
    text: Text
    question: Text
    starts: str = ""
    """The type of relationship that says it from the role."""
    ends: str = ""
    """The type of relationship that says it to the role."""


def undescribed_roles(graph: Graph) -> list[Finding]:
    """Count per dataset how many roles have each part of a role card.

    Parameters
    ----------
    graph
        The projection. Roles with the status former are left out; one with the status proposed counts.

    Returns
    -------
    Per dataset and part (``purpose``, ``accountabilities``, ``expects``, ``support``) one finding on the cooperation:
    ``value`` roles with it of ``denominator`` roles; ``gap``, or ``info`` when none lacks it. The evidence holds the
    roles without it. Expectations and support count too where a relationship says of whom, or by whom.
    """
    whole = wholes(graph)
    findings = []
    for dataset, nodes in by_dataset(graph, "Role").items():
        roles = [node for node in nodes if standing.has(graph.nodes[node], standing.NOT_FORMER)]
        findings += [_of_part(graph, whole[dataset], part, roles) for part in PARTS if roles]
    return findings


def _of_part(graph: Graph, whole: str, part: Part, roles: Sequence[str]) -> Finding:
    stating = {role: standing.edges(graph, role, part.ends, incoming=True) if part.ends else [] for role in roles}
    without = [role for role in roles if not (graph.nodes[role].get(part.field) or stating[role] or _starts(graph, part, role))]
    to_come = [role for role in without if part.field in graph.nodes[role].get("open", ())]
    silent = [role for role in without if role not in to_come]
    text = Text(part.text.message, {"n": len(roles) - len(without), "m": len(roles)})
    if to_come:
        text = T(
            "{text} Explicitly still to be described at {n}: {names}.", text=text, n=len(to_come), names=first_names(graph, to_come, NAMED)
        )
    if silent:
        text = T("{text} Not stated at {n}: {names}.", text=text, n=len(silent), names=first_names(graph, silent, NAMED))
    return ANALYSIS.make(
        graph,
        measure=part.field,
        severity=Severity.GAP if without else Severity.INFO,
        subjects=[whole],
        text=text,
        question=part.question,
        remedy=T("Write it down with those who hold the role, and record it with its source.") if without else None,
        nodes=without or roles,
        edges=[edge for edges in stating.values() for edge in edges],
        value=len(roles) - len(without),
        denominator=len(roles),
    )


def _starts(graph: Graph, part: Part, role: str) -> bool:
    """Whether a relationship that starts at the role says this part of it."""
    return bool(part.starts and standing.edges(graph, role, part.starts))


PARTS: tuple[Part, ...] = (
    Part("purpose", T("At {n} of {m} roles it is described what the role is for."),
         T("What is each of these roles for, and do those who hold it say the same?")),
    Part("accountabilities", T("At {n} of {m} roles it is described what its holder answers for."),
         T("What do the holders of these roles answer for, and to whom?")),
    Part("expects", T("At {n} of {m} roles it is described what it may expect of other roles."),
         T("What may the holders of these roles expect of each other?"), starts="EXPECTS_OF"),
    Part("support", T("At {n} of {m} roles it is described how its holder is supported."),
         T("Who or what supports the holders of these roles?"), starts="SUPPORTED_BY", ends="SUPPORTS"),
)  # fmt: skip

ANALYSIS = Analysis(
    kind="undescribed_roles",
    title=Bilingual("Of rollen beschreven zijn", "Whether roles are described"),
    question=Bilingual(
        "Staat beschreven waarvoor een rol er is, waarop zij aanspreekbaar is, wat zij mag verwachten en wie haar ondersteunt?",
        "Is it described what a role is for, what it answers for, what it may expect and who supports it?",
    ),
    run=undescribed_roles,
    measures={
        "purpose": Measure(Bilingual("rollen met beschreven doel", "roles with their purpose described"), "roles"),
        "accountabilities": Measure(
            Bilingual("rollen met beschreven verantwoordelijkheden", "roles with their accountabilities described"), "roles"
        ),
        "expects": Measure(Bilingual("rollen met beschreven verwachtingen", "roles with their expectations described"), "roles"),
        "support": Measure(Bilingual("rollen met beschreven ondersteuning", "roles with their support described"), "roles"),
    },
)
