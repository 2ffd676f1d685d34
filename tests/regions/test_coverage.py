"""Every built-in region is covered by its sources: no word of a text is lost, no place is made up, and no name of a person slipped in."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import pytest

from orggraph import regions, resources
from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Source
from orggraph.model.terms import Evidence
from orggraph.regions import Coverage
from orggraph.sources.dataset_yaml import read_dataset, write_dataset
from orggraph.yamltree import read_tree

REGIONS = regions.names()
COVERED = sorted(regions.coverages())


@cache
def dataset_of(name: str) -> Dataset:
    return read_dataset(regions.path(name))


def records_of(dataset: Dataset) -> tuple[Node | Relationship, ...]:
    return (*dataset.nodes, *dataset.relationships)


def citations(dataset: Dataset) -> Counter[tuple[str, str]]:
    """How many records cite each place."""
    return Counter((citation.source, citation.locator) for record in records_of(dataset) for citation in record.sources)


def test_there_are_regions_and_covered_sources() -> None:
    assert {"amersfoort"} <= set(REGIONS)
    assert {"amersfoort/source/000", "amersfoort/source/001"} <= set(COVERED)


@pytest.mark.parametrize("source", COVERED)
def test_a_covered_source_belongs_to_its_region(source: str) -> None:
    assert isinstance(dataset_of(source.split("/", maxsplit=1)[0]).by_id[source], Source)


@pytest.mark.parametrize("source", COVERED)
def test_each_place_is_cited_or_left_out_for_a_reason_and_never_both(source: str) -> None:
    cited = citations(dataset_of(source.split("/", maxsplit=1)[0]))
    places = regions.coverages()[source].places

    lost = [place.at for place in places if place.left_out is None and not cited[source, place.at]]
    both = [place.at for place in places if place.left_out is not None and cited[source, place.at]]

    assert (lost, both) == ([], [])


@pytest.mark.parametrize("source", COVERED)
def test_each_reason_is_used_and_told_in_both_languages(source: str) -> None:
    coverage = regions.coverages()[source]

    assert {place.left_out for place in coverage.places if place.left_out} == set(coverage.reasons)
    assert {place.doubt for place in coverage.places if place.doubt} == set(coverage.doubts)
    assert all(text.nl and text.en for text in (*coverage.reasons.values(), *coverage.doubts.values()))


@pytest.mark.parametrize("name", REGIONS)
def test_each_locator_is_a_place_of_its_source(name: str) -> None:
    known = {(source, place.at) for source, coverage in regions.coverages().items() for place in coverage.places}
    unknown = [cited for cited in citations(dataset_of(name)) if cited[0] in regions.coverages() and cited not in known]

    assert unknown == []


@pytest.mark.parametrize("name", REGIONS)
def test_what_a_real_region_states_comes_from_covered_sources(name: str) -> None:
    dataset = dataset_of(name)
    if dataset.info.fictional:
        return
    stated = [record for record in records_of(dataset) if record.evidence is Evidence.STATED]
    elsewhere = [record.id for record in stated for citation in record.sources if citation.source not in regions.coverages()]

    assert elsewhere == []


@pytest.mark.parametrize("name", REGIONS)
def test_each_record_has_a_source(name: str) -> None:
    dataset = dataset_of(name)
    without = [record.id for record in records_of(dataset) if not record.sources and not isinstance(record, Source)]

    assert without == []


@pytest.mark.parametrize("name", REGIONS)
def test_a_region_reads_back_equal(name: str) -> None:
    dataset = dataset_of(name)

    assert read_dataset(write_dataset(dataset)).content_hash == dataset.content_hash


@pytest.mark.parametrize("damage", ["drop", "swap", "invent", "reword", "rename", "unexplained"])
@pytest.mark.parametrize("source", COVERED)
def test_a_damaged_coverage_is_found_without_the_text(source: str, damage: str) -> None:
    content = regions.coverages()[source].model_dump()
    content["places"] = list(content["places"])
    _damage(content, damage)

    with pytest.raises(ValueError, match=r"places|place is missing|not explained"):
        Coverage.model_validate(content)


def _damage(content: dict[str, Any], damage: str) -> None:
    places = content["places"]
    words = len(places[0]["hash"])
    if damage == "drop":
        places.pop(3)
    elif damage == "swap":
        places[1], places[2] = places[2], places[1]
    elif damage == "invent":
        places.append({"at": "verzonnen", "words": 1, "hash": "0" * words})
    elif damage == "reword":
        places[0]["hash"] = "0" * words
    elif damage == "rename":
        places[0]["at"] = places[1]["at"]
    else:
        places[0]["left_out"] = "nergens uitgelegd"


def test_names_of_people_stand_outside_the_package() -> None:
    folder = resources.checkout_path("names")
    assert folder is not None
    overlays = [read_tree(file).value for file in sorted(folder.glob("*.yaml"))]
    names = {entry["name"] for overlay in overlays for entry in overlay["names"]}
    tokens = {token for name in names for token in re.findall(r"\w+", name) if token[0].isupper()}
    assert tokens

    for name in REGIONS:
        written = set(re.findall(r"\w+", regions.path(name).read_text(encoding="utf-8")))
        assert tokens & written == set(), f"{name} holds the name of a person"


def test_overlays_name_persons_of_their_dataset() -> None:
    folder = resources.checkout_path("names")
    assert folder is not None
    for file in sorted(folder.glob("*.yaml")):
        overlay = read_tree(file).value
        persons = {node.id for node in dataset_of(overlay["dataset"]).nodes if node.label() == "Person"}
        assert {f"{overlay['dataset']}/{entry['id']}" for entry in overlay["names"]} <= persons
