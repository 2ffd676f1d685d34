"""What a value that does not fit was probably meant to be: the right spelling, or the value that a word stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from orggraph.errors import RESEMBLING, WrongUsage, did_you_mean
from orggraph.i18n import LANGUAGES, Bilingual, T, Text
from orggraph.model.dates import first_day
from orggraph.model.terms import Term

if TYPE_CHECKING:
    from pydantic import BaseModel

FEW_TERMS: Final = 8
"""So many values of a closed list are all told, those first that resemble what the file says."""
SURE: Final = 0.75
"""How much of a field's name must be alike: a short name resembles too many others by chance."""
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>[12]\d{3})"
_DATES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}[-/. ](?P<month>\d{{1,2}})[-/. ]{_YEAR}",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})(?:[-/.]{_DAY})?",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})",
        rf"(?P<month>\d{{1,2}})[-/.]{_YEAR}",
        rf"(?:{_DAY} )?(?P<month>[a-z]+)\.? {_YEAR}",
    )
)
_RANGE: Final = re.compile(rf"{_YEAR} ?[-/–] ?(?P<end>\d{{2}}|[12]\d{{3}})")
_THROUGH: Final = re.compile(r"(?:t/m|t\.m\.|tm|tot en met|through|up to and including) ")
_SINCE_OR_UNTIL: Final = re.compile(r"(?:sinds|vanaf|per|met ingang van|m\.i\.v\.|since|from|as of|tot|until|till) ")
_NEVER: Final = re.compile(r"(?:9999|3000)\b.*")


def date_meant(value: str, beside: Collection[str] = ()) -> Text:
    """How a date is written: this one where it can be read, or where its words go.

    Parameters
    ----------
    value
        What is no date.
    beside
        The fields that may stand beside it.
    """
    text = _plain(value)
    if iso := _iso(text):
        return T("Write {names}.", names=iso)
    if (through := _THROUGH.match(text)) and (iso := _iso(text[through.end() :])):
        return T("Write last_day: {day}.", day=iso)
    if (word := _SINCE_OR_UNTIL.match(text)) and (iso := _iso(text[word.end() :])):
        return T("Write {names}.", names=iso)
    return _words_of_time(value, text, beside) or T("Write a year, a month or a day that exists: 2015, 2015-03 or 2015-03-31.")


def _words_of_time(value: str, text: str, beside: Collection[str]) -> Text | None:
    """How a file says a time that no date can hold."""
    span = _RANGE.fullmatch(text)
    if span and "end_date" in beside:
        until = span["end"] if len(span["end"]) == len(span["year"]) else span["year"][:2] + span["end"]
        return T("That is a period: write start_date: {since} and end_date: {until}.", since=span["year"], until=until)
    if _NEVER.fullmatch(text) and "end_date" in beside:
        return T("What has no end has no end date: leave it out.")
    if "as_stated" in beside and re.search(r"[a-z]", text):
        return T("Write a year, a month or a day (2015, 2015-03, 2015-03-31), or keep the words: as_stated: {words}.", words=value)
    return None


def day_asked(value: str) -> date:
    """The first day of a date that somebody asks for. Raises WrongUsage, with the spelling that was meant."""
    try:
        return first_day(value)
    except ValueError:
        raise WrongUsage(T("{date} is no date.", date=value), date_meant(value)) from None


def date_of(head: Mapping[str, Any], on: str | None) -> str:
    """The day at which a dataset is asked, as an ISO date: the one that is given, else its reference date, else today."""
    stated = on or head.get("reference_date")
    return (day_asked(stated) if stated else datetime.now(UTC).date()).isoformat()


def iso_date(value: str) -> str | None:
    """The partial date that a text in another spelling can only mean: ``18 maart 2026`` is ``2026-03-18``; None: none."""
    return _iso(_plain(value))


def _iso(text: str) -> str | None:
    """The partial date that a text can only mean, as it is written here."""
    for form in _DATES:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            month = parts["month"] if parts["month"].isdigit() else _months().get(parts["month"])
            if month is None:
                return None
            try:
                day = date(int(parts["year"]), int(month), int(parts.get("day") or 1))
            except ValueError:
                return None
            return day.isoformat() if parts.get("day") else f"{day:%Y-%m}"
    return None


@cache
def _months() -> Mapping[str, int]:
    """The number of each month by its names in every language."""
    from babel.dates import get_month_names  # late: only a mistake needs it

    names: dict[str, int] = {}
    for lang in LANGUAGES:
        for width in ("wide", "abbreviated"):
            names |= {_plain(name).rstrip("."): number for number, name in get_month_names(width, locale=lang).items()}
    return names


