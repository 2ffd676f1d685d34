"""Routes, calendars, wishes and results that cannot be: each gets a sentence on what, where and what would help; others are answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import orggraph
from orggraph.cli import run

FILE = Path(__file__).parents[1] / "data" / "vreemde-routes.yaml"
ODD = ("--dataset", "vreemde-routes")
EXAMPLE = ("--dataset", "voorbeeldregio")
Asked = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def home(regions_home: Path) -> Iterator[Path]:
    """A store with the built-in regions and the odd routes."""
    with orggraph.connect(regions_home) as work:
        work.load(FILE)
        yield regions_home
        work.remove("vreemde-routes")


@pytest.fixture
def asked(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    """Runs a command; its status and all that it wrote, on one line."""
    monkeypatch.setenv("ORGGRAPH_HOME", str(home))

    def ask(*arguments: str) -> tuple[int, str]:
        status = run(list(arguments))
        printed = capsys.readouterr()
        return status, " ".join((printed.out + printed.err).split())

    return ask


@pytest.mark.parametrize(
    ("arguments", "status", "dutch", "english"),
    [
        (
            ("route", "lus", *ODD),
            0,
            "Een weg terug naar “Begin” is geteld als niet genomen.",
            "A way back to “Begin” is counted as not taken.",
        ),
        (("route", "los", *ODD), 0, "deze stappen noemen geen gremium: “Los besluit”", "these steps name no body: “Los besluit”"),
        (("route", "los", *ODD), 0, "Schrijf de data van vergaderingen", "or assume: --meetings ab=4"),
        (("route", "--dataset", "amersfoort"), 0, "Schrijf een Route met haar stappen", "describe no route of a decision"),
        (("route", "lsu", *ODD), 1, "lus", "lus"),
        (("route", "lus", *ODD, "--without", "99"), 2, "Onbekend", "Unknown"),
        (("findings", "--kind", "routes", "--param", "foo=1"), 2, "Bekend: meetings", "Known: meetings"),
        (("divide", *EXAMPLE, "--body", "college-graafhaven"), 1, "er is geen wens opgegeven", "no wish is stated"),
        (("divide", *EXAMPLE, "--body", "college-graafhaven"), 1, "Schrijf wishes", "Write wishes"),
    ],
)
def test_a_sentence_says_what_and_what_would_help(asked: Asked, arguments: tuple[str, ...], status: int, dutch: str, english: str) -> None:
    for lang, words in (("nl", dutch), ("en", english)):
        given, written = asked(*arguments, "--lang", lang)
        assert given == status
        assert words in written


def test_days_that_contradict_each_other_and_a_calendar_without_meetings(asked: Asked) -> None:
    for lang, contradiction, silence in (
        (
            "nl",
            "“Los besluit” staat uiterlijk op 2026-06-15. Teruggerekend is het uiterlijk 2026-03-15",
            "Leg de vergaderdata van het jaar vast",
        ),
        (
            "en",
            "“Los besluit” is planned by 2026-06-15. Counted back it is 2026-03-15 at the latest",
            "Record the meeting dates of the year",
        ),
    ):
        _, written = asked("findings", "--kind", "calendar", *ODD, "--format", "json", "--lang", lang)
        findings = json.loads(written)
        assert any(contradiction in finding["text"] for finding in findings)
        assert any(silence in (finding["remedy"] or "") for finding in findings if not finding["assessable"])


def test_a_step_without_a_body_stands_in_the_calendar(asked: Asked, tmp_path: Path) -> None:
    status, _ = asked("report", "calendar", *ODD, "-o", str(tmp_path / "kalender.html"))
    page = (tmp_path / "kalender.html").read_text(encoding="utf-8")
    assert status == 0
    assert "Los besluit" in page and "geen gremium genoemd" in page and "Dagen die niet passen" in page


def test_a_result_file_with_unknown_names_says_each_line(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "uitslag.csv"
    path.write_text(
        "gemeente;persoon;uitslag\nEikerhout;berend-spijkerbor;verloren\nNergens;Iemand;gewonnen\nEikerhout;x;wellicht\n", "utf-8"
    )
    for lang, words in (("nl", ("Nergens", "wellicht", "Berend Spijkerboer")), ("en", ("Nergens", "wellicht", "Berend Spijkerboer"))):
        status, written = asked("election", str(path), *EXAMPLE, "--date", "2026-03-26", "--lang", lang)
        assert status == 1
        assert [word for word in words if word not in written] == []
        assert [f"{path.name}:{line}" for line in (2, 3, 4) if f"{path.name}:{line}" not in written] == []


def test_rules_that_conflict_are_the_smallest_set(asked: Asked, tmp_path: Path) -> None:
    path = tmp_path / "wensen.yaml"
    path.write_text("rules: {at_most: 1, at_least: 1, everything: true}\n", "utf-8")
    for lang, words in (
        ("nl", "houdt zich aan alle regels. Deze 2 gaan niet samen"),
        ("en", "No division keeps all rules. These 2 cannot hold together"),
    ):
        status, written = asked("divide", str(path), *EXAMPLE, "--body", "college-graafhaven", "--recorded-wishes", "--lang", lang)
        assert status == 0
        assert words in written


def test_other_analyses_go_on(asked: Asked) -> None:
    status, written = asked("findings", *ODD, "--format", "json")
    assert status == 0
    assert {"routes", "calendar", "undescribed_roles"} & {finding["kind"] for finding in json.loads(written)} >= {"routes", "calendar"}
    assert any(finding["assessable"] for finding in json.loads(written) if finding["kind"] == "routes")
