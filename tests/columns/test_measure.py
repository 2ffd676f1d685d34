"""Which engine works a measure out, what the command prints and writes, and what bad input gets."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orggraph import columns
from orggraph.cli import run
from orggraph.columns import measure, registry
from orggraph.columns._folder import Folder
from orggraph.errors import InvalidInput, UnknownName, WrongUsage
from orggraph.model.tables import Tables, to_tables
from orggraph.sources.dataset_yaml import read_dataset
from tests.analyses.conftest import HEAD
from tests.columns.conftest import Written

ALIKE = """\
Person:
  - {id: ann, name: Lid, identifiers: ["x:1"], holds: [post/a]}
  - {id: bas, name: Lid, identifiers: ["x:1"]}
Body: [{id: ab, name: AB, kind: general_board, tier: political}]
Post: [{id: a, name: Lid, in: body/ab}]
"""


@pytest.fixture
def country(written: Written, country_tables: Tables) -> Folder:
    return written(country_tables)


def test_the_size_decides_and_the_answer_says_it(country: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    small = measure(country.path, "organs-taking-part")
    monkeypatch.setattr(columns, "LARGE", country.records - 1)
    large = measure(country.path, "organs-taking-part")
    assert (small.engine, large.engine) == ("NetworkX", "DuckDB")
    assert (small.rows, small.count) == (large.rows, large.count)
    assert small.count == 4
    assert f"DuckDB worked this out: {country.records} records, 0 holdings; over" in large.reason.render("en")


def test_as_many_rows_as_are_asked_in_one_order(country: Folder, tmp_path: Path) -> None:
    graph, engine = (measure(country.path, "arrangements-per-municipality", engine=name, most=7) for name in ("networkx", "duckdb"))
    assert graph.rows == engine.rows
    assert (len(graph.rows), graph.count, engine.count) == (7, 344, 344)
    for name in ("networkx", "duckdb"):
        measure(country.path, "arrangements-per-municipality", engine=name, output=tmp_path / f"{name}.csv")
        measure(country.path, "arrangements-per-municipality", engine=name, output=tmp_path / f"{name}.parquet")
        assert len(list(csv.DictReader((tmp_path / f"{name}.csv").open(encoding="utf-8")))) == 344
        assert pq.read_metadata(tmp_path / f"{name}.parquet").num_rows == 344


def test_the_command(country: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["measure", str(country.path), "forms-over-years", "--engine", "duckdb", "--lang", "en"]
    assert run([*command, "--most", "2", "--format", "json"]) == 0
    out = capsys.readouterr()
    assert len(json.loads(out.out)) == 2
    assert "DuckDB worked this out, as asked" in out.err
    assert "The first 2 of" in out.err
    assert run([*command, "-o", str(tmp_path / "years.csv")]) == 0
    assert (tmp_path / "years.csv").exists()
    assert run(["measure", str(country.path), "forms-over-year"]) == 2
    assert "forms-over-years" in capsys.readouterr().err


def test_a_folder_says_everything_that_is_wrong_with_it(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as nothing:
        measure(tmp_path, "interlocks")
    assert "no columns of a dataset" in nothing.value.text()
    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "Body.parquet").write_text("no Parquet", encoding="utf-8")
    pq.write_table(pa.table({"id": ["a"], "name": ["A"]}), tmp_path / "nodes" / "Post.parquet")
    with pytest.raises(InvalidInput) as wrong:
        measure(tmp_path, "interlocks")
    assert len(wrong.value.problems) == 2
    assert "Body.parquet: This is no Parquet file" in wrong.value.text()
    assert "dataset, status" in wrong.value.text()


def test_records_that_are_one_thing_are_for_a_graph(written: Written) -> None:
    folder = written(to_tables(read_dataset(HEAD + ALIKE)))
    with pytest.raises(WrongUsage, match="1 identifier or SAME_AS makes several records one thing"):
        measure(folder.path, "role_overload", engine="duckdb")
    assert measure(folder.path, "role_overload").engine == "NetworkX"


def test_files_in_parts_and_without_a_head(country: Folder) -> None:
    """As Spark writes them: a folder for each file, and none of our metadata."""
    whole = measure(country.path, "organs-taking-part", engine="duckdb", on="2026-05-16")
    for path in (*country.nodes.values(), *country.relationships.values()):
        table = pq.read_table(path).replace_schema_metadata(None)
        Path(path).unlink()
        Path(path).mkdir()
        half = len(table) // 2
        for number, part in enumerate((table[:half], table[half:])):
            pq.write_table(part, Path(path) / f"part-{number}.parquet")
    for engine in ("networkx", "duckdb"):
        assert measure(country.path, "organs-taking-part", engine=engine, on="2026-05-16").rows == whole.rows


def test_what_is_unknown_is_refused(country: Folder) -> None:
    for wrong in ({"params": {"x": 1}}, {"engine": "excel"}, {"output": Path("x.pdf")}):
        with pytest.raises(UnknownName):
            measure(country.path, "interlocks", **wrong)
    with pytest.raises(WrongUsage, match="share lies above 0"):
        measure(country.path, "interlocks", {"share": 2}, engine="duckdb")


def test_too_little_memory_is_no_riddle(country: Folder) -> None:
    with pytest.raises(WrongUsage, match="1MB is too little memory for DuckDB"):
        measure(country.path, "arrangements-per-municipality", engine="duckdb", memory="1MB")


def test_without_ibis_one_is_told_what_to_install(country: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    registry.cache_clear()
    for name in [name for name in sys.modules if name.startswith(("ibis", "orggraph.columns."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(WrongUsage, match=r"orggraph\[columns\]|not installed"):
        measure(country.path, "interlocks")
    registry.cache_clear()
