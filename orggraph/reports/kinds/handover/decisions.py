"""Decisions and products that the subject owns, or takes part in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orggraph.graph.reading import into
from orggraph.i18n import T, Text
from orggraph.model.terms import ProductKind
from orggraph.reports.kinds.handover.matters import NEVER, Matters, state
from orggraph.reports.kinds.handover.scope import Scope, lacking, named, parties, taking_part, with_parts
from orggraph.reports.page import Block, Heading, Line, Prose, Section, Table, Words, line
from orggraph.reports.writer import Writer

DECIDES = ("TAKEN_BY", "OWNED_BY", "MONITORED_BY")
MAKES = ("OWNED_BY", "MONITORED_BY", "RESPONSIBLE_FOR", "PREPARES", "ADOPTED_BY", "COVERS", "ABOUT")
MOST = 25
"""So many decisions or products are listed; the app has all of them."""


def decisions(writer: Writer, about: Scope, known: Matters) -> Matters:
    """The decisions of a scope, and those that led to its matters; the latest first."""
    graph = writer.graph
    parts = taking_part(graph, about, "Decision", DECIDES)
    for matter in known:
        for edge in into(graph, matter, "RESULTS_IN"):
            if graph.nodes[edge.source]["label"] == "Decision":
                parts.setdefault(edge.source, [])
    order = sorted(parts, key=lambda node: (str(graph.nodes[node].get("date") or NEVER), node), reverse=True)
    return {node: parts[node] for node in order}


def products(writer: Writer, about: Scope) -> Matters:
    """The products of a scope, by name."""
    parts = taking_part(writer.graph, about, "Product", MAKES)
    return {node: parts[node] for node in sorted(parts, key=writer.name)}


def section(writer: Writer, taken: Matters, made: Matters) -> Section:
    """The section."""
    graph = writer.graph
    blocks = [*_decided(writer, taken), *_made(writer, made)]
    if not blocks:
        blocks.append(Prose(line(writer.say(T("The sources name no decision and no product here.")))))
    silent = [
        *lacking(
            (
                (T("who owns a decision"), sum(not parties(graph, node, "OWNED_BY") for node in taken)),
                (T("who monitors a decision"), sum(not parties(graph, node, "MONITORED_BY") for node in taken)),
            ),
            len(taken),
            writer,
        ),
        *lacking(((T("who owns a product"), sum(not parties(graph, node, "OWNED_BY") for node in made)),), len(made), writer),
    ]
    question = writer.say(T("What was decided, what is still to be decided, and whose is it?"))
    return Section("besluiten", writer.say(T("Decisions and products")), question, tuple(blocks), tuple(silent))


def _decided(writer: Writer, taken: Matters) -> list[Block]:
    if not taken:
        return []
    head = (T("Decision"), T("Date"), T("Taken by"), T("Owner"), T("Monitored by"), T("Result"))
    rows = tuple(_decision(writer, node, parts) for node, parts in list(taken.items())[:MOST])
    caption = writer.say(T("Decisions, the latest first"))
    table = Table(caption, tuple(map(writer.say, head)), rows, (2.1, 1.0, 1.3, 1.8, 1.6, 1.5))
    return [Heading(writer.say(T("Decisions"))), table, *_rest(writer, taken)]


def _decision(writer: Writer, node: str, parts: Sequence[Text]) -> tuple[Line, ...]:
    graph, attributes = writer.graph, writer.graph.nodes[node]
    pending = line(Words(writer.say(T("no result stated")), open=True))
    return (
        with_parts(writer, node, parts),
        line(writer.date(attributes.get("date"))) or writer.unstated(),
        named(writer, parties(graph, node, "TAKEN_BY")),
        named(writer, parties(graph, node, "OWNED_BY")),
        named(writer, parties(graph, node, "MONITORED_BY")),
        line(str(attributes["result"])) if attributes.get("result") else pending,
    )


def _made(writer: Writer, made: Matters) -> list[Block]:
    if not made:
        return []
    head = (T("Product"), T("Kind and period"), T("Adopted by"), T("Owner"), T("State"))
    rows = tuple(_product(writer, node, parts) for node, parts in list(made.items())[:MOST])
    table = Table(writer.say(T("Products")), tuple(map(writer.say, head)), rows, (2.4, 1.4, 1.6, 1.6, 1.3))
    return [Heading(writer.say(T("Products"))), table, *_rest(writer, made)]


def _product(writer: Writer, node: str, parts: Sequence[Text]) -> tuple[Line, ...]:
    graph, attributes = writer.graph, writer.graph.nodes[node]
    kind = attributes.get("kind")
    texts = [ProductKind(kind).names[writer.lang] if kind in list(ProductKind) else kind, attributes.get("period")]
    return (
        with_parts(writer, node, parts),
        line(", ".join(str(text) for text in texts if text)) or writer.unstated(),
        named(writer, parties(graph, node, "ADOPTED_BY")),
        named(writer, parties(graph, node, "OWNED_BY")),
        state(writer, node),
    )


def _rest(writer: Writer, listed: Mapping[str, object]) -> list[Block]:
    n = len(listed) - MOST
    return [Prose(line(writer.say(T("{n} more are in the app.", n=n))), tone="quiet")] if n > 0 else []
