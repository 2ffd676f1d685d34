"""Rows in which one thing has one id, although several datasets have a record of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """A record of a thing of which there are others."""

    id: str
    """That of the thing."""
    name: str
    """That of the thing."""
    own: str
    """What this record calls it."""
    called: tuple[str, ...]
    """All by which it can be asked: the ids of its records, their last parts, and their names."""
    records: tuple[str, ...]
    """The ids of all records of the thing."""

    def parameter(self, days: Mapping[str, str]) -> Row:
        """What a statement may ask of the record: of the thing, and of its records each with the day at which its dataset is asked."""
        records = [{"id": record, "day": days[record.split("/")[0]]} for record in self.records]
        return {"id": self.id, "name": self.name, "called": list(self.called), "records": records}


Same = Mapping[str, Record]
"""The records that share a thing with others, by id."""


def records(things: Mapping[str, str], names: Mapping[str, str]) -> Same:
    """What is to be known of records, from the id of the thing of each, and the name of each."""
    of_thing: dict[str, list[str]] = {}
    for record in sorted(names.keys() & things.keys()):
        of_thing.setdefault(things[record], []).append(record)
    return {
        record: Record(thing, names[several[0]], names[record], tuple(_called(several, names)), tuple(several))
        for thing, several in of_thing.items()
        for record in several
    }


def _called(several: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(name for record in several for name in (record, record.split("/")[2], names[record])))


def as_one(rows: Iterable[Row], same: Same) -> list[Row]:
    """The rows with the id and name of the thing in place of those of its records; rows that so become equal once."""
    if not same:
        return list(rows)
    return list({json.dumps(row, sort_keys=True, default=str): row for row in (_of_things(row, same) for row in rows)}.values())


def datasets_of(row: Row) -> str:
    """The datasets of which a row speaks, by the ids in it."""
    ids = (record for column, value in row.items() if column.endswith("_id") for record in (value if isinstance(value, list) else [value]))
    return ", ".join(sorted({record.split("/")[0] for record in ids if record and record.count("/") == 2}))


def _of_things(row: Row, same: Same) -> Row:
    merged = {column: _element(value, same) for column, value in row.items()}
    for column, ids in row.items():
        name = column.removesuffix("_id")
        if name == column:
            continue
        several = isinstance(ids, list)
        merged[column] = [_id(record, same) for record in ids] if several else _id(ids, same)
        if name in row and several == isinstance(row[name], list):
            merged[name] = list(map(_names(same), ids, row[name])) if several else _names(same)(ids, row[name])
    return merged


def _id(record: Any, same: Same) -> Any:
    return same[record].id if record in same else record


def _names(same: Same) -> Any:
    """The name of a thing for the one that its record gives; other words, such as a name with a remark, stay."""
    return lambda record, words: same[record].name if record in same and words == same[record].own else words


def _element(value: Any, same: Same) -> Any:
    """A node or relationship of a graph with the ids of things; anything else as it is."""
    if isinstance(value, dict):
        ends = ("source", "target") if "type" in value else ("id",)
        return {**value, **{end: _id(value[end], same) for end in ends if end in value}}
    return value
