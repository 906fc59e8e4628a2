"""One operation being answered naively: the visible records, and the lists of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planning.catalogue import Catalogue
from planning.entities import Entity, TreeEntity
from planning.fields import Column, Place, ToOne
from tests.oracle.arguments import page_arguments, search_arguments, slice_of
from tests.oracle.lists import cursor_of, meets, sort_column, sort_key
from tests.oracle.noticing import why_cell, why_row
from tests.oracle.people import Row, Rows
from tests.oracle.places import network_of
from tests.oracle.policy import Record
from tests.oracle.records import record_of, rows_of
from tests.oracle.texts import fold
from tests.oracle.values import KEYS, WORKED, wire
from tests.oracle.visit import Visit


@dataclass(frozen=True, eq=False)
class Shown:
    """A visible record of a table."""

    type_name: str
    row: Row


@dataclass(frozen=True)
class Spot:
    """A visible location, as one of the types that locations have."""

    type_name: str
    place: str


@dataclass
class Asking:
    """One operation being answered naively: the visit, the rows, what was noticed on the way."""

    visit: Visit
    rows: Rows
    catalogue: Catalogue
    count_bound: int
    cells: dict[tuple[str, str], Counter[bool]] = field(default_factory=dict)
    noticed: set[str] = field(default_factory=set)
    _types: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _records: dict[tuple[str, int], Record] = field(default_factory=dict)
    _visible: dict[tuple[str, int], bool] = field(default_factory=dict)

    def all_of(self, type_name: str) -> list[dict[str, Any]]:
        """Return every row of a type."""
        if type_name not in self._types:
            self._types[type_name] = rows_of(self.rows, type_name)
        return self._types[type_name]

    def record(self, type_name: str, row: Row) -> Record:
        """Return a row as decisions see it."""
        key = (type_name, row["id"])
        if key not in self._records:
            self._records[key] = record_of(self.rows, self.visit, type_name, row)
        return self._records[key]

    def visible(self, type_name: str, row: Row) -> bool:
        """Whether a row shows at all."""
        key = (type_name, row["id"])
        if key not in self._visible:
            record = self.record(type_name, row)
            self._visible[key] = self.visit.row_visible(type_name, record)
            self.noticed |= why_row(self.visit, type_name, record)
        return self._visible[key]

    @property
    def hidden_rows(self) -> bool:
        """Whether a row was looked at and does not show."""
        return not all(self._visible.values())

    def may_see(self, record: Shown | Spot, name: str) -> bool:
        """Whether a cell shows; every answer is counted."""
        facts = (
            self.record(record.type_name, record.row) if isinstance(record, Shown)
            else Record(location=record.place)
        )
        allowed = self.visit.may_see(record.type_name, name, facts)
        self.cells.setdefault((record.type_name, name), Counter())[allowed] += 1
        self.noticed |= why_cell(self.visit, record.type_name, name, facts)
        return allowed

    def spot(self, type_name: str, place: str | None) -> Spot | None:
        """Return a location as a record, if it shows."""
        places = self.visit.policy.places
        if place is None or place not in places:
            return None
        if network_of(places, place) != self.visit.network():
            return None
        shows = self.visit.row_visible(type_name, Record(location=place))
        return Spot(type_name, place) if shows else None

    def found(self, type_name: str, column: str, value: Any) -> list[Shown]:
        """Return the visible records of a type whose *column* holds *value*."""
        return [
            Shown(type_name, row) for row in self.all_of(type_name)
            if value is not None and row[column] == value and self.visible(type_name, row)
        ]

    # ------------------------------------------------------------ what stands in a field

    def seen(self, shown: Shown, name: str) -> Any:
        """Return what the viewer sees in a cell that leads to no list: None where it is hidden."""
        if not self.visit.may_see(shown.type_name, name, self.record(shown.type_name, shown.row)):
            return None
        return self.content(shown, name)

    def content(self, shown: Shown, name: str) -> Any:
        """Return what stands in a cell that leads to no list."""
        worked = WORKED.get((shown.type_name, name))
        if worked is not None:
            return worked(self.rows, shown.row, self.visit)
        binding = self.entity(shown.type_name).fields[name]
        match binding:
            case Column():
                value = shown.row[binding.name]
                return value if binding.enum is None else wire(value)
            case Place():
                return self.spot(binding.target, shown.row[binding.column])
            case ToOne():
                key = KEYS.get((shown.type_name, name))
                value = (
                    shown.row[binding.column] if key is None
                    else key(self.rows, shown.row, self.visit)
                )
                found = self.found(binding.target, binding.key, value)
                return found[0] if found else None
        raise AssertionError(f"the oracle does not know {shown.type_name}.{name}")

    def entity(self, type_name: str) -> Entity:
        """Return the description of a type's table."""
        entity = self.catalogue.entities[type_name]
        assert isinstance(entity, Entity), f"{type_name} has no table"
        return entity

    def by_id(self, asked: str) -> Shown | Spot | None:
        """Return the visible record with a global id, of whatever type."""
        type_name, _, key = asked.partition(":")
        bound = self.catalogue.entities.get(type_name)
        if bound is None:
            return None
        if isinstance(bound, TreeEntity):
            return self.spot(type_name, key)
        for row in self.all_of(type_name):
            if str(row["id"]) == key and self.visible(type_name, row):
                return Shown(type_name, row)
        return None

    # ------------------------------------------------------------ lists

    def page(self, target: str, rows: list[Shown], arguments: Mapping[str, Any]) -> Any:
        """Return a page of a list. Raises Refused."""
        entity, visit = self.entity(target), self.visit
        cut = slice_of(arguments)
        order, position, filters = page_arguments(visit, entity, arguments)
        matching = [shown for shown in rows if self._matches(shown, filters)]
        column = sort_column(entity, order)

        def stand(shown: Shown) -> tuple[Any, int]:
            return sort_key(shown.row[column]), shown.row["id"]

        matching.sort(key=stand, reverse=order.descending)
        rest = matching
        if position is not None:
            mark = (sort_key(position[0]), position[1])
            smaller = order.descending is not cut.backward      # those wanted are below the mark
            rest = [
                shown for shown in matching
                if (stand(shown) < mark if smaller else stand(shown) > mark)
            ]
        page = rest[-cut.size:] if cut.backward else rest[:cut.size]
        more, given = len(rest) > len(page), position is not None
        cursors = [
            cursor_of(visit, target, order, shown.row[column], shown.row["id"]) for shown in page
        ]
        return {
            "nodes": page,
            "edges": [
                {"cursor": cursor, "node": shown}
                for cursor, shown in zip(cursors, page, strict=True)
            ],
            "pageInfo": {
                "hasNextPage": given if cut.backward else more,
                "hasPreviousPage": more if cut.backward else given,
                "startCursor": cursors[0] if cursors else None,
                "endCursor": cursors[-1] if cursors else None,
            },
            "totalCount": min(len(matching), self.count_bound),
            "totalCountIsExact": len(matching) <= self.count_bound,
        }

    def _matches(self, shown: Shown, filters: Mapping[str, Any]) -> bool:
        for name, operators in filters.items():
            binding = self.entity(shown.type_name).fields[name]
            value = self.seen(shown, name)
            folded = isinstance(binding, Column) and binding.folded is not None
            if isinstance(value, Shown | Spot):
                value = global_id(value)
            if not meets(value, operators or {}, folded=folded and value is not None):
                return False
        return True

    def search(self, targets: list[str], arguments: Mapping[str, Any]) -> list[Shown]:
        """Return the records in whose readable texts something stands. Raises Refused."""
        text, size = search_arguments(arguments)
        wanted = arguments.get("types")
        found = []
        for target in targets:
            if wanted is not None and target not in [name.title() for name in wanted]:
                continue
            entity = self.entity(target)
            for row in self.all_of(target):
                shown = Shown(target, row)
                if not self.visible(target, row):
                    continue
                texts = [self.seen(shown, name) for name in entity.search]
                if any(each is not None and text in fold(each) for each in texts):
                    title = texts[0]
                    stand = (title is None, fold(title or "").encode(), target, row["id"])
                    found.append((stand, shown))
        found.sort(key=lambda pair: pair[0])
        return [shown for _, shown in found[:size]]


def global_id(record: Shown | Spot) -> str:
    """Return the id of a record."""
    key = record.row["id"] if isinstance(record, Shown) else record.place
    return f"{record.type_name}:{key}"
