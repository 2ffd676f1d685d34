"""Who may see and do what. Rights are the product's own, not the server's, so that they hold on both kinds of server."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from orggraph.errors import Refused
from orggraph.i18n import T, Text


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


@dataclass(frozen=True)
class Access:
    """Somebody who uses the product, and what they may.

    Attributes
    ----------
    who
        How the audit names them: an address or subject of the provider, or the user of this machine.
    right
        What they are to the region.
    """

    who: str
    right: Right

    def may(self, permission: Permission) -> bool:
        """Whether they may see or do this."""
        return permission in permissions(self.right)

    def require(self, permission: Permission) -> None:
        """Raise Refused where they may not see or do this; the text names what is missing, and nothing of what is kept back."""
        if not self.may(permission):
            raise Refused(
                T("Your right ({right}) does not include this: {permission}.", right=RIGHTS[self.right], permission=WORDS[permission]),
                T("Ask the administrator of this app for another right."),
            )


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
