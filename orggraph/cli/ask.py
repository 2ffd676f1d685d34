"""Commands that ask: findings and acceptances, matrices, queries, Cypher, nodes, paths, roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from orggraph.cli.options import Choice, common, formatted, progress, put, put_rows, reading, say, workspace
from orggraph.cli.terminal import echo
from orggraph.errors import NotFound, UnknownName, WrongUsage
from orggraph.i18n import Lang, T

if TYPE_CHECKING:
    from orggraph.findings import Finding
    from orggraph.graph import Graph
    from orggraph.tables.tables import Format
    from orggraph.workspace import Workspace


@click.command()
@click.option("--kind", multiple=True, help="Only this analysis; may be repeated.")
@click.option("--severity", multiple=True, help="Only this severity, of what can be assessed; may be repeated.")
@click.option("--assessable/--not-assessable", default=None, help="Only what can be assessed, or only what cannot. Default: both.")
@click.option("--subject", metavar="ID", help="Only findings about this node, or dataset.")
@click.option(
    "--concerns", metavar="ID", help="Only what concerns this person, post, role or body: also by their posts, bodies and evidence."
)
@click.option("--rules", multiple=True, metavar="FILE", help="A file with rules of your own; may be repeated.")
@reading
@formatted
def findings(
    kind: tuple[str, ...],
    severity: tuple[str, ...],
    assessable: bool | None,
    subject: str | None,
    concerns: str | None,
    rules: tuple[str, ...],
    choice: Choice,
    lang: Lang,
    form: Format,
) -> None:
    """Say what the analyses find: the gravest first, and last what is not assessable. With --concerns the nearest first."""
    from orggraph.findings import Severity, chosen
    from orggraph.graph import provenance
    from orggraph.views import lookup
    from orggraph.views.concerns import concerning

    known = [level.value for level in Severity]
    for name in severity:
        if name not in known:
            raise UnknownName(T("severity"), name, known)
    with workspace(lang, fill=True) as work, progress(T("Looking …"), lang):
        graph = choice.graph(work)
        about = lookup.resolve(graph, subject) if subject and subject not in provenance(graph).datasets else subject
        findings = work.find(graph, kind, choice.own_params, rules)
        if concerns:
            whom = lookup.resolve(graph, concerns, labels=("Person", "Post", "Role", "Body"))
            findings = [concern.finding for concern in concerning(graph, findings, whom)]
    _put_findings(chosen(findings, severities=severity, assessable=assessable, subject=about), lang, form)


@click.command()
@common
@formatted
def analyses(lang: Lang, form: Format) -> None:
    """List the analyses, with their parameters."""
    from orggraph.analyses import registry

    rows = [
        {
            "kind": analysis.kind,
            "title": analysis.title[lang],
            "question": analysis.question[lang],
            "params": _params(analysis.params, lang, form),
        }
        for analysis in registry().values()
    ]
    put(rows, form, ("kind", "title", "question", "params"), lang)


@click.command()
@click.argument("finding")
@click.option("--reason", required=True, help="Why it is accepted.")
@click.option("--by", required=True, metavar="NAME", help="Who accepts; a role is enough.")
@click.option("--until", metavar="DATE", help="Until when it holds.")
@common
def accept(finding: str, reason: str, by: str, until: str | None, lang: Lang) -> None:
    """Accept a finding, with a reason; it holds until its evidence changes."""
    with workspace(lang) as work:
        acceptance = work.accept(finding, reason=reason, by=by, until=until)
    say(T("Accepted: {text}", text=acceptance.text), lang)


@click.command()
@common
@formatted
def accepted(lang: Lang, form: Format) -> None:
    """List the findings that are accepted now."""
    with workspace(lang) as work:
        _put_findings(work.accepted(), lang, form)


@click.command()
@click.argument("finding")
@common
def withdraw(finding: str, lang: Lang) -> None:
    """Take an acceptance back."""
    with workspace(lang) as work:
        work.withdraw(finding)
    say(T("The acceptance is withdrawn."), lang)


@click.command()
@click.argument("kind")
@reading
@formatted
def matrix(kind: str, choice: Choice, lang: Lang, form: Format) -> None:
    """Print the cells of a matrix: role-role, person-body or organization-body."""
    with workspace(lang, fill=True) as work:
        _refuse_params(choice)
        put_rows(work.matrix(choice.graph(work), kind), lang, form, ("row", "column", "value", "severity", "rule", "objects", "marks"))


@click.command()
@common
@formatted
def queries(lang: Lang, form: Format) -> None:
    """List the query library, with parameters and columns."""
    from orggraph.queries import registry

    rows = [
        {
            "name": entry.name,
            "title": entry.title[lang],
            "question": entry.question[lang],
            "params": _params(entry.params, lang, form),
            "columns": list(entry.columns),
        }
        for entry in registry().values()
    ]
    put(rows, form, ("name", "title", "question", "params", "columns"), lang)


@click.command()
@click.argument("name")
@click.option("--show", is_flag=True, help="Print the Cypher instead of running it.")
@reading
@formatted
def query(name: str, show: bool, choice: Choice, lang: Lang, form: Format) -> None:
    """Run a query of the library."""
    from orggraph.queries import get

    if show:
        echo(get(name).text)
        return
    choice.refuse_version()
    with workspace(lang, fill=True) as work, progress(T("Looking …"), lang):
        rows = work.query(
            name, datasets=choice.chosen, on=choice.date, prefer=choice.prefer, with_names=choice.with_names, **choice.own_params
        )
        unknown = [] if rows else _not_there(choice, work)
    put_rows(rows, lang, form, rows.columns, choice.own_params, get(name))
    for error in unknown:
        echo(error.text(lang), err=True)


@click.command()
@click.argument("statement")
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="Rows at most.")
@click.option("--timeout", type=click.FloatRange(0.1), default=15, show_default=True, help="Seconds at most.")
@reading
@formatted
def cypher(statement: str, limit: int, timeout: float, choice: Choice, lang: Lang, form: Format) -> None:
    """Run free Cypher, read-only whatever it says.

    --param gives its parameters. $datasets, $date and $on are filled by --dataset and --date where it names them.
    """
    choice.refuse_version()
    with workspace(lang, fill=True) as work, progress(T("Looking …"), lang):
        filled = work.fill(statement, datasets=choice.chosen, on=choice.date, prefer=choice.prefer)
        rows = work.cypher(statement, {**filled, **choice.params}, limit=limit, timeout=timeout, with_names=choice.with_names)
    put_rows(rows, lang, form, rows.columns)
    if rows.more:
        say(T("There are more rows; these are the first {n}.", n=limit), lang)


@click.command()
@click.argument("node", metavar="ID")
@reading
@formatted
def show(node: str, choice: Choice, lang: Lang, form: Format) -> None:
    """Show one node: properties, relationships, claims, sources."""
    from orggraph.cli import words

    with workspace(lang, fill=True) as work:
        _refuse_params(choice)
        graph = choice.graph(work)
        record = work.show(graph, node)
        _put_object(record, form, [] if form == "json" else words.node_lines(record, lang), lang)
        _say_elsewhere(work, graph, [record["id"]], lang)


@click.command()
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@reading
@formatted
def path(start: str, end: str, choice: Choice, lang: Lang, form: Format) -> None:
    """The shortest path between two nodes."""
    from orggraph.cli import words

    with workspace(lang, fill=True) as work:
        _refuse_params(choice)
        graph = choice.graph(work)
        way = work.path(graph, start, end)
        _say_elsewhere(work, graph, [start, end], lang)
    steps = zip(way["nodes"], [*way["relationships"], None], strict=True) if way["nodes"] else ()
    rows = [
        {
            "node": node["id"],
            "name": node["properties"]["name"],
            "relationship": edge and words.relationship_in_words(edge["type"], outward=edge["source"] == node["id"], lang=lang),
            "marks": edge["properties"].get("marks", []) if edge else [],
        }
        for node, edge in steps
    ]
    _put_object(way, form, rows, lang)
    if way["length"] is None:
        say(T("There is no path between them."), lang)


@click.command()
@click.argument("person")
@reading
@formatted
def roles(person: str, choice: Choice, lang: Lang, form: Format) -> None:
    """The posts that a person holds at the same time."""
    with workspace(lang, fill=True) as work:
        _refuse_params(choice)
        graph = choice.graph(work)
        columns = ("post", "role", "body", "capacity", "start_date", "last_day", "as_stated", "ends_with", "marks", "dataset")
        put_rows(work.roles(graph, person), lang, form, columns)
        _say_elsewhere(work, graph, [person], lang)


def _say_elsewhere(work: Workspace, graph: Graph, names: Sequence[str], lang: Lang) -> None:
    """Say of nodes in which datasets there is more of them that were not asked."""
    for name in names:
        if records := work.elsewhere(graph, name):
            say(
                T(
                    "There is more of {name} in {datasets}: ask without --dataset, or with --dataset for each.",
                    name=name, datasets=[f"{dataset} ({record})" for dataset, record in records.items()],
                ),
                lang,
            )  # fmt: skip


def _put_findings(findings: Sequence[Finding], lang: Lang, form: Format) -> None:
    from orggraph.findings import count, total, weight

    if form == "json":
        put([finding.to_json(lang) for finding in findings], form)
        return
    columns = ("id", "kind", "severity", "dataset", "text", "question", "quote")
    rows = [finding.to_json(lang) | {"severity": weight(finding)[lang]} for finding in findings]
    put(rows, form, columns, lang)
    say(total(count(findings)), lang)


def _put_object(value: Mapping[str, Any], form: Format, rows: Sequence[Mapping[str, Any]], lang: Lang) -> None:
    """One object as JSON, or its rows in any other form."""
    if form == "json":
        import json

        echo(json.dumps(value, ensure_ascii=False, indent=2, default=str), escaped=True)
    else:
        put(rows, form, lang=lang)


def _not_there(choice: Choice, work: Workspace) -> list[NotFound]:
    """What to say of the names among the parameters that mean nothing, where a question has no rows."""
    from orggraph.search.entries import things_named
    from orggraph.views.lookup import not_there

    return not_there(choice.graph(work), things_named(choice.own_params))


def _refuse_params(choice: Choice) -> None:
    if choice.own_params:
        raise WrongUsage(T("This command takes no parameter {name}.", name=next(iter(choice.own_params))), T("Leave out --param."))


def _params(params: Mapping[str, Any], lang: Lang, form: Format) -> Any:
    described = {
        name: {
            "type": param.type,
            "default": param.default,
            "about": param.about[lang] if param.about else None,
            "optional": param.optional,
        }
        | ({"values": list(param.values)} if param.values else {})
        for name, param in params.items()
    }
    return described if form == "json" else ", ".join(described)
