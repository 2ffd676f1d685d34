"""The configuration of sign-in: one TOML file, of which every mistake is said at once, before the app listens.

The file holds no secret: it names the file or the environment variable that does.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from orggraph.access import Right
from orggraph.i18n import T
from orggraph.signin.reading import Keys, opened

DISCOVERY: Final = "/.well-known/openid-configuration"
"""Where a provider says of itself what it is, after its issuer (OpenID Connect Discovery 1.0, section 4)."""
DEFAULT_HOURS: Final = 8
MOST_HOURS: Final = 24
DEFAULT_IDLE: Final = 60
MOST_IDLE: Final = 60 * MOST_HOURS
SCOPES: Final = ("openid", "profile", "email")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Provider:
    """The OpenID provider at which people sign in.

    Attributes
    ----------
    name
        What people call it.
    metadata
        The address at which it says of itself what it is.
    client_id
        As what it knows this app.
    client_secret
        With what this app shows that it is that; no text shows it.
    scopes
        What the app asks for.
    who
        The claim that names somebody in the audit; where it is absent or not verified, the subject does.
    certificates
        A file of certificates to trust besides those of the system; None: only those.
    issuer
        What it must call itself; empty: the configuration names only where its metadata are.
    """

    name: str
    metadata: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...] = SCOPES
    who: str = "email"
    certificates: Path | None = None
    issuer: str = ""


@dataclass(frozen=True)
class SignIn:
    """All that the app must know to let people in.

    Attributes
    ----------
    address
        What people type: scheme, host and port, without a slash at the end.
    provider
        Where they sign in.
    claim
        The claim that holds somebody's groups; a dot leads into an object.
    groups
        Each group, with the right that it gives.
    proxies
        The networks of the proxies whose ``X-Forwarded-*`` count.
    hours
        How long a session lasts from signing in.
    idle
        After how many minutes without a click, a word or a page a session ends.
    """

    address: str
    provider: Provider
    claim: str
    groups: Mapping[str, Right]
    proxies: tuple[Network, ...] = ()
    hours: float = DEFAULT_HOURS
    idle: float = DEFAULT_IDLE

    @property
    def secure(self) -> bool:
        """Whether people reach the app by https."""
        return self.address.startswith("https://")

    @property
    def host(self) -> str:
        """What browsers give as ``Host``: the name, and a port that is not the scheme's own."""
        return urlsplit(self.address).netloc

    def right(self, groups: frozenset[str]) -> Right | None:
        """The highest right that these groups give; None: none of them gives one."""
        held = [self.groups[group] for group in groups if group in self.groups]
        return max(held, key=list(Right).index, default=None)


def read(path: Path) -> SignIn:
    """Read the configuration of sign-in.

    Raises
    ------
    InvalidInput
        With all problems: each says the key, what is wrong and what is known. No problem holds a secret.
    """
    keys = opened(path)
    app = keys.table("app", ("address", "session_hours", "idle_minutes"))
    address = _address(app)
    hours = app.number("session_hours", DEFAULT_HOURS, MOST_HOURS)
    idle = app.number("idle_minutes", DEFAULT_IDLE, MOST_IDLE)
    provider = _provider(keys, path.parent)
    claim, groups = _groups(keys)
    proxies = _proxies(keys, secure=address.startswith("https://"))
    keys.done()
    return SignIn(address, provider, claim, groups, proxies, hours, idle)


def _address(app: Keys) -> str:
    given = app.address("address").lower()
    if not given:
        return ""
    parts = urlsplit(given)
    if parts.path.strip("/") or parts.query or parts.fragment:
        app.add("address", T("An address of the app ends after its name and port."), T("It cannot stand below a path of another site."))
    netloc = parts.netloc.removesuffix(":443" if parts.scheme == "https" else ":80")
    return f"{parts.scheme}://{netloc}"


def _provider(keys: Keys, folder: Path) -> Provider:
    known = ("name", "issuer", "metadata", "client_id", "client_secret_file", "client_secret_env", "scopes", "who", "certificates")
    table = keys.table("provider", known)
    issuer, metadata = table.either("issuer", "metadata")
    named = table.address(issuer) if issuer else ""
    address = table.address(metadata) if metadata else f"{named.rstrip('/')}{DISCOVERY}"
    scopes = table.texts("scopes", SCOPES)
    if "openid" not in scopes:
        table.add("scopes", T("The scope openid is needed: without it no provider says who signs in."))
    return Provider(
        name=table.text("name", urlsplit(address).hostname or "-"),
        metadata=address,
        client_id=table.text("client_id"),
        client_secret=table.secret("client_secret_file", "client_secret_env", folder),
        scopes=scopes,
        who=table.text("who", "email"),
        certificates=table.certificates("certificates", folder),
        issuer=named,
    )


def _groups(keys: Keys) -> tuple[str, dict[str, Right]]:
    table = keys.table("groups", ("claim", *Right))
    claim = table.text("claim", "groups")
    given: dict[str, Right] = {}
    for right in Right:
        for group in table.texts(right, ()):
            if group in given:
                table.add(right, T("The group {group} stands under {other} too; a group gives one right.", group=group, other=given[group]))
            given[group] = right
    if not given and not any(right in table.values for right in Right):
        table.missing(*Right)
    return claim, given


def _proxies(keys: Keys, *, secure: bool) -> tuple[Network, ...]:
    table = keys.table("proxy", ("trusted",), optional=not secure)
    networks: list[Network] = []
    for text in table.texts("trusted", ()):
        try:
            networks.append(ipaddress.ip_network(text))
        except ValueError:
            table.add("trusted", T("{text} is no address or network.", text=text), T("Such as 127.0.0.1 or 172.16.0.0/12."))
    if secure and not table.values.get("trusted"):
        table.missing("trusted")
    return tuple(networks)


def settled(values: Mapping[str, Any], path: str) -> Any:
    """The value at a claim: by its whole name, or else where its dots lead. None: it is not there."""
    if path in values:
        return values[path]
    first, dot, rest = path.partition(".")
    inner = values.get(first)
    return settled(inner, rest) if dot and isinstance(inner, Mapping) else None
