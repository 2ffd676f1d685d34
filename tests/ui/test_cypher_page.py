"""The page Cypher without a browser: what a statement keeps to, its parameters and its time, and the forms of an answer."""

from __future__ import annotations

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from orggraph.i18n import LANGUAGES
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.picture import schema_picture
from orggraph.store.statement_parameters import parameters
from orggraph.store.vocabulary import KNOWN
from orggraph.ui import editor
from orggraph.ui.widgets import own_cypher
from tests.ui.conftest import Opener, written

GOOI = "gooi-en-vechtstreek"
COUNT = "MATCH (b:Body) RETURN count(b) AS n"
LIMITED = "MATCH (b:Body) WHERE b.dataset IN $datasets RETURN count(b) AS n, $date AS dag"


def asked(opened: Opener, statement: str, **more: str) -> AppTest:
    """The page after somebody asked a statement, which only a browser can do; as the editor's answer arrives."""
    test = opened("cypher", dataset=GOOI, own="1", statement=statement, **more)
    assert "Dit antwoord" not in written(test)
    test.session_state[own_cypher.LAST] = statement
    test.run()
    assert [error.value for error in test.exception] == []
    return test


def test_a_link_with_a_statement_asks_nothing_by_itself(opened: Opener) -> None:
    test = opened("cypher", dataset=GOOI, statement=COUNT)
    assert "Dit antwoord" not in written(test)


def test_an_answer_says_what_it_is_limited_to(opened: Opener) -> None:
    everywhere = asked(opened, COUNT)
    assert "over alle regio's" in written(everywhere)
    assert "ongeacht de datum" in written(everywhere)
    here = asked(opened, LIMITED, date="2021-05-01")
    assert "beperkt tot" in written(here)
    assert "op de gekozen datum" in written(here)
    assert "2021-05-01" in written(here)
    counts = [int(re.findall(r"<td[^>]*>(?:<bdi>)?(\d+)<", written(test))[0]) for test in (everywhere, here)]
    assert counts[0] > counts[1] > 0


@pytest.mark.parametrize(
    ("statement", "kept"),
    [(COUNT, set()), (LIMITED, {"datasets", "date"}), ("RETURN $on AS day, $passed_over AS claims", {"date", "prefer"})],
)
def test_the_line_above_claims_no_more_than_the_statement_does(statement: str, kept: set[str]) -> None:
    test = AppTest.from_function(covering, args=(statement,), default_timeout=60).run()
    assert set(test.markdown[0].value.split(",")) - {""} == kept


def covering(statement: str) -> None:
    """The script of a run that says to what a statement keeps."""
    import streamlit as st

    from orggraph.ui.widgets import own_cypher
    from orggraph.ui.widgets.address import Address

    address = Address("cypher", {"statement": statement})
    st.session_state[own_cypher.LAST] = statement
    st.markdown(",".join(sorted(own_cypher.covers(address))))


def test_a_parameter_of_ones_own_is_asked_for_and_used(opened: Opener) -> None:
    statement = "UNWIND $numbers AS n RETURN n * $factor AS product, $words AS words"
    test = asked(opened, statement)
    assert "$numbers" in test.info[0].value
    for name, value in {"numbers": "[1, 2, 3]", "factor": "5", "words": "drie; vier"}.items():
        next(field for field in test.text_input if field.label == f"${name}").set_value(value)
    test.run()
    assert all(f">{n}<" in written(test) for n in (5, 10, 15))
    assert "drie; vier" in written(test)
    assert "numbers=[1, 2, 3]" in test.query_params["param"]


def test_seconds_at_most_are_those_that_are_chosen(opened: Opener) -> None:
    slow = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c RETURN count(*) AS n"
    test = asked(opened, slow)
    assert "langer dan 2 seconden" in test.error[0].value
    field = next(one for one in test.selectbox if one.key == "cypher_seconds")
    assert list(field.options) == ["2", "5", "15", "60"]
    field.select(5).run()
    assert "langer dan 5 seconden" in test.error[0].value
    assert test.query_params["seconds"] == "5"


def test_a_question_is_shown_as_table_graph_or_json(opened: Opener) -> None:
    test = opened("cypher", dataset=GOOI, query="preparation", param="kind=general_board")
    assert "algemeen bestuur" in written(test)
    assert "general_board" not in written(test)
    forms = next(group for group in test.get("button_group") if group.key == "cypher_as")
    assert [option.content for option in forms.proto.options] == ["Tabel", "Graaf", "JSON"]
    test = opened("cypher", dataset=GOOI, query="preparation", param="kind=general_board", **{"as": "json"})
    rows = json.loads(next(one.value for one in test.code if one.language == "json"))
    assert {row["kind"] for row in rows} == {"general_board"}


@pytest.mark.parametrize("statement", ["RETURN 1 AS n // $nothing", "RETURN '$nothing' AS n", "RETURN `$nothing`", "RETURN 'open", ""])
def test_what_only_looks_like_a_parameter_is_none(statement: str) -> None:
    assert parameters(statement) == ()


def test_parameters_come_once_and_in_order() -> None:
    assert parameters("MATCH (n {id: $id}) WHERE n.dataset IN $datasets AND n.id = $id RETURN $`my word`") == ("id", "datasets", "my word")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_editor_knows_every_label_type_and_property_of_the_model(lang: str) -> None:
    schema = editor.schema(lang)  # type: ignore[arg-type]
    names = {kind: [entry["name"] for entry in entries] for kind, entries in schema.items()}

    assert names["labels"] == list(LABELS)
    assert names["types"] == list(TYPES)
    assert set(names["properties"]) <= KNOWN["property"] | {"marks"}
    assert {field for model in LABELS.values() for field in model.model_fields} - {"sources"} <= set(names["properties"])
    assert all(entry["title"] for entries in schema.values() for entry in entries)


def test_the_small_picture_draws_what_the_model_allows() -> None:
    assert set(schema_picture.PLACES) <= set(LABELS)
    for source, kind, target in schema_picture.EDGES:
        assert source in TYPES[kind].sources_of
        assert target in TYPES[kind].targets_of
    assert schema_picture.svg("nl").count("<rect") == len(schema_picture.PLACES)
