"""What an answer may cost: the cells that it may touch, rows times columns, pages multiplied.

A plan knows its cost but for the sizes of pages, which each request brings along. It depends on no
row: nobody learns from it how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from access.viewer import Viewer

USUAL_ROWS = 20
"""So many rows a list without pages is taken to have, if it is not bounded closer."""

COUNTED_ROWS_A_CELL = 10
"""So many rows that are counted, and not read, cost as much as one cell."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Rows of so many cells each, and what each row has below it.

    `rows` is a number, or names the request's value that is one, or a list with one entry a row.
    """

    rows: int | str
    cells: int
    below: tuple[Cost, ...] = ()

    def amount(self, values: Mapping[str, Any]) -> int:
        """Return how many cells that is, in a request with these *values*."""
        each = self.cells
        for cost in self.below:
            each += cost.amount(values)
        rows = self.rows
        if isinstance(rows, str):
            rows = _number(values[rows])
        return rows * each

    def known(self, values: Mapping[str, Any]) -> Cost:
        """Return the same cost where these *values* are the same in every request."""
        rows = self.rows
        if isinstance(rows, str) and rows in values:
            rows = _number(values[rows])
        return cost_of(rows, self.cells, [cost.known(values) for cost in self.below])


def _number(given: Any) -> int:
    return given if isinstance(given, int) else len(given)


def cost_of(rows: int | str, cells: int, below: Iterable[Cost] = ()) -> Cost:
    """Return the cost of *rows*; what does not depend on the request is added up already."""
    open_ended = []
    for each in below:
        if isinstance(each.rows, int) and not each.below:
            cells += each.rows * each.cells
        else:
            open_ended.append(each)
    return Cost(rows, cells, tuple(open_ended))


def of_list(limit: int) -> int:
    """How many rows a list is taken to have that is bounded by *limit* and has no pages."""
    return min(limit, USUAL_ROWS)


def of_count(bound: int) -> Cost:
    """The cost of counting as far as *bound*."""
    return Cost(1, 1 + bound // COUNTED_ROWS_A_CELL)


class Budget(Protocol):
    """What the gateway lets an asker spend on one operation."""

    @property
    def told(self) -> Mapping[str, int] | None:
        """What the answer says of its cost; None where nobody asked."""

    def spend(self, cost: int, viewer: Viewer) -> None:
        """Pay so much in *viewer*'s name. Raises what the gateway refuses with: it is too much."""
