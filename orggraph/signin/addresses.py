"""Addresses: what is this machine and no other, how a host stands in an address, and where one signs in and out."""

from __future__ import annotations

import ipaddress
from typing import Final

LOOPBACK_NAME: Final = "localhost"
SIGN_IN: Final = "/aanmelden"
SIGN_OUT: Final = "/afmelden"


def is_loopback(host: str | None) -> bool:
    """Whether a host is this machine and no other."""
    try:
        return host == LOOPBACK_NAME or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def host_in_url(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host
