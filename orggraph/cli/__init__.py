"""The command line: twin of the library's methods. Data on stdout, everything else on stderr.

Commands live in one module per subject, which is read when its command is given, and import what is slow (driver, networkx,
Streamlit) only when they run.
"""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Final

import click

from orggraph.access import VARIABLE, Right, of_machine
from orggraph.cli.terminal import echo
from orggraph.errors import OrggraphError, WrongUsage
from orggraph.i18n import DEFAULT_LANG, LANGUAGES, Lang, T

COMMANDS: Final[Mapping[str, str]] = {
    "app": "see:app",
    "graph": "see:graph",
    "publish": "see:publish",
    "report": "report:report",
    "route": "routes:route",
    "load": "data:load",
    "check": "data:check",
    "datasets": "data:datasets",
    "remove": "data:remove",
    "schema": "data:schema",
    "store": "store:store",
    "versions": "history:versions",
    "diff": "history:diff",
    "restore": "history:restore",
    "new": "own:new",
    "register": "own:register",
    "import": "own:import_files",
    "edit": "keep:edit",
    "edits": "keep:edits",
    "upkeep": "keep:upkeep",
    "who-is-who": "keep:who_is_who",
    "person": "person:person",
    "checklist": "checking:checklist",
    "answers": "checking:answers",
    "what-if": "what_if:what_if",
    "scenarios": "what_if:scenarios",
    "election": "election:election",
    "relief": "election:relief",
    "divide": "divide:divide",
    "export": "out:export_dataset",
    "findings": "ask:findings",
    "analyses": "ask:analyses",
    "accept": "ask:accept",
    "accepted": "ask:accepted",
    "withdraw": "ask:withdraw",
    "matrix": "ask:matrix",
    "queries": "ask:queries",
    "query": "ask:query",
    "cypher": "ask:cypher",
    "show": "ask:show",
    "path": "ask:path",
    "roles": "ask:roles",
    "figures": "figures:figures",
    "measure": "columns:measure",
    "rules": "law:rules",
    "ask": "seek:ask",
    "mcp": "programs:mcp",
    "audit": "audit:audit",
    "sign-out": "audit:sign_out",
}
"""Command → its module and name there, in the order in which they are listed. A module is read when its command is asked."""


class _Commands(Mapping[str, click.Command]):
    """The commands by name."""

    def __getitem__(self, name: str) -> click.Command:
        module, _, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(f"{__name__}.{module}"), attribute)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Group(click.Group):
    """Lists commands in the order in which they are declared, and says the nearest ones to an unknown one."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _Commands()  # type: ignore[assignment]  # nothing is added to it

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="orggraph", prog_name="orggraph")
@click.option(
    "--right",
    type=click.Choice([right.value for right in Right]),
    envvar=VARIABLE,
    help=f"Keep to this right; also by {VARIABLE}. Default: administrator, on one's own machine.",
)
@click.pass_context
def cli(context: click.Context, right: str | None) -> None:
    """orggraph: who holds which role where, which hats collide, what has no owner.

    Texts are Dutch unless --lang en is given.
    """
    context.obj = of_machine(right)


def main() -> None:
    """Run the command line; ends the process with the exit status of the contract."""
    sys.excepthook = _last_word
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and give its exit status: 0 done, 1 a problem in what was given, 2 wrong usage, 3 no store."""
    lang = _lang(arguments)
    try:
        _refuse_undecodable(arguments)
        outcome = cli.main(args=arguments, prog_name="orggraph", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except click.UsageError as error:
        echo(_usage(error), err=True)
        return 2
    except click.exceptions.Abort:
        return 130
    except OrggraphError as error:
        if "--debug" in arguments:
            traceback.print_exc()
        echo(error.text(lang), err=True)
        return error.exit_status
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _usage(error: click.UsageError) -> str:
    """What click says of a command that cannot be meant, in one text."""
    usage = f"{error.ctx.get_usage()}\n" if error.ctx else ""
    return f"{usage}Error: {error.format_message()}"


def _refuse_undecodable(arguments: list[str]) -> None:
    """Refuse what is no text: the system gives bytes that are no UTF-8 as halves of characters, which nothing can print or send."""
    for argument in arguments:
        if not argument.isascii() and argument != argument.encode(errors="replace").decode():
            raise WrongUsage(T("{given} is no text in UTF-8.", given=argument.encode(errors="replace").decode()), T("Write it in UTF-8."))


def _last_word(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What nobody foresaw: one line for a person, or the whole trace with --debug."""
    if "--debug" in sys.argv or issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    text = T("Something went wrong inside orggraph: {words}. With --debug the whole trace is shown.", words=f"{kind.__name__}: {error}")
    echo(text.render(_lang(sys.argv)), err=True)


def _lang(arguments: list[str]) -> Lang:
    """The language asked, also where the rest of the line is wrong."""
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        given = following if argument == "--lang" else argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if given in LANGUAGES:
            return given
    return DEFAULT_LANG