def term_meant(value: str, terms: Iterable[Term]) -> Text:
    """The values of a closed list that a word means in any language, or all of them where it means none."""
    terms = tuple(terms)
    if term := term_named(value, terms):
        return T("Write {names}.", names=[_with_title(term)])
    words, given = _words_for(terms), _plain(value)
    near = dict.fromkeys(words[word] for word in get_close_matches(given, words, cutoff=RESEMBLING))
    if len(terms) <= FEW_TERMS:
        near |= dict.fromkeys(terms)
    return T("Known: {names}.", names=[_with_title(term) for term in near or terms])


def value_elsewhere(field: str, value: str) -> Sequence[str]:
    """The labels of which the field of this name takes a value, or has it under another word."""
    from orggraph.model.fields import forms
    from orggraph.model.nodes import LABELS

    lists = ((label, forms(kind).get(field)) for label, kind in LABELS.items())
    return [label for label, form in lists if form and form.terms and term_named(value, form.terms)]


def term_named(value: str, terms: type[Term] | tuple[Term, ...]) -> Term | None:
    """The value of a closed list that a word is another word for, in any language."""
    return _words_for(terms).get(_plain(value))


@cache
def _words_for(terms: type[Term] | tuple[Term, ...]) -> dict[str, Term]:
    """Each value by every word for it."""
    return {_plain(word): term for term in terms for word in (term.value, term.nl, term.en, *term.also)}


def _with_title(term: Term) -> Bilingual:
    """A value, with its name in a language where that is another word."""
    names = term.names
    return Bilingual.each(lambda lang: term.value if _plain(names[lang]) == _plain(term.value) else f"{term.value} ({names[lang]})")


def field_meant(name: str, model: type[BaseModel], known: Iterable[str]) -> Text | None:
    """The field that a name means here, or the records that have a field of that name.

    Parameters
    ----------
    name
        What the file says.
    model
        The class that has no such field.
    known
        The names of the fields and relationships that may stand there.
    """
    from orggraph.model.base import Node, Relationship
    from orggraph.model.nodes import LABELS
    from orggraph.model.relationships import TYPES

    fields = list(known)
    given = _plain(name).replace(" ", "_")
    titles = {_plain(kind.title[lang]).replace(" ", "_"): key.lower() for key, kind in TYPES.items() for lang in LANGUAGES}
    if given in SEATS and model.__name__ == "Post":
        return T("Write {names}.", names=["count"])
    meant = [field for field in (*WORDS.get(given, ()), titles.get(given), given) if field in fields]
    if meant:
        return T("Write {names}.", names=meant[:1])
    if given in REPEATED:
        return T("Write each meeting with its date, or how many a year in meetings_min and meetings_max of the body.")
    if near := get_close_matches(given, fields, n=1, cutoff=SURE):
        return did_you_mean(near)
    owners = [kind.__name__ for kind in LABELS.values() if given in kind.model_fields]
    owners += [kind.type.lower() for kind in TYPES.values() if given in kind.model_fields]
    if owners:
        return T("{name} is a field of {owners}.", name=given, owners=owners)
    own = (
        [field for field in fields if field not in Node.model_fields and field not in Relationship.model_fields]
        if issubclass(model, Node | Relationship)
        else fields
    )
    return T("Known: {names}.", names=own) if own else None


def day_of_year_meant(value: str) -> Text | None:
    """The month and day that a text means, which has them the other way round or in words."""
    days = [_iso(_plain(f"{value}{sign}2001")) for sign in "- "]
    return next((T("Write {names}.", names=day.removeprefix("2001-")) for day in days if day), None)


def kind_meant(name: str, among: Collection[str] | None = None) -> Text | None:
    """The label or relationship type that a name means: its own, or what people call it. ``among``: default all of both."""
    from orggraph.model.nodes import LABELS
    from orggraph.model.relationships import TYPES

    words = {_plain(word): type_ for type_, kind in TYPES.items() for word in (type_, kind.title.nl, kind.title.en)}
    words |= {
        _plain(word): label
        for label, kind in LABELS.items()
        for word in (label, kind.title.nl, kind.title.en, kind.plural.nl, kind.plural.en)
    }
    kinds = {*LABELS, *TYPES} if among is None else among
    words = {word: kind for word, kind in {**words, **KIND_WORDS}.items() if kind in kinds}
    if _plain(name) in words:
        return T("Write {names}.", names=[words[_plain(name)]])
    return did_you_mean(dict.fromkeys(words[word] for word in get_close_matches(_plain(name), words, cutoff=RESEMBLING)))


