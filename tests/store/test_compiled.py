"""Statements written once: their text, the names that they take, and the values of a driver."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa

import store.sqlite  # noqa: F401 - its driver learns to store our values
from store.compiled import POSTGRESQL, SQLITE, compile_statement, driver_row
from store.content import events
from store.portable import Portable
from store.sql import NETWORK, NOW, OneOf

QUESTION = (
    sa.select(events.c.id)
    .where(
        events.c.network_id == NETWORK,
        events.c.starts_at > NOW,
        events.c.ends_at > NOW,
        OneOf(events.c.location_id, "places"),
        events.c.audience == "public",
    )
    .limit(5)
)
MOMENT = dt.datetime(2026, 10, 1, 10, 0, 0, 500, tzinfo=dt.timezone(dt.timedelta(hours=2)))
GIVEN = {"network": "harbour", "now": MOMENT, "places": {"berlin"}, "unasked": object()}


def test_for_postgresql() -> None:
    """Each name has one number, however often it stands there; values come as a tuple."""
    statement = compile_statement(QUESTION, POSTGRESQL)
    assert statement.parameters == ("network", "now", "places", "audience_1", "param_1")
    assert statement.text.count("$2") == 2
    assert statement.values(GIVEN) == (
        "harbour",
        dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC),
        ["berlin"],
        "public",
        5,
    )


def test_for_sqlite() -> None:
    """Parameters have names; the driver knows what to make of moments and lists."""
    statement = compile_statement(QUESTION, SQLITE)
    assert statement.text.count(":now") == 2
    assert statement.values(GIVEN) == {
        "network": "harbour",
        "now": MOMENT,
        "places": {"berlin"},
        "audience_1": "public",
        "param_1": 5,
    }
    assert "OFFSET" not in statement.text
    assert "OFFSET" in compile_statement(QUESTION.offset(3), SQLITE).text


@pytest.mark.parametrize("dialect", [POSTGRESQL, SQLITE], ids=lambda dialect: dialect.name)
def test_a_missing_value(dialect: sa.Dialect) -> None:
    """A parameter without a value is an error, never a NULL."""
    with pytest.raises(KeyError, match="now"):
        compile_statement(QUESTION, dialect).values({"network": "harbour", "places": []})


@pytest.mark.parametrize("dialect", [POSTGRESQL, SQLITE], ids=lambda dialect: dialect.name)
def test_lists_in_the_text_are_refused(dialect: sa.Dialect) -> None:
    """A list whose length would change the text is refused, as it would multiply statements."""
    question = sa.select(events.c.id).where(events.c.location_id.in_(["berlin", "ghent"]))
    with pytest.raises(TypeError, match="OneOf"):
        compile_statement(question, dialect)


@pytest.mark.parametrize(
    ("value", "postgresql", "sqlite"),
    [
        (None, None, None),
        (True, True, 1),
        (7, 7, 7),
        ("text", "text", "text"),
        (dt.date(2026, 10, 1), dt.date(2026, 10, 1), "2026-10-01"),
        (MOMENT, dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC), "2026-10-01T08:00:00Z"),
        ([1, 2], [1, 2], "[1,2]"),
        ((), (), "[]"),
        (frozenset({"\u00e9"}), ["\u00e9"], '["\u00e9"]'),
    ],
)
def test_values_of_a_driver(value: object, postgresql: object, sqlite: object) -> None:
    """Every kind of value arrives as its database keeps it."""
    assert driver_row({"x": value}, POSTGRESQL) == (postgresql,)
    with closing(sqlite3.connect(":memory:")) as connection:
        (stored,) = connection.execute("SELECT ?", driver_row({"x": value}, SQLITE)).fetchone()
    assert stored == sqlite
    assert type(stored) is type(sqlite)


def test_a_portable_statement_is_compiled_once() -> None:
    """It is written for each dialect when that first asks, and kept."""
    written: list[str] = []

    def write(dialect: sa.Dialect) -> sa.Select[tuple[int]]:
        written.append(dialect.name)
        return sa.select(events.c.id)

    portable = Portable(write)
    assert portable.on(SQLITE) is portable.on(SQLITE)
    assert portable.on(POSTGRESQL) is not portable.on(SQLITE)
    assert written == ["sqlite", "postgresql"]
