"""Het land: how many arrangements municipalities have, of which forms, with which organs, and which are of the same municipalities.

It reads the extract of the register that comes with the package, so that it answers at once, with nothing loaded. Where the store
holds an export of the register that somebody imported, that one is read first, for who loads a register wants its later and whole
figures; the extract stays a choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from orggraph import register
from orggraph.graph import provenance
from orggraph.i18n import Bilingual, N, T
from orggraph.model.terms import ArrangementForm
from orggraph.register.country import FIRST_YEAR, Arranged, Country, Group, Place, of_graph
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.columns import Column, Part, columns
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import capital, link, plain
from orggraph.ui.widgets.table import table

PATH = "het-land"
EXTRACT = "register"
ADDRESS = Address("country", {"source": None, "municipality": None})
MOST = 10
"""Groups of municipalities that stand open."""


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    st.title(visit.say(T("The country")), anchor=False)
    loaded = _registers(visit)
    source = _source(visit, loaded)
    country = _of_dataset(visit, source) if source in loaded else register.country()
    _what_it_is(visit, country, source in loaded)
    _municipality(visit, country)
    _years(visit, country)
    _organs(visit, country)
    _groups(visit, country)
    ADDRESS.write()


def _registers(visit: Visit) -> dict[str, str]:
    """The datasets in the store that are the register, with their titles; that of the latest day first."""
    heads = [head for head in visit.heads.values() if register.is_register(head)]
    heads.sort(key=lambda head: str(head.get("reference_date") or ""), reverse=True)
    return {str(head["id"]): visit.region(str(head["id"])) for head in heads}


def _source(visit: Visit, loaded: Mapping[str, str]) -> str:
    if not loaded:
        return EXTRACT
    names = {**loaded, EXTRACT: visit.say(T("The extract that comes with orggraph"))}
    ADDRESS["source"] = ADDRESS["source"] if ADDRESS["source"] in names else next(iter(names))
    ADDRESS.widget("source", st.selectbox, visit.say(T("Which register")), list(names), format_func=names.__getitem__)
    return str(ADDRESS["source"])


def _of_dataset(visit: Visit, dataset: str) -> Country:
    head = visit.heads[dataset]
    return _counted(visit, dataset, (head["version"], head["hash"]))


@st.cache_resource(show_spinner=False, max_entries=4)
def _counted(_visit: Visit, dataset: str, state: tuple[object, ...]) -> Country:  # noqa: ARG001 - what is kept goes with the state
    graph = _visit.work.graph(datasets=[dataset], all_times=True)
    return of_graph(graph, provenance(graph).on[dataset])


def _what_it_is(visit: Visit, country: Country, loaded: bool) -> None:
    day = in_words(country.date, visit.lang)
    counts = {"n": len(country.arrangements), "parts": country.participations, "all": len(country.names)}
    text = T(
        "On {day} the register has {n} arrangements that hold. {all} municipalities take part in them, {parts} times together.",
        day=day,
        **counts,
    )
    st.html(f"<p>{plain(visit.say(text))}</p>")
    if not loaded:
        extract = T(
            "This is an extract, made of a copy that had about seven in ten of all arrangements: yours may be missing. "
            "`orggraph import` reads a whole export."
        )
        st.caption(visit.say(extract))
    with st.expander(visit.say(T("What the register holds, and what not"))):
        lines = [
            T("It is the public register of government organizations (ROO): joint arrangements with their form, and who takes part."),
            T("It holds no people, votes or contributions, and no covenants, foundations or companies of municipalities."),
            T("A municipality counts while it is there itself; the register goes on naming some that have merged."),
            T("An arrangement of which two versions hold at once counts twice, as the register has it."),
            T("Every office of government enters its own arrangements: what was not entered is not in it, and is no proof of anything."),
        ]
        st.html("<ul>" + "".join(f"<li>{plain(visit.say(line))}</li>" for line in lines) + "</ul>")


def _municipality(visit: Visit, country: Country) -> None:
    st.header(visit.say(T("Arrangements per municipality")), anchor=False)
    if country.median is None:
        st.html(f"<p>{plain(visit.say(T('No municipality takes part in an arrangement on this day.')))}</p>")
        return
    if ADDRESS["municipality"] and ADDRESS["municipality"] not in country.names:
        st.info(visit.say(T("The municipality of the link is not in this register. Choose another.")))
        ADDRESS["municipality"] = None
    ADDRESS.widget(
        "municipality", st.selectbox, visit.say(T("My municipality")), list(country.names),
        format_func=country.names.__getitem__, placeholder=visit.say(T("Choose a municipality")),
    )  # fmt: skip
    chosen = ADDRESS["municipality"]
    place = country.place(chosen) if chosen else None
    st.html(f"<p>{plain(_where(visit, country, place, chosen))}</p>")
    columns(
        visit.say(T("How many municipalities take part in so many arrangements")),
        [_bar(visit, country, number, held, place) for number, held in country.spread.items()],
    )
    _forms(visit, country, place)
    if place:
        _arrangements(visit, place, chosen)


def _where(visit: Visit, country: Country, place: Place | None, chosen: str | None) -> str:
    median = f"{country.median:g}".replace(".", "," if visit.lang == "nl" else ".")
    half = visit.say(
        T(
            "Put all {all} municipalities in order: the one in the middle takes part in {median} arrangements (the median).",
            median=median,
            all=len(country.names),
        )
    )
    if not place or not chosen:
        return half
    own = N(
        "{name} takes part in {n} arrangement.",
        "{name} takes part in {n} arrangements.",
        len(place.arrangements),
        name=country.names[chosen],
    )
    others = T(
        "{fewer} municipalities have fewer, {same} others as many, {more} more.", fewer=place.fewer, same=place.as_many - 1, more=place.more
    )
    return " ".join([visit.say(own), half, visit.say(others)])


def _bar(visit: Visit, country: Country, number: int, held: int, place: Place | None) -> Column:
    own = place is not None and len(place.arrangements) == number
    text = N("{n} municipality", "{n} municipalities", held)
    marks = [visit.say(T("median"))] if number == country.median else []
    marks += [visit.say(T("mine"))] if own else []
    return Column(str(number), (Part(held, visit.say(text), "own" if own else "plain"),), (*marks, str(held)))


def _forms(visit: Visit, country: Country, place: Place | None) -> None:
    heads = [T("Legal form"), T("Arrangements in the country"), T("Of the median municipality")] + ([T("Of mine")] if place else [])
    rows = []
    for form, number in country.forms.items():
        own = [str(sum(arranged.form is form for arranged in place.arrangements))] if place else []
        rows.append([plain(capital(form.names[visit.lang])), str(number), f"{country.median_by_form[form]:g}", *own])
    table(visit, [visit.say(head) for head in heads], rows, caption=visit.say(T("Legal forms: the country, the median and mine")))
    note = T("The median of each form is taken by itself, of municipalities that have none of it too, so that they do not add up.")
    st.caption(visit.say(note))


def _arrangements(visit: Visit, place: Place, chosen: str) -> None:
    heads = [T("Arrangement"), T("Legal form"), T("Takes part with"), T("Municipalities"), T("Others")]
    rows = [_row(visit, arranged, chosen) for arranged in sorted(place.arrangements, key=lambda arranged: arranged.name)]
    with st.expander(visit.say(N("The arrangement", "The {n} arrangements", len(rows)))):
        table(visit, [visit.say(head) for head in heads], rows, caption=visit.say(T("Arrangements of the municipality")))


def _row(visit: Visit, arranged: Arranged, chosen: str) -> list[str]:
    (part,) = [part for part in arranged.parts if part.id == chosen]
    organs = ", ".join(organ.names[visit.lang] for organ in part.organs) or visit.say(T("not stated"))
    return [_name(visit, arranged), plain(_form(visit, arranged.form)), plain(organs), str(len(arranged.parts)), str(arranged.others)]


def _name(visit: Visit, arranged: Arranged) -> str:
    """The name, as a link where it has a page among what the reader chose (safe HTML)."""
    return link(arranged.name, visit.link("onderdeel", id=arranged.id)) if arranged.id in visit.graph else plain(arranged.name)


def _form(visit: Visit, form: ArrangementForm | None) -> str:
    return form.names[visit.lang] if form else visit.say(T("not stated"))


def _years(visit: Visit, country: Country) -> None:
    st.header(visit.say(T("Legal forms over the years")), anchor=False)
    forms = [form for form in ArrangementForm if any(form in held for held in country.years.values())]
    if not forms:
        st.html(f"<p>{plain(visit.say(T('No arrangement has dates from which this can be counted.')))}</p>")
        return
    bars = [
        Column(
            str(year),
            tuple(
                Part(held[form], f"{form.names[visit.lang]}: {held[form]}", f"form-{forms.index(form)}") for form in forms if form in held
            ),
            (str(sum(held.values())),),
        )
        for year, held in country.years.items()
    ]
    columns(
        visit.say(T("Arrangements that held on 1 January, by legal form")), bars,
        legend={f"form-{number}": capital(form.names[visit.lang]) for number, form in enumerate(forms)},
    )  # fmt: skip
    note = T(
        "The register knows only what was entered: what ended before is not in it, so that the rise after {year} says little.",
        year=FIRST_YEAR,
    )
    st.caption(visit.say(note))


def _organs(visit: Visit, country: Country) -> None:
    st.header(visit.say(T("Which organs take part")), anchor=False)
    heads = [T("Organ"), T("Participations"), T("Of all"), T("Municipalities"), T("Arrangements")]
    rows = []
    for organ, share in country.organs.items():
        name = capital(organ.names[visit.lang]) if organ else visit.say(T("None of the three is stated"))
        of_all = f"{100 * share.participations / country.participations:.0f}%"
        rows.append([plain(name), str(share.participations), of_all, str(share.municipalities), str(share.arrangements)])
    table(visit, [visit.say(head) for head in heads], rows, caption=visit.say(T("Which organs take part")))
    st.caption(
        visit.say(
            T(
                "A municipality may take part with several organs, so that the shares of {n} participations add up to more than 100%.",
                n=country.participations,
            )
        )
    )


def _groups(visit: Visit, country: Country) -> None:
    st.header(visit.say(T("Arrangements of the same municipalities")), anchor=False)
    name = country.names.get(ADDRESS["municipality"] or "")
    groups = [group for group in country.groups if name is None or name in group.names]
    if name:
        text = N("{name} is in {n} group.", "{name} is in {n} groups.", len(groups), name=name)
    else:
        text = N("{n} group in the country.", "{n} groups in the country.", len(groups))
    about = T("A group is municipalities that have several arrangements with each other and no other municipality.")
    st.html(f"<p>{plain(visit.say(about))} {plain(visit.say(text))}</p>")
    heads = [T("Municipalities"), T("Arrangements"), T("Which municipalities"), T("Which arrangements")]
    if groups:
        rows = [_group(visit, group) for group in groups[:MOST]]
        table(visit, [visit.say(head) for head in heads], rows, caption=visit.say(T("Arrangements of the same municipalities")))
    if len(groups) > MOST:
        st.caption(
            visit.say(
                T(
                    "The first {n} of {all} stand here; `orggraph query same-municipalities` gives all of a register that is loaded.",
                    n=MOST,
                    all=len(groups),
                )
            )
        )


def _group(visit: Visit, group: Group) -> list[str]:
    return [str(len(group.names)), str(len(group.arrangements)), plain(", ".join(_short(group.names))),
            "<br>".join(_name(visit, arranged) for arranged in group.arrangements)]  # fmt: skip


def _short(names: Sequence[str]) -> list[str]:
    return [name.removeprefix("Gemeente ") for name in names]


page = Page(
    path=PATH, title=Bilingual("Het land", "The country"), icon="public", order=36, render=render, group="look", needs_data=False,
    says_itself=True,
    words="regelingen gemeenten landelijk mediaan vergelijken register bestuurlijke drukte roo country municipalities median compare",
)  # fmt: skip
