"""Parameters: text or values in, one type out, and a clear word about what does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from orggraph.errors import UnknownName, WrongUsage
from orggraph.params import Param, ParamType, bind


@pytest.mark.parametrize(
    ("kind", "given", "bound"),
    [
        ("string", "x", "x"), ("id", "d/body/ab", "d/body/ab"), ("integer", "7", 7), ("integer", 7, 7), ("integer", 7.0, 7),
        ("integer", "-1", -1), ("number", "0.5", 0.5), ("number", 2, 2.0), ("boolean", "ja", True), ("boolean", "Nee", False),
        ("boolean", True, True), ("boolean", "0", False), ("date", "2015", "2015-01-01"), ("date", "2015-03", "2015-03-01"),
        ("list", "a, b,,c ", ["a", "b", "c"]), ("list", ["a", 1], ["a", "1"]), ("list", "", []),
    ],
)  # fmt: skip
def test_what_fits_is_bound(kind: ParamType, given: Any, bound: Any) -> None:
    assert bind({"p": Param(kind)}, {"p": given}) == {"p": bound}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("integer", "7.5"), ("integer", 7.5), ("integer", "zeven"), ("integer", ""), ("number", "veel"), ("boolean", "misschien"),
        ("boolean", 2), ("date", "gisteren"), ("date", "2015-02-30"), ("list", 7), ("number", "nan"), ("number", "inf"), ("integer", 2**63),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(kind: ParamType, given: Any) -> None:
    with pytest.raises(WrongUsage, match=r"The parameter p cannot be .* Expected here: "):
        bind({"p": Param(kind)}, {"p": given})


def test_defaults_and_what_must_be_given() -> None:
    declared = {"a": Param("integer", 3), "b": Param("string", optional=True)}
    assert bind(declared, {}) == {"a": 3, "b": None}
    with pytest.raises(WrongUsage, match=r"must be given.*c=…"):
        bind({"c": Param("string")}, {})


def test_an_unknown_parameter_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"datset.*Known: dataset") as caught:
        bind({"dataset": Param("id", "d"), "on": Param("date", optional=True)}, {"datset": "d"})
    assert caught.value.exit_status == 2
