"""The pages outside the app: what somebody sees who is not in, each with one thing to do. They load nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.responses import HTMLResponse

from orggraph.i18n import LANGUAGES, Lang, T, Text
from orggraph.signin.provider import Failure
from orggraph.ui.visit import LANGUAGE_NAMES

STYLE: Final = """
:root { color-scheme: light dark }
body { margin: 0; font: 1rem/1.5 "Source Sans", system-ui, sans-serif; background: var(--og-paper); color: var(--og-ink) }
main { max-width: 34rem; margin: 12vh auto 2rem; padding: 0 1.5rem }
h1 { font-size: 1.6rem; line-height: 1.25 }
p { color: var(--og-text) }
nav { margin-top: 3rem; font-size: .9rem }
a { color: var(--og-link) }
a.act, button { display: inline-block; margin-top: .5rem; padding: .6rem 1.2rem; border: 1px solid #0b5cad; border-radius: 8px;
  background: #0b5cad; color: #fff; font: inherit; text-decoration: none; cursor: pointer }
a.act:hover, button:hover { background: #0b4a8c }
:focus-visible { outline: 3px solid var(--og-link); outline-offset: 3px }
"""
FITS: Final = '<meta name="viewport" content="width=device-width, initial-scale=1">'
AGAIN: Final = T("Sign in again")

FAILED: Final[dict[Failure, tuple[HTTPStatus, Text, Text]]] = {
    Failure.DOWN: (
        HTTPStatus.BAD_GATEWAY,
        T("The sign-in service does not answer"),
        T(
            "This app asks {provider} who you are, and gets no answer that it understands. Nothing is wrong with "
            "your account. Try again in a few minutes."
        ),
    ),
    Failure.CERTIFICATE: (
        HTTPStatus.BAD_GATEWAY,
        T("The sign-in service cannot prove who it is"),
        T(
            "The certificate of {provider} is not one that this app trusts. You were not signed in. The "
            "administrator can name the right certificates in the configuration."
        ),
    ),
    Failure.EXPIRED: (
        HTTPStatus.FORBIDDEN,
        T("What {provider} sent has expired"),
        T(
            "The proof of who you are was too old when it arrived. Try again. If it stays: the clock of this app "
            "may be ahead, and the administrator can set it right."
        ),
    ),
    Failure.CLOCK: (
        HTTPStatus.FORBIDDEN,
        T("Two clocks differ"),
        T(
            "What {provider} sent carries a time that has not come yet. The clock of this app, or that of "
            "{provider}, is off by more than a minute. The administrator can set it right."
        ),
    ),
    Failure.STALE: (
        HTTPStatus.BAD_REQUEST,
        T("This sign-in is not current any more"),
        T("It took longer than ten minutes, was used before, or did not begin in this browser. Begin again."),
    ),
    Failure.DENIED: (
        HTTPStatus.FORBIDDEN,
        T("You were not signed in"),
        T("{provider} says that you, or it, broke off signing in."),
    ),
    Failure.REFUSED: (
        HTTPStatus.BAD_GATEWAY,
        T("{provider} refuses this app"),
        T(
            "It does not accept how this app makes itself known. Nothing is wrong with your account. The log of "
            "this app says more to the administrator."
        ),
    ),
    Failure.UNTRUSTED: (
        HTTPStatus.FORBIDDEN,
        T("What {provider} sent cannot be trusted"),
        T(
            "It is not signed as it should be, or meant for another app. You were not signed in. The log of this "
            "app says more to the administrator."
        ),
    ),
}  # fmt: skip
"""For each failure its status, its title, and what it means with what to do."""


def page(lang: Lang, status: HTTPStatus, title: Text, body: list[Text], act: str = "", here: str = "") -> HTMLResponse:
    """A page in one language.

    Parameters
    ----------
    lang
        The language of the texts.
    status
        The status of the answer.
    title
        What it is about.
    body
        Paragraphs.
    act
        Markup of what there is to do, made by :func:`link` or :func:`button`.
    here
        The path at which the same page stands in the other language; empty: it stands nowhere else.
    """
    paragraphs = "".join(f"<p>{escape(text.render(lang))}</p>" for text in body)
    others = "".join(f'<a lang="{other}" href="{here}?lang={other}">{LANGUAGE_NAMES[other]}</a>' for other in LANGUAGES if other != lang)
    head = f'<meta charset="utf-8">{FITS}<link rel="icon" href="data:,"><style>{_style()}</style>'
    heading = escape(title.render(lang))
    content = (
        f'<!DOCTYPE html><html lang="{lang}"><head>{head}<title>{heading} · orggraph</title></head>'
        f"<body><main><h1>{heading}</h1>{paragraphs}{act}{f'<nav>{others}</nav>' if here else ''}</main></body></html>"
    )
    return HTMLResponse(content, status, headers={"cache-control": "no-store"})


def failed(failure: Failure, provider: str, lang: Lang, again: str) -> HTMLResponse:
    """The page of somebody who could not sign in, with the way to try again."""
    status, title, text = FAILED[failure]
    named = [Text(words.message, {"provider": provider}) for words in (title, text)]
    return page(lang, status, named[0], [named[1]], link(AGAIN, again, lang))


def link(text: Text, href: str, lang: Lang, *, plain: bool = False) -> str:
    """A link to go on with; ``plain``: as words, below what there is to do first."""
    words = f'<a href="{escape(href)}"{"" if plain else chr(32) + "class=act"}>{escape(text.render(lang))}</a>'
    return f"<p>{words}</p>"


def button(text: Text, to: str, lang: Lang) -> str:
    """A button that does something; a link would do so for every site that leads to it."""
    return f'<form method="post" action="{escape(to)}"><button>{escape(text.render(lang))}</button></form>'


@cache
def _style() -> str:
    return (Path(__file__).parent / "colours.css").read_text(encoding="utf-8") + STYLE
