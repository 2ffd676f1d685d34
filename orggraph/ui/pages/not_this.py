"""Wat dit niet is: no assessment of persons, no legal advice, no register; who can read what, and what keeps people safe."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from orggraph.i18n import Bilingual, T, Text
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets.acceptance import READERS
from orggraph.ui.widgets.look import plain

PARTS: Sequence[tuple[Text, Sequence[Text]]] = (
    (
        T("No assessment of persons"),
        (
            T("You see posts, and what comes together at one person or post. You do not see how anybody works."),
            T("A count says what the sources put somewhere. Nobody is ranked, nobody gets a mark, and no profile is kept."),
            T("What comes together is a question about the arrangement: can it be divided otherwise, who replaces whom, who looks along?"),
        ),
    ),
    (
        T("No legal advice"),
        (
            T("A finding is a fact to discuss; a tension is no breach."),
            T("Where a rule of law asks otherwise, there may be an exception that no source states."),
            T("With each rule stands the article that it rests on, in its own words. What it asks of you is for a lawyer to say."),
            T("Pairs of roles that pull apart are rules of our own; no law and no source names them."),
        ),
    ),
    (
        T("No register"),
        (
            T("The sources count, not this app: each fact says where it stands."),
            T("What no source states is not here, and not stated is not the same as not so."),
            T("A source may be out of date; each page says as of when. What has not been checked for long is a finding of its own."),
            T("Is something about you wrong? Ask who keeps these data to correct it; the source stands beside the fact."),
        ),
    ),
    (
        T("Who can read what"),
        (
            T("The app answers on this machine alone, and asks nothing of the internet."),
            T("People are shown by their function; names only where somebody asks, from a list that the owner of this machine keeps."),
            T("Who accepts a finding gives a name and a reason. {readers}", readers=READERS),
        ),
    ),
    (
        T("A person decides"),
        (
            T("Proposals, such as a division of portfolios, are sums of what people themselves stated."),
            T("What a proposal rests on stands beside it."),
            T("The presentation mode, at the left, leaves out what is about one person, loads, preferences and remarks."),
        ),
    ),
)
"""What it is not and what it does, each with what follows from that."""


def render(visit: Visit) -> None:
    """Draw the page."""
    parts = "".join(_part(visit, title, lines) for title, lines in PARTS)
    st.html(f'<div class="og-not-this"><h1>{plain(visit.say(T("What this is not")))}</h1>{parts}</div>')


def _part(visit: Visit, title: Text, lines: Sequence[Text]) -> str:
    items = "".join(f"<li>{plain(visit.say(line))}</li>" for line in lines)
    return f"<section><h2>{plain(visit.say(title))}</h2><ul>{items}</ul></section>"


page = Page(
    path="wat-dit-niet-is",
    title=Bilingual("Wat dit niet is", "What this is not"),
    icon="verified_user",
    order=95,
    render=render,
    in_navigation=False,
    needs_data=False,
    words="privacy avg oordeel profiel recht register beoordeling ai gdpr legal advice assessment",
)
