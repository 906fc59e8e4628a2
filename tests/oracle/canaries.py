"""Canaries: in place of every text and every amount of a world a value found nowhere else.

Left as they are: keys, words out of closed lists, and what signs people in or says what they may.
"""

from __future__ import annotations

import base64
import binascii
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from store import tables
from store.folding import with_folded
from store.sql import Text
from tests.oracle.people import Rows
from tests.oracle.worlds import World

KEPT = {
    ("plans", "key"), ("staff_grants", "role"), ("sessions", "staff"),
    *((table.name, name) for table in tables.metadata.sorted_tables
      for name in ("network_id", "location_id")),
}
"""Texts that decide who somebody is, or where a row belongs."""

TEXT = re.compile(r"canary[0-9]{6}x")
AMOUNT = re.compile(r"(?<![\w.])(1975(?:\d{6}|\d{4}\.\d{2}|\d{3}\.\d{3}))(?![\w.])")
CURSOR = re.compile(r"[A-Za-z0-9_-]{16,}")


def plant(world: World, numbers: Iterator[int]) -> World:
    """Put canaries into all rows of a world; those that *numbers* name have not been used."""
    rows: dict[str, Rows] = {
        network: {
            table.name: [_planted(table, row, numbers) for row in before[table.name]]
            for table in tables.metadata.sorted_tables
        }
        for network, before in world.rows.items()
    }
    return replace(world, rows=rows)


def fresh_numbers() -> Iterator[int]:
    """Return what numbers the canaries of one run."""
    return itertools.count(1)


def _planted(table: sa.Table, row: dict[str, Any], numbers: Iterator[int]) -> dict[str, Any]:
    planted = dict(row)
    for name in texts_of(table):
        canary = f"canary{next(numbers):06}x"
        planted[name] = json.dumps([canary]) if isinstance(table.c[name].type, sa.Text) else canary
    for name in amounts_of(table):
        planted[name] = int(f"1975{next(numbers):06}")
    if table.name == "charges":      # whose total is checked to be that of its units
        planted |= {"quantity": 1, "total_minor": planted["unit_minor"]}
    return with_folded(table, planted)


def texts_of(table: sa.Table) -> list[str]:
    """Return the columns of a table that hold what somebody has written."""
    checks = [
        str(rule.sqltext) for rule in table.constraints if isinstance(rule, sa.CheckConstraint)
    ]
    return [
        column.name for column in table.columns
        if isinstance(column.type, Text | sa.Text) and not column.name.endswith("_folded")
        and not column.primary_key and (table.name, column.name) not in KEPT
        and not any(re.search(rf"\b{column.name}\b", check) for check in checks)
    ]


def amounts_of(table: sa.Table) -> list[str]:
    """Return the columns of a table that hold money."""
    return [column.name for column in table.columns if column.name.endswith("_minor")]


def canaries_in(text: str) -> set[str]:
    """Return the canaries that stand in *text*: openly, as a decimal number, or inside a cursor."""
    found = _open_in(text)
    for coded in CURSOR.findall(text):
        try:
            raw = base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4))
        except binascii.Error:
            continue
        found |= _open_in(raw.decode("latin-1"))
    return found


def _open_in(text: str) -> set[str]:
    """Return the canaries in *text*; letters in either case, amounts with and without a point."""
    amounts = (found.replace(".", "") for found in AMOUNT.findall(text))
    return {*TEXT.findall(text.casefold()), *amounts}
