"""The register's mirror in YAML becomes the same records as the export in XML; what is no record of it is refused by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph.errors import InvalidInput
from orggraph.model.nodes import Arrangement, Body, Organization
from orggraph.model.relationships import ParticipatesIn, Succeeds
from orggraph.sources import read, source_of
from tests.people.published import unpacked
from tests.sources.extracts import folder
from tests.sources.test_popolo import of


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    return folder("nl-gr-roo-yaml", tmp_path / "spiegel") / "organisaties"


def test_the_mirror_is_the_register(mirror: Path, tmp_path: Path) -> None:
    assert source_of(mirror).key == "roo_yaml"
    made, export = read(mirror), read(unpacked("nl-gr-roo", tmp_path) / "roo-derived-2.6.3.xml")
    of_export = {record.id: record for record in (*export.nodes, *export.relationships)}
    for kind in (Arrangement, ParticipatesIn, Succeeds, Body):
        assert of(made, kind)
        for record in of(made, kind):
            same = {"description"} if kind is Arrangement else set()  # lines are folded otherwise
            assert record.model_dump(exclude=same) == of_export[record.id].model_dump(exclude=same)
    assert {one.id for one in of(made, Organization)} <= of_export.keys()
    assert any("weggelaten: 15 regels van partijen" in remark.text("nl") for remark in made.warnings)


def test_one_file_of_it_is_told_from_a_dataset_file(mirror: Path) -> None:
    file = mirror / "gemeenten" / "beek.yaml"
    assert source_of(file).key == "roo_yaml"
    assert [one.name for one in of(read(file), Organization)] == ["Gemeente Beek"]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("id: org:", "id: !!python/object/apply:os.system [x]\nx: org:", "tag"),
        ("type: gemeente", "type: &a gemeente\nx: *a", "anchor"),
        ("  roo_id:", "  roo:", "missing_field"),
        ("Gemeente Beek", "x" * 10_000_000, "bad_value"),
        ("names:", "names: []\nnamen:", "format"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_nothing_comes_in(mirror: Path, before: str, after: str, code: str) -> None:
    file = mirror / "gemeenten" / "beek.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read(mirror, "roo_yaml")
    assert [(problem.code, problem.file) for problem in refused.value.problems] == [(code, str(file))]
    assert len(refused.value.text("nl")) < 1_000
