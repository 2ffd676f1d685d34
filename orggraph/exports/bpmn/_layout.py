"""Where the parts of a flow stand: a column for each step of the way, a band for each lane, and lines with square corners."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from orggraph.exports.bpmn._flow import Flow

Box = tuple[int, int, int, int]
"""Left, top, width, height."""
Line = tuple[tuple[int, int], ...]
LEFT, TOP, HEADING, COLUMN, ROW = 160, 80, 30, 160, 110
GATEWAY, EVENT, TASK = (50, 50), (36, 36), (110, 80)
SIZES: Final[Mapping[str, tuple[int, int]]] = {
    "task": TASK, "startEvent": EVENT, "endEvent": EVENT,
    "exclusiveGateway": GATEWAY, "inclusiveGateway": GATEWAY, "parallelGateway": GATEWAY,
}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """Boxes of the pool, the lanes and the parts, and the points of each way, by id; in pixels."""

    boxes: Mapping[str, Box]
    lines: Mapping[str, Line]


def layout(flow: Flow) -> Layout:
    """The places of all parts and ways of a flow."""
    columns = _columns(flow)
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for part in flow.parts:
        cells[part.lane, columns[part.id]].append(part.id)
    rows = [max(len(ids) for (lane, _), ids in cells.items() if lane == number) for number in range(len(flow.lanes))]
    width = LEFT + COLUMN * (max(columns.values()) + 1)
    boxes: dict[str, Box] = {"pool": (LEFT - HEADING, TOP, width, ROW * sum(rows))}
    for number, count in enumerate(rows):
        boxes[f"lane-{number}"] = (LEFT, TOP + ROW * sum(rows[:number]), width - HEADING, ROW * count)
    for (lane, column), ids in cells.items():
        for row, identity in enumerate(ids):
            wide, high = SIZES[flow.part(identity).tag]
            middle = LEFT + HEADING + COLUMN * column + COLUMN // 2
            centre = TOP + ROW * (sum(rows[:lane]) + row) + ROW // 2
            boxes[identity] = (middle - wide // 2, centre - high // 2, wide, high)
    return Layout(boxes, {way.id: _line(boxes[way.source], boxes[way.target]) for way in flow.ways})


def _columns(flow: Flow) -> dict[str, int]:
    """The column of each part: one after all parts from which a way leads to it; a way back is left out."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(part.id for part in flow.parts)
    graph.add_edges_from((way.source, way.target) for way in sorted(flow.ways, key=lambda way: not way.source.startswith("start-")))
    while not nx.is_directed_acyclic_graph(graph):
        source, target = nx.find_cycle(graph)[-1][:2]
        graph.remove_edge(source, target)
    if not graph.edges:  # no order is stated: side by side
        return {part.id: number for number, part in enumerate(flow.parts)}
    return {part: column for column, parts in enumerate(nx.topological_generations(graph)) for part in parts}


def _line(source: Box, target: Box) -> Line:
    """From the right side of a box to the left side of another, with square corners.

    A way back runs above both; one past other columns runs below what may stand between.
    """
    out, into = (source[0] + source[2], source[1] + source[3] // 2), (target[0], target[1] + target[3] // 2)
    if into[0] <= out[0]:
        above = min(source[1], target[1]) - 12
        over, down = source[0] + source[2] // 2, target[0] + target[2] // 2
        return ((over, source[1]), (over, above), (down, above), (down, target[1]))
    before = into[0] - 20
    if into[0] - out[0] > COLUMN:
        gutter, after = out[1] + ROW // 2 - 6, out[0] + 12
        return (out, (after, out[1]), (after, gutter), (before, gutter), (before, into[1]), into)
    return (out, into) if out[1] == into[1] else (out, (before, out[1]), (before, into[1]), into)
