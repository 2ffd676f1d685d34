"""Make the labelled set on which the proposals of who is who are measured: tests/data/people/who-is-who/labelled.csv.

    python -m scripts.who_is_who [--seed N] [-o FILE]

People, functions and organizations are those of the published files in tests/data/people. Of a part of the people a second
record is made, with the name as people write it: initials, a married name, a slip, a title, the surname first. Beside these stand
people with a name like it who are others: the same name elsewhere, relatives in one town hall, another particle, a son of that name.
``who`` says which records are of one person, ``way`` how a record was made. The same seed gives the same file.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import yaml

from orggraph.model.names import PARTICLES, parse_name
from orggraph.sources import leidinggevenden, read
from tests.people.published import original, unpacked

FILE = Path(__file__).parents[1] / "tests" / "data" / "people" / "who-is-who" / "labelled.csv"
SEED = 20261129
ENGLISH, FLEMISH = 260, 340
"""How many people of each source."""
GIVEN = ("Joris", "Jolanda", "Pieter", "Paula", "Karel", "Katrien", "Marc", "Monique", "Sofie", "Stefan", "Annelies", "Arne", "Luc", "Leen")


@dataclass(frozen=True)
class Line:
    """One record: whose it is, in which dataset, the name, where and as what, and how it was made."""

    who: str
    dataset: str
    name: str
    organization: str
    role: str
    start: str
    end: str
    way: str


def flemish() -> Iterator[Line]:
    """The officials, one holding each; of those who bear one name none, since nobody knows whether they are one."""
    with tempfile.TemporaryDirectory() as folder:
        file = unpacked("be-leidinggevenden", Path(folder)) / "leidinggevenden.ttl"
        dataset, names = read(file), leidinggevenden.names(file)
    of = {(edge.type, edge.source): edge for edge in dataset.relationships}
    usual = Counter(name.casefold() for name in names.values())
    for person, name in sorted(names.items()):
        held = of.get(("HOLDS", person))
        if held is None or usual[name.casefold()] > 1 or "(" in name:
            continue
        body = of["IN", held.target].target
        organization = dataset.by_id[of["PART_OF", body].target].name
        role = dataset.by_id[of["HAS_ROLE", held.target].target].name
        yield Line(
            person.rsplit("/", 1)[-1][:12], "a", name, organization, role, held.start_date or "", held.end_date or "", "as published"
        )


def congress() -> Iterator[tuple[Line, str]]:
    """The members, each with the name by which they are known, where that is another than the full name."""
    for person in yaml.load(original("us-congress-committees", "legislators-current.yaml"), Loader=yaml.CSafeLoader):
        name, term = person["name"], person["terms"][-1]
        full = " ".join(name[part] for part in ("first", "middle", "last") if part in name)
        called = " ".join([name.get("nickname", name["first"]), name["last"]])
        role = {"sen": "Senator", "rep": "Representative"}[term["type"]]
        line = Line(person["id"]["bioguide"], "a", full, f"State of {term['state']}", role, term["start"], term["end"], "as published")
        yield line, called


def initials(name: str, _chance: random.Random) -> str:
    """Sanne Maria van der Akker as S.M. van der Akker."""
    given, rest = _split(name)
    return f"{''.join(f'{word[0]}.' for word in given)} {rest}"


def first_initial(name: str, _chance: random.Random) -> str:
    """As S. van der Akker."""
    given, rest = _split(name)
    return f"{given[0][0]}. {rest}"


def married(name: str, chance: random.Random) -> str:
    """With the surname of a partner before the own."""
    given, rest = _split(name)
    return f"{' '.join(given)} {chance.choice(['de Wit', 'Jansen', 'van Dam', 'Claes', 'Verbeek', 'Smeets'])}-{rest}"


def partner_after(name: str, chance: random.Random) -> str:
    """With another surname after the own."""
    return f"{name}-{chance.choice(['Bakker', 'Peeters', 'Kuipers', 'Wouters', 'Hermans'])}"


def slip(name: str, chance: random.Random) -> str:
    """With two letters exchanged, or one left out, in the surname."""
    given, rest = _split(name)
    *before, last = rest.split(" ")
    place = chance.randrange(1, max(2, len(last) - 2))
    wrong = (
        last[:place] + last[place + 1 :]
        if chance.random() < 0.5
        else last[:place] + last[place + 1 : place + 2] + last[place] + last[place + 2 :]
    )
    return " ".join([*given, *before, wrong])


def titled(name: str, chance: random.Random) -> str:
    """With a title before or after."""
    return chance.choice([f"drs. {name}", f"mr. {name}", f"Mevrouw {name}", f"De heer {name}", f"ir. {name} MSc"])


def surname_first(name: str, _chance: random.Random) -> str:
    """As Akker, Sanne van der."""
    parts = parse_name(name)
    given, rest = _split(name)
    bare = rest.split(" ")
    particle = [word for word in bare[:-1] if word.lower() in PARTICLES]
    return f"{parts.surname}, {' '.join([*given, *(word.lower() for word in particle)])}"


def together(name: str, _chance: random.Random) -> str:
    """With the particle in lower case, or written to the surname."""
    given, rest = _split(name)
    words = rest.split(" ")
    if len(words) > 1:
        return f"{' '.join(given)} {''.join(words).capitalize()}"
    return f"{' '.join(given)} {rest.upper()}"


def plain(name: str, _chance: random.Random) -> str:
    """Without accents, and with y for ij."""
    table = str.maketrans("éèëêáàäöüïôç", "eeeeaaaouioc")
    return name.translate(table).replace("ij", "y")


WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    initials, first_initial, married, partner_after, slip, titled, surname_first, together, plain,
)  # fmt: skip


def _split(name: str) -> tuple[list[str], str]:
    words = name.split()
    cut = next((place for place, word in enumerate(words) if place and word.lower() in PARTICLES), len(words) - 1)
    return words[:cut], " ".join(words[cut:])


def lines(seed: int) -> list[Line]:
    """The whole set, in the order of the names."""
    chance = random.Random(seed)  # noqa: S311
    published = chance.sample(list(flemish()), FLEMISH)
    members = chance.sample(list(congress()), ENGLISH)
    people = [*published, *(line for line, _called in members)]
    known_as = {line.who: called for line, called in members}
    elsewhere = [line.organization for line in people]
    counted = Counter(_split(line.name)[1] for line in people)
    usual = [line.name for line in people if counted[_split(line.name)[1]] > 1]
    made: list[Line] = [*people]
    for number, line in enumerate(chance.sample(people, len(people) * 2 // 3)):
        if line.who in known_as and number % 3 == 0:
            way, name = "known as", known_as[line.who]
        else:
            change = WAYS[number % len(WAYS)]
            way, name = change.__name__.replace("_", " "), change(line.name, chance)
        made.append(_second(replace(line, name=name, way=way), number, elsewhere, chance))
    for number, line in enumerate(chance.sample(people, len(people) // 4)):
        made.append(_other(line, number, usual, elsewhere, chance))
    return sorted(made, key=lambda line: (line.dataset, line.name, line.who))


def _second(line: Line, number: int, elsewhere: list[str], chance: random.Random) -> Line:
    """The second record: mostly of the same organization, else of another, or of none."""
    dataset = "ab"[number % 4 > 0]
    draw = chance.random()
    if draw < 0.6:
        return replace(line, dataset=dataset)
    if draw < 0.8:
        return replace(line, dataset=dataset, organization=chance.choice(elsewhere), role="Lid", start="", end="")
    return replace(line, dataset=dataset, organization="", role="", start="", end="")


def _other(line: Line, number: int, usual: list[str], elsewhere: list[str], chance: random.Random) -> Line:
    """Somebody else with a name like it; the same name elsewhere only where the names are usual ones."""
    given, rest = _split(line.name)
    who, dataset = f"{line.who}-other", "ab"[number % 2]
    own = line.name if number % 3 else chance.choice(usual)
    if number % 3 == 0:
        return replace(line, who=who, dataset=dataset, name=own, organization=chance.choice(elsewhere), way="the same name elsewhere")
    if number % 3 == 1:
        name = f"{chance.choice([word for word in GIVEN if word not in given])} {rest}"
        return replace(line, who=who, dataset=dataset, name=name, way="a relative in one organization")
    *particle, last = rest.split(" ")
    if particle and len(particle) == 1:
        return replace(line, who=who, dataset=dataset, name=f"{' '.join(given)} Van Der {last}", way="another particle")
    if line.role == "Senator":
        return replace(
            line, who=who, dataset=dataset, name=f"{line.name} Jr.", organization=chance.choice(elsewhere), way="a son of that name"
        )
    name = f"{chance.choice([word for word in GIVEN if word[0] != given[0][0]])[0]}. {rest}"
    return replace(line, who=who, dataset=dataset, name=name, organization=chance.choice(elsewhere), way="other initials elsewhere")


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("-o", "--output", type=Path, default=FILE)
    given = parser.parse_args()
    given.output.parent.mkdir(parents=True, exist_ok=True)
    with given.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Line))
        writer.writerows([getattr(line, field.name) for field in fields(Line)] for line in lines(given.seed))


if __name__ == "__main__":
    main()
