"""What lists compare: the values that filters see, the keys that sort, the places of cursors."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from planning.entities import Entity
from planning.fields import Column
from tests.oracle.arguments import Order, holder_of
from tests.oracle.texts import fold
from tests.oracle.visit import Visit


def cursor_of(visit: Visit, type_name: str, order: Order, key: Any, row_id: int) -> str:
    """Return the oracle's cursor: all that a cursor is bound to, and the place in the list."""
    key = key.isoformat() if isinstance(key, dt.date) else key
    return "cursor:" + json.dumps(
        [*holder_of(visit), type_name, order.field, order.descending, key, row_id]
    )


def sort_key(value: Any) -> Any:
    """Return what a value is compared by: text byte by byte, moments by their written form."""
    if isinstance(value, dt.date):
        return value.isoformat().encode()
    return value.encode() if isinstance(value, str) else value


def sort_column(entity: Entity, order: Order) -> str:
    """Return the column that an order compares."""
    if order.field == "id":
        return "id"
    binding = entity.fields[order.field]
    assert isinstance(binding, Column), f"{order.field} is no column"
    return binding.folded or binding.name


# ---------------------------------------------------------------- filters


def meets(value: Any, operators: Mapping[str, Any], *, folded: bool) -> bool:
    """Whether the value that the viewer would see meets every operator; a hidden one is None.

    *folded* texts are the same in upper and lower case.
    """
    return all(
        _meets(value, operator, operand, folded)
        for operator, operand in operators.items() if operand is not None
    )


def _meets(value: Any, operator: str, operand: Any, folded: bool) -> bool:
    if operator == "isNull":
        return (value is None) is bool(operand)
    if value is None:
        return False
    if folded:
        value = fold(value)
        operand = [fold(each) for each in operand] if isinstance(operand, list) else fold(operand)
    match operator:
        case "eq":
            return bool(value == operand)
        case "in":
            return value in operand
        case "contains":
            return operand in value
        case "startsWith":
            return bool(value.startswith(operand))
        case "lt":
            return bool(value < operand)
        case "lte":
            return bool(value <= operand)
        case "gt":
            return bool(value > operand)
        case "gte":
            return bool(value >= operand)
    raise ValueError(operator)
