"""BPMN 2.0: a folder with one file for each route, to open in any modeller or viewer.

A route is a process in a pool; a lane is who acts: a body, a post or an organization, or those that a step names together. A
step is a task. Where several steps follow, a gateway stands: exclusive where conditions tell which, parallel where nothing
is said. A step that has a condition itself, or may be passed by, stands between two exclusive gateways, with a way round it.
No order is invented: a step of which no source says what follows begins and ends nothing. The diagram interchange gives the
places. What a task cannot bear (to whom it is addressed, by which day) stands in its documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from orggraph.errors import NotFound
from orggraph.exports import Export, Origin
from orggraph.exports.bpmn._flow import Flow, flow
from orggraph.exports.bpmn._layout import Layout, layout
from orggraph.exports.xml import child, fit, serialized
from orggraph.graph import Graph, project, provenance
from orggraph.graph.courses import Course, courses
from orggraph.i18n import Lang, T
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables

if TYPE_CHECKING:
    from lxml.etree import _Element

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPACES: Final = {
    "bpmn": BPMN,
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}


def make(dataset: Dataset, origin: Origin, _suffix: str) -> Mapping[str, bytes]:
    """The files by name, one for each route that has a step at the reference date.

    Raises
    ------
    NotFound
        Where the dataset holds none.
    """
    graph = project(to_tables(dataset))
    flows = [flow(graph, course, origin.lang) for course in courses(graph) if course.stops]
    if not flows:
        raise NotFound(
            T("{dataset} holds no route with a step on its reference date.", dataset=dataset.id),
            T("Export it in another format, or add the route and its steps first."),
        )
    return {f"{each.key}.bpmn": _file(each, origin) for each in flows}


def of_route(graph: Graph, course: Course, exported_on: str, lang: Lang) -> bytes:
    """The file of one route with at least one step, as a projection shows it.

    Parameters
    ----------
    graph
        The projection.
    course
        The route.
    exported_on
        The day of the export, as YYYY-MM-DD.
    lang
        The language of the words that are ours.
    """
    origins = provenance(graph)
    dataset = course.route.split("/", 1)[0]
    head = origins.datasets.get(dataset, {})
    origin = Origin(dataset, str(head.get("title", dataset)), head.get("version"), origins.on.get(dataset), bool(head.get("fictional")),
                    exported_on, lang)  # fmt: skip
    return _file(flow(graph, course, lang), origin)


def _file(each: Flow, origin: Origin) -> bytes:
    from lxml import etree

    root = etree.Element(f"{{{BPMN}}}definitions", nsmap=SPACES)
    for name, value in (("id", f"definitions-{each.key}"), ("name", each.name), ("exporter", "orggraph")):
        root.set(name, fit(value))
    root.set("targetNamespace", f"urn:orggraph:{origin.dataset}")
    collaboration = child(root, "collaboration", id="collaboration")
    _documented(collaboration, origin.sentence())
    child(collaboration, "participant", id="pool", name=each.name, processRef="process")
    process = child(root, "process", id="process", name=each.name, isExecutable="false")
    _documented(process, origin.sentence())
    lanes = child(process, "laneSet", id="lanes")
    for number, lane in enumerate(each.lanes):
        element = child(lanes, "lane", id=f"lane-{number}", name=lane.name)
        _documented(element, lane.documentation)
        for part in each.parts:
            if part.lane == number:
                child(element, "flowNodeRef").text = part.id
    for part in each.parts:
        _part(process, each, part.id)
    for way in each.ways:
        sequence = child(process, "sequenceFlow", id=way.id, sourceRef=way.source, targetRef=way.target)
        if way.name:
            sequence.set("name", fit(way.name))
            child(sequence, "conditionExpression").text = fit(way.name)
    _drawn(root, each, layout(each))
    return serialized(root)


def _part(process: _Element, each: Flow, identity: str) -> None:
    part = each.part(identity)
    element = child(process, part.tag, id=part.id, **({"name": part.name} if part.name else {}))
    _documented(element, part.documentation)
    for way in each.ways:
        if way.target == identity:
            child(element, "incoming").text = way.id
    for way in each.ways:
        if way.source == identity:
            child(element, "outgoing").text = way.id
            if way.default:
                element.set("default", way.id)


def _documented(parent: _Element, text: str) -> None:
    if text:
        child(parent, "documentation").text = fit(text)


def _drawn(root: _Element, each: Flow, places: Layout) -> None:
    """Where everything stands on the page."""
    diagram = _in(root, "bpmndi", "BPMNDiagram", id="diagram")
    plane = _in(diagram, "bpmndi", "BPMNPlane", id="plane", bpmnElement="collaboration")
    for identity, (x, y, width, height) in places.boxes.items():
        wide = {"isHorizontal": "true"} if identity == "pool" or identity.startswith("lane-") else {}
        shape = _in(plane, "bpmndi", "BPMNShape", id=f"shape-{identity}", bpmnElement=identity, **wide)
        _in(shape, "dc", "Bounds", x=str(x), y=str(y), width=str(width), height=str(height))
    for way in each.ways:
        edge = _in(plane, "bpmndi", "BPMNEdge", id=f"edge-{way.id}", bpmnElement=way.id)
        for x, y in places.lines[way.id]:
            _in(edge, "di", "waypoint", x=str(x), y=str(y))


def _in(parent: _Element, space: str, tag: str, **attributes: str) -> _Element:
    from lxml import etree

    return etree.SubElement(parent, f"{{{SPACES[space]}}}{tag}", attributes)


EXPORT = Export(
    "bpmn",
    (),
    make,
    {
        "Route": ("id", "name"),
        "Step": ("id", "name", "number", "action", "condition", "optional", "at_mode", "days_min", "by", "description"),
        **dict.fromkeys(("Body", "Post", "Organization", "Person"), ("id", "name")),
    },
    {"HAS_STEP": (), "AT": (), "NEXT": ("condition",), "ADDRESSED_TO": (), "INVOLVES": ()},
)
