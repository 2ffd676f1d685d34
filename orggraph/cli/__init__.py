"""The command line: twin of the library's methods. Data on stdout, everything else on stderr.

Commands live in one module per subject and import what is slow (driver, networkx, Streamlit) only when they run.
"""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

import click

from orggraph.access import VARIABLE, Right, of_machine
from orggraph.cli import (
    ask,
    audit,
    checking,
    columns,
    data,
    divide,
    election,
    figures,
    history,
    keep,
    law,
    out,
    own,
    person,
    programs,
    report,
    routes,
    see,
    seek,
    what_if,
)
from orggraph.cli.terminal import echo
from orggraph.errors import OrggraphError, WrongUsage
from orggraph.i18n import DEFAULT_LANG, LANGUAGES, Lang, T


class _Group(click.Group):
    """Lists commands in the order in which they are declared, and says the nearest ones to an unknown one."""

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


for module in (
    see,
    report,
    routes,
    data,
    history,
    own,
    keep,
    person,
    checking,
    what_if,
    election,
    divide,
    out,
    ask,
    figures,
    columns,
    law,
    seek,
    programs,
    audit,
):
    for command in module.COMMANDS:
        cli.add_command(command)


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
