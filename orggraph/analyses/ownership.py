"""Is every agreement and decision somebody's? Which places are filled, explicitly still open, or not stated.

For each agreement (Assignment) the slots ``political_owner``, ``official_owner``, ``contractor``, ``monitor`` and
``due``; for each decision its owners and its monitor (who carries it out, and by when, belongs to the agreements that
result from it). An explicit "to be decided" is not the same as silence: the one is an open place, the other is *not
stated*, and never told as "nobody".

Unit: places that are filled, 0 or 1 for each agreement or decision and place; for a dataset agreements, 0 to all. What it means: with a
place open, nobody can be asked for it by name. What it does not mean: that nobody does it, or that somebody neglects it.

Worked example (a test runs it): of two agreements both name a contractor, one a political commissioner and a date, and none an official
commissioner or a monitor: 2, 1, 1, 0 and 0 of 2.

In Cypher: ``decision-owners``, ``decision-monitors``, ``commissions`` and ``open-slots``; tests hold them against these counts.

Cost: linear in the edges of agreements and decisions. Empty, or no agreement: nothing. One person in every place: all are filled, which
``commission_chain`` tells of. Without dates every agreement counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, standing
from orggraph.graph.datasets import by_dataset, titled, wholes
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, T, Text

State = Literal["named", "body", "inferred", "external", "open", "words", "side", "none"]
FILLED: frozenset[State] = frozenset({"named", "body", "inferred", "external"})


@dataclass(frozen=True)
class Slot:
    """A place that an agreement or decision has: the relationship, and the side, by which it is filled."""

    measure: str
    title: Text
    question: Text
    types: Mapping[str, str]
    """Per label the relationship type that fills it; for a date none."""
    side: str | None = None

    def applies(self, label: str) -> bool:
        """Whether things with this label have the slot."""
        return label in self.types


@dataclass(frozen=True)
class Filling:
    """What is known of one slot of one agreement or decision."""

    node: str
    state: State
    edges: tuple[Edge, ...] = ()


def ownership(graph: Graph) -> list[Finding]:
    """Find the places of agreements and decisions that are open or not stated, and count them.

    Parameters
    ----------
    graph
        The projection.

    Returns
    -------
    Per agreement or decision and slot that is not filled a ``gap`` (value 0 of 1; not assessable where somebody is named
    without the side on which he stands), and an ``info`` where the contractor is a body, or inferred. Per agreement with
    an involved party that is explicitly open a ``gap`` with the measure ``involved``. Per dataset and slot one finding on
    the cooperation: ``value`` filled of ``denominator``, for ``involved``: open of all; ``info`` when none is missing.
    """
    whole = wholes(graph)
    findings: list[Finding] = []
    for dataset, nodes in by_dataset(graph, "Assignment", "Decision").items():
        current = [node for node in nodes if standing.has(graph.nodes[node], standing.NOT_FORMER)]
        for slot in SLOTS:
            fillings = [_filling(graph, node, slot) for node in current if slot.applies(graph.nodes[node]["label"])]
            if fillings:
                findings += [finding for filling in fillings for finding in _of_one(graph, slot, filling)]
                findings.append(_of_all(graph, whole[dataset], slot, fillings))
        findings += _involved(graph, whole[dataset], [node for node in current if graph.nodes[node]["label"] == "Assignment"])
    return findings


def _filling(graph: Graph, node: str, slot: Slot) -> Filling:
    attributes = graph.nodes[node]
    kind = slot.types[attributes["label"]]
    if not kind:
        return Filling(node, _dated(attributes))
    edges = standing.edges(graph, node, kind, standing.NOT_FORMER)
    sided = [edge for edge in edges if slot.side is None or edge.attributes.get("side") == slot.side]
    filled = tuple(edge for edge in sided if not _is_open(graph, edge))
    if filled:
        return Filling(node, _how_filled(graph, filled), filled)
    if sided or kind.lower() in attributes.get("open", ()):
        return Filling(node, "open", tuple(sided))
    unsided = tuple(edge for edge in edges if "side" not in edge.attributes and not _is_open(graph, edge))
    return Filling(node, "side" if unsided else "none", unsided)


def _dated(attributes: Mapping[str, object]) -> State:
    if attributes.get("due"):
        return "named"
    names = attributes.get("open", ())
    if isinstance(names, list | tuple) and "due" in names:
        return "open"
    return "words" if attributes.get("due_as_stated") else "none"


def _how_filled(graph: Graph, edges: Sequence[Edge]) -> State:
    inferred = [edge for edge in edges if standing.inferred(edge.attributes, "side")]
    external = [edge for edge in edges if edge.attributes.get("evidence") == "external"]
    if len(inferred) + len(external) == len(edges):
        return "inferred" if inferred else "external"
    return "body" if all(graph.nodes[edge.target]["label"] in {"Body", "Organization"} for edge in edges) else "named"


def _is_open(graph: Graph, edge: Edge) -> bool:
    return edge.attributes.get("status") == "open" or graph.nodes[edge.target].get("status") == "open"


def _of_one(graph: Graph, slot: Slot, filling: Filling) -> Iterator[Finding]:
    """The finding on one agreement or decision, where there is something to say of its slot."""
    texts = CONTRACTOR if filling.state in FILLED and slot.measure == "contractor" else MISSING
    if filling.state not in texts:
        return
    message, remedy = texts[filling.state]
    attributes = graph.nodes[filling.node]
    params = {
        "item": titled(graph, filling.node),
        "slot": _slot_title(slot, decisions=attributes["label"] == "Decision"),
        "names": [graph.nodes[edge.target]["name"] for edge in filling.edges],
        "words": attributes.get("due_as_stated", ""),
    }
    filled = filling.state in FILLED
    yield ANALYSIS.make(
        graph,
        measure=slot.measure,
        severity=Severity.INFO if filled else Severity.GAP,
        subjects=[filling.node],
        text=Text(message.message, params),
        question=slot.question,
        remedy=remedy,
        edges=filling.edges,
        value=None if filling.state == "side" else float(filled),
        denominator=1,
        assessable=filling.state != "side",
    )


def _of_all(graph: Graph, whole: str, slot: Slot, fillings: Sequence[Filling]) -> Finding:
    """The finding on the whole dataset: how many of the slots are filled, and what the others are."""
    groups: dict[State, list[str]] = defaultdict(list)
    for filling in fillings:
        groups[filling.state].append(filling.node)
    filled = sum(len(groups[state]) for state in FILLED)
    decisions = any(graph.nodes[filling.node]["label"] == "Decision" for filling in fillings)
    text = T(
        "At {n} of {m} {things} the {slot} is filled in.",
        n=filled,
        m=len(fillings),
        things=T("agreements and decisions") if decisions else T("agreements"),
        slot=_slot_title(slot, decisions=decisions),
    )
    parts = {state: _part(message, [_short(graph, node) for node in groups[state]]) for state, message in COUNTED.items() if groups[state]}
    how = [part for state, part in parts.items() if state in FILLED]
    others = [part for state, part in parts.items() if state not in FILLED]
    if how:
        text = T("{text} Of these: {parts}.", text=text, parts=how)
    if others:
        text = T("{text} Otherwise: {parts}.", text=text, parts=others)
    return ANALYSIS.make(
        graph,
        measure=slot.measure,
        severity=Severity.INFO if filled == len(fillings) else Severity.GAP,
        subjects=[whole],
        text=text,
        question=slot.question,
        nodes=[filling.node for filling in fillings],
        edges=[edge for filling in fillings for edge in filling.edges],
        value=filled,
        denominator=len(fillings),
    )


def _part(message: Text, names: Sequence[str]) -> Text:
    return Text(message.message, {"n": len(names), "names": "; ".join(names)})


def _involved(graph: Graph, whole: str, assignments: Sequence[str]) -> Iterator[Finding]:
    """Parties that a source says are involved, and leaves to be decided; silence about them is no gap."""
    opened: dict[str, list[Edge]] = {}
    for node in assignments:
        edges = [edge for edge in standing.edges(graph, node, "INVOLVES", standing.NOT_FORMER) if _is_open(graph, edge)]
        if edges:
            opened[node] = edges
            text = T(
                "At {item} it is explicitly still to be decided who else is involved ({part}).",
                item=titled(graph, node),
                part=[_part_of(edge) for edge in edges],
            )
            remedy = T("Name the party, or say that none is needed, and record it.")
            yield _open_link(graph, node, text, edges, 0, 1, remedy)
    if not opened:
        return
    parts: dict[str, list[Edge]] = defaultdict(list)
    for edges in opened.values():
        for edge in edges:
            parts[edge.attributes.get("part", "")].append(edge)
    texts = [
        T("{part} at {n} ({names})", part=_part_of(edges[0]), n=len(edges), names="; ".join(_short(graph, edge.source) for edge in edges))
        for edges in parts.values()
    ]
    text = T(
        "At {n} of {m} agreements an involved party is explicitly still to be decided: {parts}.",
        n=len(opened),
        m=len(assignments),
        parts=texts,
    )
    yield _open_link(graph, whole, text, [edge for edges in opened.values() for edge in edges], len(opened), len(assignments))


def _open_link(
    graph: Graph, subject: str, text: Text, edges: Sequence[Edge], value: float, denominator: float, remedy: Text | None = None
) -> Finding:
    return ANALYSIS.make(
        graph,
        measure="involved",
        severity=Severity.GAP,
        subjects=[subject],
        text=text,
        question=T("Who belongs at the table for this, and who asks them?"),
        remedy=remedy,
        edges=edges,
        value=value,
        denominator=denominator,
    )


def _part_of(edge: Edge) -> Text | str:
    return str(edge.attributes["part"]) if "part" in edge.attributes else T("not said in what way")


def _slot_title(slot: Slot, *, decisions: bool) -> Text:
    return DECISION_TITLES.get(slot.measure, slot.title) if decisions else slot.title


def _short(graph: Graph, node: str) -> str:
    attributes = graph.nodes[node]
    return str(attributes["number"]) if "number" in attributes else f"“{attributes['name']}”"


MISSING: Mapping[State, tuple[Text, Text]] = {
    "open": (
        T("At {item} the {slot} is explicitly still to be decided."),
        T("Settle it and record it, or say by when it will be settled."),
    ),
    "none": (
        T("At {item} the sources do not state the {slot}."),
        T("Ask whether it is settled; if so, record it with its source."),
    ),
    "side": (
        T("Not assessable: at {item} {names} stands without the side, so whether that is the {slot} is not said."),
        T("Ask on which side it is meant, and record it."),
    ),
    "words": (
        T("At {item} the planning is given in words and not as a date: {words}."),
        T("Settle the date and record it."),
    ),
}
CONTRACTOR: Mapping[State, tuple[Text, Text]] = {
    "body": (
        T("At {item} the {slot} is a body and no person or post: {names}."),
        T("Agree who in that body takes it up."),
    ),
    "inferred": (
        T("At {item} the {slot} is inferred and not stated outright: {names}."),
        T("Ask whether this reading is right, and record it."),
    ),
    "external": (
        T("At {item} the {slot} comes from another source: {names}."),
        T("Ask whether this is still right, and record it."),
    ),
}
COUNTED: Mapping[State, Text] = {
    "body": T("a body at {n} ({names})"),
    "inferred": T("inferred at {n} ({names})"),
    "external": T("from another source at {n} ({names})"),
    "open": T("explicitly open at {n} ({names})"),
    "words": T("in words without a date at {n} ({names})"),
    "side": T("named without a side at {n} ({names})"),
    "none": T("not stated at {n} ({names})"),
}
DECISION_TITLES: Mapping[str, Text] = {"political_owner": T("political owner"), "official_owner": T("official owner")}
OWNERS = {"Assignment": "COMMISSIONED_BY", "Decision": "OWNED_BY"}
MONITORS = {"Assignment": "MONITORED_BY", "Decision": "MONITORED_BY"}
SLOTS: tuple[Slot, ...] = (
    Slot("political_owner", T("political commissioner"), T("Who answers for this on the political side, and when is that settled?"),
         OWNERS, "political"),
    Slot("official_owner", T("official commissioner"), T("Who answers for this on the official side, and when is that settled?"),
         OWNERS, "official"),
    Slot("contractor", T("contractor"), T("Who carries this out, and who may call on them?"), {"Assignment": "CARRIED_OUT_BY"}),
    Slot("monitor", T("monitor"), T("Who sees to it that this is followed up?"), MONITORS),
    Slot("due", T("date by which it is ready"), T("By when should this be ready, and who settles that?"), {"Assignment": ""}),
)  # fmt: skip

ANALYSIS = Analysis(
    kind="ownership",
    title=Bilingual("Wie is waarvan", "Whose is what"),
    question=Bilingual(
        "Heeft elke afspraak en elk besluit een opdrachtgever, een uitvoerder, een bewaker en een datum?",
        "Has every agreement and decision a commissioner, a contractor, a monitor and a date?",
    ),
    run=ownership,
    measures={
        "political_owner": Measure(Bilingual("bestuurlijk opdrachtgever", "political commissioner"), "slots"),
        "official_owner": Measure(Bilingual("ambtelijk opdrachtgever", "official commissioner"), "slots"),
        "contractor": Measure(Bilingual("opdrachtnemer", "contractor"), "slots"),
        "monitor": Measure(Bilingual("bewaker", "monitor"), "slots"),
        "due": Measure(Bilingual("datum van gereedkomen", "date by which it is ready"), "slots"),
        "involved": Measure(Bilingual("betrokkenen", "parties involved"), "agreements"),
    },
)
