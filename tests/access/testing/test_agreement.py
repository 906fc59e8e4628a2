"""Tests of policies decide about records in Python, operations in SQL: the two have to agree.

A test's record is told apart from a row by what :class:`access.testing.cases.Record` holds. It is
published and stands for itself, so that rows are asked about as if both were so: publication and
wholes are asked for in SQL alone, and `tests/oracle` looks after them.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import sqlalchemy as sa

from access.decision import Decision
from access.described import described
from access.mask import Cell
from access.policy_set import PolicySet
from access.testing.answers import Asked
from access.testing.cases import About, Case, Expectation, Record
from access.viewer import Viewer
from documents.places import Place
from gateway.operations.viewers import viewer_from
from gateway.policies.loading import load_policies
from planning.entities import Entity, TeamLink
from planning.grants import cell_grants
from planning.row_rules import Rules
from resolvers.catalogue import CATALOGUE
from schema.shape import graph_shape
from store.compiled import Statement, compile_statement
from store.customers import customers
from store.databases import Connection
from store.demo import fill
from store.facts import read_customer_facts
from store.migrations import migrate
from store.sql import NETWORK
from store.tables import teams as team_rows
from tests.databases import read

HOUSE = Path(__file__).parents[3]
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
PORTALS = ("berlin-mitte", "plenum-peckham")
ENTITIES = [each for each in CATALOGUE.entities.values() if isinstance(each, Entity)]
PLACE = Place("policies/tests/all.yaml", 1, 1)


@dataclass(frozen=True)
class World:
    """The demo of one day: its policies, its customers and its rows."""

    policies: PolicySet
    url: str
    customers: dict[str, list[Viewer]]

    def viewers(self, portal: str) -> Iterator[Viewer]:
        """Yield somebody of each kind that this portal tells apart: customers, staff, nobody."""
        network = self.policies.tree.root(portal)
        roles = self.policies.layers.rules.staff.roles
        words = ["anonymous", *(f"{role} at {portal}" for role in roles)]
        kinds: dict[str, Viewer] = {}
        for viewer in (
            *(described(each, self.policies, portal) for each in words),
            *self.customers[network],
        ):
            kinds[self.policies.mask(viewer, portal, NOON).key] = viewer
        yield from kinds.values()


@pytest.fixture(name="world", scope="module")
def _world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The house's own files, and the demo's rows."""
    loaded = load_policies(HOUSE, graph_shape())
    assert loaded.current is not None
    url = f"sqlite:///{tmp_path_factory.mktemp('agreed')}/portal.db"
    migrate(url)
    fill(url, today=NOON.date())
    policies = loaded.current.policies

    world = World(policies, url, {})
    for network in policies.tree.roots:
        world.customers[network] = read(world.url, partial(people, network=network))
    return world


async def people(connection: Connection, network: str) -> list[Viewer]:
    """Every customer of a network whose credentials work."""
    select = sa.select(customers.c.id).where(customers.c.network_id == network)
    ids = [row[0] for row in await fetch(connection, select)]
    facts = await read_customer_facts(connection, network, ids, NOON)
    return [viewer_from(each, network) for each in facts.values() if each.valid]


async def fetch(
    connection: Connection, select: sa.Select[Any], values: Mapping[str, Any] = MappingProxyType({})
) -> list[tuple[Any, ...]]:
    """Run a statement."""
    statement = compile_statement(select, connection.dialect)
    return [tuple(row) for row in await connection.fetch(statement.text, statement.values(values))]


async def records_of(
    connection: Connection, entity: Entity, network: str
) -> dict[int, tuple[Record, ...]]:
    """Return each row as a test would describe it, once for each team that it belongs to."""
    row = entity.table.alias("t1")
    here = row.c.network_id == network
    team = entity.team if isinstance(entity.team, str) else None
    named = (entity.location, entity.owner, entity.audience, team)
    columns = [sa.null() if name is None else row.c[name] for name in named]
    plans, teams = defaultdict(set), defaultdict(set)
    if entity.plans is not None:
        link = entity.plans.table
        select = sa.select(link.c[entity.plans.record], link.c.plan_id)
        for key, plan in await fetch(connection, select):
            plans[key].add(plan)
    if isinstance(entity.team, TeamLink):
        of_team = sa.select(row.c.id).where(here, entity.team.condition(row, "one"))
        for (number,) in await fetch(connection, sa.select(team_rows.c.id)):
            given = {"one": [number], "now": NOON, "network": network}
            for (key,) in await fetch(connection, of_team, given):
                teams[key].add(number)
    return {
        key: tuple(
            Record("row", entity.name, place, owner, each, level, frozenset(plans[key]))
            for each in sorted(teams[key]) or [number]
        )
        for key, place, owner, level, number in await fetch(
            connection, sa.select(row.c.id, *columns).where(here)
        )
    }


