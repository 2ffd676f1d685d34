"""A region is never told of a bar by what a file leaves out: whatever is taken away, nothing that is found stands."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from orggraph.graph import project
from orggraph.model.base import Node
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.rules.applying import apply
from orggraph.rules.findings import of_hit
from orggraph.sources.dataset_yaml import read_dataset
from tests.rules.test_cases import FOLDER, _read

KINDS = ("composition", "mandates", "role_conflicts")
STATED = {"wgr-8-operational-colleges", "wgr-14a-origin", "wgr-14a-appointed", "wgr-14a-one-board"}
"""What the skeleton does state, in a form that it was not written for: councils take part."""
KEPT = {
    "id",
    "name",
    "dataset",
    "kind",
    "tier",
    "form",
    "action",
    "status",
    "evidence",
    "sources",
    "open",
    "identifiers",
    "privacy",
    "optional",
}
"""Fields without which there is no record, or that no source leaves out."""


def whole(form: str) -> Dataset:
    """The skeleton of the cases, in one legal form."""
    records = {label: [dict(one) for one in ones] for label, ones in _read(FOLDER / "skeletons" / "public_body.yaml").items()}
    records["Arrangement"][0]["form"] = form
    head = {"id": "geval", "title": "Geval", "reference_date": "2026-01-01", "fictional": "true"}
    return read_dataset(json.dumps({"orggraph": "1", "dataset": head, **records}, ensure_ascii=False))


WHOLE = {form: whole(form) for form in ("public_body", "joint_body", "operational_management_organisation", "centre_municipality")}


def without(node: Node, fields: set[str]) -> Node:
    """A record that does not state some of its fields."""
    given: dict[str, Any] = {name: value for name, value in node if name in KEPT or name not in fields}
    return type(node).model_construct(**given)


@st.composite
def partial(draw: st.DrawFn) -> Dataset:
    """A dataset that leaves out records, relationships and fields of a whole one."""
    dataset = WHOLE[draw(st.sampled_from(sorted(WHOLE)))]
    seldom = draw(st.sampled_from([2, 5, 15]))
    chance = draw(st.randoms(use_true_random=False))
    fields = sorted({name for node in dataset.nodes for name in type(node).model_fields} - KEPT)
    nodes = [node for node in dataset.nodes if chance.randrange(seldom)]
    nodes = [without(node, {name for name in fields if not chance.randrange(seldom)}) for node in nodes]
    known = {node.id for node in nodes}
    edges = [edge for edge in dataset.relationships if {edge.source, edge.target} <= known and chance.randrange(seldom)]
    return replace(dataset, nodes=tuple(nodes), relationships=tuple(edges))


@settings(max_examples=60, phases=[Phase.generate], deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(partial())
def test_nothing_stands_by_what_is_left_out(dataset: Dataset) -> None:
    graph = project(to_tables(dataset))

    found = [of_hit(graph, rule, hit) for kind in KINDS for rule, hit in apply(graph, kind)]

    stands = {one.rule: one.text.render("en") for one in found if one.assessable and one.rule not in STATED}
    assert stands == {}
