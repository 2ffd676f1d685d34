"""Rights hold each other, and a refusal says what is missing in people's words."""

from __future__ import annotations

import pytest

from orggraph.access import RIGHTS, WORDS, Access, Permission, Right, permissions
from orggraph.errors import Refused


def test_each_right_holds_all_of_the_one_before_it() -> None:
    for lower, higher in zip(list(Right), list(Right)[1:], strict=False):
        assert permissions(lower) < permissions(higher)
    assert permissions(Right.READER) == frozenset()
    assert permissions(Right.ADMINISTRATOR) == frozenset(Permission)


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("permission", Permission)
def test_who_may_not_is_told_what_is_missing(right: Right, permission: Permission) -> None:
    access = Access("k.secretaris@voorbeeld.nl", right)
    if access.may(permission):
        access.require(permission)
        return
    with pytest.raises(Refused) as refusal:
        access.require(permission)
    for lang in ("nl", "en"):
        text = refusal.value.text(lang)
        assert WORDS[permission].render(lang) in text
        assert RIGHTS[right].render(lang) in text
