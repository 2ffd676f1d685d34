"""Who is who on the labelled set of published people: how many proposals are right, and how many pairs are proposed.

The set is made by scripts/who_is_who.py; the weights were tuned on a set of another seed. See docs/explanation/who-is-who.md.
"""

from __future__ import annotations

import time
from collections import Counter

import pytest

from orggraph.views.duplicates import duplicates
from tests.people.labelled import Labelled, Measured, labelled, measured


@pytest.fixture(scope="module")
def known() -> Labelled:
    return labelled()


@pytest.fixture(scope="module")
def proposals(known: Labelled) -> Measured:
    return measured(known, duplicates(known.graph))


def test_the_set_is_large_enough_to_measure_on(known: Labelled) -> None:
    assert len(known.who) == 1150
    assert len(known.pairs()) == 400
    assert len({way for way in known.way.values() if way != "as published"}) == 15


def test_most_proposals_are_right_and_most_pairs_are_proposed(known: Labelled, proposals: Measured) -> None:
    assert proposals.recall >= 0.92
    assert proposals.precision >= 0.80
    likely = measured(known, duplicates(known.graph, 0.9))
    assert likely.precision >= 0.95
    assert likely.recall >= 0.64


def test_what_is_wrongly_proposed_are_people_of_one_name(known: Labelled, proposals: Measured) -> None:
    """A full name that two people bear cannot be told apart by the name: without these nearly all proposals are right."""
    namesakes = {"the same name elsewhere", "a son of that name"}
    wrong = [pair for pair in proposals.wrong if not {known.way[record] for record in pair} & namesakes]
    assert len(wrong) <= 0.03 * len(proposals.right)


def test_no_way_of_writing_is_lost(known: Labelled, proposals: Measured) -> None:
    right = Counter(known.way[record] for pair in proposals.right for record in pair)
    missed = Counter(known.way[record] for pair in proposals.missed for record in pair)
    for way in (
        "married",
        "partner after",
        "surname first",
        "titled",
        "together",
        "plain",
        "slip",
        "initials",
        "first initial",
        "known as",
    ):
        assert right[way] >= 2 * missed[way], way


def test_pairs_are_far_fewer_than_all(known: Labelled) -> None:
    started = time.process_time()
    compared = duplicates(labelled().graph).compared
    assert compared < len(known.who) * 5
    assert time.process_time() - started < 10
