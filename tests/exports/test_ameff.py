"""The ArchiMate model of every region: its schema, its references, and another program that reads it and knows the language."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyArchimate
import pytest
from lxml import etree

from orggraph import regions
from orggraph.exports import Origin, registry
from orggraph.exports.ameff import ELEMENTS, SPACE, XSI
from orggraph.i18n import Lang
from orggraph.model.dataset import Dataset
from orggraph.sources import read
from orggraph.sources.dataset_yaml import read_dataset
from tests.exports.test_exports import HOSTILE

SCHEMA = etree.RelaxNG(file=str(Path(__file__).parents[1] / "data" / "archimate" / "model.rng"))
EMPTY = "orggraph: 1\ndataset: {id: leeg, title: Leeg}\n"


def dataset(name: str) -> Dataset:
    return read_dataset({"vijandig": HOSTILE, "leeg": EMPTY}[name]) if name in ("vijandig", "leeg") else read(regions.path(name))


def made(records: Dataset, lang: Lang = "nl") -> bytes:
    content = registry()["ameff"].make(records, Origin.of(records, 3, "2026-06-01", lang), ".xml")
    assert isinstance(content, bytes)
    return content


@pytest.mark.parametrize("name", [*regions.names(), "vijandig", "leeg"])
def test_it_fits_the_schema_and_every_reference_meets_what_it_names(name: str) -> None:
    records = dataset(name)
    root = etree.fromstring(made(records))
    SCHEMA.assertValid(root)
    identifiers = [str(value) for value in root.xpath("//@identifier")]
    assert len(set(identifiers)) == len(identifiers)
    elements = set(root.xpath("//a:element/@identifier", namespaces={"a": SPACE}))
    assert {*root.xpath("//@source"), *root.xpath("//@target")} <= elements
    assert set(root.xpath("//@identifierRef")) == elements
    assert set(root.xpath("//@propertyDefinitionRef")) == set(root.xpath("//a:propertyDefinition/@identifier", namespaces={"a": SPACE}))
    left_out = registry()["ameff"].left_out(records)
    assert len(elements) == sum(node.label() in ELEMENTS for node in records.nodes)
    lost = sum(number for kind, number in left_out.items() if kind.isupper())
    assert len(root.findall(f".//{{{SPACE}}}relationship")) == len(records.relationships) - lost


@pytest.mark.parametrize("name", regions.names())
def test_a_program_of_architects_reads_it_and_allows_each_relationship(name: str, tmp_path: Path) -> None:
    records = dataset(name)
    file = tmp_path / "model.xml"
    file.write_bytes(made(records))
    model = pyArchimate.Model("empty")
    model.read(str(file))
    assert model.name == records.info.title
    assert model.check_invalid_relationships() == []
    kinds = Counter(ELEMENTS[node.label()] for node in records.nodes if node.label() in ELEMENTS)
    assert Counter(element.type for element in model.elements) == kinds
    names = {node.name for node in records.nodes if node.label() in ELEMENTS}
    assert {element.name for element in model.elements} == names


def test_who_holds_what_is_an_assignment_and_no_other_word_is_lost() -> None:
    root = etree.fromstring(made(dataset("gooi-en-vechtstreek"), "en"))
    relationships = root.findall(f".//{{{SPACE}}}relationship")
    kinds = Counter((edge.findtext(f"{{{SPACE}}}name"), edge.get(f"{{{XSI}}}type")) for edge in relationships)
    assert kinds["holds", "Assignment"] == 2
    assert kinds["has the role", "Specialization"] == 28
    assert "Association" in {kind for _name, kind in kinds}
