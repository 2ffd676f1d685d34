"""The rule base: hats and the pairs of them that pull apart, and rules of law with the pattern that tries them.

Rules are data. Every YAML file beside this module may hold ``hats``, ``pairs`` and ``rules``; all files together are one
rule base, checked as a whole when it is first read. A new rule is one new entry.
"""

from __future__ import annotations

from orggraph.rules.files import RuleBase, add_rules, own_rules, read_rules, rule_base
from orggraph.rules.schema import Basis, Hat, Meeting, Pair, Participants, Place, Rule, Seat, Step

__all__ = [
    "Basis", "Hat", "Meeting", "Pair", "Participants", "Place", "Rule", "RuleBase", "Seat", "Step",
    "add_rules", "own_rules", "read_rules", "rule_base",
]  # fmt: skip
