"""Make orggraph/regions/voorbeeldregio.yaml from the hand-written files beside this script.

    python -m scripts.voorbeeldregio.build          write the region
    python -m scripts.voorbeeldregio.build check    status 1 when the region is not what the files give

The files hold records as a dataset file does. A record with ``each`` is made once for every combination of the values
of the lists that it names (a list of ``cast.yaml``, or one written out); ``{name}`` in its texts is then replaced, and a
text that is one such name alone becomes the value itself. Records with one id are put together, so that a file may add
relationships to a record of another. People and what they hold stand in ``cast.yaml``, in a short form.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
REGION = HERE.parents[1] / "orggraph" / "regions" / "voorbeeldregio.yaml"
FACTS = ("sources", "municipalities", "region", "beside", "routes", "mandates", "work", "calendar", "acts", "roles", "desk", "words")
IN_WORDS = {"ruimte": "ruimtelijke ordening", "wmo": "maatschappelijke ondersteuning", "jeugd": "jeugdhulp", "financien": "financiën"}
HEAD = """\
# The example region. Everything in it is invented: places, people, arrangements and sources.
# Made by scripts/voorbeeldregio/build.py from the hand-written files beside it; change those, not this file.
"""
MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]
WIDTH = 136
VERIFIED = ("Arrangement", "Body", "Post", "Role", "Mandate", "Decision", "Assignment")
HOLDING = re.compile(r"(?P<post>\S+)(?: <(?P<base>\S+))?(?: (?P<start>\d{4}-\d{2}-\d{2})(?:\.\.(?P<end>\d{4}-\d{2}-\d{2}))?)?(?P<rest>.*)")
Fields = dict[str, Any]
Records = dict[str, dict[str, Fields]]
"""The records of the region by label and id."""


class Lists:
    """The lists of the cast over which records are multiplied, and the names that stand for all councils or colleges."""

    def __init__(self, cast: Mapping[str, Any]) -> None:
        self.municipalities: dict[str, Fields] = {one["id"]: {**one, "m": one["id"], "M": one["name"]} for one in cast["municipalities"]}
        kinds = {"raden": "raad", "colleges": "college"}
        self.always: Fields = {name: [f"body/{kind}-{one}" for one in self.municipalities] for name, kind in kinds.items()}
        seats = {text.split()[0] for held in cast["people"].values() for text in held if text.startswith("raadslid-")}
        self.named: dict[str, list[Fields]] = {
            "municipalities": list(self.municipalities.values()),
            "overleg": cast["overleg"],
            "beside": cast["beside"],
            "cycle": [replaced(one, self.always) for one in cast["cycle"]],
            "older": [replaced(one, self.always) for one in cast["older"]],
            "aldermen": [alderman for one in self.municipalities.values() for alderman in _aldermen(one)],
            "councillors": [{**self.municipalities[m], "n": n} for m, n in sorted(map(_seat, seats))],
        }
        self.named["remaining"] = [
            {**one, "count": one["seats"] - sum(other["m"] == name for other in self.named["councillors"])}
            for name, one in self.municipalities.items()
        ]

    def of(self, name: str, given: Any) -> list[Fields]:
        """The values that one entry of ``each`` stands for, as names to replace."""
        values = self.named[given] if isinstance(given, str) else given
        if name == "d":
            return [{"d": value, "D": in_words(str(value))} for value in values]
        known = self.municipalities if name == "m" else {}
        return [value if isinstance(value, dict) else known.get(value, {name: value}) for value in values]


def in_words(day: str) -> str:
    """An ISO date as people write it: 13 februari 2025."""
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def _seat(post: str) -> tuple[str, int]:
    """The municipality and the number of a councillor's seat."""
    place, number = post.removeprefix("raadslid-").rsplit("-", 1)
    return place, int(number)


def _aldermen(municipality: Fields) -> Iterator[Fields]:
    """One entry an alderman: the number, the portfolio in words, and its topics."""
    for number, topics in enumerate(municipality["portfolios"], 1):
        said = [IN_WORDS.get(topic, topic) for topic in topics]
        words = " en ".join(filter(None, (", ".join(said[:-1]), said[-1])))
        yield {**municipality, "n": number, "portfolio": words, "covers": [f"topic/{topic}" for topic in topics]}


def multiplied(record: Mapping[str, Any], lists: Lists) -> Iterator[Fields]:
    """The records that one written record stands for."""
    fields = {name: value for name, value in record.items() if name != "each"}
    axes = [lists.of(name, given) for name, given in record.get("each", {}).items()]
    for chosen in product(*axes):
        names: Fields = dict(lists.always)
        for values in chosen:
            names |= values
        yield replaced(fields, names)


