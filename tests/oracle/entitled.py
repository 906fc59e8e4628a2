"""Who may read a canary: the cells in which it stands, and whether one of them shows to a viewer.

The rule of the naive evaluator, asked of single cells; the operation does not matter.
"""

from __future__ import annotations

from typing import Any

from planning.entities import Entity
from planning.fields import Column
from resolvers.catalogue import CATALOGUE
from tests.oracle.asking import Asking, Shown
from tests.oracle.canaries import canaries_in
from tests.oracle.records import KINDS
from tests.oracle.values import ELSEWHERE, WORKED
from tests.oracle.visit import Visit

Cell = tuple[str, str, dict[str, Any]]
"""A type, a field, and a row."""


def cells_with_canaries(visit: Visit, rows: Any) -> dict[str, list[Cell]]:
    """Return for each canary the cells of the graph in which it stands; for most there are none."""
    asking = Asking(visit, rows, CATALOGUE, 0)
    found: dict[str, list[Cell]] = {}
    for type_name in KINDS:
        entity = CATALOGUE.entities[type_name]
        assert isinstance(entity, Entity)
        names = [
            name for name, binding in entity.fields.items()
            if isinstance(binding, Column) or (type_name, name) in WORKED
            if (type_name, name) not in ELSEWHERE
        ]
        for row in asking.all_of(type_name):
            for name in names:
                content = asking.content(Shown(type_name, row), name)
                for canary in canaries_in(str(content)):
                    found.setdefault(canary, []).append((type_name, name, row))
    return found


class Entitled:
    """One viewer at one portal, and which canaries they may see."""

    def __init__(self, visit: Visit, rows: Any, cells: dict[str, list[Cell]]) -> None:
        self._visit = visit
        self._asking = Asking(visit, rows, CATALOGUE, 0)
        self._cells = cells

    def may_see(self, canary: str) -> bool:
        """Whether some cell in which the canary stands shows."""
        return any(
            self._visit.may_see(type_name, name, self._asking.record(type_name, row))
            for type_name, name, row in self._cells.get(canary, ())
        )
