"""How the large tables are divided by network, each network's rows in partitions of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

from store.compiled import POSTGRESQL
from store.databases import Connection
from store.metadata import SHARED
from store.references import KEY, put_back, references_of, taken_away
from store.tables import metadata

SMALL = frozenset({
    "activities", "activity_terms", "api_keys", "booking_rule_plans", "booking_rules",
    "crm_boards", "crm_stages", "customer_groups", "discussion_boards", "faq_plans", "faqs",
    "invoice_series", "perk_plans", "perks", "plan_benefits", "plan_terms", "plans",
    "product_activities", "product_categories", "product_grants", "product_plans", "products",
    "resource_exceptions", "resource_links", "resource_plans", "resource_rates", "resource_slots",
    "resource_teams", "resource_types", "resources", "staff_grants", "teachers",
})  # fmt: skip
"""Tables that grow with houses and what they offer, and not with people and days: left whole."""

BEFORE = "before_partitioning"
"""The schema in which the tables stand meanwhile as they were."""

OTHERS = "_others"
"""Ends the name of the partition that all other networks share; no network is called like that."""

LONGEST_NAME = 63
"""So many bytes PostgreSQL keeps of a name."""

_PARTITIONED = (
    "SELECT count(*) FROM pg_partitioned_table "
    "WHERE partrelid::regclass::text = ANY ($1::text[])"
)


def large_tables() -> list[sa.Table]:
    """The tables that are divided, by name."""
    return [
        table
        for table in sorted(metadata.sorted_tables, key=lambda table: table.name)
        if SHARED not in table.info and table.name not in SMALL
    ]


def partitioning(networks: Iterable[str]) -> Iterator[str]:
    """Yield the statements that divide an empty or filled database, to be run in this order.

    Each of *networks* has partitions of its own; those of others share one for each table.
    References are taken away first and put back last, and hold then as before.

    Raises:
        ValueError: The name of a network is too long to be part of a partition's.
    """
    networks = sorted(networks)
    tables = large_tables()
    references = [
        reference
        for reference in references_of(sorted(metadata.sorted_tables, key=lambda table: table.name))
        if not {reference.table, reference.referred_table}.isdisjoint(tables)
    ]
    yield from map(taken_away, references)
    yield f"CREATE SCHEMA {BEFORE}"
    for table in tables:
        yield f"ALTER TABLE {table.name} SET SCHEMA {BEFORE}"
        yield from _divided(table, networks)
    yield f"DROP SCHEMA {BEFORE} CASCADE"
    yield from map(put_back, references)
    for table in tables:
        yield f"ANALYZE {table.name}"


async def is_partitioned(connection: Connection) -> bool:
    """Whether the tables of the database were divided already."""
    names = [table.name for table in large_tables()]
    ((count,),) = await connection.fetch(_PARTITIONED, (names,))
    return bool(count)


def _divided(table: sa.Table, networks: Sequence[str]) -> Iterator[str]:
    """Yield what makes *table* anew, with partitions, the old one's rows, and its indexes."""
    parent = table.to_metadata(sa.MetaData(naming_convention=metadata.naming_convention))
    parent.dialect_options["postgresql"]["partition_by"] = f"LIST ({KEY})"
    yield _text(CreateTable(parent, include_foreign_key_constraints=[]))
    for network in networks:
        yield (
            f"CREATE TABLE {_partition(table, network)} PARTITION OF {table.name} "
            f"FOR VALUES IN ({_literal(network)})"
        )
    yield f"CREATE TABLE {_partition(table, OTHERS)} PARTITION OF {table.name} DEFAULT"
    names = [column.name for column in table.columns]
    before = sa.table(table.name, *(sa.column(name) for name in names), schema=BEFORE)
    yield _text(table.insert().from_select(names, before.select()))
    for index in sorted(parent.indexes, key=lambda index: str(index.name)):
        yield _text(CreateIndex(index))


def _partition(table: sa.Table, network: str) -> str:
    name = f"{table.name}__{network}"
    if len(name.encode()) > LONGEST_NAME:
        raise ValueError(f"`{network}` is too long for the name of a partition of `{table.name}`")
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _text(statement: sa.ClauseElement) -> str:
    return " ".join(str(statement.compile(dialect=POSTGRESQL)).split())
