"""What stands before the pages where people sign in: who may come in, by which way, until when.

Streamlit's own sign-in was looked at and left: its cookie lasts thirty days whatever is configured, is never Secure, and holds all
claims; it forgets nobody, shows no page where something goes wrong, and knows no proxies.
"""

from __future__ import annotations

import asyncio
import logging
import time
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlencode

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from orggraph.access import Access
from orggraph.errors import OrggraphError
from orggraph.i18n import Lang, T
from orggraph.signin import proxies
from orggraph.signin.addresses import SIGN_IN, SIGN_OUT
from orggraph.signin.door import Door
from orggraph.signin.provider import Conversation, Failure, NotSignedIn
from orggraph.signin.sessions import SIGNING_IN, Session
from orggraph.ui import door_pages
from orggraph.ui.asgi import lang_of
from orggraph.workspace.audit import Act, Audit

LOG: Final = logging.getLogger("orggraph.sign-in")
BACK: Final = f"{SIGN_IN}/terug"
"""Where the provider sends people back to."""
SIGNED_OUT: Final = "/afgemeld"
HEALTH: Final = "/gezond"
"""Answers to everybody, and says nothing but that the app runs."""
LOOKS_EVERY: Final = 5.0
"""Seconds between two looks whether the session of an open page is over."""
GRACE: Final = 60.0
"""Seconds for which the connection of a page lasts beyond its session, so that the page can say so; it is sent nothing else."""
BY_ITSELF: Final = "/_stcore/"
"""Below it a page asks by itself whether the app is there: nobody did that."""
HSTS: Final = "max-age=31536000; includeSubDomains"
"""A year, for this name and what is below it."""


