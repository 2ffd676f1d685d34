"""What holds of every analysis, whatever it asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from orggraph import analyses, regions
from orggraph.analyses import find, registry
from orggraph.errors import UnknownName, WrongUsage
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph, project
from orggraph.i18n import LANGUAGES, Bilingual, T
from orggraph.model.tables import to_tables
from orggraph.rules import rule_base
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]
VERDICTS = re.compile(
    r"overtred|verboden|onrechtmatig|in strijd|mag niet|schend|te veel|niemand|falen|schuld"
    r"|breach|forbidden|illegal|violat|must not|too much|nobody|fail|guilt",
    re.IGNORECASE,
)
"""Words of a judgement: a finding states what is so, and asks."""


@pytest.fixture(scope="session", params=["amersfoort", "gooi-en-vechtstreek", "both"])
def region(request: pytest.FixtureRequest) -> Graph:
    names = regions.names() if request.param == "both" else [request.param]
    return project(to_tables(*(read_dataset(regions.path(name)) for name in names)))


@pytest.fixture(scope="session")
def findings(region: Graph) -> list[Finding]:
    return find(region)


def test_each_module_of_analyses_is_one_analysis_with_a_test_of_its_own() -> None:
    modules = {path.stem for path in Path(analyses.__path__[0]).glob("[!_]*.py")}
    assert set(registry()) == modules
    assert {f"test_{name}.py" for name in modules} <= {path.name for path in Path(__file__).parent.glob("test_*.py")}


@pytest.mark.parametrize("kind", sorted(registry()))
def test_an_analysis_says_in_both_languages_what_it_asks_and_measures(kind: str) -> None:
    analysis = registry()[kind]

    about_params = [param.about or Bilingual("", "") for param in analysis.params.values()]
    titles = [measure.title for measure in analysis.measures.values()]
    assert all(text[lang] for text in [analysis.title, analysis.question, *about_params, *titles] for lang in LANGUAGES)
    assert all(analysis.question[lang].endswith("?") for lang in LANGUAGES)
    assert all(len({title[lang] for title in titles}) == len(titles) for lang in LANGUAGES)
    assert analysis.judges or analysis.tables


def test_every_measure_of_a_finding_is_declared_and_titled_by_what_makes_it(findings: list[Finding]) -> None:
    base = rule_base()
    for finding in findings:
        if finding.rule in base.rules:
            rule = base.rules[finding.rule]
            assert (finding.measure, finding.title) == (rule.pattern, rule.title)
            continue
        declared = registry()[finding.kind].measures[finding.measure]
        assert finding.title == (base.pairs[finding.rule].title if finding.rule in base.pairs else declared.title)
        assert all(finding.title[lang] for lang in LANGUAGES)


def test_a_finding_with_a_measure_that_is_not_declared_cannot_be_made(small: Small) -> None:
    graph = small("Person:\n  - {id: p, name: P}\n")
    about = {"severity": Severity.INFO, "subjects": ["klein/person/p"], "text": T("x"), "question": T("y?")}

    assert registry()["role_overload"].make(graph, measure="bodies", **about).title["nl"] == "gremia"
    with pytest.raises(UnknownName, match="bodies"):
        registry()["role_overload"].make(graph, measure="bodys", **about)
    with pytest.raises(UnknownName):
        registry()["role_overload"].make(graph, measure="monitor", **about)  # another analysis declares it


@pytest.mark.parametrize("kind", sorted(registry()))
def test_an_analysis_changes_nothing_in_the_graph(kind: str, region: Graph, content: Callable[[Graph], str]) -> None:
    before = content(region)

    analysis = registry()[kind]
    analysis.run(region)
    if analysis.tables:
        analysis.tables(region)

    assert content(region) == before


@pytest.mark.parametrize("kind", sorted(registry()))
def test_an_empty_graph_has_no_findings(kind: str) -> None:
    analysis = registry()[kind]
    assert analysis.run(nx.MultiDiGraph()) == []
    assert not analysis.tables or list(analysis.tables(nx.MultiDiGraph())) == []


def test_findings_have_unique_ids_that_a_second_run_repeats(region: Graph, findings: list[Finding]) -> None:
    ids = [finding.id for finding in findings]

    assert ids
    assert len(set(ids)) == len(ids)
    assert [finding.id for finding in find(region)] == ids


def test_findings_speak_both_languages_and_end_in_a_question(findings: list[Finding]) -> None:
    for finding in findings:
        dutch, english = finding.to_json("nl"), finding.to_json("en")
        assert dutch["text"] != english["text"]
        assert dutch["question"] != english["question"]
        assert dutch["question"].endswith("?")
        assert english["question"].endswith("?")
        assert "{" not in dutch["text"] + english["text"]


def test_no_finding_is_worded_as_a_breach(findings: list[Finding]) -> None:
    for finding in findings:
        for lang in LANGUAGES:
            told = finding.to_json(lang)
            words = " ".join(str(told[part]) for part in ("text", "question", "remedy"))
            assert not VERDICTS.search(words), words
        assert (finding.origin == "law") is (finding.basis is not None)
        assert finding.severity not in {Severity.BAR, Severity.JUSTIFY} or finding.basis is not None


def test_no_rule_is_worded_as_a_breach() -> None:
    base = rule_base()
    rules = [*base.rules.values(), *base.pairs.values()]

    told = {rule.id: (rule.title, rule.explanation, rule.question, rule.remedy) for rule in rules}
    assert told
    assert {rule for rule, words in told.items() for one in words if VERDICTS.search(f"{one.nl} {one.en}")} == set()


def test_a_finding_names_its_sources_and_evidence_in_the_graph(region: Graph, findings: list[Finding]) -> None:
    for finding in findings:
        assert finding.sources, finding.id
        assert {subject.id for subject in finding.subjects} <= set(finding.nodes) <= {*region, finding.dataset}
        assert all(region.has_edge(edge.source, edge.target, edge.id) for edge in finding.edges)
        assert {region.nodes[one.id]["dataset"] if one.id in region else one.id for one in finding.subjects} == {finding.dataset}


def test_what_is_said_of_a_whole_region_of_several_cooperations_names_the_region() -> None:
    graph = project(to_tables(read_dataset(regions.path("voorbeeldregio"))))
    findings = find(graph)
    on_the_whole = {(finding.kind, finding.measure) for finding in findings if finding.subjects[0].label == "Dataset"}

    judging = {kind for kind, analysis in registry().items() if analysis.judges}
    assert {kind for kind, _ in on_the_whole} == judging - {"circles", "composition", "role_conflicts", "role_overload", "routes"}
    for finding in findings:
        assert finding.subjects[0].label != "Cooperation" or (finding.kind, finding.measure) not in on_the_whole
        if finding.subjects[0].label == "Dataset":
            told = finding.to_json("nl")
            assert told["subjects"] == [{"id": "voorbeeldregio", "label": "Dataset", "name": "Regio Zilverwaard (fictief voorbeeld)"}]
            assert told["sources"]


def test_what_is_not_assessable_has_no_value(findings: list[Finding]) -> None:
    silent = [finding for finding in findings if not finding.assessable]

    assert silent
    assert {finding.value for finding in silent} == {None}
    assert all(finding.text.render("en").startswith(("Not assessable", "Hours are not assessable")) for finding in silent)


GROWING = """
Person:
  - {{id: p, name: P}}
