"""How far each council is from each decision and product, and who of the body that decides it appointed.

The distance is the number of steps of the shortest way from the council to the decision, along advising, preparing, informing,
accounting, appointing, escalating, and the decision being taken (a product adopted) by somebody; 1 where the council decides itself.
Direction is ignored: account goes up, information goes down, and both are ways to a decision. The question ``council-distance`` of the
query library counts the same in the database. More than 8 steps count as no way.

Beside it stand the voting members of the bodies that decide, and of these the ones that this council appoints or that account to it.
The rest is what the council has no say over, other than by the municipalities' agreement.

Finding, one a region, for information: ``no_way``, pairs of a council and a decision or product between which no way is known, of
all such pairs.

What it means: on a long way information arrives late and influence fades; each body between is a place where it can be lost or
strengthened. What it does not mean: a short way is no influence, and a way is no duty. Without a way in the data there may be one
in practice.

Worked example (a test runs it): the council appoints a delegate in the general board, which takes decision D; the delegate accounts to
the council, and the board informs it. Way: council, board, D: 2 steps, with the board between. The board has three members, of whom one
accounts to this council: 1 of 3. A second council without any tie has no way: ``no_way`` is 1 of 2.

Cost: councils × (nodes + edges of these types). Empty, no council or no decision: nothing. Two components: no way between them. Everybody
tied to everybody: 1 or 2 steps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from orggraph.findings import Analysis, Cell, Column, Finding, Measure, Table
from orggraph.graph import Graph
from orggraph.graph.councils import FAR, CouncilWay, council_ways
from orggraph.graph.datasets import datasets_of, wholes
from orggraph.i18n import Bilingual, T
from orggraph.model.terms import Severity


def council_distance(graph: Graph) -> list[Finding]:
    """Find how many councils have no known way to a decision or product.

    Parameters
    ----------
    graph
        The projection. What is proposed counts as a way.

    Returns
    -------
    One finding per dataset with such a pair: ``value`` of the pairs (``denominator``); ``lacking`` are the councils.
    """
    whole = wholes(graph)
    by_dataset: dict[str, list[CouncilWay]] = defaultdict(list)
    for way in council_ways(graph):
        for dataset in set(datasets_of(graph.nodes[way.council])) & set(datasets_of(graph.nodes[way.target])):
            by_dataset[dataset].append(way)
    findings = []
    for dataset, ways in by_dataset.items():
        apart = [way for way in ways if way.steps is None]
        if not apart:
            continue
        far = sorted({way.council for way in apart})
        text = T(
            "Between {n} of {m} pairs of a council and a decision or product no way is known by which the council hears of it.",
            n=len(apart), m=len(ways),
        )  # fmt: skip
        findings.append(
            ANALYSIS.make(
                graph,
                measure="no_way",
                severity=Severity.INFO,
                subjects=[whole[dataset]],
                text=text,
                question=T("By whom should these councils hear of it, and whom can they ask?"),
                remedy=T("Record who informs the council or accounts to it, where that is agreed."),
                nodes=[*far, *sorted({way.target for way in apart})],
                lacking=far,
                value=len(apart),
                denominator=len(ways),
            )
        )
    return findings


def tables(graph: Graph) -> list[Table]:
    """Per council in short, and each pair of a council and a decision or product."""
    ways = council_ways(graph)
    if not ways:
        return []
    return [_per_council(ways), _per_pair(ways)]


def _per_council(ways: Sequence[CouncilWay]) -> Table:
    by_council: dict[str, list[CouncilWay]] = defaultdict(list)
    for way in ways:
        by_council[way.council].append(way)
    rows: list[dict[str, Cell]] = []
    for council, own in by_council.items():
        steps = [way.steps for way in own if way.steps is not None]
        row: dict[str, Cell] = {"council": council, "targets": len(own), "known": len(steps)}
        rows.append(row | {"median": float(median(steps)) if steps else None, "most": max(steps, default=None)})
    every = [way.steps for way in ways if way.steps is not None]
    sentence = T(
        "Steps from a council to a decision or product, in the middle case: {n}; of {k} of {m} pairs no way is known.",
        n=float(median(every)) if every else "–", k=len(ways) - len(every), m=len(ways),
    )  # fmt: skip
    return Table(PER_COUNCIL, sentence, BASIS, COUNCIL_COLUMNS, rows, bar="median")


def _per_pair(ways: Sequence[CouncilWay]) -> Table:
    rows: list[dict[str, Cell]] = [
        {
            "council": way.council, "target": way.target, "steps": way.steps, "between": way.between or None,
            "deciders": way.deciders, "members": way.members or None, "appointed": way.appointed if way.members else None,
        }
        for way in ways
    ]  # fmt: skip
    seated = [way for way in ways if way.members]
    without = [way for way in seated if not way.appointed]
    sentence = T(
        "In {n} of {m} pairs the body that decides has no member whom the council appointed or who accounts to it, as far as is stated.",
        n=len(without), m=len(seated),
    )  # fmt: skip
    if not seated:
        sentence = T("Of no pair is it known which members the body that decides has.")
    return Table(PER_PAIR, sentence, BASIS, PAIR_COLUMNS, rows)


BASIS = T(
    "The shortest way on the date asked, along advising, preparing, informing, accounting, appointing, escalating and deciding, in either "
    "direction, {n} steps at the most; what is proposed counts. A way is no duty and no influence. Members: voting seats.",
    n=FAR,
)
PER_COUNCIL = Bilingual("Per raad", "By council")
PER_PAIR = Bilingual("Van elke raad tot elk besluit en product", "From each council to each decision and product")
COUNCIL_COLUMNS = {
    "council": Column(Bilingual("raad", "council"), "node"),
    "targets": Column(Bilingual("besluiten en producten", "decisions and products"), "count"),
    "known": Column(Bilingual("waarvan een weg bekend is", "of which a way is known"), "count"),
    "median": Column(Bilingual("stappen, mediaan", "steps, median"), "number"),
    "most": Column(Bilingual("stappen, hoogstens", "steps, at most"), "count"),
}
PAIR_COLUMNS = {
    "council": Column(Bilingual("raad", "council"), "node"),
    "target": Column(Bilingual("besluit of product", "decision or product"), "node"),
    "steps": Column(Bilingual("stappen", "steps"), "count"),
    "between": Column(Bilingual("ertussen", "between"), "node"),
    "deciders": Column(Bilingual("beslist", "decides"), "node"),
    "members": Column(Bilingual("leden", "members"), "count"),
    "appointed": Column(Bilingual("door deze raad, of legt aan haar verantwoording af", "by this council, or accounts to it"), "count"),
}

ANALYSIS = Analysis(
    kind="council_distance",
    title=Bilingual("Hoe ver staan de raden", "How far the councils are"),
    question=Bilingual("Hoe ver staat elke raad van wat er besloten wordt?", "How far is each council from what is decided?"),
    run=council_distance,
    tables=tables,
    measures={"no_way": Measure(Bilingual("raad zonder bekende weg tot een besluit", "council without a way to a decision"), "pairs")},
)
