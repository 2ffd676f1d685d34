"""Who may see and do what. Rights are the product's own, not the server's, so that they hold on both kinds of server."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from orggraph.errors import Refused, UnknownName
from orggraph.i18n import T, Text

VARIABLE: Final = "ORGGRAPH_RIGHT"
"""The environment variable that says the right of who uses commands, tools and the app on their own machine."""


class Permission(StrEnum):
    """What not everybody may see or do. What is not named here, all who may read see."""

    NAMES = "names"
    """Names of people from an overlay."""
    LOADS = "loads"
    """What one person carries: hours, overload, findings on one person."""
    PREFERENCES = "preferences"
    """What somebody likes or dislikes to do."""
    REMARKS = "remarks"
    """Notes on records, and who accepted a finding and why."""
    CYPHER = "cypher"
    """Free statements: nobody can say beforehand what they show."""
    EXPORT = "export"
    """Data and documents to keep."""
    ACCEPT = "accept"
    """Accept a finding, or take that back."""
    EDIT = "edit"
    """Change, load, restore and remove data."""
    AUDIT = "audit"
    """Read who saw names, changed, accepted and exported; correct or remove a person everywhere."""


class Right(StrEnum):
    """What somebody is to a region. Each right holds all of the one before it."""

    READER = "reader"
    MEMBER = "member"
    SECRETARY = "secretary"
    ADMINISTRATOR = "administrator"


_ADDED: Final = {
    Right.READER: frozenset[Permission](),
    Right.MEMBER: frozenset({Permission.NAMES, Permission.LOADS, Permission.REMARKS, Permission.EXPORT}),
    Right.SECRETARY: frozenset({Permission.PREFERENCES, Permission.CYPHER, Permission.ACCEPT, Permission.EDIT}),
    Right.ADMINISTRATOR: frozenset({Permission.AUDIT}),
}
"""What each right adds to the one before it."""


def permissions(right: Right) -> frozenset[Permission]:
    """All that somebody of this right may see and do beyond reading."""
    rights = list(Right)
    return frozenset[Permission]().union(*(_ADDED[held] for held in rights[: rights.index(right) + 1]))


NOT_FOR_A_ROOM: Final = frozenset(
    {Permission.LOADS, Permission.PREFERENCES, Permission.REMARKS, Permission.CYPHER, Permission.EDIT, Permission.AUDIT}
)
"""What the presentation mode leaves out for everybody: what is about one person, remarks, and what may show these."""


@dataclass(frozen=True)
class Access:
    """Somebody who uses the product, and what they may.

    Attributes
    ----------
    who
        How the audit names them: an address or subject of the provider, or the user of this machine.
    right
        What they are to the region.
    session
        One visit of theirs, where they come more than once; the audit writes once a session that they saw names.
    presenting
        Whether they show it to a room full of people; then what is not for a room is left out, whatever their right.
    """

    who: str
    right: Right
    session: str = ""
    presenting: bool = False

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that they may see and do beyond reading, as they look now."""
        return permissions(self.right) - (NOT_FOR_A_ROOM if self.presenting else frozenset())

    def may(self, permission: Permission) -> bool:
        """Whether they may see or do this."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raise Refused where they may not see or do this; the text names what is missing, and nothing of what is kept back."""
        if not self.may(permission):
            raise self.refusal(permission)

    def refusal(self, permission: Permission) -> Refused:
        """What to say of something that they may not see or do."""
        if permission in permissions(self.right):
            return Refused(
                T("The presentation mode does not show this: {permission}.", permission=WORDS[permission]),
                T("Put the presentation mode off in the bar at the left, and ask again."),
            )
        return Refused(
            T("Your right ({right}) does not include this: {permission}.", right=RIGHTS[self.right], permission=WORDS[permission]),
            T("Ask the administrator of this app for another right."),
        )

    def lowered(self, right: Right) -> Access:
        """The same person with a lower right; a higher one than theirs stays theirs."""
        rights = list(Right)
        return replace(self, right=min(self.right, right, key=rights.index))

    def present(self) -> Access:
        """The same person, who shows it to a room full of people."""
        return replace(self, presenting=True)


def user() -> str:
    """The user of this machine, where nobody says who it is."""
    try:
        return getpass.getuser()
    except OSError:
        return "unknown"


def of_machine(right: str | None = None, session: str = "") -> Access:
    """The access of who uses their own machine.

    Parameters
    ----------
    right
        The right that was asked for; default: that of ``ORGGRAPH_RIGHT``, else administrator, for a machine has one owner.
    session
        One visit of theirs.

    Raises
    ------
    UnknownName
        There is no such right.
    """
    wanted = right or os.environ.get(VARIABLE) or Right.ADMINISTRATOR
    if wanted not in list(Right):
        raise UnknownName(T("right"), wanted, list(Right))
    return Access(user(), Right(wanted), session)


WORDS: Final[dict[Permission, Text]] = {
    Permission.NAMES: T("names of people"),
    Permission.LOADS: T("what one person carries"),
    Permission.PREFERENCES: T("preferences"),
    Permission.REMARKS: T("remarks"),
    Permission.CYPHER: T("free statements"),
    Permission.EXPORT: T("exports"),
    Permission.ACCEPT: T("accepting findings"),
    Permission.EDIT: T("changing data"),
    Permission.AUDIT: T("the audit"),
}
"""Each permission in people's words."""
RIGHTS: Final[dict[Right, Text]] = {
    Right.READER: T("reader"),
    Right.MEMBER: T("member"),
    Right.SECRETARY: T("secretary"),
    Right.ADMINISTRATOR: T("administrator"),
}
"""Each right in people's words."""
