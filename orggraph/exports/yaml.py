"""The dataset file itself: everything, readable by a person, and by orggraph again."""

from __future__ import annotations

from orggraph.exports import Export, Origin
from orggraph.model.dataset import Dataset
from orggraph.sources.dataset_yaml import SUFFIXES, write_dataset


def make(dataset: Dataset, origin: Origin, _suffix: str) -> bytes:
    """The file that reads back as an equal dataset, under a line of comment that says where it is from."""
    return f"# {origin.sentence()}\n{write_dataset(dataset)}".encode()


EXPORT = Export("yaml", SUFFIXES, make, reads_back=True)
