"""Every route of every region as BPMN: the schemas of the OMG, an engine that reads it, and a drawing without overlaps."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from SpiffWorkflow.bpmn import parser

from orggraph import regions
from orggraph.errors import NotFound
from orggraph.exports import Origin, registry
from orggraph.exports.bpmn import SPACES
from orggraph.graph import project
from orggraph.graph.courses import courses
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.sources import read
from orggraph.sources.dataset_yaml import read_dataset

SCHEMA = etree.XMLSchema(file=str(Path(parser.__file__).parent / "schema" / "BPMN20.xsd"))
WITH_ROUTES = ("arnhem-nijmegen", "noord-veluwe", "voorbeeldregio")
CHOICES = """orggraph: 1
dataset: {id: keuzes, title: Keuzes}
Body:
- {id: ab, name: "AB & <co>", kind: general_board, tier: executive}
- {id: db, name: DB, kind: executive_board, tier: executive}
Route:
- {id: r, name: Rondje, has_step: [step/a, step/b, step/c, step/d, step/e]}
Step:
- {id: a, name: begin, action: propose, at: body/db, next: [{to: step/b, condition: "bij bezwaar"}, {to: step/c}]}
- {id: b, name: opnieuw, action: discuss, at: body/ab, optional: true, next: {to: step/a, condition: "nog niet eens"}}
- {id: c, name: splitsen, action: decide, at: [body/ab, body/db], next: [step/d, step/e]}
- {id: d, name: links, action: inform, days_min: 14}
- {id: e, name: rechts, action: publish, at: body/db, by: "07-15", condition: "elk jaar"}
"""


@cache
def made(name: str) -> dict[str, bytes]:
    dataset = read_dataset(CHOICES) if name == "keuzes" else read(regions.path(name))
    return _made(dataset)


def _made(dataset: Dataset) -> dict[str, bytes]:
    content = registry()["bpmn"].make(dataset, Origin.of(dataset, 3, "2026-06-01"), "")
    assert not isinstance(content, bytes)
    return dict(content)


@pytest.mark.parametrize("name", WITH_ROUTES)
def test_each_route_is_a_file_with_its_steps(name: str) -> None:
    graph = project(to_tables(read(regions.path(name))))
    wanted = {course.route.rsplit("/", 1)[-1]: len(course.stops) for course in courses(graph) if course.stops}
    tasks = {file.removesuffix(".bpmn"): content.count(b"<bpmn:task ") for file, content in made(name).items()}
    assert tasks == wanted


@pytest.mark.parametrize("name", [*WITH_ROUTES, "keuzes"])
def test_it_fits_the_schemas_and_an_engine_reads_it(name: str) -> None:
    for file, content in made(name).items():
        root = etree.fromstring(content)
        assert SCHEMA.validate(root), (file, SCHEMA.error_log[0].message)
        engine = parser.BpmnParser()
        runs = content.replace(b'isExecutable="false"', b'isExecutable="true"')
        engine.add_bpmn_xml(etree.fromstring(runs), filename=file)
        if root.xpath("//bpmn:startEvent", namespaces=SPACES):
            names = {part.get("name") for part in root.xpath("//bpmn:task", namespaces=SPACES)}
            assert names <= {task.bpmn_name for task in engine.get_spec("process").task_specs.values()}


@pytest.mark.parametrize("name", [*WITH_ROUTES, "keuzes"])
def test_all_is_drawn_and_no_box_lies_on_another(name: str) -> None:
    for content in made(name).values():
        root = etree.fromstring(content)
        drawn = {str(shape.get("bpmnElement")): shape[0].attrib for shape in root.xpath("//bpmndi:BPMNShape", namespaces=SPACES)}
        nodes = {str(text) for text in root.xpath("//bpmn:flowNodeRef/text()", namespaces=SPACES)}
        lanes = {str(identity) for identity in root.xpath("//bpmn:lane/@id", namespaces=SPACES)}
        assert set(drawn) == nodes | lanes | {"pool"}
        boxes = {identity: tuple(int(box[side]) for side in ("x", "y", "width", "height")) for identity, box in drawn.items()}
        for lane in lanes:
            inside = root.xpath("//bpmn:lane[@id=$lane]/bpmn:flowNodeRef/text()", lane=lane, namespaces=SPACES)
            assert all(_within(boxes[str(node)], boxes[lane]) for node in inside)
        each = sorted(nodes)
        assert not [(a, b) for number, a in enumerate(each) for b in each[number + 1 :] if _overlap(boxes[a], boxes[b])]
        ways = {str(identity) for identity in root.xpath("//bpmn:sequenceFlow/@id", namespaces=SPACES)}
        assert {str(edge.get("bpmnElement")) for edge in root.xpath("//bpmndi:BPMNEdge", namespaces=SPACES)} == ways


def _within(box: tuple[int, ...], lane: tuple[int, ...]) -> bool:
    return all(lane[i] <= box[i] and box[i] + box[i + 2] <= lane[i] + lane[i + 2] for i in (0, 1))


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(one[i] < other[i] + other[i + 2] and other[i] < one[i] + one[i + 2] for i in (0, 1))


def test_choices_are_gateways_and_conditions_stand_on_the_ways() -> None:
    root = etree.fromstring(made("keuzes")["r.bpmn"])
    gateways = Counter(etree.QName(part).localname for part in root.iter() if "Gateway" in str(part.tag))
    assert gateways == {"exclusiveGateway": 5, "parallelGateway": 1}, "a choice, a way round each of two steps, and a split"
    conditions = set(root.xpath("//bpmn:conditionExpression/text()", namespaces=SPACES))
    assert conditions == {"bij bezwaar", "nog niet eens", "mag worden overgeslagen", "elk jaar"}
    lanes = set(root.xpath("//bpmn:lane/@name", namespaces=SPACES))
    assert lanes == {"DB", "AB & <co>", "DB, AB & <co>", "wie: niet vermeld"}
    assert len(root.xpath("//bpmn:endEvent", namespaces=SPACES)) == 2


@pytest.mark.parametrize("name", sorted(set(regions.names()) - set(WITH_ROUTES)))
def test_a_region_without_routes_says_so(name: str) -> None:
    with pytest.raises(NotFound, match="holds no route"):
        _made(read(regions.path(name)))
