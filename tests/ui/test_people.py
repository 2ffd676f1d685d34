"""The example region in the app: people by organization, what is invented says so, and signals by the hundred."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest

import orggraph
from orggraph.findings import Finding
from orggraph.picture import export
from orggraph.tables import tables
from orggraph.views import seats
from tests.ui.conftest import Opener, written

EXAMPLE = "voorbeeldregio"
INVENTED = {
    "nl": "Verzonnen: mensen, plaatsen en bronnen hierin bestaan niet",
    "en": "Invented: people, places and sources in it do not exist",
}


def example_findings() -> list[Finding]:
    with orggraph.connect() as work:
        return work.find(work.graph(datasets=EXAMPLE))


def test_the_people_page_opens_with_the_region_that_has_people_in_it(opened: Opener) -> None:
    test = opened("wie-zit-waar")
    assert test.selectbox(key="visit_dataset").value == EXAMPLE
    text = written(test)
    assert "persoon of functie × gremium" in text
    assert "Gemeente Eikerhout" in text
    assert "dataset" not in test.query_params  # unasked is no choice: a region of one's own takes its place


def test_a_region_that_is_chosen_stays_chosen_on_the_people_page(opened: Opener) -> None:
    test = opened("wie-zit-waar", dataset="gooi-en-vechtstreek")
    assert test.selectbox(key="visit_dataset").value == "gooi-en-vechtstreek"
    assert test.segmented_control(key="matrix_matrix").value == "role-role"


def test_people_are_narrowed_by_organization_layer_and_seats(opened: Opener) -> None:
    everybody = written(opened("wie-zit-waar", several="0"))
    several = written(opened("wie-zit-waar"))
    eikerhout = written(opened("wie-zit-waar", of=f"{EXAMPLE}/organization/eikerhout", tier="official"))
    counts = [text.count('<th scope="row"') for text in (everybody, several, eikerhout)]
    assert counts[0] > counts[1] > counts[2] > 0
    assert eikerhout.count('<th scope="rowgroup"') == 1


@pytest.mark.usefixtures("regions")
def test_people_stand_with_the_organization_of_most_of_their_posts() -> None:
    with orggraph.connect() as work:
        graph = work.graph(datasets=EXAMPLE)
    people = [node for node, data in graph.nodes(data=True) if data["label"] == "Person"]
    homes = seats.homes(graph, people)
    assert homes[f"{EXAMPLE}/person/hanneke-roskam"] == f"{EXAMPLE}/organization/graafhaven"
    assert {graph.nodes[home]["label"] for home in homes.values()} == {"Organization"}


def test_signals_by_the_hundred_are_listed_a_part_at_a_time_and_none_is_lost(opened: Opener) -> None:
    found = example_findings()
    open_ones = [one for one in found if one.assessable]
    test = opened("signalen", dataset=EXAMPLE)
    listed = [one.key for one in test.button if str(one.key).startswith(("finding_chosen_", "finding_other_"))]
    assert 30 < len(listed) < len(open_ones)
    test.button(key="findings_more").click().run()
    more = [one.key for one in test.button if str(one.key).startswith(("finding_chosen_", "finding_other_"))]
    assert len(more) > len(listed)
    last = open_ones[-1]
    assert any(last.id in str(one.key) for one in opened("signalen", dataset=EXAMPLE, finding=last.id).button)


def test_what_is_not_assessable_stands_apart_and_is_never_to_be_discussed(opened: Opener) -> None:
    found = example_findings()
    counts = Counter("unknown" if not one.assessable else "info" if one.severity == "info" else "discuss" for one in found)
    test = opened("signalen", dataset=EXAMPLE)
    assert test.segmented_control(key="findings_state").options[:3] == [
        f"Te bespreken ({counts['discuss']})",
        f"Ter informatie ({counts['info']})",
        f"Niet te beoordelen ({counts['unknown']})",
    ]
    unknown = opened("signalen", dataset=EXAMPLE, state="unknown")
    ids = {str(one.key).rsplit("_", 1)[-1] for one in unknown.button if str(one.key).startswith(("finding_chosen_", "finding_other_"))}
    assert ids == {one.id for one in found if not one.assessable}


def test_signals_are_narrowed_by_rule_and_by_severity(opened: Opener) -> None:
    found = example_findings()
    rule = "wgr-12-3-one-chair"
    test = opened("signalen", dataset=EXAMPLE, rule=rule)
    ids = {str(one.key).rsplit("_", 1)[-1] for one in test.button if str(one.key).startswith(("finding_chosen_", "finding_other_"))}
    assert ids == {one.id for one in found if one.rule == rule and one.assessable}
    text = written(test)
    assert "Wgr 12(3)" in text
    assert "wettelijke regel" in text
    assert "wat de wet hier vraagt, is aan een jurist" in text
    assert test.pills == [] or len(test.pills[0].options) == 1


def test_start_shows_at_most_seven_matters_of_several_kinds_and_no_name_of_a_person(opened: Opener) -> None:
    text = written(opened("", dataset=EXAMPLE))
    matters = [part.split("</article>")[0] for part in text.split('<article class="og-matter"')[1:]]
    assert 5 <= len(matters) <= 7
    with orggraph.connect() as work:
        graph = work.graph(datasets=EXAMPLE)
    people = [data["name"] for _, data in graph.nodes(data=True) if data["label"] == "Person"]
    assert not [name for name in people if any(name in matter for matter in matters)]
    assert "niet te beoordelen" not in "".join(matters)
    assert "Rechtsvormen" in text


def test_what_is_invented_says_so_on_the_page_in_pictures_and_in_tables(app: Opener) -> None:
    assert INVENTED["nl"] in written(app(dataset=EXAMPLE))
    assert INVENTED["en"] in written(app(dataset=EXAMPLE, lang="en"))
    assert INVENTED["nl"] not in written(app(dataset="amersfoort"))
    with orggraph.connect() as work:
        graph = work.graph(datasets=EXAMPLE)
        real = work.graph(datasets="amersfoort")
    assert ": ".join(export.facts(graph, "en")[0]) == INVENTED["en"]
    assert "Invented" not in dict(export.facts(real, "en"))
    rows = export.with_origin(graph, [{"name": "a"}])
    (row,) = csv.DictReader(io.StringIO(tables.to_csv(rows, ("name", *export.ORIGIN))))
    assert (row["name"], row["dataset"], row["as_of"], row["invented"], row["sources_followed"]) == (
        "a",
        EXAMPLE,
        "2026-04-15",
        "true",
        "all",
    )
    assert row["dataset_version"].isdigit()
