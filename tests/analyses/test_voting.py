"""Votes and power: by hand, by what was published of the Council of six in 1958, and against all coalitions and orders one by one."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations, permutations

import pytest

from orggraph.analyses import find, tables
from orggraph.errors import WrongUsage
from orggraph.graph import Graph
from orggraph.graph.voting import HALF, Game, Share, game, majorities

Small = Callable[..., Graph]
SIX = {"Germany": 4, "France": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}


def test_the_example_of_the_docs() -> None:
    small_game = game({"a": 3, "b": 2, "c": 1}, HALF)
    powers = small_game.powers()

    assert (small_game.quota, small_game.winning(), small_game.fewest_to_carry(), small_game.fewest_to_block()) == (4, 3, 2, 1)
    assert [power.swings for power in powers.values()] == [3, 1, 1]
    assert [power.banzhaf for power in powers.values()] == pytest.approx([3 / 5, 1 / 5, 1 / 5])
    assert [power.shapley for power in powers.values()] == pytest.approx([4 / 6, 1 / 6, 1 / 6])
    assert [small_game.blocks(voter) for voter in "abc"] == [True, False, False]
    assert not any(small_game.carries(voter) for voter in "abc")


def test_the_published_indices_of_the_council_of_1958() -> None:
    # Banzhaf 5/21, 3/21 and 0; Shapley and Shubik 14/60, 9/60 and 0; 14 winning coalitions
    council = Game(SIX, 12)
    powers = council.powers()

    assert council.winning() == 14
    assert [power.banzhaf for power in powers.values()] == pytest.approx([5 / 21] * 3 + [3 / 21] * 2 + [0])
    assert [power.shapley for power in powers.values()] == pytest.approx([14 / 60] * 3 + [9 / 60] * 2 + [0])


def one_by_one(votes: Mapping[str, int], quota: int) -> tuple[int, dict[str, int], dict[str, Fraction]]:
    """Winning coalitions, swings and Shapley–Shubik, by listing every coalition and every order."""
    groups = [group for n in range(len(votes) + 1) for group in combinations(votes, n)]
    winning = {group for group in map(frozenset, groups) if sum(votes[voter] for voter in group) >= quota}
    swings = {voter: sum(voter in group and group - {voter} not in winning for group in winning) for voter in votes}
    orders = list(permutations(votes))
    pivots = dict.fromkeys(votes, 0)
    for order in orders:
        at = [n for n in range(1, len(order) + 1) if frozenset(order[:n]) in winning]
        if at:
            pivots[order[at[0] - 1]] += 1
    return len(winning), swings, {voter: Fraction(n, len(orders)) for voter, n in pivots.items()}


@pytest.mark.parametrize("seed", range(5))
def test_the_counts_are_those_of_all_coalitions_and_orders(seed: int) -> None:
    drawn = random.Random(seed)
    votes = {f"v{number}": drawn.randint(0, 6) for number in range(drawn.randint(1, 6))}
    quota = drawn.randint(1, max(sum(votes.values()), 1))
    winning, swings, pivots = one_by_one(votes, quota)
    counted = Game(votes, quota)
    powers = counted.powers()

    assert counted.winning() == winning
    assert {voter: power.swings for voter, power in powers.items()} == swings
    assert {voter: power.shapley for voter, power in powers.items()} == pytest.approx({voter: float(n) for voter, n in pivots.items()})


def test_votes_that_are_not_whole_and_a_large_board() -> None:
    assert game({"a": 1.5, "b": 1, "c": 0.5}, HALF) == Game({"a": 3, "b": 2, "c": 1}, 4)
    assert game({"a": 8, "b": 6, "c": 4}, Share(Fraction(2, 3))) == Game({"a": 4, "b": 3, "c": 2}, 6)
    many = Game({f"v{number}": 1 for number in range(60)}, 31).powers()
    assert {round(power.banzhaf, 12) for power in many.values()} == {round(1 / 60, 12)}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Gewone meerderheid; begroting en jaarrekening met twee derde van de stemmen", [HALF, Share(Fraction(2, 3))]),
        ("Consensus", [Share(Fraction(1))]),
        ("By three quarters of the votes", [Share(Fraction(3, 4))]),
        ("Zoals afgesproken", []),
        ("", []),
    ],
)
def test_majorities_are_read_from_the_words_of_the_source(text: str, parts: list[Share]) -> None:
    assert list(majorities(text).values()) == parts


BOARD = """
Arrangement:
  - {id: r, name: R, form: public_body}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: arrangement/r}
Organization:
  - {id: a, name: A, kind: municipality, inhabitants: 300, participates_in: [{to: arrangement/r, contribution: 10}]}
  - {id: b, name: B, kind: municipality, inhabitants: 200, participates_in: [{to: arrangement/r, contribution: 10}]}
  - {id: c, name: C, kind: municipality, inhabitants: 100, participates_in: [{to: arrangement/r, contribution: 10}]}
Post:
  - {id: a1, name: A1, capacity: member, votes: 1, count: 2, in: body/ab, on_behalf_of: organization/a}
  - {id: a2, name: A2, capacity: chair, votes: 1, in: body/ab, on_behalf_of: organization/a}
  - {id: a3, name: A3, capacity: adviser, votes: 9, in: body/ab, on_behalf_of: organization/a}
  - {id: b1, name: B1, capacity: member, votes: 2, in: body/ab, on_behalf_of: organization/b}
  - {id: c1, name: C1, capacity: member, votes: 1, in: body/ab, on_behalf_of: organization/c}
"""


def test_a_board_is_told_with_its_votes_money_and_inhabitants(small: Small) -> None:
    graph = small(BOARD)
    findings = {finding.measure: finding for finding in find(graph, ["voting"])}
    decides, worth = tables(graph, "voting")
    rows = {str(row["participant"]).rsplit("/", 1)[-1]: row for row in worth.rows}

    assert {measure: (finding.value, finding.denominator) for measure, finding in findings.items()} == {"alone": (1, 1), "say": (1, 1)}
    assert decides.in_words(graph, "nl")[0]["majority"] == "niet vermeld; genomen: meer dan de helft (Gemeentewet 30)"
    assert {name: row["votes"] for name, row in rows.items()} == {"a": 3, "b": 2, "c": 1}
    assert {name: row["inhabitants"] for name, row in rows.items()} == pytest.approx({"a": 1 / 2, "b": 1 / 3, "c": 1 / 6})
    assert [row["contribution"] for row in rows.values()] == pytest.approx([1 / 3] * 3)


def test_a_board_of_one_participant_says_nothing(small: Small) -> None:
    alone = BOARD.replace("on_behalf_of: organization/b", "on_behalf_of: organization/a").replace(
        "of: organization/c", "of: organization/a"
    )
    assert find(small(alone), ["voting"]) == []
    assert tables(small(alone), "voting") == []


def test_of_two_participants_neither_counts_as_deciding_alone(small: Small) -> None:
    two = BOARD.replace("on_behalf_of: organization/c", "on_behalf_of: organization/b")
    assert "alone" not in {finding.measure for finding in find(small(two), ["voting"])}


def test_no_points_are_refused(small: Small) -> None:
    with pytest.raises(WrongUsage, match="points"):
        find(small(BOARD), ["voting"], {"points": 0})
