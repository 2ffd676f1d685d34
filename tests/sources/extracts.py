"""Extracts of published files, one set a format, as the tests of all readers take them."""

from __future__ import annotations

import lzma
import os
import random
import shutil
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
PLACES = (DATA / "imports", DATA / "people")
SEEDS = int(os.environ.get("ORGGRAPH_CORRUPTIONS", "12"))
"""So many corruptions of each extract; the soak takes a hundred."""


def folder(name: str, into: Path) -> Path:
    """The files of a set, unpacked, below a folder."""
    kept = next(place / name for place in PLACES if (place / name).is_dir())
    into.mkdir(parents=True, exist_ok=True)
    for file in kept.rglob("*"):
        if file.is_file():
            target = into / file.relative_to(kept)
            target.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix == ".xz":
                target.with_suffix("").write_bytes(lzma.decompress(file.read_bytes()))
            else:
                shutil.copyfile(file, target)
    return into


def corrupted(raw: bytes, seed: int) -> bytes:
    """A file in which something went wrong: bytes changed, a part lost, doubled, moved or cut off, another encoding."""
    chance = random.Random(seed)
    for _times in range(chance.randint(1, 3)):
        start = chance.randrange(len(raw) or 1)
        end = min(len(raw), start + chance.randint(1, max(2, len(raw) // 10)))
        part = raw[start:end]
        match chance.randrange(7):
            case 0:
                raw = raw[:start] + bytes([chance.randrange(256)]) + raw[start + 1 :]
            case 1:
                raw = raw[:start] + raw[end:]
            case 2:
                raw = raw[:end] + part + raw[end:]
            case 3:
                raw = raw[:start]
            case 4:
                lines = raw.split(b"\n")
                chance.shuffle(lines)
                raw = b"\n".join(lines) if len(lines) < 200 else raw[:start] + raw[end:] + part
            case 5:
                raw = raw[:start] + part.translate(bytes(chance.sample(range(256), 256))) + raw[end:]
            case 6:
                raw = (
                    raw[:start]
                    + chance.choice([b"\0", b"\xff\xfe", b"null", b"{}", b"[]", b'"', b"1e999", b"\\ud800", b"-1"])
                    + raw[start:]
                )
    return raw
