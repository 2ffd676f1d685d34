"""Whatever a dataset holds comes back from its workbook: every region, random datasets, in both languages and both kinds of file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orggraph import regions
from orggraph.cli import run
from orggraph.exports import Origin, registry
from orggraph.i18n import LANGUAGES, Lang
from orggraph.model.dataset import Dataset
from orggraph.sources import read
from orggraph.sources.dataset_yaml import read_dataset, write_dataset
from orggraph.sources.workbook.layout import DAILY, sheets
from tests.strategies import datasets

EXPORT = registry()["workbook"]


def back(dataset: Dataset, suffix: str, lang: Lang) -> Dataset:
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"boek{suffix}"
        file.write_bytes(EXPORT.make(dataset, Origin.of(dataset, 1, "2026-01-01", lang), suffix))
        return read(file)


def assert_equal(one: Dataset, other: Dataset) -> None:
    assert one.info == other.info
    assert one.node_rows == other.node_rows
    assert one.relationship_rows == other.relationship_rows
    assert one.content_hash == other.content_hash


@pytest.mark.parametrize(("suffix", "lang"), [(".xlsx", "nl"), (".ods", "en")])
@pytest.mark.parametrize("name", regions.names())
def test_a_region_survives_its_workbook(name: str, suffix: str, lang: Lang) -> None:
    region = read(regions.path(name))
    again = back(region, suffix, lang)
    assert_equal(again, region)
    assert again.warnings == region.warnings == ()
    assert_equal(read_dataset(write_dataset(again)), region)
    assert EXPORT.left_out(region) == {}


@given(datasets(), st.sampled_from(EXPORT.suffixes), st.sampled_from(LANGUAGES))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_dataset_survives_its_workbook(dataset: Dataset, suffix: str, lang: Lang) -> None:
    assert_equal(back(dataset, suffix, lang), dataset)


@pytest.mark.parametrize("suffix", EXPORT.suffixes)
def test_a_workbook_leaves_the_store_and_comes_back(
    regions_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(regions_home))
    file = tmp_path / f"gooi{suffix}"
    assert run(["export", "workbook", "--dataset", "gooi-en-vechtstreek", "-o", str(file)]) == 0
    assert read(file).content_hash == read(regions.path("gooi-en-vechtstreek")).content_hash
    capsys.readouterr()
    assert run(["load", str(file), "--dry-run", "--format", "csv"]) == 0
    _head, row = capsys.readouterr().out.splitlines()
    assert set(row.split(",")[2:]) == {"0"}


def test_titles_are_unique_within_a_sheet_and_what_is_daily_exists() -> None:
    for sheet in sheets():
        for lang in LANGUAGES:
            titles = [column.title[lang] for column in sheet.columns]
            assert sorted(set(titles)) == sorted(titles)
            assert len(sheet.title[lang]) <= 31
        titles_nl = {column.title.nl: column for column in sheet.columns}
        assert all(titles_nl.get(column.title.en, column) is column for column in sheet.columns)
        assert set(DAILY.get(sheet.key, ())) <= {column.key for column in sheet.columns}
