"""One case: an operation, a viewer, a policy; asked of the planner and of the oracle."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import GraphQLSchema

from access.compiling import compile_policies
from access.policy_set import PolicySet
from access.viewer import ANONYMOUS, Viewer
from documents.document import Document
from documents.places import Problem
from documents.reader import read_document
from gateway.operations.viewers import find_viewer
from planning.answers import Answer
from planning.askers import Asker
from planning.engine import Engine
from planning.limits import Limits
from planning.rehearsals import Rehearsal
from resolvers.catalogue import CATALOGUE
from schema.graph import build_graph
from schema.shape import graph_shape
from store.databases import Connection, Database
from tests.oracle.answers import Cursors, Difference, Naive, differences, naive_answer
from tests.oracle.operations import Operation
from tests.oracle.people import person_of
from tests.oracle.policies import Written
from tests.oracle.policy import Policy
from tests.oracle.rehearsed import PortalAlone, Rehearsed
from tests.oracle.resolvers import naive_schema
from tests.oracle.townsfolk import Guest
from tests.oracle.visit import Visit
from tests.oracle.worlds import World, store_rows

COUNT_BOUND = 6
LIMITS = Limits(
    count_bound=COUNT_BOUND, aliases=2_000, depth=40, directives=500, documents=20, plans=60,
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
    written_out: bool = False
    """Whether cursors stand in the text itself, and not in variables."""
    previewer: Guest | None = None
    """Who asks as the guest would be answered, in place of the guest."""
    today: Rules | None = None
    """The rules in force, where `rules` are those of the past, which is rehearsed."""

    def asked(self, side: int) -> tuple[str, dict[str, Any]]:
        """Return text and variables as the planner (0) or the oracle (1) gets them."""
        given = {name: pair[side] for name, pair in self.cursors.items()}
        text = self.operation.text
        if not self.written_out:
            return text, {**self.operation.variables, **given}
        for name, cursor in given.items():
            head = re.sub(rf"\${name}: String(, )?", "", text, count=1)
            literal = json.dumps(cursor).replace("\\", r"\\")
            text = re.sub(rf"\${name}\b", literal, head)
        return text.replace("query Asked()", "query Asked"), dict(self.operation.variables)


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
        self.engine = self.new_engine()
        self._viewers: dict[Any, Viewer] = {}

    def new_engine(self) -> Engine:
        """Return an engine that has kept nothing yet."""
        return Engine(self.schema, CATALOGUE, self.database.dialect, LIMITS, b"oracle" * 6)

    async def settle(self, world: World) -> None:
        """Write a world's rows."""
        async with self.database.transaction() as connection:
            await store_rows(connection, world)

    def is_valid(self, operation: Operation) -> bool:
        """Whether an operation is one that a client could send."""
        prepared = self.engine.preparing.prepare(operation.text, None, operation.variables)
        return not isinstance(prepared, Answer)

    async def judge(self, case: Case, cursors: Cursors | None = None) -> Verdict:
        """Ask both, and compare."""
        planner = await self.planned(case)
        return self.compare(planner, case, cursors or Cursors())

    def compare(
        self, planner: Answer, case: Case, cursors: Cursors, naive: Naive | None = None
    ) -> Verdict:
        """Compare the planner's answer with the oracle's, which may be known already."""
        if planner.status != 200:
            codes = {error["extensions"]["code"] for error in orjson.loads(planner.body)["errors"]}
            return Verdict([], None, ", ".join(sorted(codes)))
        naive = naive or self.expected(case)
        return Verdict(differences(orjson.loads(planner.body), naive, cursors), naive)

    def expected(self, case: Case) -> Naive:
        """Ask the oracle."""
        world = case.world
        text, variables = case.asked(1)
        return naive_answer(
            self.naive, CATALOGUE, visit_of(case), world.rows[world.network], text, variables,
            COUNT_BOUND,
        )

    async def planned(self, case: Case) -> Answer:
        """Ask the planner."""
        text, variables = case.asked(0)
        prepared = self.engine.preparing.prepare(text, None, variables)
        if isinstance(prepared, Answer):
            return prepared
        async with self.database.connection() as connection:
            viewer = await self.viewer(connection, case.world, case.guest, case.world.now)
            asker = Asker(case.rules.policies, viewer, case.portal, case.world.now)
            if case.previewer is not None:
                other = await self.viewer(connection, case.world, case.previewer, case.world.now)
                told = {"viewer": case.guest.session}
                today = None if case.today is None else case.today.policies
                rehearsal = Rehearsal(other, case.world.now, told, today)
                asker = asker._replace(rehearsal=rehearsal)
            answer = await self.engine.run(prepared, connection, asker)
        assert answer.statements <= prepared.operation.statements, "foreseen before it is planned"
        return answer

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
    itself = _visit(case, case.guest, case.rules)
    if case.previewer is None:
        return itself
    previewer = _visit(case, case.previewer, case.today or case.rules)
    asked = (itself.person, itself.portal, itself.now)
    by_today = None if case.today is None else PortalAlone(case.today.policy, *asked)
    return Rehearsed(itself.policy, *asked, previewer=previewer, by_today=by_today)


def _visit(case: Case, guest: Guest, rules: Rules) -> Visit:
    world = case.world
    rows = world.rows[world.network]
    session = next((row for row in rows["sessions"] if row["id"] == guest.session), None)
    person = person_of(rows, session, world.network, world.now)
    return Visit(rules.policy, person, case.portal, world.now)


def words(problems: Iterable[Problem]) -> str:
    """Return problems as an operator reads them."""
    return "\n".join(f"{problem.place}: {problem.message}" for problem in problems)
