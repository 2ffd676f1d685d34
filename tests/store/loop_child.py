"""Loads one of two dataset files after the other, and tells each load on a line, until it is ended. Started by ``test_torn.py``.

The server is in the environment, by the names that orggraph reads.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store import loading
from orggraph.store.connection import connect


def main(*files: str) -> None:
    datasets = [read_dataset(Path(file)) for file in files]
    with connect() as connection:
        for dataset in itertools.cycle(datasets):
            loading.load(connection, dataset, "child")
            sys.stdout.write("loaded\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
