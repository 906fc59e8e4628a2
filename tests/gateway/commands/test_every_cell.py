"""What `explain` says of a cell is what the answer holds, whatever kind of field it is."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
import sqlalchemy as sa
from graphql import GraphQLSchema, get_named_type, is_composite_type

from access.policy_set import PolicySet
from access.viewer import Viewer
from gateway.operations.viewers import viewer_from
from planning.answers import Answer
from planning.askers import Asker
from planning.engine import Engine
from planning.entities import Entity
from planning.fields import Column, Computed, Derived, Field, Pages, ToMany, Value
from planning.ids import global_id
from planning.limits import Limits
from planning.record_layers import explain_record
from planning.row_rules import Rules
from resolvers.catalogue import CATALOGUE
from schema.graph import build_graph
from schema.shape import graph_shape
from store.compiled import compile_statement
from store.customers import customers
from store.databases import Connection, open_database
from store.demo import fill
from store.facts import read_customer_facts
from tests.databases import KINDS, fresh_database
from tests.gateway.commands.conftest import NOON

NETWORK = "harbour"
PORTALS = ("berlin-mitte", "lisbon-beato", "harbour", "ghent-docks")
DAY = '"2026-11-24T09:00:00Z", {}: "2026-11-24T10:00:00Z"'
ARGUMENTS = {
    ("Resource", "access"): f"(start: {DAY.format('end')})",
    ("Resource", "availability"): f"(from: {DAY.format('until')})",
}
ALWAYS_SOMETHING = {
    ("Enrolment", "isToday"),
    ("Invoice", "viewerCanPay"),
    ("Product", "viewerCanPurchase"),
    ("Resource", "access"),
    ("Resource", "viewerCanBook"),
}
"""What Python works out and is never empty; a price or a list of benefits may be."""

NOTHING: tuple[Any, ...] = (None, [], {"edges": []})
"""How an empty value is answered, and how one that the record hides."""


@dataclass(frozen=True)
class Cell:
    """A field of a type with rows of its own."""

    entity: Entity
    name: str
    field: Field

    def query(self, key: int, graph: GraphQLSchema) -> str:
        """Ask for it on one record."""
        found = graph.type_map[self.entity.name].fields[self.name]  # type: ignore[attr-defined]
        below = " { __typename }" if is_composite_type(get_named_type(found.type)) else ""
        below = " { edges { cursor } }" if isinstance(self.field, Pages) else below
        arguments = ARGUMENTS.get((self.entity.name, self.name), "")
        asked = f"value: {self.name}{arguments}{below}"
        node = f'node(id: "{global_id(self.entity.name, key)}")'
        return f"{{ {node} {{ id ... on {self.entity.name} {{ {asked} }} }} }}"

    @property
    def stored(self) -> Any:
        """What is null where the row has no value; None where only the answer tells."""
        row = self.entity.table.alias("t1")
        match self.field:
            case Column(name=name) | Value(present=name):
                value: sa.ColumnElement[Any] = row.c[name]
            case Derived(expression=expression):
                value = expression(row)
            case _:
                return None
        return sa.select(value).where(row.c.id == sa.bindparam("key", type_=sa.BigInteger()))


CELLS = [
    Cell(entity, name, field)
    for entity in CATALOGUE.entities.values()
    if isinstance(entity, Entity)
    for name, field in entity.fields.items()
    if name in graph_shape().types[entity.name].listable
]


@dataclass
class Sampled:
    """The rows of one network, the people who could ask for them, and the way they are answered."""

    connection: Connection
    policies: PolicySet
    people: dict[int, Viewer]
    graph: GraphQLSchema
    engine: Engine
    dice: random.Random

    async def fetch(self, select: sa.Select[Any], **values: Any) -> list[tuple[Any, ...]]:
        """Run a statement."""
        statement = compile_statement(select, self.connection.dialect)
        given = {"now": NOON, "network": NETWORK, "viewer": 0, **values}
        rows = await self.connection.fetch(statement.text, statement.values(given))
        return [tuple(row) for row in rows]

    async def askings(self, cell: Cell) -> AsyncIterator[tuple[int, Viewer, str]]:
        """Yield a record for anybody, one for its owner, and one that is seen without *cell*."""
        table, owner = cell.entity.table, cell.entity.owner
        owned = table.c[owner] if owner is not None else sa.null()
        rows = await self.fetch(sa.select(table.c.id, owned).where(table.c.network_id == NETWORK))
        anybody = [(key, self.dice.choice([*self.people.values()])) for key, _ in rows]
        own = [(key, self.people[who]) for key, who in rows if who in self.people]
        for choices in (anybody, own):
            if choices:
                yield *self.dice.choice(choices), self.dice.choice(PORTALS)
        async for asking in self.seen_without(cell):
            yield asking
            break

    async def seen_without(self, cell: Cell) -> AsyncIterator[tuple[int, Viewer, str]]:
        """Yield records that somebody sees for a reason that does not show them *cell*."""
        row = cell.entity.table.alias("t1")
        portal = self.dice.choice(PORTALS)
        kinds = {self.policies.mask(each, portal, NOON): each for each in self.people.values()}
        for mask, viewer in kinds.items():
            rules = Rules.under(cell.entity, mask.shape, CATALOGUE.entities)
            if rules.rows and not rules.covered(cell.name):
                shown = sa.and_(sa.true(), *rules.holds(rules.cell(cell.name), row))
                seen = sa.select(row.c.id).where(*rules.visible(row), sa.not_(shown)).limit(1)
                values = self.policies.bindings(mask, viewer)
                for (key,) in await self.fetch(seen, **values):
                    yield key, viewer, portal

    async def compare(self, cell: Cell, key: int, viewer: Viewer, portal: str) -> bool:
        """Explain one cell and ask for it; return whether it is shown, as both say."""
        mask = self.policies.mask(viewer, portal, NOON)
        values = self.policies.bindings(mask, viewer)
        question = (cell.entity.name, cell.name, key)
        found = await explain_record(
            self.connection, CATALOGUE.entities, question, mask, values, NOON
        )
        assert found is not None
        prepared = self.engine.preparing.prepare(cell.query(key, self.graph), None, {})
        assert not isinstance(prepared, Answer), prepared.body.decode()
        asker = Asker(self.policies, viewer, portal, NOON)
        answer = await self.engine.run(prepared, self.connection, asker)
        record = orjson.loads(answer.body)["data"]["node"]
        about = (question, portal, viewer)
        if record is None or record["value"] in NOTHING:
            owed = found.visible and await self.owed(cell, key, values)
            assert not owed, about
        else:
            assert found.visible, about
        assert record is not None or not found.visible, about
        return found.visible

    async def owed(self, cell: Cell, key: int, values: Any) -> bool:
        """Tell whether a cell that is shown cannot be empty.

        What leads to other records has their rules as well.
        """
        if cell.stored is not None:
            [(value,)] = await self.fetch(cell.stored, **{**values, "key": key})
            return value is not None
        return (cell.entity.name, cell.name) in ALWAYS_SOMETHING


@pytest.fixture(name="filled", params=KINDS)
def _filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of either kind that holds the demo of that day."""
    with fresh_database(request.param, tmp_path) as address:
        fill(address, today=NOON.date())
        yield address


