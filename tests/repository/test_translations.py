"""Every message that people see has its Dutch, with the same parameters; nothing stale is kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from orggraph import resources
from orggraph.i18n import LANGUAGES, N, T
from orggraph.model.schema import markdown

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "po.py"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False, cwd=ROOT)


def test_every_message_has_its_dutch() -> None:
    result = run("check")
    assert (result.stdout.splitlines(), result.returncode) == (["Every message has its Dutch."], 0)


def test_the_script_says_what_is_wrong(tmp_path: Path) -> None:
    program = f"""
import sys; sys.path.insert(0, {str(SCRIPT.parent)!r})
import pathlib, po
from orggraph import resources
locales = pathlib.Path({str(tmp_path)!r})
code = locales / "code"; code.mkdir()
(code / "a.py").write_text('T("One {{a}}", a=1); f"{{T(\\'Two\\')}}"; N("{{n}} x", "{{n}} xs", 3); T("Three"); T("{{a}}: {{b}}")')
(code / "b.py").write_text('N("Four", "Fours", 4); T("Four")')
(locales / "a.po").write_text('msgid ""\\nmsgstr "Content-Type: text/plain; charset=utf-8\\\\n"\\n\\n'
    'msgid "One {{a}}"\\nmsgstr "Een {{b}}"\\n\\nmsgid "Old"\\nmsgstr "Oud"\\n\\nmsgid "Three"\\nmsgstr ""\\n')
po.PACKAGE = code
po.model_messages = lambda: []
wanted = po.extracted(code)
po.extracted = lambda: wanted
resources.package_path = lambda *parts: locales
print("\\n".join(po.check()))
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    said = [line.split(": ", 1)[1] for line in result.stdout.splitlines()]
    assert said == [
        "other parameters than: 'One {a}'",
        "no code says this any more: 'Old'",
        "not translated: 'Three'",
        *["stands with other forms elsewhere: 'Four'"] * 2,
        "no Dutch for: '{n} x'",
        "no Dutch for: 'Two'",
        *["no Dutch for: 'Four'"] * 2,
    ]


def test_a_text_that_is_not_written_out_is_refused() -> None:
    program = f"import sys, ast; sys.path.insert(0, {str(SCRIPT.parent)!r}); import po; list(po._marked(ast.parse('T(name)'), 'a.py'))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 1
    assert "a.py:1: T takes texts that are written out" in result.stderr


def test_wrong_usage_says_how_it_is_used() -> None:
    assert run("chekc").returncode == 2


def test_no_folder_of_translations_is_empty() -> None:
    for lang in LANGUAGES:
        if lang != "en":
            assert list(resources.package_path("locales", lang).glob("*.po"))


def test_dutch_is_dutch() -> None:
    assert T("there is no slot {id}", id="x").render("nl") == "er is geen slot x"
    message = ("{n} problem found; nothing was loaded.", "{n} problems found; nothing was loaded.")
    assert [N(*message, n).render("nl").split(";")[0] for n in (1, 2)] == ["1 probleem gevonden", "2 problemen gevonden"]


@pytest.mark.parametrize(("lang", "words"), [("nl", "Wie opdracht geeft."), ("en", "Who commissions an assignment.")])
def test_the_schema_page_has_two_languages(lang: str, words: str) -> None:
    assert words in markdown("nl" if lang == "nl" else "en")
