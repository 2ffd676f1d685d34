"""What a request says of the way that it came: believed of the proxies that the configuration names, and of nobody else."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Final, Protocol

from orggraph.i18n import T, Text
from orggraph.signin.configuration import Network, SignIn

SAYS_THE_WAY: Final = (
    "forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-prefix", "x-real-ip",
)  # fmt: skip
"""Headers by which a proxy says from whom, and over what, a request came."""


class Headers(Protocol):
    """The headers of a request; a name may be there more than once."""

    def getlist(self, key: str) -> list[str]:
        """All values of a header."""
        ...


def objection(sign_in: SignIn, peer: str, headers: Headers) -> Text | None:
    """Why a request is not believed, or None. ``peer`` is the address at the other end of the connection."""
    given = [name for name in SAYS_THE_WAY if headers.getlist(name)]
    if not _is_among(peer, sign_in.proxies):
        if given:
            return T("It says that it came through a proxy, but comes from a machine that is not named as one.")
        return T("It did not come through the proxy.") if sign_in.secure else None
    scheme = "https" if sign_in.secure else "http"
    schemes = _listed(headers, "x-forwarded-proto")
    if (sign_in.secure and not schemes) or set(schemes) - {scheme}:
        return T("The proxy does not say that it came by {scheme}.", scheme=scheme)
    if set(map(str.lower, _listed(headers, "x-forwarded-host"))) - {sign_in.host}:
        return T("The proxy says that it was for another address.")
    return None


def client(sign_in: SignIn, peer: str, headers: Headers) -> str:
    """The address of who asks: the last in the proxies' own words that is not one of them."""
    if not _is_among(peer, sign_in.proxies):
        return peer
    named = [address for address in _listed(headers, "x-forwarded-for") if not _is_among(address, sign_in.proxies)]
    return named[-1] if named and _is_address(named[-1]) else peer


def _listed(headers: Headers, name: str) -> list[str]:
    """The values of a header that proxies add to, in the order in which they did."""
    return [part.strip() for value in headers.getlist(name) for part in value.split(",") if part.strip()]


def _is_address(text: str) -> bool:
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


def _is_among(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address is in one of the networks; an IPv4 address may come as IPv6."""
    if not _is_address(address):
        return False
    known = ipaddress.ip_address(address)
    known = getattr(known, "ipv4_mapped", None) or known
    return any(known in network for network in networks)
