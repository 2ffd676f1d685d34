"""The wheel holds all that a user needs, and works from any folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import venv
import zipfile
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_PACKED = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout without a network."""
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


def build(checkout: Path, folder: Path) -> Path:
    """Build the wheel of a checkout into a folder; returns its file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=checkout, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the programs of an environment that has this wheel, and otherwise what the tests have."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    names = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv" if "venv" in sysconfig.get_scheme_names() else None, names))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return Path(sysconfig.get_path("scripts", "venv" if "venv" in sysconfig.get_scheme_names() else None, names))


def run(installed: Path, *arguments: str, home: Path, cwd: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    python = installed / Path(sys.executable).name
    env = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "PYTHON"))}
    command = [str(python), "-c", "from orggraph.cli import main; main()", *arguments]
    env |= {"ORGGRAPH_HOME": str(home), **extra}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=120)


def packed(folder: Path) -> set[str]:
    """The files of a folder that a wheel should hold, relative to it."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in files if not NOT_PACKED.intersection(path.parts)}


def test_it_holds_every_file_of_the_package(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    assert {f"orggraph/{name}" for name in packed(ROOT / "orggraph")} <= held
    assert {f"orggraph/cypher/{name}" for name in packed(ROOT / "cypher")} <= held


@pytest.mark.parametrize(
    "pattern",
    [
        "orggraph/cypher/people/who-holds-what.cypher",
        "orggraph/regions/amersfoort.yaml",
        "orggraph/regions/gooi-en-vechtstreek.yaml",
        "orggraph/regions/coverage/",
        "orggraph/rules/tensions.yaml",
        "orggraph/picture/static/map.js",
        "orggraph/locales/nl/core.po",
        "orggraph/py.typed",
        "orggraph/_app/app.py",
        "orggraph/_app/.streamlit/config.toml",
    ],
)
def test_it_holds_what_is_no_code(wheel: Path, pattern: str) -> None:
    assert [name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(pattern)]


def test_it_holds_no_names_of_people_and_nothing_beside_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"orggraph"}
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if "/names/" in name and not name.endswith(".py")]


def test_it_carries_its_licence_and_needs(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = [name for name in archive.namelist() if name.endswith("METADATA")]
    text = archive.read(metadata).decode()
    assert "License-Expression: EUPL-1.2" in text
    assert "Requires-Python: >=3.11" in text
    (licence,) = [name for name in archive.namelist() if name.endswith("licenses/LICENSE")]
    assert archive.read(licence).decode().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_it_carries_its_bill_of_materials(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (bill,) = [name for name in archive.namelist() if ".dist-info/sboms/" in name]
    assert archive.read(bill) == (ROOT / "orggraph.cdx.json").read_bytes()


def test_the_same_checkout_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """In another folder, at another time, written by somebody whose files only they can read."""
    copy = tmp_path / "copy"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
        target.chmod(0o600)
        os.utime(target, (0, 1_000_000_000))
    assert build(copy, tmp_path / "again").read_bytes() == wheel.read_bytes()


def test_it_works_from_any_folder(installed: Path, tmp_path: Path) -> None:
    home, cwd = tmp_path / "home", tmp_path / "elsewhere"
    cwd.mkdir()
    where = subprocess.run(
        [installed / Path(sys.executable).name, "-c", "import orggraph; print(orggraph.__file__)"],
        capture_output=True, text=True, check=True, cwd=cwd,
    )  # fmt: skip
    assert str(installed.parent) in where.stdout
    assert run(installed, "--help", home=home, cwd=cwd).returncode == 0
    try:
        loaded = run(installed, "load", "amersfoort", "--format", "csv", home=home, cwd=cwd)
        assert (loaded.returncode, loaded.stderr.count("Traceback")) == (0, 0)
        assert "amersfoort" in loaded.stdout
        for command in (["queries"], ["analyses"], ["query", "contradictions"], ["show", "amersfoort/body/bora"]):
            result = run(installed, *command, "--format", "json", home=home, cwd=cwd)
            assert result.returncode == 0, result.stderr
            assert len(result.stdout) > 2, command
    finally:
        run(installed, "store", "stop", home=home, cwd=cwd)


def test_the_app_starts_from_any_folder(installed: Path, regions_home: Path, tmp_path: Path) -> None:
    port = free_port()
    code = "from orggraph.cli import main; main()"
    env = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "PYTHON"))}
    command = [str(installed / Path(sys.executable).name), "-c", code, "app", "--port", str(port)]
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=tmp_path, env=env | {"ORGGRAPH_HOME": str(regions_home)}, stdout=out, stderr=out)
    try:
        until = time.monotonic() + 60
        while (answer := first_page(port)) is None:
            assert process.poll() is None, log.read_text(errors="replace")
            assert time.monotonic() < until, log.read_text(errors="replace")
            time.sleep(0.2)
        assert answer.status == 200
        assert "script-src 'self'" in (answer.headers["Content-Security-Policy"] or "")
    finally:
        process.terminate()
        process.wait(20)


def first_page(port: int) -> HTTPResponse | None:
    """The answer of the app's first page; None while nothing listens."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse()
    except OSError:
        return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_without_an_embedded_server_it_says_what_to_do(installed: Path, tmp_path: Path) -> None:
    """On a platform for which there is no embedded server, the wheel of it is not installed."""
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    finder = (
        "import importlib.util as util\nfound = util.find_spec\n"
        "util.find_spec = lambda name, package=None: None if name.startswith('arcadedb') else found(name, package)\n"
    )
    (blocked / "sitecustomize.py").write_text(finder, encoding="utf-8")
    result = run(installed, "datasets", "--lang", "en", home=tmp_path / "home", cwd=tmp_path, PYTHONPATH=str(blocked))
    assert result.returncode == 3
    assert "NEO4J_URI" in result.stderr
    assert "Traceback" not in result.stderr