Assignment:
  - {{id: "1", name: Een, commissioned_by: person/p}}
  - {{id: "2", name: Twee, commissioned_by: person/p}}
  - {{id: "3", name: Drie, commissioned_by: person/p}}
  - {{id: "4", name: Vier{more}}}
"""


def test_an_id_stays_when_value_date_and_language_change(small: Small) -> None:
    def about(graph: Graph) -> Finding:
        [finding] = find(graph, ["role_overload"], {"threshold": 3})[:1]
        return finding

    before = about(small(GROWING.format(more="")))
    after = about(small(GROWING.format(more=", commissioned_by: person/p"), on="2027-05-01"))

    assert (before.value, after.value) == (3, 4)
    assert (before.date, after.date) == ("2026-01-01", "2027-05-01")
    assert before.id == after.id == before.to_json("nl")["id"] == before.to_json("en")["id"]
    assert before.fingerprint != after.fingerprint


HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "{bearer} {0} {name.__class__}",
    "'; MATCH (n) DETACH DELETE n //",
    "\u202eאבג \u2066عربى",
    "N" * 300,
    "100 % {",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text_in_every_finding(small: Small, name: str) -> None:
    quoted = "'" + name.replace("'", "''") + "'"
    graph = small(
        f"""
Person:
  - {{id: p, name: {quoted}}}
Assignment:
  - {{id: a, name: {quoted}, commissioned_by: person/p, carried_out_by: person/p, due_as_stated: {quoted}}}
  - {{id: b, name: {quoted}, commissioned_by: person/p, carried_out_by: person/p}}
  - {{id: c, name: {quoted}, commissioned_by: person/p, carried_out_by: person/p}}
"""
    )

    found = find(graph)

    assert {finding.kind for finding in found} >= {"ownership", "role_conflicts", "role_overload"}
    for lang in LANGUAGES:
        assert any(name in finding.text.render(lang) for finding in found)


def test_unknown_names_say_the_nearest(gooi: Graph) -> None:
    with pytest.raises(UnknownName, match="role_overload"):
        find(gooi, ["role_overlaod"])
    with pytest.raises(UnknownName, match="threshold"):
        find(gooi, ["role_overload"], {"treshold": 3})
    with pytest.raises(WrongUsage, match="at least 1"):
        find(gooi, ["role_overload"], {"threshold": 0})
