"""Make or check the coverage of a source against its text, which lies outside the repository.

    python scripts/places.py make SOURCE.txt CUT.txt dataset/source/000 > orggraph/regions/coverage/000.yaml
    python scripts/places.py check SOURCE.txt orggraph/regions/coverage/000.yaml

CUT.txt is the text cut into places, a line each: ``name | reason or - | words``. Lines that start with ``#`` give
the reasons: ``#reason | Dutch | English``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from orggraph.regions import Coverage, Place, digest_of, hash_of, words_of
from orggraph.yamltree import read_tree


def make(source: Path, cut: Path, identity: str) -> str:
    """The coverage as YAML; ends with a message where the cut does not hold exactly the words of the text."""
    reasons, places, told = {}, [], []
    for line in cut.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        first, second, third = (part.strip() for part in line.split("|", 2))
        if first.startswith("#"):
            reasons[first[1:]] = {"nl": second, "en": third}
            continue
        words = words_of(third)
        told += words
        places.append(Place(at=first, words=len(words), hash=hash_of(words), left_out=None if second == "-" else second))
    _compare(words_of(source.read_text(encoding="utf-8")), told)
    head = {"source": identity, "words": len(told), "digest": digest_of(tuple(places)), "reasons": reasons}
    lines = [yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=140), "places:"]
    for place in places:
        flow = yaml.safe_dump(place.model_dump(exclude_none=True), default_flow_style=True, sort_keys=False, allow_unicode=True, width=1000)
        lines.append(f"- {flow.strip()}")
    return "\n".join(lines)


def check(source: Path, coverage: Path) -> str:
    """Walk the text place by place; ends with a message at the first place whose words differ."""
    listed = Coverage.model_validate(read_tree(coverage).value)
    words = words_of(source.read_text(encoding="utf-8"))
    at = 0
    for place in listed.places:
        if hash_of(words[at : at + place.words]) != place.hash:
            sys.exit(f"{place.at}: the text reads differently here: {' '.join(words[at : at + place.words])}")
        at += place.words
    if at != len(words):
        sys.exit(f"words after the last place: {' '.join(words[at : at + 20])}")
    return f"{len(listed.places)} places, {at} words: all there"


def _compare(text: list[str], told: list[str]) -> None:
    for number, (one, other) in enumerate(zip(text, told, strict=False)):
        if one != other:
            sys.exit(
                f"word {number}: the text has {' '.join(text[number : number + 8])!r}, the cut {' '.join(told[number : number + 8])!r}"
            )
    if len(text) != len(told):
        sys.exit(f"the text has {len(text)} words, the cut {len(told)}; rest: {(text[len(told) :] or told[len(text) :])[:12]}")


if __name__ == "__main__":
    order, *arguments = sys.argv[1:]
    paths = [Path(argument) for argument in arguments[:2]]
    print(make(*paths, arguments[2]) if order == "make" else check(*paths))
