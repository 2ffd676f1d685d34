"""The command line as scripts use it: data on stdout, words on stderr, the exit statuses of the contract."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from orggraph import regions
from orggraph.cli import cli, run
from orggraph.i18n import Lang
from orggraph.tables.headings import HEADINGS

GOOI = "gooi-en-vechtstreek"


@pytest.fixture(autouse=True)
def at_home(regions_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORGGRAPH_HOME", str(regions_home))


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command that must succeed and give its JSON."""

    def answer(*arguments: str) -> Any:
        status = run([*arguments, "--format", "json"])
        out = capsys.readouterr()
        assert status == 0, out.err
        return json.loads(out.out)

    return answer


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = run(list(arguments))
    out = capsys.readouterr()
    assert out.out == ""
    return status, out.err


def test_rules_tell_what_a_change_of_law_changes(ask: Any) -> None:
    every = ask("rules")
    changed = ask("rules", "--changed-between", "2022-06-30", "2022-07-01")
    whom = ask("rules", "--changed-between", "2022-06-30", "2022-07-01", "--dataset", "gooi-en-vechtstreek")

    assert {"wgr-14-3-half", "gemw-28-personal", "awb-10-3-3-objection"} <= {row["id"] for row in every}
    assert {"wgr-24a-councillors", "wgr-35-budget-public-body"} <= {row["id"] for row in changed}
    assert {row["rule"] for row in whom} <= {row["id"] for row in changed}


def test_concentration_in_the_action_list(ask: Any) -> None:
    found = ask("findings", "--dataset", GOOI, "--kind", "role_overload")
    given = {one["subjects"][0]["id"]: (one["value"], one["denominator"]) for one in found if one["measure"] == "commissions_given"}
    carried = sorted((one["value"], one["denominator"]) for one in found if one["measure"] == "commissions_carried_out")
    assert sorted(given.values()) == [(4, 8), (7, 8)]
    assert carried == [(3, 8), (3, 8)]
    assert all(one["sources"] and one["evidence"]["edges"] for one in found if one["measure"].startswith("commissions_"))
    assert any(one["measure"] == "hours" and one["assessable"] is False and one["value"] is None for one in found)


def test_what_concerns_a_post_is_more_than_what_is_about_it(ask: Any) -> None:
    post = f"{GOOI}/post/pfho-voorzitter"
    about = {one["id"] for one in ask("findings", "--dataset", GOOI, "--subject", post)}
    concerning = ask("findings", "--dataset", GOOI, "--concerns", post)
    assert about < {one["id"] for one in concerning}
    near = {post, f"{GOOI}/body/pfho"}
    assert all(near & {*one["evidence"]["nodes"], *one["lacking"], *(node["id"] for node in one["subjects"])} for one in concerning)


def test_names_only_where_they_are_asked_for(ask: Any) -> None:
    without = json.dumps(ask("findings", "--dataset", GOOI, "--kind", "role_overload"))
    named = ask("findings", "--dataset", GOOI, "--kind", "role_overload", "--with-names")
    overlay = Path("names", f"{GOOI}.yaml").read_text(encoding="utf-8")
    people = [node["name"] for one in named for node in one["subjects"] if node["label"] == "Person"]
    assert people
    for name in people:
        assert name in overlay
        assert name not in without


def test_ownership_counts_what_is_open_and_what_is_not_stated(ask: Any) -> None:
    found = ask("findings", "--dataset", GOOI, "--kind", "ownership", "--lang", "en")
    whole = {one["measure"]: one for one in found if one["subjects"][0]["label"] == "Cooperation"}
    assert (whole["political_owner"]["value"], whole["political_owner"]["denominator"]) == (0, 8)
    assert "7" in whole["political_owner"]["text"]
    assert "1" in whole["political_owner"]["text"]
    official = [one for one in found if one["measure"] == "official_owner" and one["subjects"][0]["label"] == "Assignment"]
    assert [one["subjects"][0]["id"] for one in official] == [f"{GOOI}/assignment/4"]


def test_which_hats_pull_apart(ask: Any) -> None:
    cells = ask("matrix", "role-role", "--dataset", GOOI)
    assert cells
    assert all(cell["row"] < cell["column"] for cell in cells)
    assert {name for cell in cells for name in (cell["row"], cell["column"])} <= {
        row["id"] for row in ask("cypher", "MATCH (r:Role) RETURN r.id AS id")
    }


