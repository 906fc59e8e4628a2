"""Asking: the engine over one filled database, with an ear on the SQL that it runs."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import orjson
import sqlalchemy as sa

from access.policy_set import PolicySet
from access.viewer import Viewer
from planning.answers import Answer
from planning.askers import Asker
from planning.engine import Engine
from planning.entities import Entity
from planning.ids import global_id
from planning.limits import Limits
from resolvers.catalogue import CATALOGUE
from schema.graph import build_graph
from store.compiled import Values, compile_statement
from store.databases import Connection, Database, Row, open_database
from tests.questions.people import PEOPLE, Person, sign_in
from tests.questions.question import QUESTIONS, Question

TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
_NUMBERED = re.compile(r" AS row_[0-9]+\b")
"""The label of a nested row, which nobody reads: its number differs from run to run."""

SECRET = b"the same for all, so that cursors are" * 2


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody was answered, and the statements that it took, with the values bound."""

    body: bytes
    statements: int
    texts: tuple[str, ...]
    values: tuple[Values, ...] = field(compare=False)

    @property
    def answer(self) -> dict[str, Any]:
        """The answer, read."""
        answer: dict[str, Any] = orjson.loads(self.body)
        return answer


class Asking:
    """Asks questions of one database; whoever asks is signed in once."""

    def __init__(self, runner: asyncio.Runner, url: str, policies: PolicySet) -> None:
        self.url = url
        self.database = open_database(url)
        self.policies = policies
        self._runner = runner
        self._engine = Engine(build_graph(), CATALOGUE, self.database.dialect, Limits(), SECRET)
        self._viewers: dict[Person, Viewer] = {}
        self._replies: dict[tuple[str, Person, str], Reply] = {}

    def askers(self, question: Question) -> list[tuple[Person, str]]:
        """List who asks *question*, and where: everybody at portals of their own network."""
        roots = {portal: self.policies.tree.root(portal) for portal in question.portals}
        return [
            (person, portal)
            for portal, root in roots.items()
            for person in (*PEOPLE[root], *question.also)
            if person.network == root
        ]

    def ask(self, question: Question, person: Person, portal: str) -> Reply:
        """Ask *question* as *person* at *portal*, once."""
        key = (question.name, person, portal)
        if key not in self._replies:
            self._replies[key] = self.ask_of(self.database, question, person, portal)
        return self._replies[key]

    def ask_of(self, database: Database, question: Question, person: Person, portal: str) -> Reply:
        """Ask *question* of *database*, which need not be the one in which *person* signed in."""
        variables = {
            name: self._value(value, person, portal) for name, value in question.variables.items()
        }
        return self._runner.run(self._ask(database, question, variables, person, portal))

    def viewer(self, person: Person) -> Viewer:
        """Return who *person* is to the policies."""
        return self._runner.run(self._viewer(person))

    def fetch(self, text: str, values: Values = ()) -> Sequence[Row]:
        """Run a statement of a test's own."""
        return self._runner.run(self._fetch(text, values))

    async def _fetch(self, text: str, values: Values) -> Sequence[Row]:
        async with self.database.connection() as connection:
            return await connection.fetch(text, values)

    async def _ask(
        self, database: Database, question: Question, variables: Any, person: Person, portal: str
    ) -> Reply:
        prepared = self._engine.preparing.prepare(question.text, None, variables)
        assert not isinstance(prepared, Answer), prepared.body.decode()
        viewer = await self._viewer(person)
        asker = Asker(self.policies, viewer, portal, NOW)
        async with database.connection() as connection:
            listening = _Listening(connection)
            answer = await self._engine.run(prepared, listening, asker)
        assert answer.statements <= prepared.operation.statements, "foreseen before it is planned"
        texts = tuple(text for text, _ in listening.heard)
        values = tuple(values for _, values in listening.heard)
        return Reply(answer.body, answer.statements, texts, values)

    async def _viewer(self, person: Person) -> Viewer:
        if person not in self._viewers:
            self._viewers[person] = await sign_in(self.database, person, NOW)
        return self._viewers[person]

    def _value(self, value: Any, person: Person, portal: str) -> Any:
        """Return a variable's value, with what stands for something else put in its place."""
        if isinstance(value, list):
            return [self._value(each, person, portal) for each in value]
        if not isinstance(value, dict):
            return value
        if "$record" in value:
            columns = {key: each for key, each in value.items() if key != "$record"}
            return self._id(value["$record"], person.network, columns)
        if "$answer" in value:
            data = self.ask(QUESTIONS[value["$answer"]], person, portal).answer["data"]
            return reduce(lambda found, key: found and found[key], value["path"], data)
        return {key: self._value(each, person, portal) for key, each in value.items()}

    def _id(self, name: str, network: str, columns: dict[str, Any]) -> str:
        entity = CATALOGUE.entities[name]
        assert isinstance(entity, Entity), f"{name} has no rows"
        row = entity.table.c
        found = sa.select(row.id).where(
            row.network_id == sa.bindparam("network"),
            *(row[column] == sa.bindparam(f"{column}_") for column in columns),
        )
        statement = compile_statement(found.order_by(row.id), self.database.dialect)
        values = {"network": network, **{f"{key}_": each for key, each in columns.items()}}
        rows = self.fetch(statement.text, statement.values(values))
        assert rows, f"no {name} has {columns}"
        return global_id(name, rows[0][0])


class _Listening:
    """A connection that remembers what it ran."""

    def __init__(self, connection: Connection) -> None:
        self.heard: list[tuple[str, Values]] = []
        self.dialect = connection.dialect
        self._connection = connection
        self.insert = connection.insert

    async def fetch(self, text: str, values: Values) -> Sequence[Row]:
        """Run a statement, and remember it."""
        self.heard.append((_NUMBERED.sub("", text), values))
        return await self._connection.fetch(text, values)