class Ways:
    """Lets through only what came by the way that the configuration names: its public address, and its proxies."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.sign_in = door.sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"] == HEALTH:
            await self.app(scope, receive, send)
            return
        headers, peer = Headers(scope=scope), (scope.get("client") or ("",))[0]
        objection = proxies.objection(self.sign_in, peer, headers)
        if objection is None and self._is_for_this_app(scope, headers):
            scope["scheme"] = self.sign_in.address.partition(":")[0].replace("http", "ws" if scope["type"] == "websocket" else "http")
            scope["client"] = (proxies.client(self.sign_in, peer, headers), 0)
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._refusal(scope, objection)(scope, receive, send)

    def _is_for_this_app(self, scope: Scope, headers: Headers) -> bool:
        """Whether ``Host`` is the public one, and so is ``Origin`` where it is given; a WebSocket and what changes something give it."""
        origins = headers.getlist("origin")
        if [host.lower() for host in headers.getlist("host")] != [self.sign_in.host]:
            return False
        return origins == [self.sign_in.address] or (not origins and scope["type"] == "http" and scope["method"] in {"GET", "HEAD"})

    def _refusal(self, scope: Scope, objection: Any) -> Response:
        LOG.warning("refused a request that did not come by the way that is configured: %s", objection or "another host or origin")
        only = T("This app answers only at {addresses}.", addresses=[self.sign_in.address])
        more = T("The administrator finds the proxies that are believed in the configuration, under [proxy].")
        body = [objection, only, more] if objection else [only]
        return door_pages.page(lang_of(scope), HTTPStatus.FORBIDDEN, T("This is not the way in"), body)


class Doors:
    """Lets through only who is signed in, and does the signing in and out."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door
        self.talk = Conversation(door.sign_in)
        self.steps = {SIGN_IN: self._sign_in, BACK: self._back, SIGN_OUT: self._sign_out, SIGNED_OUT: self._signed_out}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"] == HEALTH:
            await self.app(scope, receive, send)
            return
        send = self._careful(send)
        if step := self.steps.get(scope["path"]) if scope["type"] == "http" else None:
            request = Request(scope, receive)
            await (await step(request))(scope, receive, send)
            return
        session = self.door.session(HTTPConnection(scope).cookies)
        if session is None or self.door.access(session) is None:
            await self._stay_out(scope, receive, send, session)
        elif scope["type"] == "websocket":
            await self.app(scope, self._until_over(session, receive, send), send)
        else:
            if not scope["path"].startswith(BY_ITSELF):
                self._see(session)
            await self.app(scope, receive, send)

    def _see(self, session: Session) -> None:
        """Somebody did something. Where that cannot be noted their session goes on until it seems idle."""
        try:
            self.door.sessions.see(session)
        except OSError as error:
            LOG.error("that somebody was here was not written: %s", error)

    def _careful(self, send: Send) -> Send:
        """Every cookie is Secure where people come by https, and no answer is kept that does not say it may be."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers.setdefault("cache-control", "no-store")
                if self.door.sign_in.secure:
                    headers["strict-transport-security"] = HSTS
                    message["headers"] = [(name, _secured(name, value)) for name, value in message["headers"]]
            await send(message)

        return sent

    async def _stay_out(self, scope: Scope, receive: Receive, send: Send, session: Session | None) -> None:
        """Who wants a page is sent to sign in, or told that no group of theirs gives a right; anything else is refused."""
        lang = lang_of(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        answer: Response = PlainTextResponse(T("Sign in first.").render(lang), HTTPStatus.UNAUTHORIZED)
        if session and self.door.sessions.over_since(session) is None:
            answer = self._no_right(session.who, lang)
        elif scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            answer = self._redirect(begin(f"{quote(scope['path'])}{f'?{query}' if query else ''}", lang))
        await answer(scope, receive, send)

    async def _sign_in(self, request: Request) -> Response:
        """Send somebody to the provider, with what they need to come back: state, nonce and the key of PKCE, in a cookie of their own."""
        lang, to = lang_of(request.scope), own_path(request.query_params.get("to", "/"))
        request.scope["session"] = {}
        try:
            anew = request.query_params.get("anew") == "1"
            answer = await self.talk.redirect(request, f"{self.door.sign_in.address}{BACK}", lang, anew=anew)
        except NotSignedIn as error:
            return self._failed(error, lang, to)
        kept = {"state": request.scope["session"], "to": to, "lang": lang, "until": time.time() + SIGNING_IN}
        self._set_cookie(answer, self.door.sessions.signing_in, self.door.sessions.seal("signing in", kept), SIGNING_IN)
        return answer

    async def _back(self, request: Request) -> Response:
        """Who comes back from the provider with what they were sent with is in, by a new session; the one that they had ends."""
        sessions = self.door.sessions
        kept = sessions.unseal("signing in", request.cookies.get(sessions.signing_in, "")) or {}
        lang, to = kept.get("lang", lang_of(request.scope)), kept.get("to", "/")
        request.scope["session"] = kept["state"] if kept.get("until", 0) > time.time() else {}
        try:
            person = await self.talk.person(request)
        except NotSignedIn as error:
            return self._cleared(self._failed(error, lang, to), sessions.signing_in)
        known = person.groups & self.door.sign_in.groups.keys()
        if not known:
            LOG.warning("%s signed in and is in no group that gives a right", person.who)
            return self._cleared(self._no_right(person.who, lang), sessions.signing_in)
        if before := self.door.session(request.cookies):
            sessions.end(before)
        session = sessions.begin(person.who, known)
        self._write_down(Act.SIGN_IN, session)
        answer = self._cleared(self._redirect(to), sessions.signing_in)
        self._set_cookie(answer, sessions.cookie, sessions.sealed(session), int(session.until - time.time()))
        return answer

    async def _sign_out(self, request: Request) -> Response:
        """Ask whether somebody wants to sign out, and at the button do so."""
        lang, session = lang_of(request.scope), self.door.session(request.cookies)
        if request.method != "POST":
            body = [T("You are signed in as {who}.", who=session.who)] if session else []
            act = door_pages.button(T("Sign out"), f"{SIGN_OUT}?lang={lang}", lang) + door_pages.link(
                T("Back"), f"/?lang={lang}", lang, plain=True
            )
            return door_pages.page(lang, HTTPStatus.OK, T("Sign out of this app?"), body, act, SIGN_OUT)
        if session:
            self.door.sessions.end(session)
            self._write_down(Act.SIGN_OUT, session)
        return self._cleared(self._redirect(f"{SIGNED_OUT}?lang={lang}"), self.door.sessions.cookie)

    async def _signed_out(self, request: Request) -> Response:
        lang, provider = lang_of(request.scope), self.door.sign_in.provider.name
        act = door_pages.link(door_pages.AGAIN, begin("/", lang, anew=True), lang)
        body = [T("Close the browser too, if others use this machine.")]
        if address := await self.talk.end_address():
            body.append(T("At {provider} you may still be signed in.", provider=provider))
            act += door_pages.link(T("Sign out at {provider} too", provider=provider), address, lang, plain=True)
        return door_pages.page(lang, HTTPStatus.OK, T("You are signed out"), body, act, SIGNED_OUT)

    def _failed(self, error: NotSignedIn, lang: Lang, to: str) -> Response:
        LOG.warning("a sign-in failed: %s (%s)", error.failure, error.detail)
        return door_pages.failed(
            error.failure, self.door.sign_in.provider.name, lang, begin(to, lang, anew=error.failure is Failure.DENIED)
        )

    def _write_down(self, act: Act, session: Session) -> None:
        """A line in the audit. Where it cannot be written somebody comes in all the same: what needs the audit is then kept from them."""
        LOG.info("%s: %s", session.who, act)
        right = self.door.sign_in.right(session.groups)
        try:
            if right:
                Audit(self.door.sessions.home).write(Access(session.who, right, session.name), act)
        except OrggraphError as error:
            LOG.error("the audit was not written: %s", error)

    def _no_right(self, who: str, lang: Lang) -> Response:
        body = [
            T("You are signed in as {who}, and no group of yours has a right in this app.", who=who),
            T("Ask its administrator to put you in a group that has, and sign in again."),
        ]
        act = door_pages.link(T("Sign in as somebody else"), begin("/", lang, anew=True), lang)
        return door_pages.page(lang, HTTPStatus.FORBIDDEN, T("You have no right here yet"), body, act)

    def _redirect(self, path: str) -> Response:
        return RedirectResponse(f"{self.door.sign_in.address}{path}", HTTPStatus.SEE_OTHER, {"cache-control": "no-store"})

    def _set_cookie(self, answer: Response, name: str, value: str, seconds: int) -> None:
        answer.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=self.door.sign_in.secure)

    def _cleared(self, answer: Response, name: str) -> Response:
        self._set_cookie(answer, name, "", 0)
        return answer

    def _until_over(self, session: Session, receive: Receive, send: Send) -> Receive:
        """What a page sends, until its session is over."""

        def is_over() -> bool:
            since = self.door.sessions.over_since(session)
            return since is not None and since + GRACE <= time.time()

        async def received() -> Message:
            pending = asyncio.ensure_future(receive())
            try:
                while not is_over():
                    done, _ = await asyncio.wait({pending}, timeout=LOOKS_EVERY)
                    if done:
                        if is_deed(pending.result()) and self.door.access(session):
                            self._see(session)
                        return pending.result()
            finally:
                pending.cancel()  # also where who asked for it does no more
            await send({"type": "websocket.close", "code": 1008})
            return {"type": "websocket.disconnect", "code": 1008}

        return received


def begin(to: str, lang: Lang, *, anew: bool = False) -> str:
    """The path at which somebody begins to sign in, to go on to another."""
    return f"{SIGN_IN}?{urlencode({'to': own_path(to), 'lang': lang, **({'anew': '1'} if anew else {})})}"


def own_path(to: str) -> str:
    """A path of this app; what leads elsewhere, or back to signing in or out, is the first page."""
    leads_away = not to.startswith("/") or to.startswith(("//", "/\\")) or not to.isprintable()
    return "/" if leads_away or to.partition("?")[0] in {SIGN_IN, BACK, SIGN_OUT, SIGNED_OUT} else to


def is_deed(message: Message) -> bool:
    """Whether somebody did what a page sends: a click, a word, another page; and not the page by itself, which looks every while."""
    try:
        sent = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return False
    return sent.HasField("rerun_script") and not sent.rerun_script.is_auto_rerun


def _secured(name: bytes, value: bytes) -> bytes:
    return value + b"; Secure" if name.lower() == b"set-cookie" and b"; secure" not in value.lower() else value