def test_contradictions_and_the_world_of_one_source(ask: Any) -> None:
    rows = ask("query", "contradictions", "--param", "dataset=amersfoort")
    assert {row["difference"] for row in rows} == {"narrower", "contradicts", "differs", "readings"}
    members = [
        {edge["source"] for edge in ask("show", "amersfoort/body/bora", *prefer)["relationships"] if edge["type"] == "IN"}
        for prefer in ((), ("--prefer", "000"), ("--prefer", "001"))
    ]
    assert members[1] != members[2]
    assert members[1] | members[2] == members[0]


def test_a_path_and_a_body_with_its_sources(ask: Any) -> None:
    found = ask("path", "amersfoort/organization/amersfoort", "amersfoort/body/bora")
    assert found["length"] == len(found["relationships"]) == len(found["nodes"]) - 1
    assert found["length"] > 0
    shown = ask("show", "amersfoort/body/arg")
    assert {source["id"] for source in shown["sources"]} == {"amersfoort/source/000", "amersfoort/source/001"}
    assert "hash" not in shown["properties"]


def test_every_form_of_rows(capsys: pytest.CaptureFixture[str]) -> None:
    forms = {}
    for form in ("table", "json", "csv", "md"):
        assert run(["datasets", "--format", form]) == 0
        forms[form] = capsys.readouterr().out
    ids = regions.names()
    assert [row["id"] for row in json.loads(forms["json"])] == ids
    assert [row["id"] for row in csv.DictReader(io.StringIO(forms["csv"]))] == ids
    assert all(name in forms["table"] and name in forms["md"] for name in ids)


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("findings", "--kind", "role_overlod"), 2, "role_overload"),
        (("findings", "--dataset", "amersfort"), 2, "amersfoort"),
        (("findings", "--severity", "tenson"), 2, "tension"),
        (("query", "contradiction"), 2, "contradictions"),
        (("query", "contradictions", "--param", "datset=amersfoort"), 2, "datset"),
        (("query", "contradictions", "--dataset", GOOI, "--param", "dataset=amersfoort"), 2, "amersfoort"),
        (("show", "amersfoort/body/bor"), 1, "amersfoort/body/bora"),
        (("show", "amersfoort/body/bora", "--prefer", "0000"), 2, "000"),
        (("path", "amersfoort/body/bora", "nergens"), 1, "nergens"),
        (("roles", "niemand"), 1, "niemand"),
        (("matrix", "role-rol"), 2, "role-role"),
        (("accept", "0000", "--reason", "x", "--by", "y"), 1, "0000"),
        (("withdraw", "0000"), 1, "0000"),
        (("load", "gooi"), 2, GOOI),
        (("load", "./no-such-file.yaml"), 1, "no-such-file.yaml"),
        (("remove", "nowhere"), 2, "nowhere"),
        (("cypher", "CREATE (n) RETURN n"), 1, "CREATE"),
        (("cypher", "MATCH (n RETURN n"), 1, ""),
        (("findings", "--date", "2026-13"), 2, "2026-13"),
        (("findings", "--date", "18-03-2026"), 2, "2026-03-18"),
        (("findings", "--date", "18 maart 2026"), 2, "2026-03-18"),
        (("findings", "--param", "nothing"), 2, "nothing"),
        (("graph", "-o", "map.docx"), 2, ".html"),
        (("app", "--host", "192.0.2.1"), 1, "192.0.2.1"),
        (("no-such-command",), 2, "no-such-command"),
    ],
)
def test_wrong_usage_says_what_is_known(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], status: int, says: str) -> None:
    given, words = refused(capsys, *arguments)
    assert (given, says in words) == (status, True), words
    assert "Traceback" not in words


@pytest.mark.parametrize(
    "arguments", [("--timeout", "inf"), ("--timeout", "nan"), ("--timeout", "1e18"), ("--param", "x=\udcff"), ("\udcff",)]
)
def test_what_is_no_limit_or_no_text_is_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    status, words = refused(capsys, "cypher", *(["RETURN 1 AS x"] if len(arguments) > 1 else []), *arguments)
    assert status == 2
    assert "Traceback" not in words


def test_accept_survives_and_can_be_withdrawn(ask: Any, capsys: pytest.CaptureFixture[str]) -> None:
    finding = ask("findings", "--dataset", GOOI, "--kind", "ownership")[0]
    assert run(["accept", finding["id"], "--reason", "besproken in het AB", "--by", "secretaris", "--until", "2999-01-01"]) == 0
    capsys.readouterr()
    assert run(["load", GOOI]) == 0
    capsys.readouterr()
    (kept,) = ask("accepted")
    assert kept["id"] == finding["id"]
    assert kept["accepted"]["by"] == "secretaris"
    assert run(["withdraw", finding["id"]]) == 0
    capsys.readouterr()
    assert ask("accepted") == []


