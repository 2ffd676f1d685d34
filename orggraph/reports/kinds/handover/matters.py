"""Matters: assignments and agreements, with both commissioners, contractor, state and day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orggraph.graph.reading import into
from orggraph.i18n import T, Text
from orggraph.model.terms import Status
from orggraph.reports.kinds.handover.scope import Scope, lacking, named, parties, taking_part, with_parts
from orggraph.reports.page import Block, Event, Line, Prose, Section, Table, Words, line
from orggraph.reports.writer import Writer

Matters = Mapping[str, Sequence[Text]]
"""Matters in order, each with the parts that the subject has in it."""
KINDS = ("COMMISSIONED_BY", "CARRIED_OUT_BY", "MONITORED_BY", "INVOLVES", "COVERS", "ABOUT")
NEVER = "9999"


def matters(writer: Writer, about: Scope) -> Matters:
    """The assignments and agreements of a scope, the first due first."""
    graph = writer.graph
    parts = taking_part(graph, about, "Assignment", KINDS)
    if about.label == "Body":
        for meeting in into(graph, about.subject, "MEETING_OF"):
            for edge in into(graph, meeting.source, "AGREED_AT"):
                if graph.nodes[edge.source]["label"] == "Assignment":
                    parts.setdefault(edge.source, []).append(T("agreed in a meeting of its own"))
    nodes = graph.nodes
    order = sorted(parts, key=lambda node: (nodes[node].get("due") or NEVER, nodes[node].get("number") or 0, node))
    return {node: parts[node] for node in order}


def section(writer: Writer, known: Matters) -> Section:
    """The section."""
    graph = writer.graph
    blocks: list[Block] = []
    if known:
        head = (T("Matter"), T("Political commissioner"), T("Official commissioner"), T("Contractor"), T("State"), T("Ready"))
        rows = tuple(_row(writer, node, parts) for node, parts in known.items())
        caption = T("Assignments and agreements, the first due first")
        blocks.append(Table(writer.say(caption), tuple(map(writer.say, head)), rows, (2.1, 1.7, 1.7, 1.7, 1.4, 1.1)))
    else:
        blocks.append(Prose(line(writer.say(T("The sources name no assignment and no agreement here.")))))
    counts = (
        (T("the political commissioner"), sum(not parties(graph, node, "COMMISSIONED_BY", "political") for node in known)),
        (T("the official commissioner"), sum(not parties(graph, node, "COMMISSIONED_BY", "official") for node in known)),
        (T("who carries it out"), sum(not parties(graph, node, "CARRIED_OUT_BY") for node in known)),
        (T("how far it is"), sum(not graph.nodes[node].get("progress") for node in known)),
        (T("when it is to be ready"), sum(not (graph.nodes[node].get("due") or graph.nodes[node].get("due_as_stated")) for node in known)),
    )
    question = writer.say(T("What is going on, for whom, and how far is it?"))
    return Section("zaken", writer.say(T("Matters")), question, tuple(blocks), tuple(lacking(counts, len(known), writer)))


def _row(writer: Writer, node: str, parts: Sequence[Text]) -> tuple[Line, ...]:
    graph = writer.graph
    either = [edge for edge in parties(graph, node, "COMMISSIONED_BY") if not edge.attributes.get("side")]
    political, official = (parties(graph, node, "COMMISSIONED_BY", side) for side in ("political", "official"))
    unsided = line(*named(writer, either), writer.say(T(" (side not stated)"))) if either else ()
    return (
        with_parts(writer, node, parts),
        line(*named(writer, political), "; " if unsided else "", *unsided) if political or not unsided else unsided,
        named(writer, official),
        named(writer, parties(graph, node, "CARRIED_OUT_BY")),
        state(writer, node),
        due(writer, node),
    )


def state(writer: Writer, node: str) -> Line:
    """How far a matter is, as the source says it; what is not actual says so first."""
    attributes = writer.graph.nodes[node]
    status = Status(attributes.get("status", "actual"))
    standing = "" if status is Status.ACTUAL else status.names[writer.lang]
    texts = [text for text in (standing, attributes.get("progress"), attributes.get("note")) if text]
    return line("; ".join(map(str, texts))) if texts else writer.unstated()


def due(writer: Writer, node: str) -> Line:
    """When a matter is to be ready; that the day is past is said."""
    attributes = writer.graph.nodes[node]
    if attributes.get("due"):
        return line(writer.date(attributes["due"]), Words(writer.say(T(" (that day is past)")), strong=True) if late(writer, node) else "")
    return line(str(attributes["due_as_stated"])) if attributes.get("due_as_stated") else writer.unstated()


def late(writer: Writer, node: str) -> bool:
    """Whether the day on which a matter was to be ready lies before the day asked."""
    day = writer.graph.nodes[node].get("due")
    return bool(day) and str(day) < writer.day[: len(str(day))]


def events(writer: Writer, known: Matters) -> tuple[Event, ...]:
    """The days on which matters are to be ready, for a calendar file."""
    days = {node: str(writer.graph.nodes[node].get("due") or "") for node in known}
    return tuple(Event(node, day, writer.name(node)) for node, day in days.items() if len(day) == len("2026-01-01"))
