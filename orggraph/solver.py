"""Choose yes or no for each of a number of variables so that all rows hold and the cost is lowest (HiGHS, through SciPy's ``milp``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