def slug(text: str) -> str:
    """The short id nearest to a text: without accents and capitals, with a dash for what an id cannot have."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-_")


def end_meant(value: str, labels: Iterable[str], sections: Iterable[str]) -> Text:
    """The reference that a short id means.

    Parameters
    ----------
    value
        The id without its label.
    labels
        Those that may stand at that end.
    sections
        Those in which the file has a record of that id.
    """
    from orggraph.model.base import ANY
    from orggraph.model.nodes import LABELS

    wanted = list(LABELS if ANY in labels else labels)
    there = [label for label in sections if label in wanted] or wanted
    return T("Write {names}.", names=[f"{label.lower()}/{slug(value)}" for label in there[:3]])


def id_meant(value: str) -> Text:
    """The id that was meant, each part of it spelled as ids are."""
    parts = [slug(part) for part in value.split("/")]
    if all(parts) and len(parts) <= 3 and parts != value.split("/"):
        return T("Write {names}.", names="/".join(parts))
    return T("An id is lower case letters, digits and - _ ., without spaces: jan-de-vries.")


def _plain(text: str) -> str:
    """A word as it is compared: without accents, capitals and underscores."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(plain.casefold().replace("_", " ").split())


SEATS: Final = frozenset({"seats", "zetels", "number_of_seats"})
"""Words for how many seats: of a post that is its count, and of nothing else."""
REPEATED: Final = frozenset({"recurrence", "herhaling", "frequentie", "frequency", "rrule"})
"""Words for what returns by a rule, which no field holds."""
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("since", "from", "start", "begin", "sinds", "van", "vanaf", "ingang", "begindatum", "startdatum"), ("start_date",)),
    **dict.fromkeys(("until", "end", "eind", "einde", "tot", "einddatum"), ("end_date",)),
    **dict.fromkeys(("through", "tm", "t/m", "tot_en_met", "laatste_dag"), ("last_day",)),
    **dict.fromkeys(("datum", "dag", "day", "op"), ("date",)),
    **dict.fromkeys(("seats", "zetels", "number_of_seats"), ("seats",)),
    "aantal": ("seats", "count"),
    **dict.fromkeys(("naam", "title", "titel"), ("name",)),
    **dict.fromkeys(("achternaam", "last_name", "family_name"), ("surname",)),
    **dict.fromkeys(("voornaam", "first_name"), ("given_name",)),
    **dict.fromkeys(("voorletters",), ("initials",)),
    **dict.fromkeys(("tussenvoegsel", "voorvoegsel"), ("particle",)),
    **dict.fromkeys(("soort", "type", "kind"), ("kind", "form")),
    **dict.fromkeys(("rechtsvorm", "vorm"), ("form",)),
    **dict.fromkeys(("bron", "bronnen", "source"), ("sources",)),
    **dict.fromkeys(("opmerking", "toelichting", "remark", "comment"), ("note",)),
    **dict.fromkeys(("korte_naam", "short", "afgekort"), ("short_name",)),
    **dict.fromkeys(("mail", "e-mail", "mailadres", "e-mailadres"), ("email",)),
    **dict.fromkeys(("aanvang", "starttijd", "begintijd", "time", "tijd"), ("start_time",)),
    **dict.fromkeys(("eindtijd",), ("end_time",)),
    **dict.fromkeys(("stukken", "documents"), ("papers",)),
    **dict.fromkeys(("betekenis", "uitleg", "definition"), ("meaning",)),
    **dict.fromkeys(("afkorting",), ("abbreviation",)),
    **dict.fromkeys(("verwacht", "verwacht_van", "verwachtingen"), ("expects_of", "expects")),
    **dict.fromkeys(("ondersteuning", "ondersteund_door"), ("supported_by", "support")),
    **dict.fromkeys(("omschrijving", "beschrijving"), ("description",)),
    **dict.fromkeys(("hoedanigheid",), ("capacity",)),
    **dict.fromkeys(("rol", "role"), ("has_role",)),
    **dict.fromkeys(("inwoners", "population"), ("inhabitants",)),
    **dict.fromkeys(("stemmen",), ("votes",)),
    **dict.fromkeys(("organen",), ("organs",)),
    **dict.fromkeys(("laag",), ("tier",)),
    **dict.fromkeys(("party", "partij", "fractie", "employer", "werkgever"), ("affiliated_with",)),
    **dict.fromkeys(("handeling", "actie"), ("action",)),
    **dict.fromkeys(("waarnemend", "acting_holder"), ("acting",)),
    **dict.fromkeys(("deeltijd", "fte", "aandeel"), ("share",)),
}
"""Words for a field in either language, other than its name: the first of its fields that may stand there is meant."""
KIND_WORDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("zetel", "zetels", "seat", "seats", "positie", "posities"), "Post"),
    **dict.fromkeys(("gemeente", "gemeenten", "municipality", "municipalities"), "Organization"),
    **dict.fromkeys(("mensen", "people", "bestuurder", "bestuurders"), "Person"),
    **dict.fromkeys(("overleg", "overleggen", "bestuursorgaan", "bestuursorganen"), "Body"),
    **dict.fromkeys(("mandaat", "mandaten", "volmacht", "volmachten"), "Mandate"),
    **dict.fromkeys(("afspraak", "afspraken", "opdracht", "opdrachten"), "Assignment"),
}
"""Words for a label, other than its names."""
