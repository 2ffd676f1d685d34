"""Start the app with its own configuration, on this machine only."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress

from orggraph import resources
from orggraph.errors import Refused, WrongUsage
from orggraph.i18n import DEFAULT_LANG, Lang, T
from orggraph.signin.addresses import is_loopback


def serve(host: str, port: int, lang: Lang, *, empty: bool = False) -> None:
    """Replace this process by Streamlit serving the app; ``empty``: an empty store stays as it is.

    Raises what :func:`check_address` raises.
    """
    check_address(host, port)
    os.environ["ORGGRAPH_LANG"] = lang
    if empty:
        os.environ["ORGGRAPH_EMPTY"] = "1"
    own = [sys.executable, "-m", __name__]
    arguments = [*own, "run", str(resources.app_path()), "--server.address", host, "--server.port", str(port)]
    os.execv(sys.executable, arguments)  # noqa: S606 - no shell; the arguments are our own


def check_address(host: str, port: int) -> None:
    """Look whether the app may and can listen there, before anything is opened or said.

    Raises
    ------
    Refused
        An address that others could reach: that needs sign-in, which this version does not have.
    WrongUsage
        The port is in use.
    """
    refuse_beyond_loopback(host)
    _refuse_taken(host, port)


def refuse_beyond_loopback(host: str) -> None:
    """Raise Refused for an address that is not this machine's own."""
    if not is_loopback(host):
        raise Refused(
            T("The app listens on this machine only; {host} could be reached by others.", host=host),
            T("Leave --host out. Use beyond one machine needs sign-in, which this version does not have."),
        )


def end_beyond_loopback(host: str | None) -> None:
    """End this process, with what to do, where Streamlit is told to listen elsewhere; no address means everywhere."""
    try:
        refuse_beyond_loopback(host or "0.0.0.0")  # noqa: S104 - to refuse it
    except Refused as error:
        sys.exit(error.text(DEFAULT_LANG))


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
