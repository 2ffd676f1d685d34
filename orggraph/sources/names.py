"""Names of people: an overlay per dataset beside the data, read only when somebody asks for names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from orggraph import resources
from orggraph.errors import InvalidInput
from orggraph.i18n import T
from orggraph.yamltree import read_tree


def read_names(datasets: Iterable[str], *folders: Path) -> dict[str, str]:
    """Names by full id, of the datasets for which an overlay ``<dataset>.yaml`` is at hand.

    Parameters
    ----------
    datasets
        Ids of datasets; one without an overlay has no names.
    *folders
        Where to look, before the ``names`` folder of the repository.

    Raises
    ------
    InvalidInput
        An overlay that is no list of records with ``id`` and ``name``.
    """
    checkout = resources.checkout_path("names")
    places = [*folders, *([checkout] if checkout else [])]
    found: dict[str, str] = {}
    for dataset in datasets:
        file = next((place / f"{dataset}.yaml" for place in places if (place / f"{dataset}.yaml").is_file()), None)
        if file:
            found |= _overlay(file, dataset)
    return found


def _overlay(file: Path, dataset: str) -> dict[str, str]:
    tree = read_tree(file)
    entries = tree.value.get("names") if isinstance(tree.value, dict) else None
    problems = list(tree.problems)
    names: dict[str, str] = {}
    for number, entry in enumerate(entries if isinstance(entries, list) else [None]):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str) and isinstance(entry.get("name"), str):
            names[f"{dataset}/{entry['id'].removeprefix(dataset + '/')}"] = entry["name"]
        else:
            hint = T("Write names: with records {{id: person/…, name: …}}.")
            problems.append(tree.problem(("names", number), "names", T("this gives no id and name"), hint))
    if problems:
        raise InvalidInput(problems)
    return names
