"""A linear programme whose rows can be taken out and put back, solved by HiGHS.

HiGHS: Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised simplex method" (2018). Each solve starts from the
basis of the one before, so that many questions to one programme cost little more than one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

from stemmata.reckon.errors import ReckonError

Vector = NDArray[np.float64]

_INFINITE = highspy.kHighsInf
# After rows have changed the old basis is still dual feasible; after the objective has, primal feasible.
_DUAL, _PRIMAL = 1, 4
_SMALL = 1e-7  # a multiplier below this is nothing
_SIZE = 1e3  # the largest amount of a scaled programme


@dataclass(frozen=True, slots=True)
class Row:
    """low <= sum of coefficient times column <= high; None is an open side. `label` is given back by the solver."""

    columns: tuple[int, ...]
    coefficients: tuple[float, ...]
    low: float | None
    high: float | None
    label: int


@dataclass(frozen=True, slots=True)
class Optimum:
    """The value of an objective (None: nothing bounds it), the labels of the rows that it follows from, with the
    multiplier of each, and the columns' values."""

    value: float | None
    rows: Mapping[int, float]
    columns: Vector


class Programme:
    """Columns >= `floors`, and rows, each under a label; several rows may share one."""

    def __init__(self, floors: Sequence[float | None], rows: Sequence[Row]) -> None:
        ends = [abs(end) for row in rows for end in (row.low, row.high) if end is not None]
        self._scale = max(1.0, max(ends, default=1.0) / _SIZE)
        self._rows = rows
        self._by_label: dict[int, list[int]] = {}
        for number, row in enumerate(rows):
            self._by_label.setdefault(row.label, []).append(number)
        self._off: set[int] = set()
        self._objective: dict[int, float] = {}
        # Presolve would lose the basis, and the ray that proves infeasibility.
        self._highs = start_solver(presolve="off", solver="simplex")
        self._pass_model(floors)

    def _pass_model(self, floors: Sequence[float | None]) -> None:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(floors), len(self._rows)
        model.col_cost_ = np.zeros(len(floors))
        model.col_lower_ = np.array([-_INFINITE if floor is None else floor / self._scale for floor in floors])
        model.col_upper_ = np.full(len(floors), _INFINITE)
        bounds = [self._bounds(row) for row in self._rows]
        model.row_lower_ = np.array([low for low, _ in bounds])
        model.row_upper_ = np.array([high for _, high in bounds])
        starts = np.zeros(len(self._rows) + 1, dtype=np.int32)
        starts[1:] = np.cumsum([len(row.columns) for row in self._rows])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = starts
        model.a_matrix_.index_ = np.array([c for row in self._rows for c in row.columns], dtype=np.int32)
        model.a_matrix_.value_ = np.array([v for row in self._rows for v in row.coefficients], dtype=np.float64)
        self._highs.passModel(model)

    def _bounds(self, row: Row) -> tuple[float, float]:
        return (
            -_INFINITE if row.low is None else row.low / self._scale,
            _INFINITE if row.high is None else row.high / self._scale,
        )

    def leave_out(self, labels: Iterable[int]) -> None:
        """Solve from now on without the rows of these labels, and with all others."""
        wanted = set(labels)
        for label in sorted(wanted ^ self._off):
            for number in self._by_label.get(label, ()):
                low, high = (-_INFINITE, _INFINITE) if label in wanted else self._bounds(self._rows[number])
                self._highs.changeRowBounds(number, low, high)
        self._off = wanted

    def find_conflict(self) -> Mapping[int, float] | None:
        """None where all rows can hold at once; else rows that cannot, by Farkas' lemma (not yet the fewest): label and
        multiplier, above 0 where the row's lower end is used.

        Raises ReckonError where the solver gives up.
        """
        self._set_objective({})
        status = self._run(_DUAL)
        if status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}:
            return None
        if status != highspy.HighsModelStatus.kInfeasible:
            raise ReckonError(f"the solver gave up on {len(self._rows)} rows: {status}")
        _, has_ray, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
        if not has_ray:
            raise ReckonError(f"the solver gave no proof that {len(self._rows)} rows cannot all hold")
        return self._by_labels(np.asarray(ray))

    def minimise(self, objective: Mapping[int, float]) -> Optimum:
        """The least value of a sum of coefficient times column, over rows that can all hold."""
        self._set_objective(objective)
        status = self._run(_PRIMAL)
        if status in {highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return Optimum(None, {}, np.zeros(0))
        if status != highspy.HighsModelStatus.kOptimal:
            raise ReckonError(f"the solver gave up on {len(self._rows)} rows: {status}")
        solution = self._highs.getSolution()
        rows = self._by_labels(np.asarray(solution.row_dual))
        columns = np.asarray(solution.col_value) * self._scale
        value = sum(factor * columns[column] for column, factor in objective.items())
        return Optimum(float(value), rows, columns)

    def _by_labels(self, multipliers: Vector) -> dict[int, float]:
        rows: dict[int, float] = {}
        for number in np.flatnonzero(np.abs(multipliers) > _SMALL):
            label = self._rows[int(number)].label
            rows[label] = rows.get(label, 0.0) + float(multipliers[number])
        return rows

    def _set_objective(self, objective: Mapping[int, float]) -> None:
        for column in self._objective.keys() | objective.keys():
            self._highs.changeColCost(column, objective.get(column, 0.0))
        self._objective = dict(objective)

    def _run(self, strategy: int) -> highspy.HighsModelStatus:
        self._highs.setOptionValue("simplex_strategy", strategy)
        self._highs.run()
        return self._highs.getModelStatus()


def start_solver(**options: bool | str | float) -> _Highs:
    """A silent solver of one thread. The class that highspy wraps is used: the wrapper prints a banner to stdout, where
    only data may go."""
    highs = _Highs()
    for option, value in {"output_flag": False, "threads": 1, **options}.items():
        highs.setOptionValue(option, value)
    return highs
