"""The tools for programs, asked by the protocol's own client over standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from mcp import Client, StdioServerParameters

from orggraph import queries
from orggraph.mcp import tools
from orggraph.sources.names import read_names
from tests.conftest import complete

ROOT = Path(__file__).parents[2]
GOOI = "gooi-en-vechtstreek"
Ask = Callable[[Client], Awaitable[Any]]


def name_of_a_person() -> str:
    """What the overlay beside the package calls the first person of a region."""
    return read_names([GOOI])[f"{GOOI}/person/a"]


def talk(home: Path, ask: Ask, *options: str) -> Any:
    """What a conversation with the server gives."""

    async def converse() -> Any:
        server = StdioServerParameters(
            command=sys.executable,
            args=["-m", "orggraph", "mcp", *options],
            env={"ORGGRAPH_HOME": str(home), "PYTHONPATH": str(ROOT)},
        )
        async with Client(server, read_timeout_seconds=120) as client:
            return await ask(client)

    return complete(converse())


def test_a_program_asks_the_library(regions_home: Path) -> None:
    async def ask(client: Client) -> dict[str, Any]:
        calls = {
            "datasets": ("datasets", {}),
            "bodies": ("preparation", {"datasets": ["amersfoort"], "kind": "political_consultation", "limit": 1}),
            "holders": ("who-holds-what", {"datasets": [GOOI]}),
            "findings": ("findings", {"datasets": [GOOI], "kinds": ["role_overload"], "limit": 2}),
            "node": ("show", {"node": "amersfoort/body/bora", "datasets": ["amersfoort"]}),
            "path": ("path", {"start": "amersfoort/organization/amersfoort", "end": "amersfoort/body/bora"}),
            "person": ("show", {"node": f"{GOOI}/person/a"}),
            "roles": ("roles", {"person": "voorbeeldregio/person/berend-spijkerboer"}),
            "no_tool": ("who-holds-wat", {}),
            "no_parameter": ("preparation", {"sort": "x"}),
            "no_value": ("preparation", {"kind": "general_bord"}),
            "no_type": ("preparation", {"datasets": "amersfoort"}),
            "no_dataset": ("preparation", {"datasets": ["amersfort"]}),
            "no_node": ("show", {"node": "nergens"}),
            "missing": ("show", {}),
        }
        return {"tools": (await client.list_tools()).tools, **{key: await client.call_tool(*call) for key, call in calls.items()}}

    told = talk(regions_home, ask)
    answers = {key: value.structured_content for key, value in told.items() if key != "tools" and not value.is_error}
    refusals = {key: value.content[0].text for key, value in told.items() if key != "tools" and value.is_error}

    assert {tool.name for tool in told["tools"]} == set(tools("nl"))
    assert all(tool.annotations.read_only_hint and not tool.annotations.destructive_hint for tool in told["tools"])
    assert {row["id"] for row in answers["datasets"]["datasets"]} >= {GOOI, "voorbeeldregio"}
    assert answers["bodies"]["of"] > len(answers["bodies"]["rows"]) == 1
    assert answers["bodies"]["rows"][0]["kind"] == "political_consultation"
    assert answers["findings"]["findings"][0]["question"].endswith("?")
    assert len(answers["findings"]["findings"]) == 2
    assert answers["node"]["id"] == "amersfoort/body/bora"
    assert answers["path"]["length"] >= 1
    assert answers["roles"]["rows"]
    assert name_of_a_person() not in json.dumps(answers, ensure_ascii=False)
    assert {key: part in refusals[key] for key, part in REFUSED.items()} == dict.fromkeys(REFUSED, True)
    assert refusals.keys() == REFUSED.keys()


REFUSED = {
    "no_tool": "who-holds-what", "no_parameter": "sort", "no_value": "general_board", "no_type": "datasets",
    "no_dataset": "amersfoort", "no_node": "nergens", "missing": "node",
}  # fmt: skip
"""What each refusal names: what was wrong, or what was meant."""


def test_people_are_named_where_who_starts_the_server_says_so(regions_home: Path) -> None:
    async def ask(client: Client) -> Any:
        return (await client.call_tool("show", {"node": f"{GOOI}/person/a"})).structured_content

    assert talk(regions_home, ask, "--with-names", "--lang", "en")["properties"]["name"] == name_of_a_person()


def test_each_question_is_a_tool_with_its_parameters() -> None:
    for lang in ("nl", "en"):
        made = tools(lang)  # type: ignore[arg-type]
        for query in queries.registry().values():
            if query.name == queries.PASSED_OVER:
                continue
            schema = made[query.name].schema
            assert set(query.params) <= set(schema["properties"])
            assert query.question[lang] in made[query.name].about
            assert all(one.get("description") for one in schema["properties"].values())
    assert "cypher" not in made


def test_without_the_extra_a_command_says_what_to_install(tmp_path: Path) -> None:
    """As in an installation without it: an import of the library fails."""
    (tmp_path / "mcp").mkdir()
    (tmp_path / "mcp" / "__init__.py").write_text("raise ImportError('not here')", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "orggraph", "mcp"], capture_output=True, text=True, check=False,
        env={"ORGGRAPH_HOME": str(tmp_path / "home"), "PYTHONPATH": f"{tmp_path}:{ROOT}"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "pip install 'orggraph[mcp]'" in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
