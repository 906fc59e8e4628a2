"""Berlin Mitte with its doors open: who signs up, the letters that go out, and their tokens."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from access.compiling import compile_policies
from access.policy_set import PolicySet
from documents.folders import read_root
from documents.reader import read_document
from resolvers.letters.letter_rows import list_waiting
from resolvers.letters.tokens import OneTimeTokens
from schema.shape import graph_shape
from store.databases import Connection, Database
from tests.resolvers.asking import Services
from tests.resolvers.booking.house import House
from tests.store.rows import NETWORK

ROOT = Path(__file__).parents[3]
MITTE, HOUSE_FILE = "berlin-mitte", "locations/berlin-mitte.yaml"
ADA = {"name": "Ada Byron", "email": "Ada@Post.test", "password": "difference engine"}

SIGN_UP = "signUp { verifiesEmail errors { code field } }"
VERIFY = (
    "verifyEmail { token customer { id name kind membership suspended } errors { code field } }"
)
REQUEST = "requestNewPassword { errors { code field } }"
SET = "setNewPassword { errors { code field } }"
SIGN_IN = "signIn { token customer { name } errors { code } }"


@cache
def opened(how: str = "open: true", switch: str = "[{ overdue-days: 30 }]") -> PolicySet:
    """The repository's policies, where Berlin Mitte lets people sign up so."""
    documents = []
    for each in read_root(ROOT).documents:
        text = (ROOT / each.path).read_text()
        if each.path == HOUSE_FILE:
            text = text.replace("sign-up:\n", f"sign-up:\n  {how}\n")
        elif each.path == "policies/portal.yaml":
            text = text.replace("[{ overdue-days: 30 }]", switch)
        document, problems = read_document(each.path, text.encode(), each.kind)
        assert document is not None, problems
        documents += [] if each.kind == "promises" else [document]
    compiled = compile_policies(documents, graph_shape())
    assert compiled.policies is not None, [str(problem) for problem in compiled.problems]
    return compiled.policies


class Lobby(House):
    """Somebody at the door; `tokens` opens the letters, `services` counts who asks for them.

    `people` are those with a login: it, and their customer.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.tokens = OneTimeTokens(b"letters")
        self.services = Services(one_time_tokens=self.tokens)
        self.rules = opened()
        self.plan_id = ""
        self.people: dict[str, tuple[int, int]] = {}

    async def do(self, mutation: str, **given: Any) -> Any:
        """Carry out `name { … }` as a stranger at Berlin Mitte; return its payload."""
        name, _, fields = mutation.partition(" ")
        kind = f"{name[0].upper()}{name[1:]}Input!"
        text = f"mutation ($input: {kind}) {{ {name}(input: $input) {fields} }}"
        answer = await self.ask(
            text, variables={"input": given}, policies=self.rules, portal=MITTE,
            services=self.services,
        )
        assert "errors" not in answer, answer
        return answer["data"][name]

    async def write(self, text: str) -> None:
        """Change rows behind everybody's back."""
        async with self.database.transaction() as connection:
            await connection.fetch(text, ())

    @contextmanager
    def noting(self) -> Iterator[list[str]]:
        """Note what is run in transactions, in its order."""
        noted: list[str] = []
        self.ask.database = Noting(self.database, noted)
        try:
            yield noted
        finally:
            self.ask.database = self.database

    async def letters(self) -> list[tuple[str, str, str | None]]:
        """The letters that wait: their kinds, whom they are to, and their tokens."""
        async with self.database.connection() as connection:
            waiting = await list_waiting(connection, NETWORK)
        return [
            (each.kind, each.to, None if each.sealed is None else self.tokens.open(each.sealed))
            for each in sorted(waiting, key=lambda each: each.id)
        ]

    async def token(self) -> str:
        """The token of the latest letter."""
        token = (await self.letters())[-1][2]
        assert token is not None
        return token


class Noting:
    """A database that notes what is run in its transactions."""

    def __init__(self, database: Database, noted: list[str]) -> None:
        self._database, self._noted = database, noted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Any]:
        """Hold a connection that notes."""
        async with self._database.transaction() as connection:
            yield NotingConnection(connection, self._noted)


class NotingConnection:
    """A connection that notes each statement before it is run."""

    def __init__(self, connection: Connection, noted: list[str]) -> None:
        self._connection, self._noted = connection, noted
        self.dialect = connection.dialect

    async def fetch(self, text: str, values: Any) -> Any:
        """Note the statement, and run it."""
        self._noted.append(text)
        return await self._connection.fetch(text, values)

    async def insert(self, table: Any, rows: Any) -> None:
        """Note the table, and insert."""
        self._noted.append(f"insert into {table.name}")
        await self._connection.insert(table, rows)
