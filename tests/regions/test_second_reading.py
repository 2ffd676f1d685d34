"""Twenty-two questions asked of sources 003 and 004 alone on a second reading, answered from the data alone."""

from __future__ import annotations

import pytest

from orggraph import regions
from orggraph.graph import project
from orggraph.graph.concentration import counts
from orggraph.model.base import Node, Relationship
from orggraph.model.nodes import Arrangement, Body, Claim, Meeting, Post, Slot, Step
from orggraph.model.tables import to_tables
from orggraph.model.terms import Evidence, StepAction
from orggraph.sources.dataset_yaml import read_dataset


class Reading:
    """A region as a reader asks of it: ids without the dataset, relationships by type and end."""

    def __init__(self, name: str) -> None:
        self.dataset = read_dataset(regions.path(name))
        self.prefix = f"{name}/"

    def node(self, identity: str) -> Node:
        return self.dataset.by_id[self.prefix + identity]

    def note(self, identity: str) -> str:
        return self.node(identity).note or ""

    def links(self, kind: str, start: str = "", end: str = "") -> list[Relationship]:
        return [
            one
            for one in self.dataset.relationships
            if one.type == kind and one.source.endswith(f"/{start}" if start else "") and one.target.endswith(f"/{end}" if end else "")
        ]

    def claims(self) -> list[Claim]:
        return [one for one in self.dataset.nodes if isinstance(one, Claim)]

    def sides(self, slot: str) -> tuple[Slot, list[Claim]]:
        node = self.node(slot)
        assert isinstance(node, Slot)
        return node, [claim for claim in self.claims() if claim.slot == node.id]

    def to(self, kind: str, start: str) -> set[str]:
        return {one.target.removeprefix(self.prefix) for one in self.links(kind, start)}

    def of(self, kind: str, end: str) -> set[str]:
        return {one.source.removeprefix(self.prefix) for one in self.links(kind, end=end)}


@pytest.fixture(scope="module")
def veluwe() -> Reading:
    return Reading("noord-veluwe")


@pytest.fixture(scope="module")
def arnhem() -> Reading:
    return Reading("arnhem-nijmegen")


# 003, Noord-Veluwe


def test_where_does_a_proposal_start_and_who_sees_it_first(veluwe: Reading) -> None:
    assert veluwe.to("AT", "step/voorstel-01") == {"body/ao"}
    assert veluwe.to("AT", "step/voorstel-02") == {"body/management"}
    assert "staat er niet" in veluwe.note("step/voorstel-02")  # who discusses it with the management


def test_who_in_a_municipality_gets_the_proposal(veluwe: Reading) -> None:
    part = {one.target.split("/")[2]: one.row()["part"] for one in veluwe.links("INVOLVES", "step/voorstel-08")}

    assert set(part) == {"gemeenten", "colleges", "raden"}
    assert part["colleges"] == part["raden"] == "krijgt het voorstel; de colleges, de raden of beide"


def test_has_the_secretaries_meeting_a_place_in_the_route(veluwe: Reading) -> None:
    assert isinstance(veluwe.node("body/secretarissenoverleg"), Body)
    assert veluwe.of("AT", "body/secretarissenoverleg") == set()


def test_who_carries_a_decision_out(veluwe: Reading) -> None:
    last = veluwe.node("step/voorstel-13")
    assert isinstance(last, Step)

    assert (last.action, last.note) == (StepAction.EXECUTE, "Wie uitvoert staat er niet")


def test_with_whom_is_the_regional_contract_made_and_is_the_policy_agenda_complete(veluwe: Reading) -> None:
    assert "staat er niet" in veluwe.note("product/regiocontract")
    assert "niet af" in veluwe.note("topic/spoor-beleidsagenda")


def test_for_which_transition_is_there_a_consultation_of_officials(veluwe: Reading) -> None:
    besides = {
        name: veluwe.of("COVERS", f"topic/{name}") - {f"body/transitie-{name}", f"body/projectgroep-{name}"}
        for name in ("awbz-wmo", "wwnv", "jeugdzorg")
    }

    assert besides == {"awbz-wmo": {"body/ao-wmo"}, "wwnv": set(), "jeugdzorg": set()}


def test_which_domain_does_the_domain_manager_manage(veluwe: Reading) -> None:
    assert veluwe.to("COVERS", "post/afstemming-rnv-domeinmanager") == set()
    assert "welk domein staat er niet" in veluwe.note("post/afstemming-rnv-domeinmanager")


def test_from_when_must_a_council_play_its_part(veluwe: Reading) -> None:
    assert veluwe.node("statement/valkuil-a-advies").as_stated == "vanaf het allereerste begin"


def test_what_answer_is_given_to_why_not_cooperate(veluwe: Reading) -> None:
    assert veluwe.of("PART_OF", "statement/waarom-niet") == set()
    assert "staat er niet" in veluwe.note("statement/waarom-niet")


def test_what_must_a_municipality_be_for_both_of_the_first_theses(veluwe: Reading) -> None:
    first, second = (
        {part.removeprefix(f"{thesis}-") for part in veluwe.of("PART_OF", thesis)}
        for thesis in ("statement/stelling-1", "statement/stelling-2")
    )

    assert first & second == {"zelfbewust"}


