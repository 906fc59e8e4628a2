"""The pieces that rows are made of: ids, places, dates, amounts; one network's tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from store import tables
from store.folding import with_folded
from tests.oracle.hostile import AMOUNTS, CURRENCIES, LEVELS, Dice

Table = dict[str, list[dict[str, Any]]]

UNKNOWN = "torn-down"
"""A location that rows name and no file describes."""


class Ground:
    """The tables of one network, to be filled."""

    def __init__(self, network: str, places: Sequence[str], dice: Dice) -> None:
        self.network = network
        self.places = places
        self.dice = dice
        self.rows: Table = {name: [] for name in tables.__all__ if name != "metadata"}

    def add(self, table: str, **columns: Any) -> int:
        """Add a row; return its id, which other tables and the other network use too."""
        used = {row.get("id") for row in self.rows[table]}
        odd = (2**62 + 7, -3, 10**12)
        key: int = next(
            key for key in (*((self.dice.random.choice(odd),) if self.dice.chance(0.1) else ()),
                            *self.dice.random.sample(range(1, 60), 59))
            if key not in used
        )
        self._append(table, {"network_id": self.network, "id": key, **columns})
        return key

    def link(self, table: str, **columns: Any) -> None:
        """Add a pair to a link table, once."""
        row = {"network_id": self.network, **columns}
        if row not in self.rows[table]:
            self.rows[table].append(row)

    def _append(self, table: str, row: dict[str, Any]) -> None:
        declared = getattr(tables, table)
        whole = {column.name: _default(column) for column in declared.columns}
        self.rows[table].append(with_folded(declared, {**whole, **row}))

    def place(self) -> str:
        """Return a location of the network, now and then one that is gone."""
        return UNKNOWN if self.dice.chance(0.06) else self.dice.random.choice(self.places)

    def one_of(self, table: str) -> Any:
        """Return the id of some row."""
        return self.dice.random.choice(self.rows[table])["id"]

    def dated(self, *, over: float = 0.2) -> dict[str, Any]:
        """Return the columns of a dated row: mostly in force, some from or until now."""
        start = self.dice.past() if not self.dice.chance(0.15) else self.dice.moment()
        until = self.dice.later(start) if self.dice.chance(over + 0.2) else None
        return {"from_at": start, "until_at": until, "by_whom": "test", "why": "test"}

    def always(self) -> dict[str, Any]:
        """Return the columns of a dated row that is in force."""
        start = self.dice.now - dt.timedelta(days=300)
        return {"from_at": start, "until_at": None, "by_whom": "test", "why": "test"}

    def money(self) -> dict[str, Any]:
        """Return an amount and its currency."""
        dice = self.dice.random
        return {"price_minor": dice.choice(AMOUNTS), "currency": dice.choice(CURRENCIES)}

    def _audience(self) -> str:
        return self.dice.random.choice((*LEVELS, "public", "public"))

    def _restrict(self, table: str, column: str, record: int) -> None:
        for _ in range(self.dice.random.choice((0, 0, 1, 1, 2))):
            contract = self.dice.random.choice(self.rows["contracts"])
            plan = contract["plan_id"] if self.dice.chance(0.7) else self.one_of("plans")
            self.link(table, **{column: record, "plan_id": plan})

    def _window(self) -> dict[str, Any]:
        published = self.dice.past() if self.dice.chance(0.85) else self.dice.moment()
        return {
            "published_at": published,
            "unpublished_at": self.dice.later(published) if self.dice.chance(0.3) else None,
        }


def _default(column: Any) -> Any:
    if column.nullable or column.server_default is None:
        return None
    return str(column.server_default.arg) == "true"
