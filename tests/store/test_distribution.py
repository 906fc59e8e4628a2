"""The statements for Citus, run on a PostgreSQL that checks them as Citus would."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import asyncpg

from store.distribution import distribution
from store.metadata import SHARED
from store.tables import metadata
from tests.databases import fresh_database
from tests.store.test_migrations import look, rules_of

STAND_IN = """
CREATE FUNCTION create_reference_table(the_table regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  NULL;
END $$;
CREATE FUNCTION create_distributed_table(the_table regclass, the_key text, colocate_with text
  DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
  SELECT string_agg(indexrelid::regclass::text, ', ') INTO found
  FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attname = the_key
  WHERE indrelid = the_table AND indisunique AND NOT attnum = ANY (indkey);
  IF found IS NOT NULL THEN RAISE '% cannot be unique on each server alone', found; END IF;
  SELECT string_agg(conname, ', ') INTO found FROM pg_constraint
  WHERE contype = 'f' AND the_table IN (conrelid, confrelid);
  IF found IS NOT NULL THEN RAISE '% refers to tables that stand elsewhere', found; END IF;
END $$;
"""


def test_the_statements_run_and_leave_every_rule(tmp_path: Path) -> None:
    """No unique key spans servers, no reference is broken in between, and none is missing after."""
    with fresh_database("postgresql", tmp_path) as url:
        before = look(url, rules_of)
        asyncio.run(_distribute(url))
        assert look(url, rules_of) == before


def test_every_table_has_its_place() -> None:
    """Each network's tables are spread by the network, what all share is on every server."""
    placed = dict(
        re.findall(r"create_(distributed|reference)_table\('(\w+)'", statement)[0][::-1]
        for statement in distribution()
        if "_table('" in statement
    )
    assert placed == {
        table.name: "reference" if SHARED in table.info else "distributed"
        for table in metadata.sorted_tables
    }


async def _distribute(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(STAND_IN)
        for statement in distribution():
            if "EXTENSION" not in statement:  # the stand-in is there instead
                await connection.execute(statement)
    finally:
        await connection.close()
