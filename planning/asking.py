"""What a field's arguments ask for: a shape that the statement depends on, and values to bind."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import sqlalchemy as sa

from planning import problems
from planning.cursors import Position, Signer
from planning.entities import Entity
from planning.fields import Column, Computed, Place, ToOne
from planning.ids import parse_id, record_key, row_key
from planning.problems import Complaint
from store.folding import fold
from store.moments import date, instant
from store.sql import Instant

MOST_VALUES = 100
"""How many values a list argument may hold (`in`, `ids`)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One field's arguments, taken apart.

    `shape` is all that the text of a statement depends on, `values` what is bound when it runs, by
    the name of the parameter without the field's own prefix.
    """

    shape: Hashable
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PageShape:
    """The shape of a connection's arguments."""

    backward: bool
    cursor: tuple[str, str, bool] | None           # type, order, descending
    order: tuple[str, bool] | None                 # field, descending; None: the default order
    filters: tuple[tuple[str, str, Any], ...]      # field, operator, flag of `isNull`
    complaint: Complaint | None = None


@dataclass(frozen=True, slots=True)
class KeysShape:
    """The shape of arguments that name records: the types that occur."""

    types: tuple[str, ...]
    complaint: Complaint | None = None


@dataclass(frozen=True, slots=True)
class ArgumentsShape:
    """The shape of a computed field's arguments: the names of those that were given."""

    names: tuple[str, ...]
    complaint: Complaint | None = None


@dataclass(frozen=True, slots=True)
class SearchShape:
    """The shape of a search: the types looked through."""

    types: tuple[str, ...] | None
    complaint: Complaint | None = None


class Refused(Exception):
    """Arguments that cannot be answered."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.complaint = Complaint(code, message)


def ask_page(
    arguments: Mapping[str, Any], entity: Entity, signer: Signer, default: int, most: int
) -> Asked:
    """Take a connection's arguments apart: first, after, last, before, filter, orderBy."""
    values: dict[str, Any] = {}
    try:
        size, backward = _page_size(arguments, default, most)
        position = _position(arguments, signer, backward=backward)
        if position is not None:
            values |= {"key": _key(entity, position), "id": position.id}
        values["limit"] = size + 1
        filters = tuple(_filters(arguments.get("filter") or {}, entity, values))
    except Refused as refused:
        return Asked(PageShape(False, None, None, (), refused.complaint), {})
    cursor = None if position is None else (position.type_name, position.order, position.descending)
    return Asked(PageShape(backward, cursor, _order(arguments.get("orderBy")), filters), values)


def _page_size(arguments: Mapping[str, Any], default: int, most: int) -> tuple[int, bool]:
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise Refused(problems.BAD_INPUT, "Give either `first` or `last`, not both.")
    if arguments.get("after") is not None and arguments.get("before") is not None:
        raise Refused(problems.BAD_INPUT, "Give either `after` or `before`, not both.")
    backward = last is not None or (first is None and arguments.get("before") is not None)
    if arguments.get("after" if backward else "before") is not None:
        pair = "`last` goes with `before`" if backward else "`first` goes with `after`"
        raise Refused(problems.BAD_INPUT, f"Here {pair}.")
    size = last if last is not None else first if first is not None else min(default, most)
    if not 1 <= size <= most:
        raise Refused(problems.PAGE_SIZE, f"A page has from 1 to {most} records.")
    return size, backward


def _position(arguments: Mapping[str, Any], signer: Signer, *, backward: bool) -> Position | None:
    cursor = arguments.get("before" if backward else "after")
    if cursor is None:
        return None
    position = signer.read(cursor)
    if position is None:
        raise Refused(problems.BAD_CURSOR, "The cursor is not one of this list.")
    return position


def _key(entity: Entity, position: Position) -> Any:
    """Return a cursor's key as the driver wants it: moments and dates are no longer text."""
    binding = entity.fields.get(position.order) if position.type_name == entity.name else None
    if isinstance(binding, Column) and binding.folded is None:
        kind = entity.table.c[binding.name].type
        if isinstance(kind, Instant):
            return instant(position.key)
        if isinstance(kind, sa.Date):
            return date(position.key)
    return position.key


def _order(order: Mapping[str, Any] | None) -> tuple[str, bool] | None:
    if not order:
        return None
    return camel(wire_name(order["field"])), wire_name(order.get("direction")) == "DESCENDING"


