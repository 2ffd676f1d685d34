"""Pages for the security and privacy officer, in Dutch, made of the answers in ``docs/officer``: each answer stands once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml
from layout import page, table

FOLDER: Final = Path(__file__).resolve().parent / "officer"
ANSWERS: Final = {"met": "ja", "unmet": "nee", "not_applicable": "n.v.t.", "outside": "organisatie"}
"""Each answer with its word in the tables, in the order of their columns."""
TO_FILL: Final = "IN TE VULLEN"
"""With what a value begins that the organization fills in."""
MEANINGS: Final = (
    "**ja**: orggraph voldoet; een test toont het bij elke wijziging, of het genoemde document is het antwoord. **nee**: orggraph voldoet "
    "niet, of niet geheel; er staat bij wat er wel is. **n.v.t.**: het punt gaat over iets dat orggraph niet heeft. **organisatie**: het "
    "is geen eigenschap van dit product, uw organisatie of haar aanmelddienst regelt het. Een test heet `bestand::functie` en draait met "
    "`pytest`. De antwoorden zijn van de makers; niemand anders heeft ze beoordeeld."
)

Requirement = Mapping[str, Any]


def read(name: str) -> dict[str, Any]:
    """A file of ``docs/officer``."""
    content: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return content


def requirements(content: Mapping[str, Any]) -> list[Requirement]:
    """All requirements of a file, in its order."""
    return [requirement for chapter in content["chapters"] for requirement in chapter["requirements"]]


def counts(content: Mapping[str, Any]) -> tuple[int, int]:
    """How many requirements are met, and of how many that orggraph can meet."""
    answers = Counter(requirement["answer"] for requirement in requirements(content))
    return answers["met"], answers["met"] + answers["unmet"]


def asvs() -> str:
    """The page on ASVS."""
    content = read("asvs.yaml")
    met, asked = counts(content)
    parts = [
        "# ASVS 5.0, niveau 2 (Nederlands)",
        (
            f"Van de {len(requirements(content))} punten op niveau 1 en 2 van de OWASP Application Security Verification Standard 5.0.0 "
            f"zijn er {asked} die orggraph zelf kan waarmaken. Aan **{met} van de {asked}** voldoet het."
        ),
        MEANINGS,
        (
            "Nummers en niveaus zijn die van de [standaard](https://github.com/OWASP/ASVS) (OWASP Foundation, CC BY-SA 4.0). Waar een punt "
            "over gaat, staat er in eigen woorden; wat telt, is de tekst van de standaard. Dezelfde antwoorden voor een programma: "
            "`docs/officer/asvs.yaml`."
        ),
        *_tables(content),
    ]
    return page(parts)


def bio2() -> str:
    """The page on BIO2."""
    content = read("bio2.yaml")
    met, asked = counts(content)
    parts = [
        "# BIO2 (Nederlands)",
        (
            f"De Baseline Informatiebeveiliging Overheid 2 heeft {len(requirements(content))} beheersmaatregelen, genummerd als "
            f"NEN-EN-ISO/IEC 27002:2022. De meeste zijn van uw organisatie. Van de {asked} die orggraph zelf kan waarmaken, voldoet het "
            f"aan **{met} van de {asked}**."
        ),
        MEANINGS,
        (
            "Nummers en titels zijn die van de [BIO2](https://github.com/MinBZK/Baseline-Informatiebeveiliging-Overheid) (Staat der "
            "Nederlanden, CC BY-SA 4.0). De tekst van de norm staat hier niet. Een nummer van drie delen (5.14.01) is een "
            "overheidsmaatregel. Dezelfde antwoorden voor een programma: `docs/officer/bio2.yaml`."
        ),
        *_tables(content),
    ]
    return page(parts)


def register() -> str:
    """The page with the entry for the register of algorithms."""
    entry = read("algoritmeregister.yaml")
    to_fill = [field for field, value in entry.items() if TO_FILL in str(value)]
    rows = [[f"`{field}`", _cell(value)] for field, value in entry.items()]
    parts = [
        "# Algoritmeregister (Nederlands)",
        (
            "Een registratie voor het [Algoritmeregister](https://algoritmes.overheid.nl) naar publicatiestandaard "
            f"{entry['standard_version']}, voor wie orggraph gebruikt. Kopieer `docs/officer/algoritmeregister.yaml` en vul de "
            f"{len(to_fill)} velden in waarin *{TO_FILL}* staat: {', '.join(f'`{field}`' for field in to_fill)}. Of u registreert, en "
            "in welke categorie, besluit uw organisatie; hieronder staat wat van orggraph waar is."
        ),
        table(["Veld", "Waarde"], rows),
    ]
    return page(parts)


def _tables(content: Mapping[str, Any]) -> Iterator[str]:
    chapters: Sequence[Mapping[str, Any]] = content["chapters"]
    yield "## Samengevat"
    yield table(["Hoofdstuk", *ANSWERS.values(), "punten"], [*map(_sums, chapters), _sum_of("**Samen**", requirements(content))])
    for chapter in chapters:
        yield f"## {chapter['id']} {chapter['title']}"
        rows = [_row(requirement, content["reasons"]) for requirement in chapter["requirements"]]
        yield table(["Punt", "Waarover", "Antwoord", "Hoe", "Getoond door"], rows)


def _sums(chapter: Mapping[str, Any]) -> list[str]:
    return _sum_of(f"{chapter['id']} {chapter['title']}", chapter["requirements"])


def _sum_of(name: str, asked: Sequence[Requirement]) -> list[str]:
    answers = Counter(requirement["answer"] for requirement in asked)
    return [name, *(str(answers[answer]) for answer in ANSWERS), str(len(asked))]


def _row(requirement: Requirement, reasons: Mapping[str, str]) -> list[str]:
    level = f" (niveau {requirement['level']})" if "level" in requirement else ""
    why = requirement.get("how") or reasons[requirement["because"]]
    shown = [f"`{test.removeprefix('tests/')}`" for test in requirement.get("tests", ())]
    shown += [f"[{Path(path).stem}](../../{path.removeprefix('docs/')})" for path in requirement.get("docs", ())]
    answer = ANSWERS[requirement["answer"]]
    return [f"{requirement['id']}{level}", requirement["asks"], f"**{answer}**", f"{why}.", "<br>".join(shown)]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "<br>".join(": ".join(map(str, one.values())) if isinstance(one, Mapping) else str(one) for one in value)
    return "<br>".join(str(value).strip().splitlines()) or "–"
