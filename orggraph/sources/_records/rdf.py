"""RDF in Turtle, N-Triples, RDF/XML and JSON-LD, read by rdflib from the text of a file and from nothing else.

A context or an import that a file names elsewhere is never fetched: JSON-LD that names one is refused, and so is XML with a document
type, in which entities could be declared.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import T, Text
from orggraph.yamltree import read_text

if TYPE_CHECKING:
    from rdflib import Graph

HINT: Final = T("Take the file as it was published.")
NAMES: Final = {"turtle": "Turtle", "nt": "N-Triples", "xml": "RDF/XML", "json-ld": "JSON-LD"}
SUFFIXES: Final = (".ttl", ".nt", ".rdf", ".jsonld")
MOST_TRIPLES: Final = 5_000_000


def read_graph(path: Path) -> Graph:
    """The triples of a file.

    Raises
    ------
    InvalidInput
        Where the file cannot be read, is not as its form has it, names a context elsewhere, or holds a document type; where rdflib is not
        installed.
    """
    text = read_text(path)
    form = form_of(text)
    try:
        from rdflib import Graph  # late: it is no part of the installation, and slow to import
    except ImportError:
        hint = T("Install it beside orggraph: pip install rdflib.")
        raise InvalidInput([Problem("needs", T("reading this format takes {name}", name="rdflib"), hint, str(path))]) from None
    if form == "xml" and (doctype := re.search(r"<!(?:DOCTYPE|ENTITY)", text)):
        line = text.count("\n", 0, doctype.start()) + 1
        raise InvalidInput([Problem("doctype", T("a document type may not stand in the file"), HINT, str(path), line)])
    if form == "json-ld":
        _refuse_remote(text, path)
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # it logs a trace for each date that is none
    try:
        return Graph().parse(data=text, format=form)
    except RecursionError:
        words: Text | str = T("values are nested too deep")
    except Exception as error:  # noqa: BLE001 - its parsers raise whatever their state leads to: BadSyntax, SAX, KeyError, AssertionError
        words = _first_line(error)
    raise InvalidInput([Problem("syntax", T("this is no valid {form}: {words}", form=NAMES[form], words=words), HINT, str(path))])


def form_of(text: str) -> str:
    """The form of a text in RDF, as rdflib calls it."""
    start = text.lstrip()[:200]
    if start[:1] in ("{", "["):
        return "json-ld"
    if start.startswith(("<?xml", "<rdf:", "<!--", "<!DOCTYPE")) or re.match(r"<[A-Za-z][\w.-]*(?::[A-Za-z][\w.-]*)?[\s>]", start):
        return "xml"
    return "nt" if re.match(r"(?:#[^\n]*\n\s*)*(?:<[^>\s]*>|_:\S+)\s+<[^>\s]*>\s+\S.*\.\s*(?:\n|$)", text.lstrip()) else "turtle"


def _refuse_remote(text: str, path: Path) -> None:
    """Refuse a document that names a context elsewhere."""
    try:
        document = json.loads(text)
        named = next(_remote(document), None)
    except (ValueError, RecursionError) as error:
        message = T("this is no valid {form}: {words}", form=NAMES["json-ld"], words=_first_line(error))
        raise InvalidInput([Problem("syntax", message, HINT, str(path), getattr(error, "lineno", None))]) from None
    if named is not None:
        message = T("it names a context elsewhere, which is not fetched: {address}", address=named[:200])
        hint = T("Put the context itself in the file, in place of its address.")
        at = text.find(json.dumps(named)[1:-1])
        raise InvalidInput([Problem("remote_context", message, hint, str(path), text.count("\n", 0, at) + 1 if at >= 0 else None)])


def _remote(value: Any) -> Iterator[str]:
    """Every address of a context that a document names."""
    if isinstance(value, dict):
        contexts = value.get("@context")
        yield from (context for context in (contexts if isinstance(contexts, list) else [contexts]) if isinstance(context, str))
        if isinstance(value.get("@import"), str):
            yield value["@import"]
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _remote(inner)


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].split(":\n")[0][:200]
