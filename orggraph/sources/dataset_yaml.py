"""The dataset file: one YAML file a region, writable by a board secretary, read and written without loss.

::

    orggraph: 1
    dataset: {id: voorbeeld, title: Voorbeeld, reference_date: 2026-01-01}
    Source:
      - {id: besluit, name: Instellingsbesluit}
    Body:
      - id: ab                                # becomes voorbeeld/body/ab
        name: Algemeen bestuur
        kind: general_board
        tier: executive
        sources: [besluit artikel 3]          # a source, a space, the place in it
    Post:
      - id: ab-voorzitter
        name: Voorzitter AB
        capacity: chair
        in: body/ab                           # a relationship stands with the record where it starts,
        has_role: {to: role/voorzitter, evidence: inferred}   # under its type in lower case

A relationship that does not say otherwise has the sources, evidence and status of the record it stands with.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import yaml

from orggraph import sources
from orggraph.i18n import Bilingual
from orggraph.model.base import Node, Record, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.from_tree import CLOSED, INHERITED, VERSION, dataset_of
from orggraph.model.nodes import LABELS
from orggraph.yamltree import read_tree

SUFFIXES: Final = (".yaml", ".yml")


def read_dataset(source: Path | str, *, file: str | None = None) -> Dataset:
    """Read and check a dataset file (a path, or its text).

    Raises
    ------
    InvalidInput
        With every problem found in the file, each with its line, column and record; nothing is returned then.
    """
    return dataset_of(read_tree(source, file=file))


def write_dataset(dataset: Dataset) -> str:
    """The dataset as the text of a file that reads back as an equal dataset."""
    outgoing: dict[str, list[Relationship]] = {}
    for relationship in dataset.relationships:
        outgoing.setdefault(relationship.source, []).append(relationship)
    document: dict[str, Any] = {"orggraph": VERSION, CLOSED: True, "dataset": dataset.info.model_dump(mode="json", exclude_defaults=True)}
    for label, kind in LABELS.items():
        records = [_written(node, outgoing.get(node.id, []), dataset.id) for node in dataset.nodes if isinstance(node, kind)]
        if records:
            document[label] = records
    return str(yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120, explicit_end=True))


def _written(node: Node, relationships: list[Relationship], dataset: str) -> dict[str, Any]:
    record = _fields(node, dataset) | {"id": node.id.rsplit("/", 1)[-1]}
    for relationship in relationships:
        value = _fields(relationship, dataset)
        for name in INHERITED:
            if getattr(relationship, name) == getattr(node, name):
                value.pop(name, None)
            else:
                value.setdefault(name, relationship.model_dump(mode="json")[name] if name != "sources" else [])
        end = relationship.target.removeprefix(f"{dataset}/")
        record.setdefault(relationship.type.lower(), []).append({"to": end, **value} if value else end)
    return {"id": record.pop("id"), **record}


def _fields(record: Record, dataset: str) -> dict[str, Any]:
    fields = record.model_dump(mode="json", exclude_defaults=True, exclude={"dataset", "source", "target"})
    if record.sources:
        fields["sources"] = [
            f"{citation.source.removeprefix(f'{dataset}/source/')} {citation.locator}".strip() for citation in record.sources
        ]
    for name in ("slot", "subject"):
        if name in fields:
            fields[name] = fields[name].removeprefix(f"{dataset}/")
    if "not_same_as" in fields:
        fields["not_same_as"] = [record.removeprefix(f"{dataset}/") for record in fields["not_same_as"]]
    return fields


def _fits(path: Path, start: str) -> bool:
    """Whether it is YAML by its name, or a dataset file by its text, which may be JSON too."""
    return path.suffix.lower() in SUFFIXES or bool(re.search(r"""^\s*\{?\s*"?(?:orggraph|dataset)"?\s*:""", start, re.MULTILINE))


SOURCE = sources.Source(Bilingual("datasetbestand", "dataset file"), SUFFIXES, read_dataset, _fits, fallback=True)
