"""The conversation with the provider: OpenID Connect's code flow with state, nonce and PKCE, by Authlib; what went wrong, by kind."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client import MismatchingStateError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from httpx2 import HTTPError, InvalidURL
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
from starlette.requests import Request
from starlette.responses import Response

from orggraph.signin.addresses import is_loopback
from orggraph.signin.configuration import Provider, SignIn, settled

ANSWERS_WITHIN: Final = 10.0
"""Seconds in which the provider answers."""
LEEWAY: Final = 60
"""Seconds that two clocks may differ."""
SIGNATURES: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures that only the provider can make: none without a key, and none with a key that is shared."""
OF_CLOCKS: Final = ("iat", "nbf")
"""Claims that lie in the future only where two clocks differ."""
LONGEST_NAME: Final = 200


class Failure(StrEnum):
    """Why somebody could not sign in."""

    DOWN = "down"
    CERTIFICATE = "certificate"
    EXPIRED = "expired"
    CLOCK = "clock"
    STALE = "stale"
    DENIED = "denied"
    REFUSED = "refused"
    UNTRUSTED = "untrusted"


class NotSignedIn(Exception):
    """Somebody could not sign in. ``detail`` is for the log: which error it was, without what a provider or browser sent."""

    def __init__(self, failure: Failure, detail: str) -> None:
        super().__init__(failure, detail)
        self.failure = failure
        self.detail = detail


FORESEEN: Final = (NotSignedIn, AuthlibBaseError, JoseError, HTTPError, InvalidURL, OSError, ValueError, RuntimeError, KeyError)
"""What Authlib, the network and a provider that answers something else raise."""


@dataclass(frozen=True)
class Person:
    """Who signed in, as the provider says: how the audit names them, and all their groups."""

    who: str
    groups: frozenset[str]


