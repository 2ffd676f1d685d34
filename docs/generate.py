"""Reference pages made from the code: model, commands, queries, analyses, rules. Nothing in them is kept by hand."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import officer_pages
import yaml
from layout import page as _page
from layout import table as _table

from orggraph.findings import Finding, Severity
from orggraph.graph import Graph
from orggraph.graph.datasets import name_of

EXAMPLE = (
    "`voorbeeldregio` is fictional: its people, places, arrangements and sources are invented, and its title and every source say so. "
    "On its reference date, 15 April 2026, it holds {people} people, {posts} posts, {bodies} bodies and {arrangements} arrangements of "
    "seven municipalities, four weeks after an election. Each rule and each measure shows somewhere in it, and stays silent nearby, where "
    "the same is in order or does not apply. These tables are made by running them, at the reference date where no day is named."
)


def write(folder: Path) -> None:
    """Write all pages; those that did not change are left alone, so that a second build is quick."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {
        "model": model(),
        "commands": commands(),
        "queries": queries(),
        "analyses": analyses(),
        "rules": rules(),
        "pages": pages_(),
        "exports": exports(),
        "rights": rights(),
        "example-region": example_region(),
        "cypher-differences": cypher_differences(),
        "asvs": officer_pages.asvs(),
        "bio2": officer_pages.bio2(),
        "algorithm-register": officer_pages.register(),
    }
    for name, text in pages.items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def model() -> str:
    """The schema page."""
    from orggraph.model.schema import markdown

    return markdown("en")


def cypher_differences() -> str:
    """What the embedded server answers otherwise than Neo4j, from the statements that the tests ask of both."""
    file = yaml.safe_load((Path(__file__).parents[1] / "tests" / "data" / "cypher" / "statements.yaml").read_text(encoding="utf-8"))
    asked = {name: [one["ask"] for one in file["statements"] if one.get("why") == name] for name in file["differences"]}
    rows = [[difference["what"], f"`{asked[name][0]}`", f"`{difference['instead']}`"] for name, difference in file["differences"].items()]
    parts = [
        "# Cypher: where the servers differ",
        (
            f"Of {len(file['statements'])} statements that analysts write, asked of Neo4j 5.26 and of the embedded server, "
            "these kinds are answered otherwise. The order of lists that `collect()` and `keys()` give is open on both."
        ),
        _table(["On the embedded server", "For instance", "Write instead, on both"], rows),
    ]
    return _page(parts)


def commands() -> str:
    """Every command with its help, as the terminal shows it."""
    from orggraph.cli import cli

    parts = ["# Commands", "Every command takes `--lang nl|en` and `--debug`. Data goes to stdout, everything else to stderr."]
    parts += [
        "Exit status: 0 done; 1 the input has a problem; 2 wrong usage; 3 the store cannot be reached, or another loader was first.",
        *_command(cli, "orggraph", 2),
    ]
    return _page(parts)


def _command(command: click.Command, name: str, depth: int) -> Iterable[str]:
    context = click.Context(command, info_name=name, max_content_width=100)
    if isinstance(command, click.Group):
        for one in command.list_commands(context):
            inner = command.get_command(context, one)
            if inner is not None:
                yield from _command(inner, f"{name} {one}", depth)
    else:
        yield f"{'#' * depth} {name}"
        yield f"```text\n{command.get_help(context)}\n```"


def queries() -> str:
    """The query library: every question with its parameters, columns and Cypher."""
    from orggraph.queries import registry

    parts = ["# Queries", "`orggraph query NAME --param name=value`; `--show` prints the Cypher. Every query takes `datasets`."]
    for query in registry().values():
        parts += [f"## {query.name}", f"**{query.title['en']}.** {query.question['en']}"]
        if query.params:
            parts.append(_params(query.params))
        columns = [[f"`{name}`", meaning["en"]] for name, meaning in query.columns.items()]
        parts += [_table(["Column", "Meaning"], columns), f"```text\n{query.statement.strip()}\n```"]
    return _page(parts)