def test_check_lists_all_problems_and_loads_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(
        "dataset: {id: wrong, title: Wrong}\nBody:\n  - {id: a, name: A, kind: genral_board, tier: executive}\n  - {id: b, nme: B}\n"
    )
    assert run(["check", str(file), "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert {problem["code"] for problem in problems} == {"unknown_value", "unknown_field", "missing_field"}
    assert all(problem["line"] in (3, 4) and problem["hint"] for problem in problems)
    assert run(["load", GOOI, str(file)]) == 1
    assert run(["datasets", "--format", "json"]) == 0
    assert "wrong" not in [row["id"] for row in json.loads(capsys.readouterr().out.split("]\n")[-2] + "]")]


def test_a_second_load_writes_nothing_and_a_dry_run_neither(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["load"], ["load", "--dry-run", "amersfoort"]):
        assert run([*arguments, "--format", "json"]) == 0
        rows = json.loads(capsys.readouterr().out)
        assert all((row["added"], row["changed"], row["removed"]) == (0, 0, 0) for row in rows)


def test_the_language_of_what_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    dutch = refused(capsys, "findings", "--kind", "nothing")[1]
    english = refused(capsys, "findings", "--kind", "nothing", "--lang", "en")[1]
    assert "Unknown analysis" in english  # words of progress may stand before it on a busy machine
    assert dutch != english


def test_every_command_has_help() -> None:
    assert len(cli.commands) > 15
    for name, command in cli.commands.items():
        assert command.help, name


def test_a_store_that_cannot_be_reached_is_status_3(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    status, words = refused(capsys, "datasets")
    assert status == 3
    assert "127.0.0.1:1" in words


def test_as_a_real_process_in_a_pipe(regions_home: Path) -> None:
    command = [sys.executable, "-m", "orggraph", "queries", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"ORGGRAPH_HOME": str(regions_home), "PATH": ""})
    assert len(json.loads(done.stdout)) >= 15
    assert done.stderr == ""


def test_what_is_not_assessable_is_no_bar_in_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["findings", "--dataset", "noord-veluwe", "--kind", "composition", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    assert {row["severity"] for row in rows} == {"niet te beoordelen"}


def test_a_relationship_in_a_table_is_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "how-bodies-relate", "--dataset", "amersfoort"]) == 0
    table = capsys.readouterr().out
    assert "bereidt voor" in table
    assert "PREPARES" not in table


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("matrix", "role-role", "--dataset", "noord-veluwe", "--date", "1900"), "Niets gevonden."),
        (("query", "route-of-decision", "--param", "route=niets"), "Niets gevonden voor route=niets."),
    ],
)
def test_that_nothing_was_found_is_said_beside_the_data(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str) -> None:
    assert run([*arguments, "--format", "json"]) == 0
    out = capsys.readouterr()
    assert json.loads(out.out) == []
    assert said in out.err


def test_check_tells_warnings_and_refuses_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "dubbel.yaml"
    file.write_text(
        "orggraph: 1\ndataset: {id: dubbel, title: Dubbel}\nPost: [{id: zetel, name: Zetel}]\nPerson:\n"
        "  - {id: a, name: lid a, holds: {to: post/zetel, start_date: 2022}}\n"
        "  - {id: b, name: lid b, holds: {to: post/zetel, start_date: 2024-06-01}}\n",
        encoding="utf-8",
    )
    assert run(["check", str(file), "--format", "json", "--lang", "nl"]) == 0
    shown = capsys.readouterr()
    (warning,) = json.loads(shown.out)
    assert (warning["level"], warning["code"], warning["line"]) == ("warning", "too_many_holders", 6)
    assert warning["message"] == "dubbel/post/zetel heeft 1 zetel en 2 houders sinds 2024-06-01"
    assert "geen problemen" in shown.err
    assert "1 waarschuwing" in shown.err


