"""Every command and every piece of Python in README and docs works as it stands there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orggraph.cli import run
from orggraph.sources.dataset_yaml import read_dataset
from tests.sources.extracts import folder

ROOT = Path(__file__).parents[2]
TEXTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("tutorial/*.md")),
    *sorted((ROOT / "docs").glob("how-to/*.md")),
]
BIN = Path(sys.executable).parent


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands(path: Path) -> list[str]:
    return [line[2:] for block in blocks(path, "console") for line in block.splitlines() if line.startswith("$ ")]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


EXTRACTS = {"wales": "uk-popolo-wikidata/popolo", "examples": "examples"}
"""Folders that the docs name, and the set of published files that each holds."""
DATASETS = blocks(ROOT / "docs" / "how-to" / "dataset-file.md", "yaml")


@pytest.mark.parametrize("text", DATASETS)
def test_every_dataset_file_that_the_docs_show_is_in_order(text: str) -> None:
    dataset = read_dataset(text)
    assert dataset.nodes
    assert dataset.warnings == ()


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A folder with the dataset file that the docs show, and the extracts of published files that they read."""
    shown, *_more = DATASETS
    (tmp_path / "voorbeeld.yaml").write_text(shown, encoding="utf-8")
    for name, extract in EXTRACTS.items():
        folder(extract, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md"], ids=name)
def test_commands_work(path: Path, example: Path, regions_home: Path) -> None:
    env = {**os.environ, "ORGGRAPH_HOME": str(regions_home), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    for command in commands(path):
        make = command.startswith("make ")
        line, cwd = (command.replace("make ", "make -n ", 1), ROOT) if make else (command, example)
        program, *arguments = shlex.split(line)
        found = shutil.which(program, path=env["PATH"])
        assert found, command
        result = subprocess.run([found, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=120)
        assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
        assert result.stdout or result.stderr, command


@pytest.mark.parametrize("path", [path for path in TEXTS if "docs" in path.parts and commands(path)], ids=name)
def test_commands_of_the_docs_work(
    path: Path, example: Path, regions_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process, as starting a program takes most of the time of a command; those of the README start one each."""
    monkeypatch.chdir(example)
    monkeypatch.setenv("ORGGRAPH_HOME", str(regions_home))
    for command in commands(path):
        program, *arguments = shlex.split(command)
        assert program == "orggraph", command
        status = run(arguments)
        out = capsys.readouterr()
        assert status == 0, f"{command}\n{out.out}{out.err}"
        assert out.out or out.err, command


@pytest.mark.parametrize("path", [path for path in TEXTS if blocks(path, "python")], ids=name)
def test_python_works(path: Path, example: Path, regions_home: Path) -> None:
    env = {**os.environ, "ORGGRAPH_HOME": str(regions_home)}
    for block in blocks(path, "python"):
        code = f"{block}\nassert len(graph) > 100 and findings and len(rows) == 8"
        result = subprocess.run(
            [sys.executable, "-c", code], cwd=example, env=env, capture_output=True, text=True, check=False, timeout=120
        )
        assert result.returncode == 0, result.stderr


def test_the_readme_has_the_two_commands() -> None:
    assert commands(ROOT / "README.md")[:2] == ["make app", "make test"]


def test_make_has_every_target_that_texts_name() -> None:
    named = {target for path in TEXTS for target in re.findall(r"`make ([a-z]+)", path.read_text(encoding="utf-8"))}
    assert {"app", "docs", "lock"} <= named
    make = shutil.which("make")
    assert make
    for target in sorted(named | {"test", "soak", "bench"}):
        assert subprocess.run([make, "-n", target], cwd=ROOT, capture_output=True, check=False).returncode == 0, target


def test_links_between_the_texts_lead_somewhere() -> None:
    broken = [
        f"{name(path)}: {link}"
        for path in [*TEXTS, ROOT / "CHANGELOG.md", ROOT / "SECURITY.md"]
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
        if "generated" not in link and not (path.parent / link).is_file()
    ]
    assert broken == []


def test_the_readme_names_every_built_in_region() -> None:
    from orggraph import regions

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [one for one in regions.names() if f"`{one}`" not in text] == []
