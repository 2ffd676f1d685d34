"""Start the app with its own configuration, on this machine only."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from orggraph import resources
from orggraph.errors import OrggraphError, Refused, WrongUsage
from orggraph.i18n import DEFAULT_LANG, Lang, T
from orggraph.signin.addresses import is_loopback
from orggraph.signin.configuration import SignIn, read
from orggraph.signin.door import VARIABLE, Door, of_environment
from orggraph.signin.secrets import cookie_key
from orggraph.store.settings import settings_from_env

EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - to refuse it
BELIEVES: Final = "FORWARDED_ALLOW_IPS"
"""The variable with the proxies that uvicorn itself believes: none, where the configuration of sign-in names them."""


def serve(host: str, port: int, lang: Lang, *, empty: bool = False, config: Path | None = None) -> None:
    """Replace this process by Streamlit serving the app.

    Parameters
    ----------
    host, port
        Where it listens.
    lang
        The language that it opens in.
    empty
        An empty store stays as it is.
    config
        The configuration of sign-in; None: the app is for the user of this machine.

    Raises what :func:`check_address` raises.
    """
    check_address(host, port, config)
    os.environ["ORGGRAPH_LANG"] = lang
    if empty:
        os.environ["ORGGRAPH_EMPTY"] = "1"
    os.environ.pop(VARIABLE, None)
    if config:
        os.environ |= {VARIABLE: str(config.absolute()), BELIEVES: ""}
    own = [sys.executable, "-m", __name__]
    arguments = [*own, "run", str(resources.app_path()), "--server.address", host, "--server.port", str(port)]
    os.execv(sys.executable, arguments)  # noqa: S606 - no shell; the arguments are our own


def check_address(host: str, port: int, config: Path | None = None) -> SignIn | None:
    """Look whether the app may and can listen there, before anything is opened or said; gives the configuration of sign-in.

    Raises
    ------
    Refused
        An address that others could reach, without sign-in or without https.
    InvalidInput
        The configuration has mistakes: all of them.
    WrongUsage
        The port is in use, or what signs people in is not installed.
    """
    sign_in = None
    if config is None:
        refuse_beyond_loopback(host)
    else:
        sign_in = read(config)
        _refuse_bare(host, sign_in)
        _refuse_without_authlib()
        cookie_key(settings_from_env().home)
    _refuse_taken(host, port)
    return sign_in


def refuse_beyond_loopback(host: str) -> None:
    """Raise Refused for an address that is not this machine's own."""
    if not is_loopback(host):
        raise Refused(
            T("The app listens on this machine only; {host} could be reached by others.", host=host),
            T("Leave --host out, or let people sign in: --config FILE, as docs/how-to/sign-in.md says."),
        )


def door_or_end(host: str | None) -> Door | None:
    """The door of the app that starts, or None; ends this process, with what to do, where it may not listen there.

    ``host``: where Streamlit is told to listen; None is everywhere.
    """
    try:
        door = of_environment()
        if door is None:
            refuse_beyond_loopback(host or EVERYWHERE)
            return None
        _refuse_bare(host or EVERYWHERE, door.sign_in)
        if os.environ.get(BELIEVES) != "":
            raise Refused(T("Sign-in does not begin in this way."), T("Start the app with: orggraph app --config FILE"))
    except OrggraphError as error:
        sys.exit(error.text(DEFAULT_LANG))
    return door


def _refuse_bare(host: str, sign_in: SignIn) -> None:
    """Raise Refused where others can reach the app, and people come to it without https."""
    if not is_loopback(host) and not sign_in.secure:
        raise Refused(
            T("Others can reach {host}, and {address} is no address by https.", host=host, address=sign_in.address),
            T("Leave --host out, or give app.address its address by https, behind a proxy."),
        )


def _refuse_without_authlib() -> None:
    if find_spec("authlib") is None or find_spec("httpx2") is None:
        raise WrongUsage(T("What signs people in is not installed."), T("Install it: pip install 'orggraph[signin]'"))


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise WrongUsage(T("Port {port} is in use.", port=port), T("Give another with --port, or stop what listens there.")) from None


def _streamlit() -> None:
    """Run Streamlit with the arguments of this process. Ctrl-C is how the app is meant to end: no failure, and no word of one."""
    from click import Abort
    from streamlit.web.cli import main

    with suppress(Abort):
        main(prog_name="streamlit", standalone_mode=False)


if __name__ == "__main__":
    _streamlit()