def test_ask_gives_the_command_that_answers(ask: Any, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ask("ask", "wie", "vervangt", "de", "voorzitter", "van", "het", "AB", "--dataset", "voorbeeldregio", "--date", "2026-05")
    first = next(row for row in rows if "deputies" in row["command"])
    assert first["command"] == "orggraph query deputies --param body=voorbeeldregio/body/ab --dataset voorbeeldregio --date 2026-05"
    assert ask(*first["command"].split()[1:])

    assert ask("ask", "qqqqqqqq") == []
    assert run(["ask", "wldrvn", "--lang", "en"]) == 0
    out = capsys.readouterr()
    assert "Gemeente Wolderveen" in out.out
    assert "Nothing fits these words; these resemble them." in out.err
    assert refused(capsys, "ask", "ab", "--param", "x=1")[0] == 2


def test_report_is_written_by_suffix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for suffix, start in ((".pdf", b"%PDF-"), (".html", b"<!doctype html>"), (".ics", b"BEGIN:VCALENDAR")):
        file = tmp_path / f"rol{suffix}"
        assert run(["report", "role", "berend-spijkerboer", "-o", str(file)]) == 0
        assert file.read_bytes().startswith(start)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("role", "berend-spijkerboer", "-o", "x.odt"), 2, ".pdf"),
        (("rol", "berend-spijkerboer", "-o", "x.pdf"), 2, "role"),
        (("role", "berend-spijkerbor", "-o", "x.pdf"), 1, "Berend Spijkerboer"),
        (("role", "voorbeeldregio/body/ab", "-o", "x.pdf"), 1, "persoon"),
        (("role", "berend-spijkerboer", "--dataset", "nergens", "-o", "x.pdf"), 2, "nergens"),
    ],
)
def test_report_says_what_cannot_be(
    arguments: tuple[str, ...], status: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    got, told = refused(capsys, "report", *arguments)
    assert got == status and said in told
    assert list(tmp_path.iterdir()) == []


def test_people_read_words_and_programs_names(capsys: pytest.CaptureFixture[str]) -> None:
    """A question in a table and a spreadsheet: headings and closed values in the language asked; in JSON as the model has them."""
    forms = {}
    for form, lang in (("csv", "nl"), ("csv", "en"), ("md", "nl"), ("json", "nl")):
        options = ["--dataset", "amersfoort", "--param", "kind=Bestuurlijk overleg", "--format", form, "--lang", lang]
        assert run(["query", "preparation", *options]) == 0
        forms[form, lang] = capsys.readouterr().out
    rows = {key: list(csv.DictReader(io.StringIO(forms["csv", key]))) for key in ("nl", "en")}
    names = json.loads(forms["json", "nl"])

    assert {(row["Soort gremium"], row["Laag"]) for row in rows["nl"]} == {("bestuurlijk overleg", "Bestuurlijk")}
    assert {(row["Kind of body"], row["Tier"]) for row in rows["en"]} == {("consultation of executives", "Executive")}
    assert {(row["kind"], row["tier"]) for row in names} == {("political_consultation", "executive")}
    assert [row["Het gremium (id)"] for row in rows["nl"]] == [row["body_id"] for row in names]
    assert forms["md", "nl"].startswith("| Het gremium")


def test_a_node_and_a_matrix_are_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "amersfoort/body/bora", "--dataset", "amersfoort"]) == 0
    node = capsys.readouterr().out
    assert "bestuurlijk overleg" in node
    assert "is onderdeel van →" in node
    assert "PART_OF" not in node
    assert run(["matrix", "role-role", "--dataset", GOOI]) == 0
    table = capsys.readouterr().out
    assert "zwaarte" in table
    assert "spanning" in table
    assert "tension" not in table


LISTED = [
    ["queries"], ["analyses"], ["rules"], ["datasets"], ["register", "gooi"], ["ask", "algemeen", "bestuur"], ["store", "status"],
    ["findings", "--kind", "ownership"], ["accepted"], ["matrix", "role-role"], ["load", GOOI, "--dry-run"],
    ["path", f"{GOOI}/body/ab", f"{GOOI}/body/db"], ["roles", f"{GOOI}/person/a"],
    ["rules", "--changed-between", "2022-06-30", "2022-07-01"], ["upkeep", "--dataset", GOOI], ["edits"],
]  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("command", LISTED, ids=" ".join)
def test_what_stands_above_a_list_is_in_the_language_asked(capsys: pytest.CaptureFixture[str], command: list[str], lang: Lang) -> None:
    assert run([*command, "--lang", lang, "--format", "md"]) == 0
    lines = capsys.readouterr().out.splitlines()
    known = {text.render(lang) for text in HEADINGS.values()}
    assert {cell.strip() for cell in lines[0].strip("|").split("|")} <= known if lines else command == ["accepted"]
