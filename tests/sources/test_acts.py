"""What really happened on a day, beside what a route plans: several years of one route, council by council."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from orggraph.errors import InvalidInput
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Act
from orggraph.model.relationships import TYPES, OnObjectionTo, TakenBy, TakenUnder
from orggraph.sources.dataset_yaml import read_dataset, write_dataset
from orggraph.yamltree import read_tree

BUDGETS = """\
orggraph: 1
dataset: {id: proef, title: Proef, reference_date: 2026-01-01}
Organization:
  - {id: provincie, name: Provincie, kind: province}
Arrangement:
  - {id: gr, name: Regeling, form: public_body, complete: [Act, ACT_OF], complete_since: 2024}
Body:
  - {id: raad-a, name: Raad A, kind: council, tier: political}
  - {id: ab, name: Algemeen bestuur, kind: general_board, tier: executive, seats: 11}
Product:
  - {id: begroting-2024, name: Begroting 2024, kind: budget, period: 2024}
  - {id: begroting-2025, name: Begroting 2025, kind: budget, period: 2025}
Route:
  - id: begroting
    name: Begroting
    complete: [HAS_STEP]
    route_of: arrangement/gr
    route_for: [product/begroting-2024, product/begroting-2025]
    has_step: [step/toezenden, step/vaststellen]
Step:
  - {id: toezenden, name: Toezenden, action: send, at: body/raad-a, days_min: 84, next: step/vaststellen}
  - {id: vaststellen, name: Vaststellen, action: decide, at: body/ab}
Act:
  - id: aan-raad-a-2024
    name: Ontwerpbegroting 2024 aan raad A
    action: send
    date: 2023-04-14
    act_of: step/toezenden
    about: product/begroting-2024
    addressed_to: body/raad-a
  - id: aan-raad-a-2025
    name: Ontwerpbegroting 2025 aan raad A
    action: send
    date: 2024-04-01
    act_of: step/toezenden
    about: product/begroting-2025
    addressed_to: body/raad-a
  - {id: vastgesteld-2025, name: Begroting 2025 vastgesteld, action: decide, date: 2024-07-10,
     act_of: step/vaststellen, about: product/begroting-2025, done_by: body/ab}
  - {id: naar-provincie-2025, name: Begroting 2025 naar de provincie, action: send, as_stated: in de zomer,
     about: product/begroting-2025, addressed_to: organization/provincie}
"""


def read(text: str, **change: Any) -> Dataset:
    document = read_tree(text).value
    document["Act"][0].update(change)
    return read_dataset(yaml.safe_dump(document, allow_unicode=True))


def codes(text: str, **change: Any) -> list[str]:
    with pytest.raises(InvalidInput) as refusal:
        read(text, **change)
    return [problem.code for problem in refusal.value.problems]


def test_years_of_one_route_stand_side_by_side() -> None:
    dataset = read_dataset(BUDGETS)
    acts = {act.id.rpartition("/")[2]: act for act in dataset.nodes if isinstance(act, Act)}
    sent = [relationship.source for relationship in dataset.relationships if relationship.target == "proef/step/toezenden"]
    assert {"proef/act/aan-raad-a-2024", "proef/act/aan-raad-a-2025"} < set(sent)
    assert [acts[name].date for name in ("aan-raad-a-2024", "aan-raad-a-2025", "naar-provincie-2025")] == ["2023-04-14", "2024-04-01", None]
    assert read_dataset(write_dataset(dataset)).content_hash == dataset.content_hash


@pytest.mark.parametrize("change", [{"date": "", "as_stated": "voorjaar"}, {"date": "", "open": ["date"]}, {"date": "", "status": "open"}])
def test_an_act_without_a_date_says_why(change: dict[str, Any]) -> None:
    assert read(BUDGETS, **change)


def test_an_act_without_a_date_is_a_problem() -> None:
    assert codes(BUDGETS, date="") == ["undated"]


def test_an_act_of_a_step_does_what_the_step_does() -> None:
    assert codes(BUDGETS, action="decide") == ["other_action"]


def test_a_decision_says_who_took_it_under_what_and_on_which_objection() -> None:
    dataset = read_dataset(
        BUDGETS
        + """\
Post: [{id: jurist, name: Jurist}]
Mandate: [{id: bezwaar, name: Beslissen op bezwaar, kind: mandate, act: objection, single_case: false,
           consent_holder: true, consent_superior: false}]
Decision:
  - {id: eerste, name: Weigering, date: 2024-02-01, taken_by: body/ab}
  - {id: tweede, name: Op bezwaar, date: 2024-05-01, taken_by: post/jurist, taken_under: mandate/bezwaar, on_objection_to: decision/eerste}
"""
    )
    ends = {type(one): one.target for one in dataset.relationships if one.source == "proef/decision/tweede"}
    assert ends == {TakenBy: "proef/post/jurist", TakenUnder: "proef/mandate/bezwaar", OnObjectionTo: "proef/decision/eerste"}


@pytest.mark.parametrize("kind", [kind for kind in TYPES.values() if not kind.to_itself])
def test_no_relationship_goes_from_a_record_to_itself_where_that_makes_no_sense(kind: Any) -> None:
    assert not kind(dataset="d", source="d/topic/a", target="d/topic/a").may_return


def test_a_step_comes_back_where_it_began_only_under_a_condition() -> None:
    next_ = TYPES["NEXT"]
    assert not next_(dataset="d", source="d/step/a", target="d/step/b").may_return
    assert next_(dataset="d", source="d/step/a", target="d/step/a", condition="bij afwijzing").may_return
