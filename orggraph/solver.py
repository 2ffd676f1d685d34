"""Choose yes or no for each of a number of variables so that all rows hold and the cost is lowest.

By HiGHS, through SciPy's ``milp``; where :func:`solved_by` asks it, by SCIP, through PySCIPOpt. A second solver, of other people and by
another method, is how one checks a proof. OR-Tools' CP-SAT was meant to be it; its package and Streamlit's want different versions of
protobuf, so that they cannot be installed together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from typing import Final, Literal

from orggraph.errors import UnknownName, WrongUsage
from orggraph.i18n import T

Solver = Literal["highs", "scip"]
SOLVERS: Final[tuple[Solver, ...]] = ("highs", "scip")
_CHOSEN: ContextVar[Solver] = ContextVar("solver", default="highs")

Row = tuple[Mapping[int, float], float, float]
"""A linear constraint: factors by variable, lowest and highest sum."""
INFEASIBLE = 2
"""What SciPy calls a task without any solution."""


@dataclass(frozen=True)
class Solution:
    """What the solver came to.

    Attributes
    ----------
    chosen
        The variables that are yes; None where no choice was ready in time, or none can be.
    infeasible
        Whether no choice keeps all rows.
    bound
        What the cost cannot be lower than, as proven.
    """

    chosen: tuple[int, ...] | None
    infeasible: bool = False
    bound: float = 0.0


@contextmanager
def solved_by(solver: str) -> Iterator[None]:
    """Have everything within the block solved by this solver: one of :data:`SOLVERS`.

    Raises
    ------
    UnknownName
        There is no solver of that name.
    WrongUsage
        It is not installed.
    """
    if solver not in SOLVERS:
        raise UnknownName(T("solver"), solver, SOLVERS)
    if solver == "scip":
        try:
            import pyscipopt  # noqa: F401
        except ImportError as error:
            hint = T('pip install "orggraph[scip]" installs it.')
            raise WrongUsage(T("The solver SCIP is not installed: {words}.", words=str(error)), hint) from error
    chosen = _CHOSEN.set("scip" if solver == "scip" else "highs")
    try:
        yield
    finally:
        _CHOSEN.reset(chosen)


def minimize(cost: Sequence[float], rows: Sequence[Row], seconds: float | None = None) -> Solution:
    """The choice with the lowest cost, exact to rounding; with a limit of time the best by then.

    Parameters
    ----------
    cost
        Per variable what a yes costs.
    rows
        What must hold.
    seconds
        How long to seek; None: until it is proven.
    """
    return (_scip if _CHOSEN.get() == "scip" else _highs)(cost, rows, seconds)


def _highs(cost: Sequence[float], rows: Sequence[Row], seconds: float | None) -> Solution:
    import numpy as np  # late: who starts the app or a command does not wait for SciPy
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
    from scipy.sparse import coo_array  # type: ignore[import-untyped]

    width = len(cost)
    entries = [(line, column, factor) for line, (factors, _low, _high) in enumerate(rows) for column, factor in factors.items()]
    line, column, factor = (np.array(part) for part in zip(*entries, strict=True)) if entries else (np.array([]),) * 3
    matrix = coo_array((factor, (line.astype(int), column.astype(int))), shape=(len(rows), width)).tocsr()
    constraints = LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])
    options = {"mip_rel_gap": 0.0} | ({} if seconds is None else {"time_limit": seconds})
    result = milp(np.array(cost), integrality=np.ones(width), bounds=Bounds(0, 1), constraints=constraints, options=options)
    if result.x is None:
        return Solution(None, infeasible=result.status == INFEASIBLE)
    return Solution(tuple(variable for variable in range(width) if result.x[variable] > 0.5), bound=float(result.mip_dual_bound))


def _scip(cost: Sequence[float], rows: Sequence[Row], seconds: float | None) -> Solution:
    from pyscipopt import Model, quicksum

    model = Model()
    model.hideOutput()
    if seconds is not None:
        model.setParam("limits/time", seconds)
    variables = [model.addVar(vtype="B", obj=each) for each in cost]
    for factors, low, high in rows:
        total = quicksum(factor * variables[variable] for variable, factor in factors.items())
        for side in ([total >= low] if low > -inf else []) + ([total <= high] if high < inf else []):
            model.addCons(side)
    model.optimize()
    if not model.getNSols():
        return Solution(None, infeasible=model.getStatus() == "infeasible")
    best = model.getBestSol()
    chosen = tuple(number for number, variable in enumerate(variables) if model.getSolVal(best, variable) > 0.5)
    return Solution(chosen, bound=float(model.getDualbound()))
