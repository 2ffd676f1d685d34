"""A tree of the shape of a dataset file to a dataset, with every problem at its place.

What a file looks like is for who makes the tree: YAML, or the sheets of a workbook. The shape is that of
:mod:`orggraph.sources.dataset_yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import T, Text
from orggraph.model.base import ANY, Node, Record, Relationship, is_record_id
from orggraph.model.checks import check
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.dates import first_after
from orggraph.model.meant import date_meant, end_meant, id_meant, kind_meant, slug
from orggraph.model.nodes import LABELS
from orggraph.model.problems import beside, problems_of, shortened
from orggraph.model.relationships import TYPES
from orggraph.yamltree import Path_, Tree

M = TypeVar("M", bound=BaseModel)
VERSION: Final = 1
CLOSED: Final = "closed"
"""The key by which a file says that it ends in a line of three dots (``...``), so that one that was cut off is no smaller whole."""
KEYS = {kind.lower(): relationship for kind, relationship in TYPES.items() if kind != "DOCUMENTED_IN"}
MOST_PROBLEMS = 1_000
"""Problems that are told of one file; who has more has one cause, and mends that first."""
INHERITED = ("sources", "evidence", "status")
"""What a relationship has from the record with which it stands, unless it says otherwise."""


def dataset_of(tree: Tree) -> Dataset:
    """The checked dataset that a tree holds.

    Parameters
    ----------
    tree
        The head under ``dataset``, and the records of each label in a list under its name. Problems that it has already
        are told with those that its values have.

    Raises
    ------
    InvalidInput
        With every problem, each with its place and record; nothing is returned then.
    """
    reader = DatasetReader(tree)
    dataset = reader.read()
    if any(problem.level == "error" for problem in reader.problems):
        raise reader.refusal()
    return replace(dataset, warnings=reader.by_place())


class DatasetReader:
    """Reads one tree, record by record."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems = list(tree.problems)
        self.at: dict[str, Path_] = {}
        self.known: set[str] = set()
        self.nodes: list[Node] = []
        self.again: dict[str, Path_] = {}
        self.relationships: list[Relationship] = []
        self.numbers: dict[str, list[int]] = {}
        """Where the relationships with an id stand in that list: more than one, where they differ."""
        self.starts: dict[str, str] = {}
        self.sections_of: dict[str, list[str]] = {}
        self.dataset = ""

    def read(self) -> Dataset:
        root = self.tree.value
        if not isinstance(root, dict):
            message = T("this is no dataset file: it must start with the key dataset")
            raise InvalidInput([self._problem((), "no_dataset", message, _kind_of_file({}))])
        if root.get(CLOSED) is not None and not self.tree.is_closed:
            message = T("the file says that it ends in a line of three dots, and it does not: it was cut off")
            self._problem((CLOSED,), "cut_off", message, T("Fetch the file again; if it is whole, end it in a line with three dots: ..."))
        info = self._info(root)
        self.dataset = info.id
        self.at[info.id] = ("dataset",)
        self._look_ahead(root)
        for key, records in root.items():
            if key in LABELS:
                self._section(LABELS[key], key, records)
            elif key not in ("orggraph", "dataset", CLOSED):
                self._problem((key,), "unknown_section", T("there is no section {name}", name=key), kind_meant(key, LABELS))
        dataset = Dataset(info, tuple(self.nodes), tuple(self.relationships))
        self.problems += check(dataset, self._locate, self.known - set(dataset.by_id), most=MOST_PROBLEMS)
        return dataset

    def _look_ahead(self, root: Mapping[str, Any]) -> None:
        """Note in which sections each short id stands, for who leaves the section out."""
        for key, records in root.items():
            for record in records if key in LABELS and isinstance(records, list) else ():
                if isinstance(record, dict) and isinstance(record.get("id"), str):
                    self.sections_of.setdefault(record["id"], []).append(key)

    def refusal(self) -> InvalidInput:
        """All problems by place; where there are very many, the first of them and one that says so."""
        problems = self.by_place()
        if len(problems) >= MOST_PROBLEMS:
            message = T("more problems than {most}: the rest is not told", most=MOST_PROBLEMS)
            problems = (*problems[:MOST_PROBLEMS], Problem("too_many", message, T("Mend these first."), self.tree.file))
        return InvalidInput(problems)

    def by_place(self) -> tuple[Problem, ...]:
        """All problems in the order of the file."""
        return tuple(sorted(self.problems, key=self.tree.rank))

    def _info(self, root: Mapping[str, Any]) -> DatasetInfo:
        version = root.get("orggraph", str(VERSION))
        if version != str(VERSION):
            hint = T("This orggraph reads version {version}.", version=VERSION)
            self._problem(("orggraph",), "version", T("the file has format version {given}", given=version), hint)
        head = root.get("dataset")
        if not isinstance(head, dict):
            self._problem((), "no_dataset", T("the key dataset with id and title is missing"), _kind_of_file(root))
            raise self.refusal()
        return self._make(DatasetInfo, head, ("dataset",), None) or self._bare(head)

    def _bare(self, head: Mapping[str, Any]) -> DatasetInfo:
        """Of a head with mistakes what fits, so that mistakes in records and parts are told with them."""
        try:
            return DatasetInfo.model_validate({"title": "?"} | dict(head))
        except ValidationError as errors:
            wrong = {error["loc"][0] for error in errors.errors()} - {"id"}
            fitting = {name: value for name, value in head.items() if name not in wrong}
            if "id" not in fitting or fitting == head:
                raise self.refusal() from None
            return self._bare({"title": "?"} | fitting)

    def _section(self, label: type[Node], key: str, records: Any) -> None:
        if not isinstance(records, list):
            self._problem((key,), "no_list", T("{name} must be a list of records", name=key), T("Start each record with a dash."))
            return
        for number, record in enumerate(records):
            path: Path_ = (key, number)
            if not isinstance(record, dict) or not isinstance(record.get("id"), str):
                self._problem(path, "no_id", T("a record of {name} has no id", name=key), T("Start it with id: and a short name."))
                continue
            self._record(label, record, path)

    def _record(self, label: type[Node], record: dict[str, Any], path: Path_) -> None:
        identity = self._id(record["id"], label)
        if not is_record_id(identity):
            hint = id_meant(record["id"].strip())
            self._problem((*path, "id"), "bad_value", T("{name} cannot be {value}", name="id", value=record["id"]), hint, identity)
            identity = self._id(slug(record["id"]) or "-", label)  # the rest of the record is told as well
        self.known.add(identity)
        self._place(identity, path)
        self._reserved(record, ("dataset",), path, identity)
        fields = {name: value for name, value in record.items() if name not in KEYS and name != "dataset"}
        fields |= {"id": identity, "dataset": self.dataset}
        self._ends(fields, path, identity)
        self._references(fields, path, identity)
        node = self._make(label, fields, path, identity, allowed=_keys_of(label))
        if node is not None:
            self.nodes.append(node)
        inherited = {name: fields[name] for name in INHERITED if name in fields} if node is not None else {}
        for name in [name for name in record if name in KEYS]:
            values = record[name] if isinstance(record[name], list) else [record[name]]
            for number, value in enumerate(values):
                here: Path_ = (*path, name, number) if isinstance(record[name], list) else (*path, name)
                self._relationship(KEYS[name], identity, value, here, inherited)

    def _relationship(self, kind: type[Relationship], start: str, value: Any, path: Path_, inherited: Mapping[str, Any]) -> None:
        fields = {"to": value} if isinstance(value, str) else dict(value) if isinstance(value, dict) else {}
        end = fields.pop("to", None)
        record = f"{start} {kind.type.lower()}"
        if not isinstance(end, str):
            hint = T("Write an id such as body/ab, or {{to: body/ab, …}}.")
            self._problem(path, "no_end", T("{type} names no record", type=kind.type.lower()), hint, record)
            return
        target = self._id(end)
        if not is_record_id(target):
            hint = id_meant(end) if "/" in end else end_meant(end, kind.targets_of, self.sections_of.get(end, ()))
            message = T("{name} cannot be {value}", name=kind.type.lower(), value=shortened(end))
            self._problem(path, "bad_value", message, hint, record)
            return
        self._reserved(fields, ("dataset", "source", "target"), path, record)
        self._references(fields, path, record)
        self._ends(fields, path, record)
        fields = {**inherited, **fields, "dataset": self.dataset, "source": start, "target": target}
        made = self._make(kind, fields, path, record, allowed=("to", "last_day"))
        if made is None:
            return
        identity = made.id
        self.starts[identity] = record
        numbers = self.numbers.setdefault(identity, [])
        for number in numbers:
            same = self.relationships[number]
            if same == made.model_copy(update={"sources": same.sources}):
                sources = tuple(dict.fromkeys((*same.sources, *made.sources)))
                self.relationships[number] = same.model_copy(update={"sources": sources})
                return
        numbers.append(len(self.relationships))
        self.relationships.append(made)
        self._place(identity, path)

    def _place(self, key: str, path: Path_) -> None:
        """Remember where a record stands, and where it stands a second time."""
        if key in self.at:
            self.again[key] = path
        else:
            self.at[key] = path

    def _reserved(self, fields: Mapping[str, Any], names: Iterable[str], path: Path_, record: str) -> None:
        """What follows from where a record stands is not for the file to say."""
        for name in names:
            if name in fields:
                hint = T("Leave it out: it follows from where the record stands, and from to.")
                self._problem((*path, name), "unknown_field", T("there is no field {name}", name=name), hint, record)

    def _ends(self, fields: dict[str, Any], path: Path_, record: str) -> None:
        """Put the end of a period in the place of the last day in it."""
        last = fields.pop("last_day", None)
        if last is None:
            return
        here: Path_ = (*path, "last_day")
        if fields.get("end_date") is not None:
            hint = T("Keep one of the two: last_day is the last day, end_date the first day after it.")
            self._problem(here, "two_ends", T("it has both an end_date and a last_day"), hint, record)
            return
        try:
            fields["end_date"] = first_after(last)
        except ValueError:
            message = T("{name} is no date: {value}", name="last_day", value=shortened(last))
            self._problem(here, "date", message, date_meant(str(last), beside("last_day", Record)), record)

    def _references(self, fields: dict[str, Any], path: Path_, record: str) -> None:
        """Give references in plain fields their full form: citations, slot, subject of a claim."""
        if "sources" in fields:
            fields["sources"] = self._citations(fields["sources"], (*path, "sources"), record)
        for name in ("slot", "subject"):
            if isinstance(fields.get(name), str):
                fields[name] = self._id(fields[name])
        if isinstance(fields.get("not_same_as"), list):
            fields["not_same_as"] = [self._id(value) if isinstance(value, str) else value for value in fields["not_same_as"]]

    def _citations(self, value: Any, path: Path_, record: str) -> list[Any]:
        values = value if isinstance(value, list) else [] if value is None else [value]
        citations = []
        for number, given in enumerate(values):
            citation = given
            if isinstance(given, str) and given.strip():
                name, _, locator = given.strip().partition(" ")
                citation = {"source": name, "locator": locator}
            if isinstance(citation, dict) and isinstance(citation.get("source"), str):
                name = citation["source"]
                citations.append({**citation, "source": name if "/" in name else f"{self.dataset}/source/{name}"})
            else:
                hint = T("Write the source's id, a space, and the place in it.")
                self._problem((*path, number), "citation", T("this names no source"), hint, record)
        return citations

    def _id(self, short: str, label: type[Node] | None = None) -> str:
        parts = short.strip().split("/")
        if label is not None and len(parts) == 1:
            parts.insert(0, label.label().lower())
        return "/".join([self.dataset, *parts] if len(parts) == 2 else parts)

    def _make(self, kind: type[M], fields: dict[str, Any], path: Path_, record: str | None, allowed: Iterable[str] = ()) -> M | None:
        try:
            return kind.model_validate({name: value for name, value in fields.items() if not _left_empty(kind, name, value)})
        except ValidationError as errors:
            for problem in problems_of(errors, kind, self.tree, path, record, allowed):
                self._add(problem)
            return None

    def _locate(self, code: str, key: str, message: Text, hint: Text | None, field: str) -> Problem:
        path = self.again.get(key, ()) if code.startswith("duplicate") else self.at.get(key, ())
        return self.tree.problem((*path, field) if field else path, code, message, hint, self.starts.get(key, key))

    def _problem(self, path: Path_, code: str, message: Text, hint: Text | None, record: str | None = None) -> Problem:
        return self._add(self.tree.problem(path, code, message, hint, record))

    def _add(self, problem: Problem) -> Problem:
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise self.refusal()
        return problem


def _kind_of_file(root: Mapping[str, Any]) -> Text:
    """What another file of YAML seems to be, and what reads it."""
    if {"hats", "pairs", "rules"} & root.keys():
        return T("This seems to be a file of rules: --rules takes it.")
    if "names" in root:
        return T("This seems to be an overlay of names: it stands in a folder names, and --with-names reads it.")
    if len({"persons", "organizations", "memberships", "posts"} & root.keys()) > 1:
        return T("This seems to be Popolo, which no source reads.")
    return T("Start the file with dataset: {{id: …, title: …}}.")


@cache
def _keys_of(label: type[Node]) -> list[str]:
    """What may stand in a record beside its fields: the relationships that it may start, and the last day."""
    return ["last_day", *(key for key, kind in KEYS.items() if label.label() in kind.sources_of or kind.sources_of == (ANY,))]


def _left_empty(kind: type[BaseModel], name: str, value: Any) -> bool:
    """Whether a field that may be absent holds an empty text: not stated, and so the same record as without it."""
    if not isinstance(value, str) or value.strip():
        return False
    field = kind.model_fields.get(name)
    return field is not None and not field.is_required() and field.default is None
