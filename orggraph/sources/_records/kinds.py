"""What kind of thing an organization of a foreign file is, by its word for it, else by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from orggraph.model.meant import term_named
from orggraph.model.terms import BodyKind, OrganizationKind, Tier

K = TypeVar("K")
TIERS: Final[Mapping[BodyKind, Tier]] = {
    **dict.fromkeys((BodyKind.COUNCIL, BodyKind.COUNCIL_COMMITTEE, BodyKind.REGIONAL_COUNCIL, BodyKind.REGIONAL_COMMITTEE), Tier.POLITICAL),
    **dict.fromkeys(
        (
            BodyKind.COLLEGE,
            BodyKind.GENERAL_BOARD,
            BodyKind.EXECUTIVE_BOARD,
            BodyKind.PORTFOLIO_COUNCIL,
            BodyKind.POLITICAL_CONSULTATION,
            BodyKind.ADVISORY_COMMITTEE,
            BodyKind.STEERING_GROUP,
        ),
        Tier.EXECUTIVE,
    ),
    BodyKind.DELIVERY_UNIT: Tier.DELIVERY,
}
"""The layer of a kind of body; any other is official."""
BODIES: Final[tuple[tuple[str, BodyKind], ...]] = (
    (r"(sub)?committee|commissie|raadscommissie", BodyKind.COUNCIL_COMMITTEE),
    (r"cabinet|executive|college|leadership|office of the mayor|gedeputeerde staten", BodyKind.COLLEGE),
    (r"schepencollege|burgemeester en (wethouders|schepenen)", BodyKind.COLLEGE),
    (r"algemeen bestuur|general board", BodyKind.GENERAL_BOARD),
    (r"dagelijks bestuur|executive board", BodyKind.EXECUTIVE_BOARD),
    (r"stuurgroep|steering group", BodyKind.STEERING_GROUP),
    (r"werkgroep|working group", BodyKind.WORKING_GROUP),
    (r"directie|directieteam|managementteam|management team", BodyKind.DIRECTORATE),
    (r"legislature|parliament|parlement|assembly|chamber|kamer|senate|house of \w+", BodyKind.COUNCIL),
    (r"council|raad|gemeenteraad|provinciale staten|provincieraad", BodyKind.COUNCIL),
)
ORGANIZATIONS: Final[tuple[tuple[str, OrganizationKind], ...]] = (
    (r"party|partij|fractie|faction|parliamentary group", OrganizationKind.PARTY),
    (r"gemeente|municipality|stad", OrganizationKind.MUNICIPALITY),
    (r"provincie|province", OrganizationKind.PROVINCE),
    (r"waterschap|hoogheemraadschap|water board|wetterskip", OrganizationKind.WATER_BOARD),
    (r"ministerie|ministry|rijk", OrganizationKind.NATIONAL_GOVERNMENT),
)


@dataclass(frozen=True)
class Kind:
    """What an organization of a foreign file becomes."""

    label: str
    """body, organization or cooperation."""
    kind: BodyKind | OrganizationKind | None = None
    tier: Tier | None = None
    inferred: tuple[str, ...] = ()


def kind_of(word: str, name: str) -> Kind:
    """What a thing is: by a value of the model, else by a word in its classification, else by one in its name.

    Parameters
    ----------
    word
        What the file calls its kind; may be empty.
    name
        What it is called.
    """
    if word.lower() in ("cooperation", "samenwerkingsverband"):
        return Kind("cooperation")
    if organization := term_named(word, OrganizationKind):
        return Kind("organization", OrganizationKind(organization))
    if body := term_named(word, BodyKind):
        return _body(BodyKind(body), ("tier",))
    for text in (word, name):
        if organization := _first(ORGANIZATIONS, text if text == word else text.partition(" ")[0]):
            return Kind("organization", organization, inferred=("kind",))
        if kind := _first(BODIES, text):
            return _body(kind, ("kind", "tier"))
    return Kind("organization", OrganizationKind.PARTNER, inferred=("kind",))


def _body(kind: BodyKind, inferred: tuple[str, ...]) -> Kind:
    return Kind("body", kind, TIERS.get(kind, Tier.OFFICIAL), inferred)


def _first(words: tuple[tuple[str, K], ...], text: str) -> K | None:
    return next((kind for pattern, kind in words if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)), None)
