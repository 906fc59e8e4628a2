"""One case: an operation, a viewer, a policy; asked of the planner and of the oracle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import GraphQLSchema, parse, validate

from access.policy_set import PolicySet, compile_policies
from access.viewer import ANONYMOUS, Viewer
from documents.document import Document
from documents.places import Problem
from documents.reader import read_document
from gateway.viewers import find_viewer
from planning.answers import Answer
from planning.askers import Asker
from planning.engine import Engine
from planning.limits import Limits
from resolvers.catalogue import CATALOGUE
from schema.graph import build_graph
from schema.shape import graph_shape
from store.databases import Connection, Database
from tests.oracle.answers import Cursors, Difference, Naive, differences, naive_answer
from tests.oracle.operations import Operation
from tests.oracle.people import person_of
from tests.oracle.policies import Written
from tests.oracle.policy import Policy, Visit
from tests.oracle.resolvers import naive_schema
from tests.oracle.worlds import Guest, World, store_rows

COUNT_BOUND = 6
LIMITS = Limits(
    count_bound=COUNT_BOUND, aliases=2_000, depth=40, directives=500, documents=4, plans=4,
    tokens=20_000,
)

FIELDS = {name: sorted(shape.listable) for name, shape in graph_shape().types.items()}
"""The fields of each type that a policy decides about."""


@dataclass(frozen=True)
class Rules:
    """A policy twice: compiled for the planner, and read for the oracle."""

    written: Written
    policies: PolicySet
    policy: Policy


def compile_rules(written: Written) -> Rules | list[Problem]:
    """Compile what was written; the problems where `access` refuses it."""
    documents: list[Document] = []
    problems: list[Problem] = []
    texts = written.texts
    for path, text in texts.items():
        document, found = read_document(path, text.encode(), kind_of(path))
        problems += found
        documents += [] if document is None else [document]
    if problems:
        return problems
    compiled = compile_policies(documents, graph_shape())
    if compiled.policies is None:
        return list(compiled.problems)
    return Rules(written, compiled.policies, Policy(texts))


def kind_of(path: str) -> str:
    """Return the kind of document that a file holds."""
    folder, _, name = path.partition("/")
    if folder != "policies":
        return {"locations": "location", "config": "gateway"}[folder]
    stem = name.removesuffix(".yaml")
    return stem if stem in ("portal", "audiences", "actions", "staff") else "types"


@dataclass(frozen=True)
class Case:
    """One operation asked by one guest at one portal of a world, under one policy."""

    world: World
    rules: Rules
    guest: Guest
    portal: str
    operation: Operation
    cursors: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """For each variable that takes a cursor: the planner's and the oracle's for one place."""


@dataclass(frozen=True)
class Verdict:
    """What became of a case."""

    differences: list[Difference]
    naive: Naive | None
    refused: str | None = None


class Bench:
    """One database, and both ways to ask it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.schema: GraphQLSchema = build_graph()
        self.naive = naive_schema(self.schema, CATALOGUE)
        self.engine = Engine(self.schema, CATALOGUE, database.dialect, LIMITS, b"oracle" * 6)
        self._viewers: dict[Any, Viewer] = {}

    async def settle(self, world: World) -> None:
        """Write a world's rows."""
        async with self.database.transaction() as connection:
            await store_rows(connection, world)

    def is_valid(self, operation: Operation) -> bool:
        """Whether an operation is one that a client could send."""
        return not validate(self.schema, parse(operation.text))

    async def judge(self, case: Case, cursors: Cursors | None = None) -> Verdict:
        """Ask both, and compare."""
        planner = await self.planned(case)
        if planner.status != 200:
            codes = {error["extensions"]["code"] for error in orjson.loads(planner.body)["errors"]}
            return Verdict([], None, ", ".join(sorted(codes)))
        naive = self.expected(case)
        found = differences(orjson.loads(planner.body), naive, cursors or Cursors())
        return Verdict(found, naive)

    def expected(self, case: Case) -> Naive:
        """Ask the oracle."""
        world = case.world
        given = {name: pair[1] for name, pair in case.cursors.items()}
        return naive_answer(
            self.naive, CATALOGUE, visit_of(case), world.rows[world.network], case.operation.text,
            {**case.operation.variables, **given}, COUNT_BOUND,
        )

    async def planned(self, case: Case) -> Answer:
        """Ask the planner."""
        given = {name: pair[0] for name, pair in case.cursors.items()}
        prepared = self.engine.prepare(
            case.operation.text, None, {**case.operation.variables, **given}
        )
        if isinstance(prepared, Answer):
            return prepared
        async with self.database.connection() as connection:
            viewer = await self.viewer(connection, case.world, case.guest, case.world.now)
            asker = Asker(case.rules.policies, viewer, case.portal, case.world.now)
            return await self.engine.run(prepared, connection, asker)

    async def viewer(
        self, connection: Connection, world: World, guest: Guest, now: dt.datetime
    ) -> Viewer:
        """Return the facts that the gateway reads of a guest."""
        if guest.session is None:
            return ANONYMOUS(world.network)
        key = (world.name, guest.session)
        if key not in self._viewers:
            viewer = await find_viewer(connection, guest.session, world.network, now)
            assert viewer is not None, f"{guest.words} cannot sign in"
            self._viewers[key] = viewer
        return self._viewers[key]


def visit_of(case: Case) -> Visit:
    """Return the naive visit of a case."""
    world = case.world
    rows = world.rows[world.network]
    session = next(
        (row for row in rows["sessions"] if row["id"] == case.guest.session), None
    )
    person = person_of(rows, session, world.network, world.now)
    return Visit(case.rules.policy, person, case.portal, world.now)


def words(problems: Iterable[Problem]) -> str:
    """Return problems as an operator reads them."""
    return "\n".join(f"{problem.place}: {problem.message}" for problem in problems)
