"""What could steer a terminal never reaches one raw, from any command and in any format; files and pipes keep it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from orggraph.cli.terminal import STEERING, clean
from orggraph.store.embedded import stop

RAW = "a\x1b[31mrood\x1b]0;titel\x07b\x9b2Jc\u202ed\u200be"
DATASET = """orggraph: 1
dataset: {id: vreemd, title: Vreemd}
Body:
- {id: ab, name: "x\\u202ey\\u200bz", kind: general_board, tier: executive}
"""
STATEMENT = f"RETURN {json.dumps(RAW)} AS x, {json.dumps(RAW)} AS `k\x1b[31mop`"
FORMS = ("table", "json", "csv", "md")
COMMANDS = [
    ("load", "FILE"),
    ("show", "vreemd/body/ab"),
    *(("query", "how-bodies-relate", "--dataset", "vreemd", "--format", form) for form in FORMS),
    *(("cypher", STATEMENT, "--format", form) for form in FORMS),
    *((command, RAW) for command in ("show", "roles", "query", "import", "register")),
    ("path", RAW, "b"),
    ("findings", "--subject", RAW),
    ("findings", "--kind", RAW),
    *((command, f"./{RAW}") for command in ("load", "check")),
    ("accept", RAW, "--reason", "x", "--by", "y"),
    (RAW,),
    ("--" + RAW,),
    ("new", RAW, "-o", "/x/y.yaml"),
    ("export", RAW, "--dataset", RAW, "-o", RAW),
    ("rules", "--on", RAW),
]
CHILD = """
import json, sys
from orggraph.cli import run
for command in json.loads(sys.argv[1]):
    print("=====", flush=True)
    print("status", run(command), flush=True)
"""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What each command writes to a real terminal, stdout and stderr together."""
    folder = tmp_path_factory.mktemp("terminal")
    file = folder / "vreemd.yaml"
    file.write_text(DATASET, encoding="utf-8")
    commands = [[str(file) if word == "FILE" else word for word in command] for command in COMMANDS]
    leader, follower = pty.openpty()
    env = {**os.environ, "ORGGRAPH_HOME": str(folder / "store"), "TERM": "xterm"}
    with subprocess.Popen([sys.executable, "-c", CHILD, json.dumps(commands)], stdout=follower, stderr=follower, env=env) as process:
        os.close(follower)
        parts = [b""]
        while True:
            try:
                parts.append(os.read(leader, 65_536))
            except OSError:  # the other end was closed
                break
    os.close(leader)
    stop(folder / "store")
    assert process.returncode == 0
    return b"".join(parts).decode().split("=====")[1:]


def steering(text: str) -> list[str]:
    return [sign for sign in text if sign not in "\r\n\t" and unicodedata.category(sign) in STEERING]


def test_no_command_writes_what_steers_a_terminal(outputs: list[str]) -> None:
    assert len(outputs) == len(COMMANDS)
    for command, output in zip(COMMANDS, outputs, strict=True):
        assert steering(output) == [], command
        assert len(output.strip()) > len("status 0"), command


def test_what_stood_there_is_shown(outputs: list[str]) -> None:
    of_command = dict(zip(COMMANDS, outputs, strict=True))
    assert "x\ufffdy\ufffdz" in of_command["show", "vreemd/body/ab"]
    as_json = of_command["cypher", STATEMENT, "--format", "json"]
    assert json.loads(as_json[as_json.index("[") : as_json.rindex("]") + 1])[0]["x"] == RAW


def test_a_pipe_keeps_what_there_is(regions_home: Path) -> None:
    env = {**os.environ, "ORGGRAPH_HOME": str(regions_home)}
    command = [sys.executable, "-m", "orggraph", "cypher", f"RETURN {json.dumps(RAW)} AS x", "--format", "csv"]
    out = subprocess.run(command, capture_output=True, text=True, env=env, check=True).stdout
    assert out.splitlines()[1] == RAW


def test_json_stays_json() -> None:
    text = json.dumps({"a": RAW}, ensure_ascii=False)
    assert json.loads(clean(text, escaped=True)) == {"a": RAW}
    assert clean("gewone tekst, é en ☃\n") == "gewone tekst, é en ☃\n"
    assert clean("samen\u00adgesteld") == "samen\u00adgesteld"
