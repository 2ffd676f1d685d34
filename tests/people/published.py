"""What both sources of people share: the published files, and what was counted from them."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orggraph.graph import Graph
from orggraph.model.dataset import Dataset

DATA = Path(__file__).parents[1] / "data" / "people"


@dataclass(frozen=True)
class People:
    """Published people data as a dataset."""

    dataset: Dataset
    """In it a person bears a function label."""
    names: dict[str, str]
    """Names by id: the overlay."""
    expected: dict[str, Any]
    """Figures counted from the same files by scripts that know nothing of orggraph."""


def original(folder: str, file: str) -> bytes:
    """A file as it was published."""
    return lzma.decompress((DATA / folder / f"{file}.xz").read_bytes())


def unpacked(folder: str, into: Path) -> Path:
    """The files of a folder as they were published, in a folder of their own."""
    for packed in (DATA / folder).glob("*.xz"):
        (into / packed.stem).write_bytes(lzma.decompress(packed.read_bytes()))
    return into


def figures(folder: str) -> dict[str, Any]:
    """The figures counted from the files of a folder."""
    counted: dict[str, Any] = json.loads((DATA / folder / "expected.json").read_text(encoding="utf-8"))
    return counted


def of_label(graph: Graph, label: str) -> set[str]:
    """The nodes of a label."""
    return {node for node, attributes in graph.nodes(data=True) if attributes["label"] == label}
