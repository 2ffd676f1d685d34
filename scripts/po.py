"""Check that every message has its Dutch, or print what is missing.

    python scripts/po.py check            every message without Dutch, stale entry and unequal parameter; status 1 if any
    python scripts/po.py missing [AREA]   entries to fill in, for the messages of orggraph/AREA (default: all)

Messages are what stands in ``T("…")`` and ``N("…", "…", n)``, and what the model says of its labels, types and fields.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.pofile import read_po, write_po

from orggraph import resources
from orggraph.model.schema import messages as model_messages

PACKAGE = resources.package_path()
TEXTS = {"T": 1, "N": 2}
"""The functions that mark messages, and how many texts each begins with."""
Key = str | tuple[str, ...]


def extracted(package: Path = PACKAGE) -> dict[Key, str]:
    """Every message of the code, and the file where it stands first, relative to the package.

    The syntax tree is read, not the tokens (Babel's extractor), which misses what stands within an f-string before
    Python 3.12. Raises ValueError where a mark is put on something else than a text written out.
    """
    found: dict[Key, str] = {}
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        for key in _marked(ast.parse(path.read_text(encoding="utf-8")), name):
            found.setdefault(key, name)
    for text in model_messages():
        found.setdefault(text, "model/schema.py")
    return found


def _marked(tree: ast.AST, file: str) -> Iterator[Key]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in TEXTS:
            continue
        texts = [one.value if isinstance(one, ast.Constant) else None for one in call.args[: TEXTS[call.func.id]]]
        if not all(isinstance(text, str) for text in texts):
            raise ValueError(f"{file}:{call.lineno}: {call.func.id} takes texts that are written out, so that they can be found")
        yield tuple(map(str, texts)) if len(texts) > 1 else str(texts[0])


def translated(lang: str = "nl") -> Iterator[tuple[Path, Message]]:
    """Every entry of every file of translations."""
    for path in sorted(resources.package_path("locales", lang).glob("*.po")):
        with path.open("rb") as file:
            yield from ((path, entry) for entry in read_po(file, locale=lang) if entry.id)


def check() -> list[str]:
    """Everything that is wrong with the translations, a line each."""
    wanted, known = extracted(), dict[Key, tuple[Path, Message]]()
    wrong: list[str] = []
    for path, entry in translated():
        key = _key(entry)
        strings = _strings(entry)
        if key not in wanted:
            wrong.append(f"{path.name}:{entry.lineno}: no code says this any more: {_shown(key)}")
        elif not all(strings) or entry.fuzzy:
            wrong.append(f"{path.name}:{entry.lineno}: not translated: {_shown(key)}")
        elif any(_params(string) != _params(_one(key)) for string in strings) and not _may_leave_n_out(key, strings):
            wrong.append(f"{path.name}:{entry.lineno}: other parameters than: {_shown(key)}")
        if key in known and _strings(known[key][1]) != strings:
            wrong.append(f"{path.name}:{entry.lineno}: {known[key][0].name} translates this otherwise: {_shown(key)}")
        known.setdefault(key, (path, entry))
    times = Counter(map(_one, wanted))
    wrong += [f"{wanted[key]}: stands with other forms elsewhere: {_shown(key)}" for key in wanted if times[_one(key)] > 1]
    wrong += [f"{file}: no Dutch for: {_shown(key)}" for key, file in wanted.items() if key not in known and _has_words(key)]
    return wrong


def _may_leave_n_out(key: Key, strings: tuple[str, ...]) -> bool:
    """A counted message may write its number as a word in one of its forms."""
    return isinstance(key, tuple) and all(_params(string) | {"n"} == _params(key[1]) | {"n"} for string in strings)


def missing(area: str = "") -> Catalog:
    """A catalog of the messages without Dutch that stand first in one area of the package."""
    known = {_key(entry) for _path, entry in translated()}
    catalog = Catalog(locale="nl", fuzzy=False)
    for key, file in extracted().items():
        if key not in known and file.startswith(area) and _has_words(key):
            catalog.add(key)
    return catalog


def _has_words(key: Key) -> bool:
    """Whether there is anything to translate beside the parameters."""
    return any(part.isalpha() for text, *_ in Formatter().parse(_one(key)) for part in text)


def _key(entry: Message) -> Key:
    return entry.id if isinstance(entry.id, str) else tuple(entry.id)


def _strings(entry: Message) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


def _params(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def _one(key: Key) -> str:
    return key if isinstance(key, str) else key[0]


def _shown(key: Key) -> str:
    return repr(_one(key))


def main(arguments: list[str]) -> int:
    """Run one of the two commands; the exit status."""
    match arguments:
        case ["check"]:
            wrong = check()
            print("\n".join(wrong) or "Every message has its Dutch.")
            return 1 if wrong else 0
        case ["missing", *area]:
            write_po(sys.stdout.buffer, missing(*area[:1]), no_location=True, omit_header=True, width=0)
            return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