def analyses() -> str:
    """Every analysis with its question, parameters and definition."""
    from orggraph.analyses import registry

    parts = [
        "# Analyses",
        (
            "`orggraph findings --kind KIND`; the app shows them on the page Signalen. What an analysis measures everywhere, also where "
            "nothing asks for attention, stands in tables: `orggraph figures KIND`, in the app on the page Samenhang."
        ),
    ]
    for analysis in registry().values():
        parts += [f"## {analysis.kind}", f"**{analysis.title['en']}.** {analysis.question['en']}"]
        if analysis.params:
            parts.append(_params(analysis.params))
        parts.append(f"```{{eval-rst}}\n.. automodule:: {analysis.run.__module__}\n```")
    return _page(parts)


def exports() -> str:
    """Every format in which a dataset leaves, with what it holds and what it cannot."""
    from orggraph.exports import registry
    from orggraph.model.nodes import LABELS
    from orggraph.model.relationships import TYPES

    parts = ["# Exports", "`orggraph export FORMAT --dataset ID -o FILE`; what a format cannot hold of a dataset is counted and said."]
    for key, export in registry().items():
        module = import_module(export.make.__module__)
        ends = ", ".join(f"`{suffix}`" for suffix in export.suffixes) or "a folder"
        parts += [f"## {key}", f"Written to: {ends}.", str(module.__doc__).strip().replace("``", "`")]
        if export.reads_back:
            parts.append("orggraph reads an equal dataset from it.")
        for what, kept, known in (("Labels", export.labels, LABELS), ("Relationship types", export.types, TYPES)):
            lost = [name for name in known if kept is not None and name not in kept]
            parts.append(f"{what} that it cannot hold: {', '.join(f'`{name}`' for name in lost) or 'none'}.")
        if export.labels is not None and export.types is not None:
            rows = [[f"`{name}`", ", ".join(fields) or "–"] for name, fields in {**export.labels, **export.types}.items()]
            parts.append(_table(["Label or type", "Fields that it holds"], rows))
    return _page(parts)


def rules() -> str:
    """The rule base: rules of law with what they read of a region, hats, and the pairs of hats that pull apart."""
    from orggraph import rules as base

    read = base.rule_base()
    parts = [
        "# Rules",
        (
            "Every rule is data, one entry in a file of `orggraph/rules/`. A rule is tried where its dates, legal forms, statute and "
            "participants allow, and nowhere else. What a rule asks for and the data do not hold is *not assessable*, unless the dataset "
            "names under `complete` the parts that stand in the last column. `orggraph rules` tells the same on the "
            "command line, and with `--changed-between` what a change of law changes."
        ),
        *_rules_of_law(read),
        "The pairs of hats below are rules of our own, not of the law.",
    ]
    parts += ["## Patterns", _table(["Pattern", "Tried on", "What it looks for", "Parameters"], list(_patterns()))]
    hats = [[f"`{hat.id}`", hat.title.en, hat.title.nl] for hat in read.hats.values()]
    parts += ["## Hats", _table(["Id", "Hat", "In Dutch"], hats), "## Pairs that pull apart"]
    for pair in read.pairs.values():
        parts += [f"### {pair.id}", f"**{pair.title.en}.** {pair.explanation.en}", f"Question: {pair.question.en}"]
    return _page(parts)


def _rules_of_law(base: Any) -> Iterable[str]:
    """One table for each act, with a row for each text that a rule had in the course of time: what `orggraph rules` tells."""
    from orggraph.rules import listing

    acts: dict[str, list[list[str]]] = {}
    for row in listing.rows(base, "en"):
        acts.setdefault(row["act"] or "Our own", []).append(_rule(row))
    head = ["Rule", "Severity", "Article", "In force", "Where", "How a region states it", "Absence counts with"]
    for act, rows in acts.items():
        yield f"## {act}"
        yield _table(head, rows)


def _patterns() -> Iterable[list[str]]:
    """What each pattern looks for, by the first line of its docstring, and what it takes."""
    from orggraph.rules.applying import patterns

    for name, pattern in sorted(patterns().items()):
        about = (pattern.run.__doc__ or "").split("\n")[0]
        takes = ", ".join(f"`{name}`" for name in pattern.params.model_fields)
        yield [f"`{name}`", pattern.scope, about, takes]


