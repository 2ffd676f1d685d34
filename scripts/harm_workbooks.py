"""Harms the workbook of each region at random, and reads what is left: a correct load or an error in words, nothing else.

``python -m scripts.harm_workbooks [TIMES]``: so many seeded harms (default 100) of each region, in turn of .xlsx and .ods.
"""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

from orggraph import regions
from orggraph.errors import InvalidInput
from orggraph.exports import Origin, registry
from orggraph.sources import read

WORDS = ("", "?", "31-02-2026", "=1+1", "-1", "1e999", "ja", "Gremium", "x" * 40, "[body/ab]", "[[", '["a"', "\u00a0", "0", "2026")


def harmed(content: bytes, chance: random.Random) -> bytes:
    """A workbook after one harm: to its bytes, to the XML of one part, or to some of its texts."""
    kind = chance.randrange(3)
    if kind == 0:
        spoilt = bytearray(content)
        for _byte in range(chance.randint(1, 20)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        return bytes(spoilt[: chance.randrange(len(spoilt))] if chance.random() < 0.2 else spoilt)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = [name for name in parts if re.search(r"sheet\d+\.xml|sharedStrings|content\.xml|workbook\.xml", name)]
    name = chance.choice(sheets)
    part = parts[name].decode()
    parts[name] = (_torn(part, chance) if kind == 1 else _reworded(part, chance)).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in parts.items():
            archive.writestr(member, text)
    return buffer.getvalue()


def _torn(part: str, chance: random.Random) -> str:
    """The XML without one of its elements, or with a piece of it cut out."""
    places = [match.span() for match in re.finditer(r"<[^<>]*>", part)]
    start, end = chance.choice(places)
    return part[:start] + part[end if chance.random() < 0.7 else min(end + chance.randrange(200), len(part)) :]


def _reworded(part: str, chance: random.Random) -> str:
    """The XML with a few of its texts and values exchanged for others."""
    for _time in range(chance.randint(1, 6)):
        texts = [match.span(1) for match in re.finditer(r"(?:>|=\")([^<>\"]+)(?=[<\"])", part)]
        start, end = chance.choice(texts)
        other = chance.choice(texts)
        part = part[:start] + (chance.choice(WORDS).replace('"', "&quot;") if chance.random() < 0.5 else part[slice(*other)]) + part[end:]
    return part


def main(times: int) -> int:
    """Harm and read; status 1 at the first outcome that is neither a load nor words."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for region in regions.names():
            dataset = read(regions.path(region))
            made = {
                suffix: registry()["workbook"].make(dataset, Origin.of(dataset, 1, "2026-01-01"), suffix) for suffix in (".xlsx", ".ods")
            }
            for seed in range(times):
                suffix, content = list(made.items())[seed % 2]
                file = Path(folder) / f"boek{suffix}"
                chance = random.Random(f"{region} {seed}")  # noqa: S311 - the same harm each time
                file.write_bytes(harmed(content, chance) if isinstance(content, bytes) else b"")
                try:
                    counts["equal" if read(file).content_hash == dataset.content_hash else "loaded"] += 1
                except InvalidInput as refusal:
                    counts["refused" if refusal.text("nl") else "silent"] += 1
                except Exception as error:  # noqa: BLE001 - what is looked for
                    print(f"{region} {seed} {suffix}: {type(error).__name__}: {error}", file=sys.stderr)
                    counts["failed"] += 1
            print(region, dict(counts), flush=True)
    return 1 if counts["failed"] or counts["silent"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
