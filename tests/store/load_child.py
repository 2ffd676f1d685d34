"""Loads a dataset and tells each step on a line of its own; waits at a step when asked. Started by ``test_kill.py``, to be killed.

Arguments: the dataset file, the step to wait at (``writing:3`` is the third time that it is reached; ``-`` waits nowhere), and
how many records a transaction holds, where it is not as many as usual.
The server is in the environment, by the names that orggraph reads.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from orggraph.errors import OrggraphError
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.store import loading
from orggraph.store.connection import connect


def main(file: str, wait_at: str, cap: str = str(loading.CAP)) -> int:
    dataset = read_dataset(Path(file))
    step, _, times = wait_at.partition(":")
    reached: Counter[str] = Counter()

    def watch(name: str) -> None:
        reached[name] += 1
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        if name == step and reached[name] == int(times or 1):
            sys.stdout.write("waiting\n")
            sys.stdout.flush()
            sys.stdin.read()

    try:
        with connect() as connection:
            loading.load(connection, dataset, "child", watch=watch, cap=int(cap))
    except OrggraphError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
