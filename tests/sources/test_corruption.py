"""Corruptions of every extract: each is a correct load or a clear error, never anything else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from orggraph.errors import InvalidInput
from orggraph.i18n import LANGUAGES
from orggraph.model.checks import check
from orggraph.sources import read
from tests.sources.extracts import SEEDS, corrupted, folder

EXTRACTS = {
    "popolo": "uk-popolo-wikidata",
    "lists": "examples",
    "org": "dorp",
    "ori": "ori",
    "roo_yaml": "nl-gr-roo-yaml",
}
"""A set of files for each format whose reader takes foreign files."""


@pytest.fixture(scope="module", params=EXTRACTS, ids=str)
def extract(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    kind: str = request.param
    return kind, folder(EXTRACTS[kind], tmp_path_factory.mktemp(kind))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_corruption_is_read_or_refused_in_words(extract: tuple[str, Path], seed: int) -> None:
    kind, files = extract
    file = random.Random(seed).choice(sorted(path for path in files.rglob("*") if path.is_file() and is_data(path)))
    whole = file.read_bytes()
    file.write_bytes(corrupted(whole, seed))
    try:
        dataset = read(file, kind)
    except InvalidInput as refusal:
        assert refusal.problems
        for lang in LANGUAGES:
            assert refusal.text(lang)
    else:
        assert all(problem.level == "warning" for problem in check(dataset))
        assert dataset.content_hash
    finally:
        file.write_bytes(whole)


def is_data(path: Path) -> bool:
    return path.name != "expected.json" and path.suffix in (".json", ".csv", ".yaml", ".ttl", ".nt", ".xlsx", ".ods")
