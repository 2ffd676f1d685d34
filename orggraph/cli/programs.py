"""Commands for programs: the library's questions as tools of the Model Context Protocol."""

from __future__ import annotations

import click

from orggraph.cli.options import access, common
from orggraph.i18n import Lang


@click.command()
@click.option("--with-names", is_flag=True, help="People's names in the answers, where an overlay is at hand.")
@common
def mcp(with_names: bool, lang: Lang) -> None:
    """Answer a program over standard input and output (MCP): the library's questions as tools that only read."""
    from orggraph.mcp import serve

    serve(lang, access(), with_names=with_names)
