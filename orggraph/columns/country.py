"""The arrangements of a whole country, in columns: what :class:`orggraph.register.country.Country` counts, by what that declares.

A municipality takes part while it, the arrangement and its participation last; proposals that are dated count as there.
"""

from __future__ import annotations

from collections.abc import Iterator

import ibis
from ibis.expr.types import Table

from orggraph.columns._measure import Measured, Row
from orggraph.columns._records import Records, lasting
from orggraph.graph import Graph
from orggraph.i18n import Bilingual
from orggraph.register.country import COUNTED, FIRST_YEAR, TAKES_PART, of_graph

TIMES = ("valid_from", "valid_before")


def _parts(records: Records, day: str) -> Table:
    """Which municipality takes part in which arrangement: ``municipality``, ``name``, ``arrangement``, ``organs``; a row a record of it."""
    towns = records.nodes("Organization", "kind", *TIMES)
    towns = towns.filter(towns.kind == COUNTED.value, lasting(towns, day)).select(source="id", name="name")
    arrangements = records.nodes("Arrangement", *TIMES)
    arrangements = arrangements.filter(lasting(arrangements, day)).select(target="id")
    parts = records.edges(TAKES_PART, "organs", *TIMES)
    parts = parts.filter(lasting(parts, day)).join(towns, "source").join(arrangements, "target")
    return records.keep(parts.select("name", "organs", municipality="source", arrangement="target"))


def per_municipality(records: Records, day: str) -> Table:
    """In how many arrangements each municipality takes part, beside the others."""
    parts = _parts(records, day)
    own = records.keep(parts.group_by("municipality", "name").agg(arrangements=parts.arrangement.nunique()))
    spread = own.group_by("arrangements").agg(n=own.count())
    others = spread.select(other="arrangements", many="n")
    pairs = spread.cross_join(others)
    fewer, as_many = pairs.other < pairs.arrangements, pairs.other == pairs.arrangements
    places = pairs.group_by("arrangements").agg(
        fewer=ibis.ifelse(fewer, pairs.many, 0).sum(), as_many=ibis.ifelse(as_many, pairs.many, 0).sum(), municipalities=pairs.many.sum()
    )
    middle = own.agg(median=own.arrangements.median())
    return own.join(places, "arrangements").cross_join(middle).select(*PER_MUNICIPALITY)


def _per_municipality(graph: Graph, day: str) -> Iterator[Row]:
    country = of_graph(graph, day)
    for town, name in country.names.items():
        place = country.place(town)
        counts = (len(place.arrangements), country.median, place.fewer, place.as_many, len(country.names))
        yield dict(zip(PER_MUNICIPALITY, (town, name, *counts), strict=True))


def forms_over_years(records: Records, day: str) -> Table:
    """How many arrangements of each legal form held on the first day of each year."""
    known = records.nodes("Arrangement", "form", *TIMES)
    known = known.filter(known.form.notnull())
    years = [
        known.filter(lasting(known, f"{year}-01-01")).group_by("form").agg(arrangements=ibis._.count()).mutate(year=ibis.literal(year))
        for year in range(FIRST_YEAR, int(day[:4]) + 1)
    ]
    nothing = known.group_by("form").agg(arrangements=ibis._.count()).mutate(year=ibis.literal(FIRST_YEAR)).limit(0)
    return ibis.union(nothing, *years).select("form", "arrangements", year=ibis._.year.cast("int64"))


def _forms_over_years(graph: Graph, day: str) -> Iterator[Row]:
    for year, forms in of_graph(graph, day).years.items():
        yield from ({"year": year, "form": form.value, "arrangements": n} for form, n in forms.items())


def organs_taking_part(records: Records, day: str) -> Table:
    """How often each organ takes part; empty: none is stated."""
    parts = _parts(records, day)
    by_organ = parts.filter(parts.organs.length() > 0).select("municipality", "arrangement", organ=parts.organs.unnest()).distinct()
    rest = parts.select("municipality", "arrangement").distinct().anti_join(by_organ, ["municipality", "arrangement"])
    every = by_organ.union(rest.mutate(organ=ibis.literal("")))
    return every.group_by("organ").agg(
        participations=every.count(), municipalities=every.municipality.nunique(), arrangements=every.arrangement.nunique()
    )


def _organs_taking_part(graph: Graph, day: str) -> Iterator[Row]:
    for organ, share in of_graph(graph, day).organs.items():
        counts = (share.participations, share.municipalities, share.arrangements)
        yield dict(zip(ORGANS, (organ.value if organ else "", *counts), strict=True))


def same_municipalities(records: Records, day: str) -> Table:
    """Municipalities that are exactly those of several arrangements, by their ids in order."""
    parts = _parts(records, day).select("municipality", "arrangement").distinct()
    members = parts.group_by("arrangement").agg(those=parts.municipality.collect().sort(), n=parts.count())
    members = members.filter(members.n > 1).select("arrangement", municipalities=members.those.join(" "))
    groups = members.group_by("municipalities").agg(arrangements=members.count())
    return groups.filter(groups.arrangements > 1)


def _same_municipalities(graph: Graph, day: str) -> Iterator[Row]:
    for group in of_graph(graph, day).groups:
        members = sorted(part.id for part in group.arrangements[0].parts)
        yield {"municipalities": " ".join(members), "arrangements": len(group.arrangements)}


PER_MUNICIPALITY = ("municipality", "name", "arrangements", "median", "fewer", "as_many", "municipalities")
ORGANS = ("organ", "participations", "municipalities", "arrangements")
PER_MUNICIPALITY_MEASURED = Measured(
    name="arrangements-per-municipality",
    title=Bilingual("Regelingen per gemeente, met de mediaan", "Arrangements per municipality, with the median"),
    columns=PER_MUNICIPALITY,
    expression=per_municipality,
    of_graph=_per_municipality,
    all_times=True,
)
FORMS_MEASURED = Measured(
    name="forms-over-years",
    title=Bilingual("Rechtsvormen door de jaren", "Legal forms over the years"),
    columns=("year", "form", "arrangements"),
    expression=forms_over_years,
    of_graph=_forms_over_years,
    all_times=True,
)
ORGANS_MEASURED = Measured(
    name="organs-taking-part",
    title=Bilingual("Welke organen deelnemen", "Which organs take part"),
    columns=ORGANS,
    expression=organs_taking_part,
    of_graph=_organs_taking_part,
    all_times=True,
)
SAME_MEASURED = Measured(
    name="same-municipalities",
    title=Bilingual("Regelingen van dezelfde gemeenten", "Arrangements of the same municipalities"),
    columns=("municipalities", "arrangements"),
    expression=same_municipalities,
    of_graph=_same_municipalities,
    all_times=True,
)