def test_does_one_alderman_lead_all_three_transitions_is_not_said(veluwe: Reading) -> None:
    aldermen = veluwe.node("post/colleges-wethouder")
    graph = project(to_tables(veluwe.dataset))

    assert len(veluwe.to("QUALIFIES_FOR", "post/colleges-wethouder")) == 3
    assert isinstance(aldermen, Post)
    assert aldermen.per == "municipality"
    assert "staat er niet" in (aldermen.note or "")
    assert counts(graph, aldermen.id)["posts"] == 1  # it stands for several people, and so brings nothing together


# 004, Arnhem-Nijmegen


def test_what_is_proposed_on_mandate_and_powers(arnhem: Reading) -> None:
    groups = {
        name: arnhem.of("PART_OF", f"topic/{name}") for name in ("samenwerkingsprincipes", "mandaat-en-bevoegdheden", "gezamenlijke-inzet")
    }

    assert groups == {
        "samenwerkingsprincipes": {f"statement/principe-{number}" for number in range(1, 7)},
        "mandaat-en-bevoegdheden": {f"statement/mandaat-{number}" for number in range(1, 7)},
        "gezamenlijke-inzet": {"statement/inzet-1", "statement/inzet-2"},
    }
    assert [arnhem.to("PART_OF", f"topic/{name}") for name in groups] == [{"topic/werkwijze"}] * 3


def test_where_is_the_week_and_on_which_days_is_that_not_said(arnhem: Reading) -> None:
    days = [arnhem.node(f"meeting/week-{day}-november") for day in (12, 13, 14, 15)]

    assert [one.place for one in days if isinstance(one, Meeting)] == ["Mozaïek, Wijchen", None, "IPKW, Arnhem", None]


def test_who_may_give_a_mandate_or_receive_powers_on_the_ladder(arnhem: Reading) -> None:
    assert arnhem.to("GRANTED_BY", "mandate/uitvoeringsmandaat") == {"body/colleges", "body/raden"}
    assert arnhem.to("GRANTED_TO", "mandate/overdracht-op-de-ladder") == {"body/bestuur", "body/regiocommissie"}
    assert {one for one in arnhem.of("PART_OF", "arrangement/netwerk-alliantie") if one.startswith("mandate/")} == {
        "mandate/mandaat-in-opdrachten", "mandate/uitvoeringsmandaat", "mandate/overdracht-op-de-ladder",
    }  # fmt: skip


def test_to_whom_and_when_is_account_given(arnhem: Reading) -> None:
    assert arnhem.node("statement/trede-2").as_stated == "achteraf"
    assert arnhem.to("ABOUT", "statement/trede-2") == {"body/colleges", "body/raden"}


def test_is_the_commissioner_there_only_at_the_end(arnhem: Reading) -> None:
    (edge,) = arnhem.links("MONITORED_BY", "assignment/versterking-samenwerking")

    assert (edge.target.split("/")[2], edge.as_stated) == ("stuurgroep", "permanent")


def test_who_sent_the_paper_on_and_to_whom(arnhem: Reading) -> None:
    (edge,) = arnhem.links("AT", "step/doorzenden-notitie")

    assert (edge.target.split("/")[2], edge.evidence) == ("colleges", Evidence.INFERRED)
    assert "Aan wie staat er niet" in arnhem.note("step/doorzenden-notitie")


def test_who_may_say_that_another_rung_is_needed(arnhem: Reading) -> None:
    assert arnhem.to("ABOUT", "statement/schakelen") == {"assignment/opdracht-in-programma", "body/regiocommissie"}


def test_what_did_the_city_region_have_that_the_joint_body_has_not(arnhem: Reading) -> None:
    before, now, council = (
        arnhem.node(one) for one in ("arrangement/stadsregio", "arrangement/gemeenschappelijk-orgaan", "body/regioraad")
    )
    assert isinstance(before, Arrangement)
    assert isinstance(now, Arrangement)
    assert isinstance(council, Body)

    assert any("bindende" in power for power in before.powers)
    assert "zonder bevoegdheden" in (now.decides or "")
    assert council.majority is None  # that its decisions bind is no majority


def test_who_else_works_on_it_between_the_week_and_the_councils(arnhem: Reading) -> None:
    assert arnhem.to("INVOLVES", "step/uitwerking") == {"role/expert"}
    assert arnhem.to("AT", "step/regionale-oploop") == {"post/regiocoordinator"}
    assert arnhem.to("ABOUT", "meeting/oploop-januari") == {"step/regionale-oploop", "meeting/elst-september"}


def test_which_parties_steer_an_execution_alliance(arnhem: Reading) -> None:
    assert "viervoudige" in arnhem.note("cooperation/uitvoeringsallianties")
    assert arnhem.of("PARTICIPATES_IN", "cooperation/uitvoeringsallianties") == set()


def test_is_a_portfolio_holder_with_a_mandate_a_regional_one(arnhem: Reading) -> None:
    (edge,) = arnhem.links("GRANTED_TO", "mandate/mandaat-in-opdrachten")

    assert edge.evidence is Evidence.INFERRED
    assert "afgeleid" in (edge.note or "")
