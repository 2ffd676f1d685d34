"""Does a cooperation meet the rules of its legal form: who sits on its boards, what its arrangement provides, who is told what.

Each rule of the base of kind ``composition`` is tried on each arrangement in force, where its form, date, statute and
participants allow. A count stands with its denominator; where a count can be read in two ways, a bar needs both. What is
required and not found is *not assessable*, unless the dataset calls that part complete.

Unit: what the rule counts (members, bodies, clauses, days), with its denominator: of so many asked. Range: 0 and up. What it means: the
law asks it of this form on this day, and the records say otherwise, or nothing. What it does not mean: that a rule was broken; what was
decided stands in acts, and who judges is a lawyer. Defaults: the law of the day asked; rules of one's own are added with ``--rules``.

Worked example (a test runs it): a public body has an executive board of 2 and a general board of 2, and the data call seats and their
holders complete. Wgr 14(1) asks for 3: 2 of 3. Wgr 14(3) asks for no more than half of the general board: 2 of 2 is more.

In Cypher: not asked. What holds depends on form, statute and day, which one statement cannot weigh; ``form-differences`` has what is
stated.

Cost: linear in the edges of the bodies of an arrangement, for each rule. Empty, or a covenant, to which the Wgr does not apply: nothing.
Everybody in every body: the rules on numbers and on who sits in both fire. Reference: the articles, in the reference of rules.
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
