"""Commands with something to see: the app, pictures of the graph, and a region as plain pages."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import click

from orggraph.access import VARIABLE, Permission, Right
from orggraph.cli.options import Choice, access, common, file_option, progress, reading, say, workspace
from orggraph.errors import UnknownName
from orggraph.i18n import Lang, T


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; one that others can reach needs --config.")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port to listen on.")
@click.option("--config", type=click.Path(path_type=Path), help="Configuration of sign-in (TOML): who may come in, and with which right.")
@click.option("--empty", is_flag=True, help="Do not put the built-in regions into an empty embedded store.")
@common
def app(host: str, port: int, config: Path | None, empty: bool, lang: Lang) -> None:
    """Start the app and keep it running until Ctrl-C."""
    from orggraph.signin.addresses import host_in_url
    from orggraph.ui.launch import check_address, serve

    sign_in = check_address(host, port, config)
    if not empty:
        with workspace(lang, fill=True):
            pass
    address = sign_in.address if sign_in else f"http://{host_in_url(host)}:{port}"
    os.environ[VARIABLE] = access().right
    say(T("The app opens at {address}. Ctrl-C ends it.", address=address), lang)
    serve(host, port, lang, empty=empty, config=config)


@click.command()
@file_option("File to write; its suffix says the form.")
@reading
def graph(output: Path, choice: Choice, lang: Lang) -> None:
    """Write a picture of the graph (html, svg, png) or the graph itself (json, graphml, gexf)."""
    from orggraph.graph import provenance
    from orggraph.picture import export

    if output.suffix not in export.WRITERS:
        raise UnknownName(T("form of picture"), output.suffix or str(output), export.WRITERS)
    with workspace(lang, fill=True) as work:
        work.require(Permission.EXPORT)
        made = choice.graph(work)
        work.hand_out(output.suffix.lstrip("."), provenance(made).on)
        export.write(made, output, lang)
    say(T("Written: {file}", file=str(output)), lang)


@click.command()
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder to write; it does not exist yet, or is empty.",
)
@click.option("--role-packs", is_flag=True, help="Also write the page of who is new in a post as PDF, for each post.")
@click.option(
    "--for", "readers", type=click.Choice([right.value for right in Right]), help="Only what this right may see. Default: all that you may."
)
@reading
def publish(output: Path, role_packs: bool, readers: str | None, choice: Choice, lang: Lang) -> None:
    """Write a region as a folder of plain pages that open without a server: map, bodies, posts, people, findings, roles."""
    from orggraph.graph import provenance
    from orggraph.publish.folder import check_free
    from orggraph.publish.site import publish as write
    from orggraph.workspace.restricted import restrict

    check_free(output)
    with workspace(lang, fill=True) as own, progress(T("Writing the pages …"), lang):
        own.require(Permission.EXPORT)
        work = restrict(own, access().lowered(Right(readers))) if readers else own
        made = choice.graph(work)
        own.hand_out("publish", provenance(made).on)
        size = write(made, work.find(made), output, lang, role_packs=partial(_tell, lang) if role_packs else None)
    say(T("Written: {file} ({n} MB). Open index.html in it.", file=str(output), n=round(size / 1e6, 1)), lang)


def _tell(lang: Lang, done: int, total: int) -> None:
    """Say how far the documents are, at each tenth of them."""
    if done * 10 // total > (done - 1) * 10 // total:
        say(T("{n} of {total} documents", n=done, total=total), lang)
