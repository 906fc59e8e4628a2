"""`portal database partition`: each network's rows apart, and every rule as before."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from gateway.commands.exits import Exit
from store.databases import open_database
from store.errors import RowRefused
from store.partitioning import LONGEST_NAME, large_tables, partitioning
from store.tables import metadata
from tests.databases import fresh_database
from tests.gateway.ended import Portal
from tests.store.rows import Rows

PARTITIONS = """
SELECT count(*) FROM pg_inherits JOIN pg_class ON pg_class.oid = inhparent
WHERE relkind = 'p' AND relname = 'bookings'
"""


def test_it_divides_once(portal: Portal, tmp_path: Path) -> None:
    """Printed first; then done, with its rules; and not a second time."""
    with fresh_database("postgresql", tmp_path) as url:
        printed = portal("database", "partition", "--dry-run", "--database", url)
        assert printed.exit == Exit.DONE
        assert printed.out.splitlines() == [
            f"{statement};" for statement in partitioning(["harbour", "plenum"])
        ]
        assert portal("database", "partition", "--database", url).exit == Exit.DONE
        asyncio.run(_hold(url))
        again = portal("database", "partition", "--database", url)
        assert (again.exit, again.out) == (Exit.PROBLEMS, "")
        assert "divided already" in again.err


async def _hold(url: str) -> None:
    """A network that has no partition of its own finds a place, and no rule is lost."""
    database = open_database(url)
    try:
        async with database.connection() as connection:
            assert await connection.fetch(PARTITIONS, ()) == [(3,)]
        for network in ("harbour", "elsewhere"):
            rows = Rows(network)
            customer = rows.member()
            await rows.write(database)
            assert await _refusal(url, network, "customers", id=customer) == "unique"
            assert await _refusal(url, network, "contracts", customer_id=404) == "reference"
    finally:
        await database.close()


async def _refusal(url: str, network: str, table: str, **values: int) -> str:
    database = open_database(url)
    rows = Rows(network)
    rows.add(table, **{"id": 9, "plan_id": 0, **values})
    with pytest.raises(RowRefused) as refused:
        async with database.transaction() as connection:
            await connection.insert(metadata.tables[table], rows.taken(table))
    await database.close()
    return refused.value.rule


def test_sqlite_divides_nothing(portal: Portal, tmp_path: Path) -> None:
    """And is left as it is."""
    with fresh_database("sqlite", tmp_path) as url:
        ended = portal("database", "partition", "--database", url)
    assert (ended.exit, ended.out) == (Exit.PROBLEMS, "")
    assert "only PostgreSQL" in ended.err


def test_what_grows_with_people_and_days_is_divided() -> None:
    """The large ones are among them; what a house offers is not."""
    names = {table.name for table in large_tables()}
    assert {"audit_entries", "bookings", "charges", "customers", "invoices", "sessions"} <= names
    assert not {"plans", "resources", "products", "policy_sets"} & names


def test_a_name_that_is_too_long_is_refused() -> None:
    """PostgreSQL would cut it off, and two networks might share what is left."""
    with pytest.raises(ValueError, match="too long"):
        list(partitioning(["n" * LONGEST_NAME]))


def test_no_network_has_the_partition_of_the_others() -> None:
    """Not even one of that name."""
    made = [each for each in partitioning(["others"]) if " PARTITION OF bookings " in each]
    assert len({each.split()[2] for each in made}) == len(made) == 2
