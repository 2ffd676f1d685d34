"""What a relation is called when it is read from its other end, and to which kind of tie it belongs.

"A bereidt voor B" is read from B as "wordt voorbereid door A": a sentence, where an arrow turned round would be none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from orggraph.i18n import T, Text

FROM_OTHER_END: Final[Mapping[str, Text]] = {
    "HOLDS": T("is held by"),
    "AFFILIATED_WITH": T("counts among its people"),
    "IN": T("has the seat"),
    "HAS_ROLE": T("is the role of"),
    "ON_BEHALF_OF": T("is represented by"),
    "COVERS": T("is covered by"),
    "REPORTS_TO": T("has reporting to it"),
    "PAIRED_WITH": T("is paired with"),
    "DEPUTY_OF": T("is replaced by"),
    "QUALIFIES_FOR": T("comes with"),
    "PART_OF": T("has as part"),
    "GOVERNED_BY": T("is the arrangement of"),
    "PARTICIPATES_IN": T("has as participant"),
    "PREPARES": T("is prepared by"),
    "ADVISES": T("is advised by"),
    "APPOINTS": T("is appointed by"),
    "ACCOUNTABLE_TO": T("holds to account"),
    "INFORMS": T("is informed by"),
    "SUPPORTS": T("is supported by"),
    "SUPPORTED_BY": T("supports"),
    "EXPECTS_OF": T("has expectations from"),
    "HOSTED_BY": T("hosts"),
    "ESCALATES_TO": T("takes over from"),
    "SUPERVISES": T("is supervised by"),
    "RESPONSIBLE_FOR": T("is the responsibility of"),
    "GRANTED_BY": T("has granted"),
    "GRANTED_TO": T("has been granted"),
    "SUBMANDATE_OF": T("has as sub-mandate"),
    "COMMISSIONED_BY": T("has commissioned"),
    "CARRIED_OUT_BY": T("carries out"),
    "INVOLVES": T("is involved in"),
    "AGREED_AT": T("is where was agreed"),
    "OWNED_BY": T("is the owner of"),
    "MONITORED_BY": T("monitors"),
    "TAKEN_BY": T("takes the decision"),
    "TAKEN_UNDER": T("is the ground of"),
    "ON_OBJECTION_TO": T("has the decision on objection"),
    "FOLLOWS": T("is followed by"),
    "RESULTS_IN": T("results from"),
    "HAS_STEP": T("is a step of"),
    "ACT_OF": T("was carried out in"),
    "DONE_BY": T("has done"),
    "ADDRESSED_TO": T("has received"),
    "NEXT": T("comes after"),
    "AT": T("has its turn in"),
    "ROUTE_FOR": T("goes along the route"),
    "ROUTE_OF": T("has the route"),
    "ADOPTED_BY": T("adopts"),
    "ABOUT": T("is the subject of"),
    "MEETING_OF": T("has the meeting"),
    "ITEM_OF": T("has on its agenda"),
    "COMBINES_WITH": T("combines with"),
    "PREFERS": T("is preferred by"),
    "SAME_AS": T("is the same as"),
    "SUCCEEDS": T("is succeeded by"),
    "DOCUMENTED_IN": T("documents"),
}
"""Per relationship type of the model its words as read from the target."""

TIES: Final[Mapping[str, tuple[Text, frozenset[str]]]] = {
    "seats": (T("seats"), frozenset({"HOLDS", "IN", "ON_BEHALF_OF", "QUALIFIES_FOR", "DEPUTY_OF", "PAIRED_WITH"})),
    "authority": (
        T("authority"),
        frozenset(
            {"ACCOUNTABLE_TO", "APPOINTS", "ESCALATES_TO", "SUPERVISES", "REPORTS_TO", "GRANTED_BY", "GRANTED_TO", "SUBMANDATE_OF",
             "COMMISSIONED_BY", "TAKEN_BY", "ADOPTED_BY"}
        ),
    ),
    "information": (T("information"), frozenset({"PREPARES", "ADVISES", "SUPPORTS", "INFORMS"})),
}  # fmt: skip
"""Kinds of tie to which a path can be kept: its name, and the relationship types of it."""
