"""Reading the library, and asking it."""

from __future__ import annotations

from pathlib import Path

import pytest

from orggraph import queries
from orggraph.errors import InvalidInput, UnknownName, WrongUsage
from orggraph.i18n import Bilingual
from orggraph.store.connection import Connection
from tests.queries.conftest import AT_RANDOM, DATASETS

HEADER = """\
// ---
// title: {nl: Titel, en: Title}
// question: {nl: Wat?, en: What?}
// shows: table
// columns:
//   one: {nl: Een, en: One}
// ---
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        queries.read_library(folder)
    return [problem.text() for problem in caught.value.problems]


def test_a_file_becomes_a_query(tmp_path: Path) -> None:
    header = HEADER.replace("// shows", "// params:\n//   n: {type: integer, default: 3, about: {nl: Hoeveel, en: How many}}\n// shows")
    written(tmp_path, "area/some-question.cypher", f"{header}// why\nRETURN 1 AS one\n")

    library = queries.read_library(tmp_path)

    query = library["some-question"]
    assert (query.area, query.shows, query.statement) == ("area", "table", "// why\nRETURN 1 AS one")
    assert query.title == Bilingual("Titel", "Title")
    assert query.params["n"].default == "3"
    assert query.text.startswith("// ---")


def test_the_schema_folder_holds_no_questions(tmp_path: Path) -> None:
    written(tmp_path, "schema/constraints.cypher", "CREATE CONSTRAINT …")

    assert queries.read_library(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("RETURN 1 AS one", "a/q.cypher:1: the header is missing"),
        (HEADER, "a/q.cypher:7: no statement follows the header"),
        (HEADER.replace("en: What?", "nl: What?") + "RETURN 1", "a/q.cypher:3:25: the key nl stands here a second time"),
        (HEADER.replace("{nl: Wat?, en: What?}", "{nl: Wat?}") + "RETURN 1", "a/q.cypher:3:4: the field question.en is missing"),
        (HEADER.replace("shows: table", "shows: picture") + "RETURN 1", "a/q.cypher:4:4: shows cannot be picture"),
        (HEADER.replace("title:", "titel:") + "RETURN 1", "there is no field titel. Known: title."),
        (
            HEADER.replace("// shows", "// params:\n//   datasets: {type: list, about: {nl: x, en: x}}\n// shows") + "RETURN 1",
            "a/q.cypher:5:6: the parameter datasets is filled for every query",
        ),
        (HEADER.replace("// title", "// &t title") + "RETURN 1", "anchors (&) and references (*) are not read"),
    ],
)
def test_a_bad_header_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    written(tmp_path, "a/q.cypher", text)

    assert any(said in problem for problem in problems_of(tmp_path)), problems_of(tmp_path)


def test_all_bad_files_are_told_at_once_and_a_name_stands_once(tmp_path: Path) -> None:
    written(tmp_path, "a/one.cypher", f"{HEADER}RETURN 1 AS one")
    written(tmp_path, "a/two.cypher", "RETURN 2")
    written(tmp_path, "b/one.cypher", f"{HEADER}RETURN 1 AS one")

    said = problems_of(tmp_path)

    assert len(said) == 2
    assert said[0].startswith("a/two.cypher:1: the header is missing")
    assert said[1].startswith("b/one.cypher: a has a query with this name too")


def test_an_unknown_query_says_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        queries.get("contradiction")

    assert caught.value.nearest[0] == "contradictions"


def test_an_unknown_parameter_dataset_or_source_says_the_nearest(library_connection: Connection) -> None:
    with pytest.raises(UnknownName, match="persoon"):
        queries.run(library_connection, "who-holds-what", {"persoon": "a"})
    with pytest.raises(UnknownName, match="amersfoort"):
        queries.run(library_connection, "chairs", datasets=["amersfort"])
    with pytest.raises(UnknownName, match="verordening"):
        queries.run(library_connection, "chairs", datasets=["proefregio"], prefer=["verordning"])
    with pytest.raises(WrongUsage, match="no date"):
        queries.run(library_connection, "chairs", on="soon")


def test_one_dataset_may_be_given_as_a_parameter_but_not_another_beside_it(library_connection: Connection) -> None:
    as_parameter = queries.run(library_connection, "chairs", {"dataset": "proefregio"})

    assert as_parameter == queries.run(library_connection, "chairs", datasets=["proefregio"])
    assert as_parameter != queries.run(library_connection, "chairs")
    with pytest.raises(WrongUsage):
        queries.run(library_connection, "chairs", {"dataset": "proefregio"}, datasets=["amersfoort"])


def test_every_dataset_is_asked_at_its_own_date(library_connection: Connection) -> None:
    every = queries.run(library_connection, "who-holds-what")

    own = [queries.run(library_connection, "who-holds-what", datasets=[one]) for one in sorted([*DATASETS, AT_RANDOM])]
    assert every == [row for rows in own for row in rows]


def test_names_of_people_show_where_they_are_given_and_only_there(library_connection: Connection) -> None:
    names = {"proefregio/person/a": "<b>Naam</b> van A"}

    shown = queries.run(library_connection, "roles-of-person", {"person": "a"}, datasets=["proefregio"], names=names)
    listed = queries.run(library_connection, "shared-members", datasets=["proefregio"], names=names)

    assert {row["person"] for row in shown} == {"<b>Naam</b> van A"}
    assert listed[0]["who"] == ["<b>Naam</b> van A", "secretaris D"]
    assert "Naam" not in str(queries.run(library_connection, "roles-of-person", {"person": "a"}, datasets=["proefregio"]))


def test_a_graph_is_given_as_the_contract_writes_it(library_connection: Connection) -> None:
    row = queries.run(library_connection, "how-bodies-relate", {"bodies": "bra, arg"}, datasets=["amersfoort"])[0]

    assert row["source"]["labels"] == ["Body"]
    assert row["relationship"]["source"] == row["source"]["id"] == "amersfoort/body/bra"
    assert row["relationship"]["target"] == row["target"]["id"] == "amersfoort/body/arg"
    assert "hash" not in row["source"]["properties"]


def test_a_value_is_never_read_as_cypher(library_connection: Connection) -> None:
    hostile = "x' OR 1=1 //"

    assert queries.run(library_connection, "who-holds-what", {"body": hostile}) == []