def _filters(
    given: Mapping[str, Any], entity: Entity, values: dict[str, Any]
) -> list[tuple[str, str, Any]]:
    found = []
    for field in sorted(given):
        for operator in sorted(given[field] or {}):
            operand = given[field][operator]
            if operand is None:
                continue
            if operator == "isNull":
                found.append((field, operator, operand))
                continue
            if isinstance(operand, list) and len(operand) > MOST_VALUES:
                raise Refused(problems.BAD_INPUT, f"A list holds at most {MOST_VALUES} values.")
            found.append((field, operator, None))
            values[f"{field}_{operator}"] = _operand(entity, field, operand)
    return found


def _operand(entity: Entity, field: str, operand: Any) -> Any:
    if isinstance(operand, list):
        return [_operand(entity, field, each) for each in operand if each is not None]
    binding = entity.fields[field]
    if isinstance(binding, Place):
        parsed = parse_id(operand)
        return parsed[1] if parsed and parsed[0] == binding.target else ""
    if isinstance(binding, ToOne):
        key = record_key(operand, binding.target)
        return -1 if key is None else key
    enum = getattr(binding, "enum", None)
    if enum is not None:
        wanted = wire_name(operand)
        return next((stored for stored, name in enum.items() if name == wanted), "")
    if isinstance(binding, Column) and binding.folded is not None:
        return fold(operand)
    return operand


def ask_key(arguments: Mapping[str, Any]) -> Asked:
    """Take `id` apart: its type is shape, its key a value."""
    parsed = parse_id(arguments.get("id"))
    if parsed is None:
        return Asked(KeysShape(()), {})
    return Asked(KeysShape((parsed[0],)), {"key": row_key(parsed[1]), "place": parsed[1]})


def ask_resource(arguments: Mapping[str, Any]) -> Asked:
    """Take `resourceId` apart: whether it is given is shape; one that names none finds nothing."""
    given = arguments.get("resourceId")
    if given is None:
        return Asked(KeysShape(()), {})
    key = record_key(given, "Resource")
    return Asked(KeysShape(("Resource",)), {"key": -1 if key is None else key})


def ask_keys(arguments: Mapping[str, Any]) -> Asked:
    """Take `ids` apart: the types that occur are shape, the keys of each type values."""
    ids = arguments.get("ids") or []
    if len(ids) > MOST_VALUES:
        message = f"A list holds at most {MOST_VALUES} values."
        return Asked(KeysShape((), Complaint(problems.BAD_INPUT, message)), {})
    parsed = [parse_id(each) for each in ids]
    values: dict[str, Any] = {"wanted": parsed}
    for pair in parsed:
        if pair is not None:
            key = row_key(pair[1])
            keys = values.setdefault(f"keys_{pair[0]}", [])
            if key is not None and key not in keys:
                keys.append(key)
    return Asked(KeysShape(tuple(sorted({pair[0] for pair in parsed if pair}))), values)


def ask_search(arguments: Mapping[str, Any], default: int, most: int) -> Asked:
    """Take a search apart: the folded text, and the types looked through."""
    text = fold(arguments.get("text") or "").strip()
    types = arguments.get("types")
    try:
        size, _ = _page_size({"first": arguments.get("first")}, default, most)
        if not text:
            raise Refused(problems.BAD_INPUT, "Give at least one character to search for.")
    except Refused as refused:
        return Asked(SearchShape(None, refused.complaint), {})
    wanted = None if types is None else tuple(sorted({pascal(wire_name(each)) for each in types}))
    return Asked(SearchShape(wanted), {"text": text, "limit": size})


def ask_computed(arguments: Mapping[str, Any], field: Computed) -> Asked:
    """Take a computed field's arguments as they are, if nothing is wrong with them."""
    wrong = None if field.check is None else field.check(arguments)
    complaint = None if wrong is None else Complaint(problems.BAD_INPUT, wrong)
    return Asked(ArgumentsShape(tuple(sorted(arguments)), complaint), arguments)


def wire_name(value: Any) -> str:
    """Return the name of an enum value as it stands in the operation."""
    return value.name if isinstance(value, Enum) else str(value)


def camel(name: str) -> str:
    """Turn `STARTS_AT` into `startsAt`."""
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def pascal(name: str) -> str:
    """Turn `EVENT_TICKET` into `EventTicket`."""
    return "".join(word.capitalize() for word in name.split("_"))
