"""Does a cooperation meet the rules of its legal form: who sits on its boards, what its arrangement provides, who is told what.

Each rule of the base of kind ``composition`` is tried on each arrangement in force, where its form, date, statute and
participants allow. A count stands with its denominator; where a count can be read in two ways, a bar needs both. What is
required and not found is *not assessable*, unless the dataset calls that part complete. Linear in the edges of the bodies
of an arrangement, for each rule.
"""

from __future__ import annotations

from orggraph.findings import Analysis, Finding
from orggraph.graph import Graph
from orggraph.i18n import Bilingual
from orggraph.rules import RuleBase
from orggraph.rules.applying import apply
from orggraph.rules.findings import of_hit


def composition(graph: Graph, base: RuleBase | None = None) -> list[Finding]:
    """Find where a cooperation departs from the rules of its form.

    Parameters
    ----------
    graph
        The projection.
    base
        The rules to try; default: those that come with the package.

    Returns
    -------
    One finding per rule and what it is about: the arrangement, or a body or seat of it (measure: the pattern).
    """
    return [of_hit(graph, rule, hit) for rule, hit in apply(graph, "composition", base)]


ANALYSIS = Analysis(
    kind="composition",
    title=Bilingual("Samenstelling en vorm", "Composition and form"),
    question=Bilingual("Past het samenwerkingsverband bij de regels van zijn vorm?", "Does the cooperation fit the rules of its form?"),
    run=composition,
    takes_rules=True,
)
