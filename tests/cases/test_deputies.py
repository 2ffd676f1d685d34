"""Who deputizes for a deputy."""

from __future__ import annotations

from pathlib import Path

from orggraph import queries
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store.connection import Connection
from orggraph.store.loading import load
from orggraph.store.schema import prepare

HERE = Path(__file__).parent


def test_a_deputy_of_a_deputy_is_the_second_line(connection: Connection) -> None:
    prepare(connection)
    load(connection, read_dataset(HERE / "c12-plv.yaml"), by="tests")
    rows = {row["post_id"].split("/")[-1]: row for row in queries.run(connection, "deputies", {"body": "raad-a"}, datasets=["c12-plv"])}
    lines = {
        post: [[one.split("/")[-1] for one in row[column]] for column in ("deputies_id", "second_line_id")] for post, row in rows.items()
    }
    assert lines["ab-lid"] == [["ab-plv", "ab-plv3"], ["ab-plv2"]]
    assert lines["ab-plv"] == [["ab-plv2"], ["ab-plv3"]]
    assert lines["ab-plv3"] == [[], []]
    assert [rows["ab-lid"][column] for column in ("stand_in_id", "second_stand_in_id")] == [["c12-plv/person/p2"], []]