class Conversation:
    """What the app asks of the provider."""

    def __init__(self, sign_in: SignIn) -> None:
        self._sign_in = sign_in
        self._client = _client(sign_in.provider)

    async def redirect(self, request: Request, back: str, lang: str, *, anew: bool) -> Response:
        """The answer that sends somebody to the provider; ``anew``: they are to say who they are, even where it knows."""
        try:
            more = {"prompt": "login"} if anew else {}
            answer: Response = await self._client.authorize_redirect(request, back, ui_locales=lang, **more)
        except FORESEEN as error:
            raise _named(error) from None
        return answer

    async def person(self, request: Request) -> Person:
        """Who came back from the provider. Raises NotSignedIn."""
        provider = self._sign_in.provider
        try:
            issuer = (await self._client.load_server_metadata()).get("issuer")
            options = {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": provider.client_id}}
            token = await self._client.authorize_access_token(request, claims_options=options, leeway=LEEWAY)
            claims = dict(token.get("userinfo") or {})
            if claims and settled(claims, self._sign_in.claim) is None:
                claims = await self._with_userinfo(token, claims)
        except FORESEEN as error:
            raise _named(error) from None
        if not claims.get("sub"):
            raise NotSignedIn(Failure.UNTRUSTED, "no identity token")
        return Person(_who(claims, provider.who), _groups(settled(claims, self._sign_in.claim)))

    async def _with_userinfo(self, token: Mapping[str, Any], claims: Mapping[str, Any]) -> dict[str, Any]:
        """The claims, and those that the provider gives only to who asks for them; of somebody else they do not count."""
        if "userinfo_endpoint" not in await self._client.load_server_metadata():
            return dict(claims)
        more = dict(await self._client.userinfo(token=token))
        return {**more, **claims} if more.get("sub") == claims.get("sub") else dict(claims)

    async def end_address(self) -> str | None:
        """Where somebody signs out at the provider itself; None: it does not say, or does not answer."""
        try:
            ends = (await self._client.load_server_metadata()).get("end_session_endpoint")
        except FORESEEN:
            return None
        back = {"client_id": self._sign_in.provider.client_id, "post_logout_redirect_uri": f"{self._sign_in.address}/"}
        return f"{ends}{'&' if '?' in ends else '?'}{urlencode(back)}" if ends else None


class _App(StarletteOAuth2App):  # type: ignore[misc]
    """Authlib's client, which believes of the provider's own words only what is safe."""

    issuer = ""

    async def load_server_metadata(self) -> dict[str, Any]:
        fresh = "_loaded_at" not in self.server_metadata
        metadata: dict[str, Any] = await super().load_server_metadata()
        if fresh:
            try:
                believe_of(self.issuer, metadata)
            except NotSignedIn:
                self.server_metadata.clear()
                raise
        return metadata


def believe_of(issuer: str, metadata: dict[str, Any]) -> None:
    """Leave of what a provider says of itself only the signatures that it alone can make.

    Parameters
    ----------
    issuer
        What it must call itself; empty: nobody says.
    metadata
        Its own words (OpenID Connect Discovery 1.0, section 3).

    Raises
    ------
    NotSignedIn
        It calls itself otherwise, or names an address that others could read along.
    """
    if issuer and str(metadata.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        raise NotSignedIn(Failure.UNTRUSTED, "the provider calls itself by another issuer than the configuration")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        parts = urlsplit(str(metadata.get(name, "")))
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
            raise NotSignedIn(Failure.UNTRUSTED, f"the provider names no safe address: {name}")
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in SIGNATURES]


class _OAuth(OAuth):  # type: ignore[misc]
    oauth2_client_cls = _App


def _client(provider: Provider) -> _App:
    trust = ssl.create_default_context()
    if provider.certificates:
        trust.load_verify_locations(cafile=str(provider.certificates))
    client: _App = _OAuth().register(
        "provider",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.metadata,
        client_kwargs={
            "scope": " ".join(provider.scopes), "code_challenge_method": "S256", "verify": trust, "timeout": ANSWERS_WITHIN,
        },
    )  # fmt: skip
    client.issuer = provider.issuer
    return client


def _who(claims: Mapping[str, Any], claim: str) -> str:
    """How the audit names somebody: by the claim that was asked for, unless it is no text or not verified; else by their subject.

    A sign that steers a line, such as its end, becomes a space: a name makes no line of a log.
    """
    value = settled(claims, claim)
    usable = isinstance(value, str) and value.strip() and not (claim == "email" and claims.get("email_verified") is False)
    name = str(value if usable else claims["sub"])
    return "".join(sign if sign.isprintable() else " " for sign in name).strip()[:LONGEST_NAME]


def _groups(value: Any) -> frozenset[str]:
    values = value if isinstance(value, list) else [value]
    return frozenset(group for group in values if isinstance(group, str))


def _named(error: Exception) -> NotSignedIn:
    """The failure that an error of Authlib, the network or a token stands for."""
    if isinstance(error, NotSignedIn):
        return error
    if isinstance(error, ClaimError):
        return NotSignedIn(_of_claim(error), f"{type(error).__name__} of {error.claim}")
    if isinstance(error, AuthlibBaseError):
        return NotSignedIn(_of_protocol(error), f"{type(error).__name__} {_word(error.error)}")
    if isinstance(error, JoseError):
        return NotSignedIn(Failure.UNTRUSTED, type(error).__name__)
    bad = any(isinstance(cause, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(cause) for cause in _causes(error))
    return NotSignedIn(Failure.CERTIFICATE if bad else Failure.DOWN, type(error).__name__)


def _of_claim(error: ClaimError) -> Failure:
    if isinstance(error, ExpiredTokenError):
        return Failure.EXPIRED
    return Failure.CLOCK if error.claim in OF_CLOCKS else Failure.UNTRUSTED


def _of_protocol(error: AuthlibBaseError) -> Failure:
    if isinstance(error, MismatchingStateError):
        return Failure.STALE
    return {"access_denied": Failure.DENIED, "invalid_grant": Failure.STALE}.get(str(error.error), Failure.REFUSED)


def _word(text: Any) -> str:
    """The code of an error as the protocol writes them, and nothing else that a provider may have sent."""
    word = str(text or "")
    return word if word.isascii() and word.replace("_", "").isalpha() and len(word) <= LONGEST_NAME else "?"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
