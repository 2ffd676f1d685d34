"""The Dutch register of government organizations (ROO) as its export: one XML file.

Its namespace bears a version that changes often, so elements are known by their local names. Elements are read one at a
time and let go, so that memory is for what is kept.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from lxml import etree

from orggraph import sources
from orggraph.errors import InvalidInput, Problem, why_unread
from orggraph.i18n import Bilingual, T
from orggraph.model.dataset import Dataset
from orggraph.sources._records import Participant, Register, RegisterEntry, Regulation, known_start, register_dataset

ROOT: Final = "overheidsorganisaties"
MOST_DEPTH: Final = 64
"""Levels of elements; the export has some ten."""


def read(path: Path) -> Dataset:
    """The organizations and arrangements of an export, as a checked dataset.

    Raises
    ------
    InvalidInput
        Where the file is no XML, holds a document type or entities, or holds none of the register's records.
    """
    return register_dataset(read_register(path), str(path))


def read_register(path: Path) -> Register:
    """The entries of an export, in the register's own words. Memory grows with what is kept, not with the file.

    Raises
    ------
    InvalidInput
        As :func:`read`.
    """
    register = Register()
    try:
        _parse(path, register)
    except OSError as error:
        raise InvalidInput([Problem("unreadable", why_unread(error), None, str(path))]) from None
    except etree.XMLSyntaxError as error:
        raise _no_xml(path, error) from None
    if not register.entries and not register.regulations:
        message = T("the file holds no organization and no arrangement of the register")
        raise InvalidInput([Problem("empty", message, T("Take the export of organisaties.overheid.nl as XML."), str(path))])
    return register


def _no_xml(path: Path, error: etree.XMLSyntaxError) -> InvalidInput:
    line = error.lineno or None
    message = T("this is no whole XML: {words}", words=error.msg or "?")
    return InvalidInput([Problem("syntax", message, T("Fetch the file again: it may have been cut off."), str(path), line)])


def _parse(path: Path, register: Register) -> None:
    """Walk the file once. Nothing that it names is fetched: entities and document types are refused."""
    with path.open("rb") as file:
        context = etree.iterparse(file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        depth = 0
        for event, element in context:
            if event == "start":
                depth += 1
                _guard(element, depth, path, register)
                continue
            depth -= 1
            if _local(element) == "organisatie":
                _add_entry(element, register)
            elif _local(element) == "regeling":
                register.regulations.append(_regulation(element, register))
            else:
                continue
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _guard(element: Any, depth: int, path: Path, register: Register) -> None:
    """Refuse what the register never holds, and read the head."""
    if depth > MOST_DEPTH:
        raise InvalidInput([Problem("too_deep", T("more than {n} levels of elements", n=MOST_DEPTH), None, str(path), element.sourceline)])
    if depth == 1:
        if element.getroottree().docinfo.doctype:
            message = T("a document type may not stand in the file")
            raise InvalidInput([Problem("doctype", message, T("Take the export as the register gives it."), str(path), 1)])
        register.date = _attribute(element, "timestamp")[:10]


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _children(element: Any, *names: str) -> list[Any]:
    """What stands at the end of a way of child elements, by local names."""
    level = [element]
    for name in names:
        level = [child for parent in level for child in parent if _local(child) == name]
    return level


def _text(element: Any, *names: str) -> str:
    return next(("".join(child.itertext()).strip() for child in _children(element, *names)), "")


def _add_entry(element: Any, register: Register) -> None:
    """An organization; those that stand inside it were read before it, and keep their place."""
    kinds = [_text(kind) or (kind.text or "").strip() for kind in _children(element, "types", "type")]
    seats = _text(element, "raad", "totaalZetels")
    start = _text(element, "startDatum")
    register.left_out["parties"] += len(_children(element, "raad", "partijen", "partij"))
    entry = replace(
        _named(element, _text(element, "naam")), kind=kinds[0] if kinds else "", start=known_start(start),
        end=_text(element, "eindDatum"), seats=int(seats) if seats.isdecimal() else None,
    )  # fmt: skip
    register.entries[entry.id] = entry


def _named(element: Any, name: str) -> RegisterEntry:
    """An organization by what stands on its element: its number, its identifier and its name."""
    tooi = _attribute(element, "resourceIdentifierTOOI").rpartition("/")[2]
    return RegisterEntry(_attribute(element, "systeemId"), name, tooi=tooi)


def _regulation(element: Any, register: Register) -> Regulation:
    form = _children(element, "samenwerkingsvorm")
    body = _children(element, "regionaalSamenwerkingsorgaan")
    participants = _children(element, "deelnemendeOrganisaties", "deelnemendeOrganisatie")
    previous = _children(element, "previousVersion")
    register.left_out["shares"] += sum(bool(_children(participant, "verdeelsleutel")) for participant in participants)
    return Regulation(
        _attribute(element, "systeemId"),
        _text(element, "citeertitel") or _text(element, "titel"),
        _attribute(form[0], "afkorting") if form else "",
        _text(element, "datumInwerkingtreding"),
        _text(element, "datumUitwerkingtreding"),
        _named(body[0], _text(body[0]) or (body[0].text or "").strip()) if body else None,
        tuple(_text(ground, "opschrift") for ground in _children(element, "wettelijkeGrondslagen", "wettelijkeGrondslag")),
        _text(element, "doel"),
        tuple(_participant(participant) for participant in participants),
        _attribute(previous[0], "systeemId") if previous else "",
    )


def _participant(element: Any) -> Participant:
    organs = tuple(_text(organ, "naam") for organ in _children(element, "bestuursorganen", "bestuursorgaan"))
    return Participant(_named(element, _text(element, "naam")), _text(element, "toetredingsDatum"), organs)


def _fits(_path: Path, start: str) -> bool:
    return ROOT in start[:4_000] and "<" in start[:10]


SOURCE = sources.Source(
    Bilingual("export van het Register van Overheidsorganisaties", "export of the register of government organizations"),
    (".xml",),
    read,
    _fits,
)
