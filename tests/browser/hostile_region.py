"""A region in which every text that people see would do harm, were it ever more than text."""

from __future__ import annotations

import json
from typing import Any

NAMES = (
    "<script>window.hacked=1</script>", '"><img src=x onerror="window.hacked=1">', "=cmd|' /C calc'!A0", "</script><b>vet</b>",
    "![beeld](http://example.org/beeld.png) [hier](javascript:window.hacked=1)", "שלום \u202eعالم", "{{ 7*7 }} ${7*7} {n} %s",
    "x" * 300, ":material/home: :red[rood] $x^2$ `code`", "'; DROP TABLE-- \\\" \\n",
)  # fmt: skip
CAPACITIES = ("chair", "member", "secretary", "guest")
TIERS = ("political", "executive", "official", "delivery")


def hostile_region() -> str:
    """The region as a dataset file; JSON is YAML."""
    everywhere: dict[str, Any] = {"sources": ["bron <i>blz. 1</i>"]}

    def texts(name: str) -> dict[str, Any]:
        return {"name": name, "description": name, "note": name, **everywhere}

    bodies = [
        {"id": f"b{i}", "kind": "steering_group", "tier": TIERS[i % 4], **texts(name), "informs": [f"body/b{i - 1}"] if i else []}
        for i, name in enumerate(NAMES)
    ]
    posts = [
        {
            "id": f"p{i}",
            "capacity": CAPACITIES[i % 4],
            **texts(name),
            "in": [f"body/b{i}"],
            "has_role": ["role/r0"],
            "on_behalf_of": ["organization/o0"],
        }
        for i, name in enumerate(NAMES)
    ]
    people = [{"id": f"x{i}", **texts(NAMES[i]), "holds": [f"post/p{k}" for k in range(i, len(NAMES), 2)]} for i in range(2)]
    work = [
        {
            "id": f"a{i}",
            "number": i,
            **texts(name),
            "commissioned_by": ["person/x0"],
            "carried_out_by": ["person/x1"],
            "about": ["topic/t0"],
        }
        for i, name in enumerate(NAMES[:4])
    ]
    return json.dumps(
        {
            "orggraph": 1,
            "dataset": {"id": "vreemde-namen", "title": NAMES[0], "title_en": NAMES[0], "reference_date": "2025-01-01", "fictional": True},
            "Source": [{"id": "bron", "name": NAMES[1], "description": NAMES[0]}],
            "Organization": [{"id": "o0", "kind": "municipality", **texts(NAMES[0])}],
            "Cooperation": [{"id": "c0", **texts(NAMES[2])}],
            "Role": [{"id": "r0", **texts(NAMES[4])}],
            "Topic": [{"id": "t0", **texts(NAMES[5])}],
            "Body": bodies,
            "Post": posts,
            "Person": people,
            "Assignment": work,
        },
        ensure_ascii=False,
        indent=1,
    )
