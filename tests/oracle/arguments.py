"""The arguments of lists: what they ask for, and what is refused before any row is looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planning.entities import Entity
from planning.fields import Place, ToOne
from tests.oracle.rehearsed import Rehearsed
from tests.oracle.static import closed, could_see, readable_on_every_row
from tests.oracle.texts import fold
from tests.oracle.visit import Visit

PAGE_DEFAULT = 20
PAGE_MOST = 100
MOST_VALUES = 100


class Refused(Exception):
    """Arguments that cannot be answered: the field is null, and there is one error."""


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
    """Return the order of a list: the one asked for, or the usual one. Raises Refused."""
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
    for operators in filters.values():
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


# ---------------------------------------------------------------- cursors


def holder_of(visit: Visit) -> list[Any]:
    person = visit.person
    holder: list[Any] = [person.network, visit.portal, person.customer, person.login, None]
    if isinstance(visit, Rehearsed) and visit.previewer is not None:
        holder[-1] = [visit.previewer.person.customer, visit.previewer.person.login]
    return holder


def read_cursor(visit: Visit, cursor: str) -> list[Any]:
    """Return what a cursor is bound to, its place. Raises Refused: none, or another's."""
    if not cursor.startswith("cursor:"):
        raise Refused("BAD_CURSOR")
    holder = holder_of(visit)
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


# ---------------------------------------------------------------- whole fields


def page_arguments(visit: Visit, entity: Entity, arguments: Mapping[str, Any]) -> Any:
    """Check the arguments of a list: its order, the cursor's place, its filters. Raises Refused."""
    cut = slice_of(arguments)
    if cut.cursor is not None:
        read_cursor(visit, cut.cursor)
    filters = arguments.get("filter") or {}
    order = order_of(visit, entity, arguments.get("orderBy"))
    position = None
    if cut.cursor is not None:
        position = position_of(visit, entity.name, order, cut.cursor)
    check_filters(visit, entity, filters)
    return order, position, filters


def search_arguments(arguments: Mapping[str, Any]) -> tuple[str, int]:
    """Check the arguments of a search. Raises Refused."""
    text = fold(arguments["text"]).strip()
    first = arguments.get("first")
    size = slice_of({"first": first}).size
    if not text:
        raise Refused("BAD_INPUT")
    return text, size


def ids_arguments(arguments: Mapping[str, Any]) -> list[str]:
    """Check the arguments of `nodes`. Raises Refused."""
    if len(arguments["ids"]) > MOST_VALUES:
        raise Refused("BAD_INPUT")
    return list(arguments["ids"])
