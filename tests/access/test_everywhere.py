"""What somebody may not see is nowhere: over the registries of questions, analyses, exports, reports, edits, tools and pages."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from orggraph import analyses, exports, queries
from orggraph.access import Access, Permission, Right
from orggraph.cli import cli, run
from orggraph.edits import apply, propose
from orggraph.errors import NotFound, OrggraphError, Refused
from orggraph.graph import Graph
from orggraph.mcp import call, tools
from orggraph.picture.export import WRITERS
from orggraph.publish.site import publish
from orggraph.reports import files, report
from orggraph.search import build, results
from orggraph.search.entries import TAKES
from orggraph.ui import page as pages
from orggraph.ui import visit
from orggraph.ui.pages import change, data, keep
from orggraph.workspace import Workspace
from orggraph.workspace.hiding import QUERIES, refused_queries
from orggraph.workspace.restricted import Restricted
from tests.access.conftest import MARKS, REGION, allowed, forbidden, text_of
from tests.edits.test_edits import GOOD
from tests.ui.conftest import everything, go, one_page

MOST = 2
"""So many things of a label a question is asked about."""


def named(work: Restricted) -> dict[str, Any]:
    """People by name, for who may see that."""
    return {"with_names": work.access.may(Permission.NAMES)}


def graph_of(work: Restricted) -> Graph:
    return work.graph(datasets=REGION, **named(work))


def things(graph: Graph, labels: frozenset[str]) -> list[str]:
    return [node for node, data in sorted(graph.nodes(data=True)) if data["label"] in labels]


def keeps_to(work: Restricted, text: str, where: str) -> None:
    """Nothing that somebody may not see stands in a text."""
    met = [word for word in forbidden(work.access.right) if word in text]
    assert met == [], f"{where}, for a {work.access.right}: {met} in {text[max(0, text.find(met[0]) - 200) :][:400]}"


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def asked(graph: Graph, query: queries.Query) -> Iterator[dict[str, str]]:
    """Values for the parameters of a question: of each label that fills one, the first things."""
    needed = [name for name, param in query.params.items() if param.default is None and not param.optional]
    fills = {name: things(graph, TAKES[name])[:MOST] for name in query.params if name in TAKES}
    yield from [{}] if not needed else []
    for number in range(MOST):
        values = {name: nodes[number] for name, nodes in fills.items() if len(nodes) > number}
        if values and values.keys() >= set(needed):
            yield values


def test_questions(work: Restricted) -> None:
    answers = []
    for name, query in queries.registry().items():
        if name in refused_queries(work.access):
            with pytest.raises(Refused):
                work.query(name, datasets=REGION)
            continue
        for values in asked(graph_of(work), query):
            answers.append(as_json(work.query(name, datasets=REGION, **named(work), **values)))
            keeps_to(work, answers[-1], name)
    assert len(answers) > len(queries.registry()) / 2
    unsaid = {"Redenzeker", "Doorzeker", "Laderzeker", "Versiezeker", "Lastzeker"}  # of these no question speaks
    assert {word for word in allowed(work.access.right) if any(word in answer for answer in answers)} >= {
        *allowed(work.access.right)
    } - unsaid


def test_names_and_free_statements_are_refused_whole(work: Restricted) -> None:
    may = work.access.may
    for permission, ask in (
        (Permission.NAMES, lambda: work.graph(datasets=REGION, with_names=True)),
        (Permission.NAMES, lambda: work.query("who-holds-what", datasets=REGION, with_names=True)),
        (Permission.NAMES, lambda: work.names([REGION])),
        (Permission.CYPHER, lambda: work.cypher("MATCH (n:Entity) RETURN n LIMIT 1")),
    ):
        if may(permission):
            ask()
        else:
            with pytest.raises(Refused) as refusal:
                ask()
            keeps_to(work, refusal.value.text("nl"), permission)


def test_analyses_and_what_stands_around_them(work: Restricted) -> None:
    graph = graph_of(work)
    findings = work.find(graph)
    keeps_to(work, as_json([finding.to_json(lang) for finding in findings for lang in ("nl", "en")]), "findings")
    keeps_to(work, as_json([finding.to_json("nl") for finding in work.accepted()]), "accepted")
    keeps_to(work, as_json([work.datasets(), work.versions(), work.trend(REGION)]), "datasets and versions")
    keeps_to(work, as_json([work.show(graph, node) for node in graph]), "show")
    keeps_to(work, repr(graph.graph), "provenance")
    assert [finding for finding in work.accepted() if finding.accepted]
    for kind, analysis in analyses.registry().items():
        keeps_to(work, as_json([finding.to_json("nl") for finding in work.find(graph, [kind])]), kind)
        if analysis.tables:
            try:
                tables = work.tables(graph, kind)
            except Refused:
                assert not work.access.may(Permission.LOADS)
            else:
                keeps_to(work, as_json([table.to_json("nl") for table in tables]), f"tables of {kind}")
    if work.access.right is Right.ADMINISTRATOR:
        said = as_json([finding.to_json("nl") for finding in findings])
        assert "Redenzeker" in said
        assert "Laderzeker" in as_json(work.versions())


def test_exports_and_pictures(work: Restricted) -> None:
    made = ""
    for key, export in exports.registry().items():
        for suffix in export.suffixes or (exports.ARCHIVE,):
            if not work.access.may(Permission.EXPORT):
                with pytest.raises(Refused):
                    work.export(REGION, key, suffix)
                continue
            content = text_of(work.export(REGION, key, suffix).content)
            keeps_to(work, content, f"{key} {suffix}")
            made += content
    for suffix, write in WRITERS.items():
        said = text_of(write(graph_of(work), "nl"))
        keeps_to(work, said, suffix)
        assert "Proefregio" in said, suffix
    keeps_to(work, repr([work.dataset(REGION), work.at_version(REGION, 1)]), "dataset")
    if work.access.right is Right.ADMINISTRATOR:
        assert [word for word in ("Opmerkzeker", "Lastzeker", "43.21987", "Wenszeker", "76.54321") if word not in made] == []


def test_reports(work: Restricted) -> None:
    graph = graph_of(work)
    request = report.Request(graph, "nl", lambda: work.find(graph))
    for kind in report.registry().values():
        subjects = [node for label in kind.subjects for node in things(graph, frozenset({label}))[:MOST]] + ([""] if kind.optional else [])
        subjects += [finding.id for finding in work.find(graph)[:MOST]] if kind.name == "finding" else []
        sheets = []
        for subject in subjects:
            try:
                sheets.append(kind.page(request, subject))
            except NotFound:
                continue
            keeps_to(work, repr(sheets[-1]), f"{kind.name} {subject}")
        assert sheets, kind.name
        if kind.name == "role":
            for form in files.forms_of(sheets[0]):
                keeps_to(work, text_of(form.write(sheets[0])), f"{kind.name} {form.suffix}")


def test_a_published_folder(work: Restricted, tmp_path: Path) -> None:
    graph = graph_of(work)
    publish(graph, work.find(graph), tmp_path / "site", "nl")
    written = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(written) > 5
    for path in written:
        keeps_to(work, text_of(path.read_bytes(), path.name), path.name)


@pytest.mark.parametrize("key", GOOD)
def test_edits(work: Restricted, key: str) -> None:
    try:
        proposal = propose(work, REGION, key, GOOD[key])
    except OrggraphError as refusal:
        keeps_to(work, refusal.text("nl"), key)
        raise
    texts = [sentence.render("nl") for sentence in proposal.sentences]
    texts += [finding.text.render("nl") for finding in (*proposal.appearing, *proposal.solved)]
    keeps_to(work, as_json(texts), key)
    if not work.access.may(Permission.EDIT):
        before = work.versions()
        with pytest.raises(Refused):
            apply(work, proposal)
        assert work.versions() == before


def test_tools_for_programs(work: Restricted) -> None:
    known = tools("nl", work.access, **named(work))
    assert not known.keys() & refused_queries(work.access)
    graph = graph_of(work)
    ends = {"node": things(graph, frozenset({"Post"}))[0], "person": things(graph, frozenset({"Person"}))[0]}
    ends |= {"start": ends["node"], "end": ends["person"]}
    for name, tool in known.items():
        query = queries.registry().get(name)
        for values in asked(graph, query) if query else [{key: ends[key] for key in tool.needs}]:
            given = {key: [value] if tool.takes[key]["type"] == "array" else value for key, value in values.items()}
            keeps_to(work, as_json(call(work, known, name, given)), name)
        keeps_to(work, as_json([tool.about, tool.schema]), name)


def test_the_search(work: Restricted) -> None:
    index = build(graph_of(work), findings=work.find(graph_of(work)))
    for words in (*(word for permitted in MARKS.values() for word in permitted), "voorkeuren", "belasting", "bestuurder"):
        keeps_to(work, as_json([vars(result) for result in results(index, words, "nl", 20)]).replace(f'"{words}"', ""), words)


@pytest.fixture(scope="module")
def shared(whole: Workspace) -> Iterator[None]:
    """The app looks at the marked region."""
    assert whole.datasets()
    st.cache_resource.clear()
    yield
    visit.forget_workspace()
    st.cache_resource.clear()


def addresses(whole: Workspace, path: str) -> list[dict[str, str]]:
    """What the addresses of a page name: things of each kind that it speaks of, and every part that it has."""
    graph = whole.graph(datasets=REGION)
    several = {
        "onderdeel": [{"id": things(graph, frozenset({label}))[0]} for label in ("Person", "Role", "Post", "Body")],
        "mijn-rol": [{"who": things(graph, frozenset({label}))[0]} for label in ("Person", "Role", "Post")],
        "overdracht": [{"id": things(graph, frozenset({label}))[0]} for label in ("Person", "Post")],
        "bron": [{"id": f"{REGION}/source/verordening"}],
        "signalen": [{}, *({"finding": finding.id} for finding in whole.accepted()[:MOST])],
        "samenhang": [{"question": kind} for kind, analysis in analyses.registry().items() if analysis.tables],
        "cypher": [{}, {"own": "1"}, *({"query": name} for names in QUERIES.values() for name in names)],
        "gegevens": [{"show": show} for show in data.PARTS],
        "bijhouden": [{"show": show} for show in keep.PARTS],
        "wisseling": [{"show": show} for show in change.PARTS],
    }
    return several.get(path, [{}])


@pytest.mark.parametrize("right", Right)
def test_pages(shared: None, monkeypatch: pytest.MonkeyPatch, whole: Workspace, right: Right) -> None:
    assert shared is None
    monkeypatch.setenv("ORGGRAPH_RIGHT", right)
    access = Access("x", right)
    shown = ""
    for page in pages.registry():
        for there in addresses(whole, page.path):
            test = go(AppTest.from_function(one_page, args=(page.path,), default_timeout=120), dataset=REGION, names="1", **there)
            text = everything(test)
            met = [word for word in forbidden(right) if word in text]
            assert met == [], f"{page.path} {there} for a {right}: {text[max(0, text.find(met[0]) - 300) :][:600]}" if met else ""
            assert bool(test.get("download_button")) <= access.may(Permission.EXPORT), page.path
            assert pages.allowed(page, access) or len(test.error) == 1
            shown += text
    if right is Right.ADMINISTRATOR:
        assert [word for word in ("Naamzeker", "Opmerkzeker", "Redenzeker", "Lastzeker", "43.21987") if word not in shown] == []


def test_every_command_that_writes_a_file_hands_it_out() -> None:
    """What leaves as a file is asked for and written in the audit; files that hold nothing of the store are none of that."""
    own = {"new", "import", "measure"}
    for name, command in cli.commands.items():
        output = [param for param in command.params if {"-o", "--output", "--make-packs"} & {*param.opts}]
        if output and name not in own and isinstance(command, click.Command):
            source = inspect.getsource(inspect.unwrap(command.callback))  # type: ignore[arg-type]
            assert re.search(r"hand_out\(|\.export\(", source), name


def test_nobody_goes_round_the_restricted_workspace() -> None:
    """Pages, commands, tools, documents and edits do not take the connection of a workspace, to which no right applies."""
    package = Path(inspect.getfile(pages)).parents[1]
    asking = [
        package / "mcp.py",
        *(path for name in ("ui", "cli", "edits", "reports", "publish", "search") for path in (package / name).rglob("*.py")),
    ]
    assert len(asking) > 100
    assert [path.name for path in asking if "work.connection" in path.read_text(encoding="utf-8")] == []


def test_a_page_offers_a_file_by_one_button_alone() -> None:
    package = Path(inspect.getfile(pages)).parent
    users = [path.name for path in package.rglob("*.py") if "st.download_button" in path.read_text(encoding="utf-8")]
    assert users == ["take.py"]


@pytest.mark.parametrize(
    "command",
    [
        ["export", "yaml", "--dataset", REGION, "-o", "{file}.yaml"],
        ["graph", "-o", "{file}.json"],
        ["publish", "-o", "{file}"],
        ["report", "guide", "-o", "{file}.pdf"],
        ["load", str(Path(__file__).parents[1] / "data" / "proefregio.yaml")],
        ["remove", REGION],
        ["restore", f"{REGION}@1"],
        ["accept", "x", "--reason", "y", "--by", "z"],
        ["withdraw", "x"],
        ["cypher", "MATCH (n) RETURN n"],
        ["query", "load-of-people"],
        ["query", "preferences"],
        ["roles", "a", "--with-names"],
        ["relief", "--dataset", REGION],
        ["divide", "--dataset", REGION, "--recorded-wishes"],
        ["edit", "resign", "--dataset", REGION, "person=a", "on=2024-06-01", "--yes"],
        ["versions", "--keep", "1"],
        ["store", "backup", "{file}"],
        ["audit"],
        ["person", "find", "a"],
        ["person", "expired", "--years", "1"],
    ],
)
def test_commands_refuse_a_reader(whole: Workspace, command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = whole.versions()
    status = run(["--right", "reader", *(part.format(file=tmp_path / "uit") if "{file}" in part else part for part in command)])
    out = capsys.readouterr()
    assert status == 1
    assert "Uw recht (lezer) omvat dit niet" in out.err
    assert [word for word in forbidden(Right.READER) if word in out.out + out.err] == []
    assert list(tmp_path.iterdir()) == []
    assert whole.versions() == before
