"""Lists, one plain step after the other: all that is visible, narrowed, sorted, counted, cut."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planning.entities import Column, Entity, Place, ToOne
from tests.oracle.policy import Visit
from tests.oracle.static import closed, could_see, readable_on_every_row

PAGE_DEFAULT = 20
PAGE_MOST = 100
MOST_VALUES = 100


class Refused(Exception):
    """Arguments that cannot be answered: the field is null, and there is one error."""


def fold(text: str) -> str:
    """Fold text for comparison: composed, without case, composed again."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return unicodedata.normalize("NFC", composed)


@dataclass(frozen=True)
class Order:
    """What a list is ordered by; the id follows in the same direction."""

    field: str
    descending: bool


@dataclass(frozen=True)
class Slice:
    """Which part of the list is asked for."""

    size: int
    backward: bool
    cursor: str | None


# ---------------------------------------------------------------- arguments


def slice_of(arguments: Mapping[str, Any]) -> Slice:
    """Read `first`, `after`, `last` and `before`. Raises Refused."""
    first, last = arguments.get("first"), arguments.get("last")
    after, before = arguments.get("after"), arguments.get("before")
    if (first is not None and last is not None) or (after is not None and before is not None):
        raise Refused("BAD_INPUT")
    backward = last is not None or (first is None and before is not None)
    if (after if backward else before) is not None:
        raise Refused("BAD_INPUT")
    size = last if last is not None else first if first is not None else PAGE_DEFAULT
    if not 1 <= size <= PAGE_MOST:
        raise Refused("PAGE_SIZE")
    return Slice(size, backward, before if backward else after)


def order_of(visit: Visit, entity: Entity, asked: Mapping[str, Any] | None) -> Order:
    """Return the order of a list: the one asked for, or the first that is readable. Raises Refused."""
    allowed = visit.policy.types[entity.name].get("sort-by", ())
    if asked is not None:
        field = _camel(asked["field"])
        if field not in allowed or not readable_on_every_row(visit, entity.name, field):
            raise Refused("FIELD_NOT_READABLE")
        return Order(field, asked.get("direction") == "DESCENDING")
    for field in entity.sort:
        if field in allowed and readable_on_every_row(visit, entity.name, field):
            return Order(field, entity.descending)
    return Order("id", descending=False)


def _camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def check_filters(visit: Visit, entity: Entity, filters: Mapping[str, Any]) -> None:
    """Refuse a filter by what the viewer could never read. Raises Refused."""
    for field, operators in filters.items():
        given = {name: each for name, each in (operators or {}).items() if each is not None}
        if any(isinstance(each, list) and len(each) > MOST_VALUES for each in given.values()):
            raise Refused("BAD_INPUT")
    allowed = visit.policy.types[entity.name].get("filter-by", ())
    for field, operators in filters.items():
        given = {name: each for name, each in (operators or {}).items() if each is not None}
        binding = entity.fields[field]
        target = binding.target if isinstance(binding, ToOne | Place) else None
        if given and (
            field not in allowed
            or not could_see(visit, entity.name, field)
            or (target is not None and closed(visit, target))
        ):
            raise Refused("FIELD_NOT_READABLE")


def cursor_of(visit: Visit, type_name: str, order: Order, key: Any, row_id: int) -> str:
    """Return the oracle's cursor: all that a cursor is bound to, and the place in the list."""
    key = key.isoformat() if isinstance(key, dt.date) else key
    return "cursor:" + json.dumps(
        [*_holder(visit), type_name, order.field, order.descending, key, row_id]
    )


def _holder(visit: Visit) -> list[Any]:
    person = visit.person
    return [person.network, visit.portal, person.customer, person.login]


def read_cursor(visit: Visit, cursor: str) -> list[Any]:
    """Return what a cursor is bound to, and its place. Raises Refused where it is somebody else's."""
    if not cursor.startswith("cursor:"):
        raise Refused("BAD_CURSOR")
    holder = _holder(visit)
    read = json.loads(cursor.removeprefix("cursor:"))
    if read[: len(holder)] != holder:
        raise Refused("BAD_CURSOR")
    return list(read[len(holder) :])


def position_of(visit: Visit, type_name: str, order: Order, cursor: str) -> tuple[Any, int]:
    """Return the place that a cursor stands for. Raises Refused where it is not this list's."""
    *bound, key, row_id = read_cursor(visit, cursor)
    if bound != [type_name, order.field, order.descending]:
        raise Refused("BAD_CURSOR")
    return key, row_id


def sort_key(value: Any) -> Any:
    """Return what a value is compared by: text byte by byte, moments by their written form."""
    if isinstance(value, dt.date):
        return value.isoformat().encode()
    return value.encode() if isinstance(value, str) else value


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
        return (value is None) == operand
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


def sort_column(entity: Entity, order: Order) -> str:
    """Return the column that an order compares."""
    if order.field == "id":
        return "id"
    binding = entity.fields[order.field]
    assert isinstance(binding, Column), f"{order.field} is no column"
    return binding.folded or binding.name
