"""Seeded mutants of every file that ships: each is read, or refused in words, within bounds of time and memory.

The suite takes 500 of them, by :data:`SHARES`; the soak twenty times as many.
"""

from __future__ import annotations

import random
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from orggraph import resources
from orggraph.errors import InvalidInput, OrggraphError
from orggraph.i18n import LANGUAGES
from orggraph.model.checks import check
from orggraph.rules.files import read_rules, rule_base
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.sources.names import read_names
from tests.conftest import SOAK
from tests.sources.extracts import corrupted

ROOT = Path(__file__).parents[2]
REGIONS, RULES = resources.package_path("regions"), resources.package_path("rules")
FACTOR = 20 if SOAK else 1
SHARES = {"small regions": 200, "large region": 20, "names": 100, "rules": 180}
VALUES = [
    *(
        b"null",
        b"[]",
        b"{}",
        b"-1",
        b"1e999",
        b"2026-13-45",
        b"0x1F",
        b"true",
        b"~",
        b"'",
        b"\t",
        b"- - - -",
        b"? :",
        b"<<: 1",
        b"%YAML 9.9",
    ),
    *(b'"\\ud800"', b"*a", b"&a [*a]", b"!!python/object:os.system x", b"!!binary AAAA", b"{{a: b}: c}", b"x" * 5000),
    "\N{RIGHT-TO-LEFT OVERRIDE}x".encode(),
]
"""Values that nobody means, and words that YAML reads in a way of its own."""
SECONDS = 10
KIBIBYTES = 2**20
"""What reading may take at the most, on top of what the tests hold: one gibibyte."""


def mutated(raw: bytes, seed: int) -> bytes:
    """A file of which bytes changed, or of which lines went, came twice, changed places, moved in or got another value."""
    chance = random.Random(seed)
    if chance.random() < 0.4:
        return corrupted(raw, seed)
    lines = raw.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[at : at + chance.randint(1, 3)]
                lines = lines or [b""]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = b" " * chance.randint(1, 3) + lines[at]
            case 4:
                spots = [found.span(1) for found in re.finditer(rb":\s+([^,:}\]\n]+)", lines[at])]
                start, end = chance.choice(spots) if spots else (len(lines[at]), len(lines[at]))
                lines[at] = lines[at][:start] + chance.choice(VALUES) + lines[at][end:]
    return b"\n".join(lines)


def as_dataset(file: Path) -> None:
    dataset = read_dataset(file)
    assert all(problem.level == "warning" for problem in check(dataset))


def as_names(file: Path) -> None:
    read_names([file.stem], file.parent)


def as_rules(file: Path) -> None:
    read_rules([file], rule_base())


FILES: dict[str, tuple[list[Path], Callable[[Path], None]]] = {
    "small regions": (sorted(path for path in REGIONS.glob("*.yaml") if path.stem != "voorbeeldregio"), as_dataset),
    "large region": ([REGIONS / "voorbeeldregio.yaml"], as_dataset),
    "names": (sorted((ROOT / "names").glob("*.yaml")), as_names),
    "rules": (sorted(RULES.glob("*.yaml")), as_rules),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_mutant_is_read_or_refused_in_words(kind: str, tmp_path: Path) -> None:
    files, read = FILES[kind]
    slow: list[tuple[str, int]] = []
    held = psutil.Process().memory_info().rss // 1024
    for seed in range(SHARES[kind] * FACTOR):
        whole = files[seed % len(files)]
        file = tmp_path / whole.name
        file.write_bytes(mutated(whole.read_bytes(), seed))
        began = time.process_time()
        try:
            read(file)
        except OrggraphError as refusal:
            assert not isinstance(refusal, InvalidInput) or refusal.problems
            assert all(refusal.text(lang) for lang in LANGUAGES)
        except Exception as error:
            error.add_note(f"{whole.name}, seed {seed}")
            raise
        if time.process_time() - began > SECONDS:
            slow.append((whole.name, seed))
    assert slow == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held <= KIBIBYTES
