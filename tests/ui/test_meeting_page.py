"""The page Vergadering: a meeting for a member, for everybody, an agenda check, and what it says to a wrong link or an empty region."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Opener, written

MEETING, MEMBER = "voorbeeldregio/meeting/ab-2026-07-02", "voorbeeldregio/person/hanneke-roskam"


def sheet(test: AppTest) -> str:
    return str(json.loads(test.get("bidi_component")[0].proto.json)["body"])


def test_a_meeting_opens_for_a_member_and_in_the_presentation_mode_for_everybody(opened: Opener) -> None:
    asked = {"dataset": "voorbeeldregio", "meeting": MEETING, "member": MEMBER}
    body = sheet(opened("vergadering", **asked))
    assert "Uw zetel" in body and "4 van de 30 stemmen" in body
    closed = sheet(opened("vergadering", **asked, present="1"))
    assert "Wie daar zit" in closed and "Uw zetel" not in closed


def test_a_wrong_link_and_a_region_without_meetings(opened: Opener) -> None:
    test = opened("vergadering", dataset="voorbeeldregio", meeting="voorbeeldregio/meeting/<script>")
    assert "Agendacontrole" in sheet(test) and test.info
    assert "geen vergadering van een gremium" in written(opened("vergadering", dataset="amersfoort"))
