"""The audit: what is written, once, by whom; what is not; how long it is kept, and who reads it."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orggraph.access import Access, Right
from orggraph.cli import run
from orggraph.errors import Refused, WrongUsage
from orggraph.workspace import Workspace
from orggraph.workspace.audit import Act, Audit, AuditFailed, Entry, kept_days, read
from orggraph.workspace.restricted import restrict
from tests.access.conftest import MARKS, REGION

SECRETARY = Access("k.secretaris@voorbeeld.nl", Right.SECRETARY)


@pytest.fixture(autouse=True)
def own_home(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The audit of a test alone, in a folder that has the names of the store's."""
    (tmp_path / "names").symlink_to(home / "names")
    monkeypatch.setenv("ORGGRAPH_HOME", str(tmp_path))
    return tmp_path


def lines(home: Path) -> list[tuple[str, str, str, str]]:
    return [(entry.who, entry.act, entry.dataset, entry.subject) for entry in reversed(Audit(home).read())]


def test_names_are_written_once_a_session_and_region(whole: Workspace, own_home: Path) -> None:
    for session in ("een", "een", "twee"):
        work = restrict(whole, Access("lid@voorbeeld.nl", Right.MEMBER, session))
        work.graph(datasets=REGION)
        for _ in range(2):
            work.graph(datasets=REGION, with_names=True)
            work.query("who-holds-what", datasets=REGION, with_names=True)
    assert lines(own_home) == [("lid@voorbeeld.nl", "names", REGION, "")] * 2


def test_what_is_refused_is_no_line(whole: Workspace, own_home: Path) -> None:
    work = restrict(whole, Access("lezer@voorbeeld.nl", Right.READER, "drie"))
    for ask in (
        lambda: work.graph(datasets=REGION, with_names=True),
        lambda: work.export(REGION, "yaml", ".yaml"),
        lambda: work.remove(REGION),
    ):
        with pytest.raises(Refused):
            ask()
    assert not (own_home / "audit").exists()


def test_every_change_is_a_line_without_what_it_says(whole: Workspace, own_home: Path) -> None:
    work = restrict(whole, SECRETARY)
    finding = next(finding for finding in work.find(work.graph()) if not finding.accepted)
    before = work.dataset(REGION)
    number = max(row["number"] for row in work.versions(REGION))
    work.accept(finding.id, reason="Redenzeker geheim", by="Doorzeker")
    work.withdraw(finding.id)
    work.load(type(before)(before.info.model_copy(update={"publisher": "een ander"}), before.nodes, before.relationships))
    work.load(before)
    work.load(before)
    work.restore(REGION, number)
    work.export(REGION, "yaml", ".yaml")
    written = lines(own_home)
    assert [(act, subject) for _, act, _, subject in written] == [
        ("accept", finding.id),
        ("withdraw", finding.id),
        ("load", f"{REGION}@{number + 1}"),
        ("load", f"{REGION}@{number + 2}"),
        ("restore", f"{REGION}@{number}"),
        ("export", "yaml"),
    ]
    assert {who for who, *_ in written} == {SECRETARY.who}
    (file,) = (own_home / "audit").iterdir()
    text = file.read_text(encoding="utf-8")
    assert not [word for words in MARKS.values() for word in (*words, "geheim", "een ander") if word in text]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_without_the_audit_nothing_is_shown_or_changed(whole: Workspace, own_home: Path) -> None:
    (own_home / "audit").write_text("a file stands where the folder should be")
    work = restrict(whole, Access(SECRETARY.who, Right.SECRETARY, "zonder"))
    before = whole.versions()
    for ask in (
        lambda: work.graph(datasets=REGION, with_names=True),
        lambda: work.export(REGION, "yaml", ".yaml"),
        lambda: work.remove(REGION),
        lambda: work.withdraw("x"),
    ):
        with pytest.raises(AuditFailed) as failure:
            ask()
        assert "audit" in failure.value.text("nl")
    assert whole.versions() == before


def test_days_that_are_older_than_is_kept_go(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    audit, today = Audit(own_home), datetime.now(UTC).date()
    audit.folder.mkdir()
    for days in (400, 366, 365, 31, 30, 1):
        day = (today - timedelta(days=days)).isoformat()
        entry = {"at": f"{day}T12:00:00+00:00", "who": f"{days}", "right": "reader", "act": "names", "dataset": "d", "subject": ""}
        (audit.folder / f"{day}.jsonl").write_text(json.dumps(entry) + "\n", encoding="utf-8")
    assert [entry.who for entry in audit.read()] == ["1", "30", "31", "365"]
    monkeypatch.setenv("ORGGRAPH_AUDIT_DAYS", "30")
    audit.write(SECRETARY, Act.NAMES, "d")
    assert [entry.who for entry in audit.read()] == [SECRETARY.who, "1", "30"]
    assert len(list(audit.folder.iterdir())) == 3
    for given in ("0", "-3", "een jaar", "1.5", "99999999999"):
        monkeypatch.setenv("ORGGRAPH_AUDIT_DAYS", given)
        with pytest.raises(WrongUsage, match="ORGGRAPH_AUDIT_DAYS"):
            kept_days()


def test_a_line_that_was_cut_off_hides_no_other(own_home: Path) -> None:
    audit = Audit(own_home)
    audit.write(Access('naam "met"\nregel\u2028einde', Right.MEMBER), Act.EXPORT, "d", "yaml")
    (file,) = audit.folder.iterdir()
    with file.open("a", encoding="utf-8") as torn:
        torn.write('{"at": "2026-')
    audit.write(SECRETARY, Act.EXPORT, "d", "org")
    audit.write(SECRETARY, Act.EXPORT, "d", "popolo")
    assert {(entry.who, entry.subject) for entry in audit.read()} == {
        ('naam "met"\nregel\u2028einde', "yaml"),
        (SECRETARY.who, "org"),
        (SECRETARY.who, "popolo"),
    }


def test_the_administrator_alone_reads_it_and_that_is_a_line(own_home: Path) -> None:
    audit = Audit(own_home)
    audit.write(SECRETARY, Act.EXPORT, "d", "yaml")
    for right in (Right.READER, Right.MEMBER, Right.SECRETARY):
        with pytest.raises(Refused):
            read(audit, Access("x", right))
    administrator = Access("b.beheerder@voorbeeld.nl", Right.ADMINISTRATOR, "lezen")
    entries: list[Entry] = []
    for _ in range(2):
        entries = read(audit, administrator)
    assert [(entry.who, entry.act) for entry in entries] == [(administrator.who, "audit"), (SECRETARY.who, "export")]
    assert read(audit, administrator, since="2999") == []
    assert [entry.act for entry in read(audit, administrator, who=SECRETARY.who)] == ["export"]
    with pytest.raises(WrongUsage):
        read(audit, administrator, since="2026-13")


def test_the_command(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Audit(own_home).write(SECRETARY, Act.ACCEPT, REGION, "abc")
    assert run(["audit", "--json", "--who", SECRETARY.who]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["who"], row["right"], row["act"], row["dataset"], row["subject"]) == (SECRETARY.who, "secretary", "accept", REGION, "abc")
    assert run(["audit", "--since", "2026-13-01"]) == 2
    assert run(["--right", "koning", "audit"]) == 2
    err = capsys.readouterr().err
    assert "koning" in err
    assert "administrator" in err