def replaced(value: Any, names: Mapping[str, Any]) -> Any:
    """A value with the names in its texts replaced."""
    if isinstance(value, dict):
        return {key: replaced(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [replaced(one, names) for one in value]
    if isinstance(value, str) and "{" in value:
        return names[value[1:-1]] if value[1:-1] in names else value.format(**names)
    return value


def put(records: Records, label: str, fields: Fields) -> None:
    """Add a record, or what it says to the record with its id."""
    known = records.setdefault(label, {}).setdefault(fields["id"], {"id": fields["id"]})
    for name, value in fields.items():
        if name in known and isinstance(known[name], list) and name != "sources":
            known[name] += value if isinstance(value, list) else [value]
        elif name in known and name not in ("id", "sources"):
            known[name] = [known[name], *(value if isinstance(value, list) else [value])]
        else:
            known.setdefault(name, list(value) if isinstance(value, list) else value)


def facts(records: Records, lists: Lists) -> None:
    """Put all written facts into the records."""
    for name in FACTS:
        written = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
        cite, verified = written.pop("cite", None), written.pop("verified", None)
        for label, entries in written.items():
            for entry in entries:
                for fields in multiplied(entry, lists):
                    known = fields["id"] in records.get(label, {})
                    if cite and not known and label != "Source":
                        fields.setdefault("sources", [cite])
                    if verified and not known and label in VERIFIED:
                        fields.setdefault("verified_on", verified["day"])
                        fields.setdefault("verified_by", verified["by"])
                    put(records, label, fields)


def people(records: Records, cast: Mapping[str, Any]) -> None:
    """Put the people into the records, and on the base offices what they qualify for."""
    wishes = yaml.safe_load((HERE / "preferences.yaml").read_text(encoding="utf-8"))
    unpublished = set(cast["unpublished"])
    for name, held in cast["people"].items():
        person: Fields = {"id": slug(name), "name": name, "privacy": "public_office", "side_functions_published": name not in unpublished}
        person["holds"] = [seen(one, cast["verified"]) for one in held_by(held, cast["terms"], records)]
        if name in cast["ties"]:
            person["affiliated_with"] = [{**tie, "sources": ["wie-is-wie nevenfuncties"]} for tie in cast["ties"][name]]
        if name in wishes:
            given = wishes[name].items()
            person["prefers"] = [{"to": f"topic/{topic}", "weight": weight, "sources": ["wensen"]} for topic, weight in given]
        put(records, "Person", {**person, "sources": ["wie-is-wie personen"]})


def seen(held: Fields, checks: list[Fields]) -> Fields:
    """A holding with when it was last checked, by the beginning of the post's id; what has ended is checked no more."""
    post = held["to"].removeprefix("post/")
    if "end_date" in held:
        return held
    return {
        **held,
        **next(({"verified_on": one["day"], "verified_by": one["by"]} for one in checks if post.startswith(tuple(one["posts"]))), {}),
    }


def held_by(lines: list[str], terms: Mapping[str, Fields], records: Records) -> list[Fields]:
    """What a person holds; a seat whose line has no start of its own begins no earlier than the office that comes first."""
    first, *others = [holding(text, terms, records) for text in lines]
    since = first.get("start_date", "")
    for text, other in zip(lines[1:], others, strict=True):
        found = HOLDING.fullmatch(text)
        if found and not found["start"] and other.get("start_date", since) < since:
            other["start_date"] = since
    return [first, *others]


def holding(text: str, terms: Mapping[str, Fields], records: Records) -> Fields:
    """One holding in full, from its short form."""
    found = HOLDING.fullmatch(text)
    if found is None:
        raise SystemExit(f"no post: {text}")
    post = found["post"]
    said = f"{post} {found['start']} {found['rest']}"
    term = next((terms[start] for start in sorted(terms, key=len, reverse=True) if begins(said, start)), {})
    held: Fields = {"to": f"post/{post}", **term}
    held |= {name: found[group] for name, group in (("start_date", "start"), ("end_date", "end")) if found[group]}
    for word in found["rest"].split():
        name, _, value = word.partition("=")
        number: Fields = {"share": float(value)} if name == "share" else {}
        meant: dict[str, Fields] = {"slot": {"slot": f"slot/{value}"}, "source": {"sources": [value]}, "share": number}
        held |= meant.get(name, {name: True})
    if found["base"]:
        base = records["Post"][found["base"]]
        way: Fields = {"to": f"post/{post}"}
        if way not in base.setdefault("qualifies_for", []):
            base["qualifies_for"].append(way)
    return held


def begins(said: str, start: str) -> bool:
    """Whether a post begins as a term says, and its line has the word that the term is about, if any."""
    post, _, word = start.partition(" ")
    return said.startswith(post) and word in said


def slug(name: str) -> str:
    """The id of a person: the name in plain letters."""
    plain = name.lower().translate(str.maketrans("äëïöüéèêáó", "aeioueeeao"))
    return re.sub(r"[^a-z]+", "-", plain).strip("-")


def text() -> str:
    """The region as the text of a dataset file."""
    cast = yaml.safe_load((HERE / "cast.yaml").read_text(encoding="utf-8"))
    records: Records = {}
    facts(records, Lists(cast))
    people(records, cast)
    parts = [HEAD, written({"orggraph": 1, "dataset": cast["dataset"]})]
    for label, found in records.items():
        parts.append(f"\n{label}:\n")
        parts += [written([record]) for record in found.values()]
    return "".join(parts)


def written(value: Any) -> str:
    """A part of the file: a short record on a line, a long one with a line a field."""
    if not isinstance(value, list):
        return str(yaml.safe_dump(value, default_flow_style=None, sort_keys=False, allow_unicode=True, width=WIDTH))
    line = yaml.safe_dump(value[0], default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000).strip()
    if len(line) <= WIDTH:
        return f"  - {line}\n"
    block = yaml.safe_dump(value, default_flow_style=None, sort_keys=False, allow_unicode=True, width=WIDTH)
    return "".join(f"  {line}\n" for line in block.splitlines())


def main() -> None:
    """Write or check the region."""
    made = text()
    if sys.argv[1:] == ["check"]:
        sys.exit(0 if REGION.read_text(encoding="utf-8") == made else f"{REGION.name} is not what the files give; run the script")
    REGION.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
