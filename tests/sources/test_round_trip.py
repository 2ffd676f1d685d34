"""What is written reads back without loss, whatever the dataset holds."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from orggraph.model.dataset import Dataset
from orggraph.sources.dataset_yaml import read_dataset, write_dataset
from tests.strategies import datasets


@given(datasets())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_dataset_survives_its_file(dataset: Dataset) -> None:
    back = read_dataset(write_dataset(dataset))
    assert back.info == dataset.info
    assert back.node_rows == dataset.node_rows
    assert back.relationship_rows == dataset.relationship_rows
    assert back.content_hash == dataset.content_hash


@given(datasets())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_the_order_of_records_does_not_matter(dataset: Dataset) -> None:
    turned = Dataset(dataset.info, dataset.nodes[::-1], dataset.relationships[::-1])
    assert turned.content_hash == dataset.content_hash