def rules_of(policies: PolicySet, viewer: Viewer, portal: str, entity: Entity) -> Rules:
    """Return what operations are planned with; a record of a test stands for itself."""
    mask = policies.mask(viewer, portal, NOON)
    return replace(Rules.under(entity, mask.shape, CATALOGUE.entities), whole=None)


@dataclass
class Planner:
    """Asks the database which rows show which cells."""

    connection: Connection
    statements: dict[Any, Statement] = field(default_factory=dict)

    async def shown(
        self, policies: PolicySet, viewer: Viewer, portal: str, entity: Entity, cells: list[Cell]
    ) -> dict[int, tuple[bool, ...]]:
        """Return for each row that is published, if its type knows of that, what it shows."""
        rules = rules_of(policies, viewer, portal, entity)
        known = (entity.name, rules.mask, *cells)
        if known not in self.statements:
            row = entity.table.alias("t1")
            asked = [sa.and_(sa.true(), *rules.holds(cell_grants(each), row)) for each in cells]
            given = (entity.exists, entity.published, entity.presented)
            conditions = [each(row, rules.switches) for each in given if each is not None]
            select = sa.select(row.c.id, *asked).where(
                row.c.network_id == NETWORK, *(each for each in conditions if each is not None)
            )
            self.statements[known] = compile_statement(select, self.connection.dialect)
        statement = self.statements[known]
        mask = policies.mask(viewer, portal, NOON)
        values = {**policies.bindings(mask, viewer), "now": NOON}
        rows = await self.connection.fetch(statement.text, statement.values(values))
        return {key: tuple(map(bool, shown)) for key, *shown in rows}


@dataclass(frozen=True)
class Verdict:
    """What the two say about the cells of one row, a field for each cell."""

    viewer: Viewer
    records: tuple[Record, ...]
    fields: tuple[str, ...]
    tests: tuple[bool, ...]
    planner: tuple[bool, ...]


async def verdicts(
    connection: Connection, world: World, portal: str, entities: Iterable[Entity]
) -> list[Verdict]:
    """Ask both about every row of *entities* for every kind of viewer at *portal*."""
    policies, planner, found = world.policies, Planner(connection), []
    network = policies.tree.root(portal)
    for entity in entities:
        stored = await records_of(connection, entity, network)
        for viewer in world.viewers(portal):
            mask = policies.mask(viewer, portal, NOON).shape.types[entity.name]
            fields = {cell: name for name, cell in mask.cells.items() if cell}
            if not fields:
                continue
            asked = Asked(policies, Case(None, PLACE, portal, NOON, {"viewer": viewer}))
            names = tuple(fields.values())
            told: dict[tuple[Record, ...], tuple[bool, ...]] = {}
            answers = await planner.shown(policies, viewer, portal, entity, list(fields))
            for key, answer in answers.items():
                records = stored[key]
                if records not in told:
                    told[records] = tuple(
                        any(sees(asked, each, name, viewer) for each in records) for name in names
                    )
                found.append(Verdict(viewer, records, names, told[records], answer))
    return found


def sees(asked: Asked, record: Record, name: str, viewer: Viewer) -> bool:
    """Ask as a line of a test would: the record's own field."""
    expectation = Expectation(About.SEES, name, record, frozenset(), PLACE)
    return asked.sees(expectation, viewer)


@pytest.mark.parametrize("portal", PORTALS)
def test_tests_say_of_every_row_what_the_planner_answers(world: World, portal: str) -> None:
    """Every row of the demo, for everybody that the portal tells apart."""
    found = read(world.url, lambda connection: verdicts(connection, world, portal, ENTITIES))
    assert [each for each in found if each.tests != each.planner][:3] == []
    for answer in (True, False):
        assert len({each.records[0].type for each in found if answer in each.planner}) > 20
    records = {record for each in found for record in each.records}
    for fact in ("owner", "team", "level", "plans"):
        assert len({getattr(record, fact) for record in records}) > 1, fact


@pytest.mark.parametrize(
    ("broken", "type_name"),
    [
        ("access.testing.answers.Asked.admitted", "Event"),
        ("access.testing.answers.Shown.by_portal", "Event"),
        ("planning.row_rules.for_audience", "Event"),
        ("planning.row_rules.for_plans", "Perk"),
    ],
)
def test_a_rule_that_only_one_of_them_knows_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch, broken: str, type_name: str
) -> None:
    """Whichever of the two forgets a record's audience, plans or place."""
    forgetful = {
        "admitted": lambda *_: Decision(True, None, "", PLACE),
        "by_portal": lambda *_: (True, ""),
        "for_audience": lambda *_: [],
        "for_plans": lambda *_, **__: sa.true(),
    }
    monkeypatch.setattr(broken, forgetful[broken.rpartition(".")[2]])
    entities = [each for each in ENTITIES if each.name == type_name]
    found = read(
        world.url, lambda connection: verdicts(connection, world, "berlin-mitte", entities)
    )
    assert any(each.tests != each.planner for each in found)
