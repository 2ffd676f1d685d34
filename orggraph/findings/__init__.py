"""What analyses say: findings, what an analysis declares, and how findings are put in order."""

from orggraph.findings.analysis import Analysis, Measure
from orggraph.findings.finding import Acceptance, Figure, Finding, Origin, Subject, make
from orggraph.findings.gathering import gather
from orggraph.findings.listing import State, chosen, count, in_order, state_of, total, weight
from orggraph.findings.table import Cell, Column, Table
from orggraph.model.terms import Severity

__all__ = [
    "Acceptance", "Analysis", "Cell", "Column", "Figure", "Finding", "Measure", "Origin", "Severity", "State", "Subject", "Table",
    "chosen", "count", "gather", "in_order", "make", "state_of", "total", "weight",
]  # fmt: skip
