"""Wisseling en verdeling: what changes if, what falls after an election, what relieves, who takes which portfolio."""

from __future__ import annotations

from orggraph.access import Permission
from orggraph.i18n import Bilingual, T
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import division, election, parts, relief, scenarios
from orggraph.ui.widgets.address import Address

PATH = "wisseling"
ADDRESS = Address("change", {"show": "what-if"})


def render(visit: Visit) -> None:
    """Draw the page."""
    parts.show(visit, T("Change and division"), ADDRESS, PARTS)


PARTS: parts.Parts = {
    "what-if": (T("What if"), scenarios.what_if, None),
    "elections": (T("After the elections"), election.election, None),
    "relief": (T("What relieves"), relief.relief, None),
    "division": (T("Divide portfolios"), division.division, Permission.PREFERENCES),
}
page = Page(
    path=PATH, title=Bilingual("Wisseling en verdeling", "Change and division"), icon="swap_horiz", order=45, render=render, group="decide",
    needs=Permission.LOADS,
    words="wat als scenario verkiezing raad college opvolging portefeuille verdeling ontlasten what if election succession relief",
)  # fmt: skip