def _rule(row: Mapping[str, Any]) -> list[str]:
    read = f" (read: {', '.join(row['versions'])})" if row["versions"] else " (not read)" if row["article"] else ""
    read += f", dated by {row['dated_by']}" if row["dated_by"] else ", date not verified" if row["date_not_verified"] else ""
    quote = f"<br>“{row['quote']}”" if row["quote"] else ""
    days = (row["in_force_from"], row["in_force_until"])
    period = f"{days[0] or '…'} – {days[1] or '…'}" if any(days) else "always"
    adapt = f"; older arrangements from {row['adapt_by']}" if row["adapt_by"] else ""
    complete = ", ".join(f"`{part}`" for part in row["complete"])
    title, where = f"`{row['id']}`<br>{row['title']}", "; ".join(row["applies_to"])
    return [title, row["severity"], (row["article"] or "") + read + quote, period + adapt, where, row["states"], complete]


def example_region() -> str:
    """Where the example region shows each rule and measure, and where nearby it stays silent: made by running them."""
    from orggraph.rules import rule_base
    from scripts.voorbeeldregio import shown

    base = rule_base()
    whole = shown.graph()
    counts = Counter(attributes["label"] for _, attributes in whole.nodes(data=True))
    parts = [
        "# The example region",
        EXAMPLE.format(people=counts["Person"], posts=counts["Post"], bodies=counts["Body"], arrangements=counts["Arrangement"]),
    ]
    kinds = {
        "Rules of law": [one for one in shown.lines() if one.rule in base.rules],
        "Pairs of hats that pull apart": [one for one in shown.lines() if one.rule in base.pairs],
        "Measures of the analyses": [one for one in shown.lines() if one.kind],
    }
    for title, lines in kinds.items():
        rows = [
            [
                f"`{one.name}`",
                one.day or "",
                _called(shown.graph(one.day), one.fires),
                _called(shown.graph(one.day), one.silent),
                _says(one.hits()),
            ]
            for one in lines
        ]
        parts += [f"## {title}", _table(["Rule or measure", "Day", "Fires at", "Silent at", "What it says there"], rows)]
    return _page(parts)


def _called(graph: Graph, node: str) -> str:
    return f"{name_of(graph, node)} (`{node.split('/', 1)[-1]}`)"


def _says(findings: Sequence[Finding]) -> str:
    worst = min(findings, key=lambda one: list(Severity).index(one.severity))
    return f"*{worst.severity.en}*: {worst.text.render('en')}"


def pages_() -> str:
    """The pages of the app."""
    from orggraph.access import WORDS
    from orggraph.ui.page import registry

    rows = [
        [f"`/{page.path}`", page.title["nl"], page.title["en"], WORDS[page.needs].render("en") if page.needs else ""] for page in registry()
    ]
    return _page(["# Pages of the app", _table(["Address", "Dutch", "English", "Only for who may see or do"], rows)])


def rights() -> str:
    """What each right may see and do, and what refuses whoever may not."""
    from orggraph.access import WORDS, Permission, Right, permissions
    from orggraph.workspace.hiding import KINDS, QUERIES

    about = _attribute_docs(Permission)
    rows = [
        [WORDS[permission].render("en"), about[permission.name], *("yes" if permission in permissions(right) else "" for right in Right)]
        for permission in Permission
    ]
    whole = [
        [f"`{name}`", what, WORDS[permission].render("en")]
        for what, declared in (("question", QUERIES), ("analysis", KINDS))
        for permission, names in declared.items()
        for name in sorted(names)
    ]
    parts = [
        "# Rights",
        "Each right holds all of the one before it. What is not in this table, all who may read see.",
        _table(["Permission", "What it is about", *(right.value for right in Right)], rows),
        "Of these all is refused, or left out, where the permission is missing:",
        _table(["Name", "What", "Permission"], whole),
    ]
    return _page(parts)


def _attribute_docs(kind: type) -> dict[str, str]:
    """What stands under each member of a class in its source."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0].body  # type: ignore[attr-defined]
    return {
        member.targets[0].id: ast.literal_eval(text.value)
        for member, text in itertools.pairwise(body)
        if isinstance(member, ast.Assign) and isinstance(text, ast.Expr)
    }


def _params(params: Mapping[str, Any]) -> str:
    rows = [
        [f"`{name}`", one.type, "" if one.default is None else f"`{one.default}`", one.about["en"] if one.about else ""]
        for name, one in params.items()
    ]
    return _table(["Parameter", "Type", "Default", "Meaning"], rows)