async def sampled(connection: Connection, policies: PolicySet) -> Sampled:
    """Find everybody whose credentials work."""
    graph = build_graph()
    engine = Engine(graph, CATALOGUE, connection.dialect, Limits(), b"s" * 40)
    world = Sampled(connection, policies, {}, graph, engine, random.Random(5))
    ids = sa.select(customers.c.id).where(customers.c.network_id == NETWORK)
    facts = await read_customer_facts(
        connection, NETWORK, [key for (key,) in await world.fetch(ids)], NOON
    )
    world.people |= {key: viewer_from(each, NETWORK) for key, each in facts.items() if each.valid}
    return world


def test_explanations_of_records_are_the_answers(filled: str, policies: PolicySet) -> None:
    """Every field on some records: what is said to be shown is answered, and nothing else.

    Fields that Python works out included, with rows and arguments.
    """
    verdicts: dict[type[Field], set[bool]] = defaultdict(set)

    async def compare() -> None:
        database = open_database(filled)
        try:
            async with database.snapshot() as connection:
                world = await sampled(connection, policies)
                for cell in CELLS:
                    async for key, viewer, portal in world.askings(cell):
                        shown = await world.compare(cell, key, viewer, portal)
                        verdicts[type(cell.field)].add(shown)
        finally:
            await database.close()

    asyncio.run(compare())
    assert {Column, Derived, Value, Computed, ToMany, Pages} < {*verdicts}
    assert all(each == {True, False} for each in verdicts.values()), verdicts
