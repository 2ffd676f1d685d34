"""The audit: who saw names, changed, accepted and took along. Who, when, what kind, on what; never what it said.

Lines of JSON in the folder ``audit`` of ``ORGGRAPH_HOME``, a file a day, beside the store and not in it: so it is the same on
both kinds of server, outlives a restored backup, and no statement reads it. Files are only added to; days that are older than
is kept go whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from orggraph.access import Access, Permission
from orggraph.errors import StoreError, WrongUsage
from orggraph.i18n import T, Text
from orggraph.store.settings import settings_from_env

FOLDER: Final = "audit"
SUFFIX: Final = ".jsonl"
DAYS: Final = "ORGGRAPH_AUDIT_DAYS"
"""The setting that says how many days lines are kept."""
YEAR: Final = 365
"""So many days they are kept where nothing is set."""


class Act(StrEnum):
    """What the audit writes down."""

    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    END_SESSIONS = "end-sessions"
    NAMES = "names"
    LOAD = "load"
    EDIT = "edit"
    RESTORE = "restore"
    REMOVE = "remove"
    SETTINGS = "settings"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    EXPORT = "export"
    AUDIT = "audit"
    PERSON = "person"


ACTS: Final[dict[Act, Text]] = {
    Act.SIGN_IN: T("signed in"),
    Act.SIGN_OUT: T("signed out"),
    Act.END_SESSIONS: T("signed others out"),
    Act.NAMES: T("saw names of people"),
    Act.LOAD: T("loaded data"),
    Act.EDIT: T("changed data"),
    Act.RESTORE: T("restored a version or backup"),
    Act.REMOVE: T("removed data"),
    Act.SETTINGS: T("changed what is kept"),
    Act.ACCEPT: T("accepted a finding"),
    Act.WITHDRAW: T("withdrew an acceptance"),
    Act.EXPORT: T("took data or a document along"),
    Act.AUDIT: T("read the audit"),
    Act.PERSON: T("answered a person's request"),
}
"""Each act in people's words."""


@dataclass(frozen=True)
class Entry:
    """One line: when (UTC), who with which right, what, on which dataset, and the id or form that it is about."""

    at: str
    who: str
    right: str
    act: str
    dataset: str
    subject: str


class AuditFailed(StoreError):
    """The audit cannot be written or read; then nothing happens that it must hold."""


@dataclass(frozen=True)
class Audit:
    """The audit in a folder of orggraph (``ORGGRAPH_HOME``)."""

    home: Path

    @classmethod
    def of_environment(cls) -> Audit:
        """That of the folder which the environment names."""
        return cls(settings_from_env().home)

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return self.home / FOLDER

    def ready(self) -> None:
        """Raise AuditFailed where a line cannot be added now; asked before something is changed of which a line will follow."""
        self._add(datetime.now(UTC).date(), b"")

    def write(self, access: Access, act: Act, dataset: str = "", subject: str = "") -> None:
        """Add a line. Raises AuditFailed where that cannot be, WrongUsage where the setting means nothing."""
        now = datetime.now(UTC)
        entry = Entry(now.isoformat(timespec="seconds"), access.who, access.right.value, act.value, dataset, subject)
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        self._add(now.date(), line.encode())

    def _add(self, day: date, line: bytes) -> None:
        path = self.folder / f"{day.isoformat()}{SUFFIX}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = not path.exists()
            handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                size = os.fstat(handle).st_size
                torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
                os.write(handle, b"\n" * (torn and bool(line)) + line)  # one write, so that lines of several programs stay whole
            finally:
                os.close(handle)
        except OSError as error:
            raise _failed(error) from error
        if fresh:
            self.forget(day)

    def forget(self, today: date) -> int:
        """Take away the days that are older than is kept; how many files went."""
        last = (today - timedelta(days=kept_days())).isoformat()
        gone = [path for path in self._files() if path.stem < last]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def read(self, since: str | None = None, who: str | None = None) -> list[Entry]:
        """The lines that are kept, the latest first.

        Parameters
        ----------
        since
            Only from this day on (a partial date: its first day); default: all that is kept.
        who
            Only of who is named so.

        Raises
        ------
        WrongUsage
            ``since`` is no date. AuditFailed where a file cannot be read.
        """
        from orggraph.model.meant import day_asked

        begin = day_asked(since).isoformat() if since else ""
        oldest = (datetime.now(UTC).date() - timedelta(days=kept_days())).isoformat()
        try:
            entries = [entry for path in self._files() if path.stem >= max(begin, oldest) for entry in _lines(path)]
        except OSError as error:
            raise _failed(error) from error
        return [entry for entry in reversed(entries) if who in (None, entry.who)]

    def rewrite(self, text: Callable[[str], str]) -> int:
        """Change who and what lines are about, for a person who asks it by right; how many lines changed. Raises AuditFailed."""
        changed = 0
        try:
            for path in self._files():
                entries = list(_lines(path))
                new = [replace(entry, who=text(entry.who), subject=text(entry.subject)) for entry in entries]
                if different := sum(after != before for after, before in zip(new, entries, strict=True)):
                    draft = path.with_suffix(".part")
                    draft.touch(0o600)
                    draft.write_text("".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in new), encoding="utf-8")
                    draft.replace(path)
                    changed += different
        except OSError as error:
            raise _failed(error) from error
        return changed

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob(f"*{SUFFIX}"))


def read(audit: Audit, access: Access, since: str | None = None, who: str | None = None) -> list[Entry]:
    """The lines for who may read them, which is a line itself; see :meth:`Audit.read`. Raises Refused."""
    access.require(Permission.AUDIT)
    entries = audit.read(since, who)
    if (last := (access.who, access.session)) not in _READ:
        audit.write(access, Act.AUDIT)
        _READ.add(last)
    return entries


_READ: Final[set[tuple[str, str]]] = set()
"""Who read the audit in which session, so that it is written once."""


def kept_days() -> int:
    """How many days lines are kept: ``ORGGRAPH_AUDIT_DAYS``, by default a year. Raises WrongUsage where that is no number of days."""
    given = os.environ.get(DAYS) or str(YEAR)
    if not given.isdecimal() or not 1 <= int(given) <= 100 * YEAR:
        raise WrongUsage(T("{name} is {given}, which is no number of days.", name=DAYS, given=given), T("Give a number of 1 or more."))
    return int(given)


def _lines(path: Path) -> Iterator[Entry]:
    """The entries of a file; a line that was cut off when a machine went down is passed over."""
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            row = json.loads(line)
            yield Entry(**{field.name: str(row[field.name]) for field in fields(Entry)})
        except (ValueError, KeyError, TypeError):
            continue


def _failed(error: OSError) -> AuditFailed:
    return AuditFailed(
        T("The audit cannot be kept: {words}.", words=error.strerror or type(error).__name__),
        T("See that the folder audit in ORGGRAPH_HOME can be written, and that the disk has room; then do it again."),
    )
