"""The labelled set of who is who: as datasets, and what a score at least finds of it."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from orggraph.graph import Graph, project
from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Organization, Person, Post, Role
from orggraph.model.relationships import HasRole, Holds, In
from orggraph.model.tables import to_tables
from orggraph.model.terms import OrganizationKind
from orggraph.views.duplicates import Duplicates
from tests.people.published import DATA

FILE = DATA / "who-is-who" / "labelled.csv"


@dataclass(frozen=True)
class Labelled:
    """The records as a projection, and of each of whom it is and how it was made."""

    graph: Graph
    who: dict[str, str]
    way: dict[str, str]

    def pairs(self) -> set[tuple[str, str]]:
        """The pairs that are of one person."""
        records: dict[str, list[str]] = defaultdict(list)
        for record, who in self.who.items():
            records[who].append(record)
        return {pair for same in records.values() for pair in combinations(sorted(same), 2)}


@dataclass(frozen=True)
class Measured:
    """What was proposed, and how much of it is right."""

    right: set[tuple[str, str]]
    wrong: set[tuple[str, str]]
    missed: set[tuple[str, str]]

    @property
    def precision(self) -> float:
        return len(self.right) / len(self.right | self.wrong)

    @property
    def recall(self) -> float:
        return len(self.right) / len(self.right | self.missed)


def labelled(file: Path = FILE) -> Labelled:
    """The set as it is committed."""
    nodes: dict[str, list[Node]] = {"a": [], "b": []}
    edges: dict[str, list[Relationship]] = {"a": [], "b": []}
    names, who, way = {}, {}, {}
    ids: dict[tuple[str, str, str], str] = {}

    def thing(label: type[Node], dataset: str, name: str, **more: object) -> str:
        key = (dataset, label.label(), name)
        if key not in ids:
            ids[key] = f"{dataset}/{label.label().lower()}/{len(ids)}"
            nodes[dataset].append(label.model_validate({"dataset": dataset, "id": ids[key], "name": name, **more}))
        return ids[key]

    with file.open(encoding="utf-8") as rows:
        for number, row in enumerate(csv.DictReader(rows)):
            dataset, record = row["dataset"], f"{row['dataset']}/person/{number}"
            names[record], who[record], way[record] = row["name"], row["who"], row["way"]
            nodes[dataset].append(Person(dataset=dataset, id=record, name=f"function {number}"))
            if row["organization"]:
                place = thing(Organization, dataset, row["organization"], kind=OrganizationKind.MUNICIPALITY)
                post = Post(dataset=dataset, id=f"{dataset}/post/{number}", name=row["role"])
                nodes[dataset].append(post)
                role = thing(Role, dataset, row["role"])
                edges[dataset] += [
                    In(dataset=dataset, source=post.id, target=place),
                    HasRole(dataset=dataset, source=post.id, target=role),
                    Holds(dataset=dataset, source=record, target=post.id, start_date=row["start"] or None, end_date=row["end"] or None),
                ]
    datasets = [Dataset(DatasetInfo(id=name, title=name), tuple(nodes[name]), tuple(edges[name])) for name in nodes]
    return Labelled(project(to_tables(*datasets), names=names, all_times=True), who, way)


def measured(known: Labelled, result: Duplicates) -> Measured:
    """The proposals beside what is so."""
    same = known.pairs()
    proposed = {(pair.first, pair.second) for pair in result.pairs if pair.label == "Person"}
    return Measured(proposed & same, proposed - same, same - proposed)
