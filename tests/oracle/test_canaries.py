"""No byte of what a viewer may not see leaves the gateway: not in an answer, nor beside it.

Every text and every amount of a world is a canary, a value found nowhere else. Whatever generated
operations ask, as whomever, an answer's status, headers and body, its cursors read from within,
hold none but those that the naive evaluator shows to that viewer. Logs, the log of decisions,
metrics and the addresses beside the endpoint hold none at all.

Ordinarily 400 operations on each database. For more: `pytest tests/oracle --oracle-cases 50000`.
"""

from __future__ import annotations

import asyncio
import functools
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import GraphQLSchema

from gateway.logs import configure_logs
from gateway.settings import Log
from planning.cursors import Signer
from resolvers.catalogue import CATALOGUE
from schema.graph import build_graph
from store.databases import open_database
from tests.loggers import loggers_as_before
from tests.oracle.canaries import canaries_in, fresh_numbers, plant
from tests.oracle.cases import FIELDS, Rules, compile_rules
from tests.oracle.entitled import Entitled, cells_with_canaries
from tests.oracle.operations import make_operation
from tests.oracle.people import person_of
from tests.oracle.policies import make_policy
from tests.oracle.resolvers import naive_schema
from tests.oracle.through_http import Door, open_door
from tests.oracle.townsfolk import Guest
from tests.oracle.visit import Visit
from tests.oracle.worlds import World, make_world, store_rows

OPERATIONS_A_WORLD = 100
ASKED_BY = 4
SIGN_IN = """
mutation ($email: String!) {
  signIn(input: {email: $email, password: "guessed"}) { token customer { name } errors { message } }
}
"""


@pytest.fixture(name="loggers_as_before")
def _loggers_as_before() -> Iterator[None]:
    """Puts the loggers back as they were."""
    with loggers_as_before():
        yield


@pytest.mark.usefixtures("loggers_as_before")
def test_no_canary_leaves_the_gateway(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever asks whatever, under whichever rules, reads only what is theirs to read."""
    count = int(request.config.getoption("--oracle-cases", default=2_000)) // 5
    configure_logs(Log(level="debug", format="json"))
    numbers, counts, leaks = fresh_numbers(), Counter[str](), list[str]()
    for number in range(-(-count // OPERATIONS_A_WORLD)):
        asked = min(OPERATIONS_A_WORLD, count - number * OPERATIONS_A_WORLD)
        run = _Run(f"canary{number}", database_url, numbers)
        root = tmp_path / run.world.name
        with open_door(root, database_url, run.world, run.rules.written) as door:
            leaks += run.ask(door, asked)
            leaks += run.look_around(door)
        counts += run.counts
    captured = capsys.readouterr()
    log = captured.err + captured.out
    with capsys.disabled():
        print(f"\ncanaries: {dict(counts)}, {log.count(chr(10))} lines of logs")
    assert not leaks, "\n\n".join(leaks[:3])
    assert not canaries_in(log), "a log holds a value"
    assert log.count('"portal.decisions"') > count / 2, "the log of decisions says too little"
    assert log.count('"portal.requests"') > count, "the log says too little"
    assert counts["answers with canaries"] > count / 4, "too few answers show anything"
    assert counts["canaries that a stranger may not see"] > count, "too little could leak"


def test_canaries_are_found_wherever_they_hide() -> None:
    """In another case, with a decimal point, inside a cursor; what only looks alike is none."""
    cursor = Signer(b"secret").write(("Event", "TITLE", False), "canary000007x", 1)
    for text in ("CANARY000007X", 'a "canary000007x"', f'{{"endCursor":"{cursor}"}}'):
        assert canaries_in(text) == {"canary000007x"}, text
    for text in ("1975000012", '"19750000.12"', '"1975000.012"'):
        assert canaries_in(text) == {"1975000012"}, text
    assert not canaries_in("canary 0.6019750000123 a1975000012 19750000123 197500.0012")


class _Run:
    """One world with canaries, one policy, and what was asked of them."""

    def __init__(self, name: str, url: str, numbers: Iterator[int]) -> None:
        self.world = plant(make_world(name, name), numbers)
        self.rules = _rules(self.world)
        self.rows = self.world.rows[self.world.network]
        self.counts = Counter[str]()
        self.cells = cells_with_canaries(self._visit(self.world.guests[0], name), self.rows)
        self._entitled: dict[tuple[Guest, str], Entitled] = {}
        asyncio.run(_store(url, self.world))

    def ask(self, door: Door, count: int) -> Iterator[str]:
        """Ask generated operations, each as several people; yield what leaks."""
        dice = random.Random(self.world.name)
        schema = _schema()
        for number in range(count):
            if number % ASKED_BY == 0:
                seed = f"{self.world.name}/{number}"
                operation = make_operation(schema, CATALOGUE, self.world, seed)
            guest, portal = dice.choice(self.world.guests), dice.choice(self.world.portals)
            get = len(operation.text) < 2_000 and dice.random() < 0.3
            asked = door.ask(guest, portal, operation.text, operation.variables, get=get)
            self.counts["operations"] += 1
            self.counts[f"answered {asked.status}"] += 1
            found = canaries_in(asked.text)
            self.counts["answers with canaries"] += bool(found)
            self.counts["canaries shown"] += len(found)
            stranger = self._viewer(self.world.guests[0], portal)
            self.counts["canaries that a stranger may not see"] += sum(
                not stranger.may_see(canary) for canary in found
            )
            viewer = self._viewer(guest, portal)
            leaked = sorted(canary for canary in found if not viewer.may_see(canary))
            if leaked:
                yield f"{guest.words} at {portal} reads {leaked}:\n{operation.text}\n{asked.text}"

    def look_around(self, door: Door) -> Iterator[str]:
        """Guess passwords, and read the addresses beside the endpoint; yield what leaks."""
        for login in self.rows["logins"]:
            given = {"email": login["email"]}
            asked = door.ask(self.world.guests[0], self.world.network, SIGN_IN, given)
            if canaries_in(asked.text):
                yield f"a guessed password reads\n{asked.text}"
        for path in ("/metrics", "/ready", "/live", "/nothing"):
            asked = door.look(path)
            if canaries_in(asked.text):
                yield f"{path} holds\n{asked.text}"

    def _viewer(self, guest: Guest, portal: str) -> Entitled:
        key = (guest, portal)
        if key not in self._entitled:
            visit = self._visit(guest, portal)
            self._entitled[key] = Entitled(visit, self.rows, self.cells)
        return self._entitled[key]

    def _visit(self, guest: Guest, portal: str) -> Visit:
        session = next((row for row in self.rows["sessions"] if row["id"] == guest.session), None)
        person = person_of(self.rows, session, self.world.network, self.world.now)
        return Visit(self.rules.policy, person, portal, self.world.now)


@functools.cache
def _schema() -> GraphQLSchema:
    return naive_schema(build_graph(), CATALOGUE)


def _rules(world: World) -> Rules:
    """Write a policy that is accepted."""
    for attempt in range(20):
        found = compile_rules(make_policy(world, CATALOGUE, FIELDS, f"{world.name}/{attempt}"))
        if not isinstance(found, list):
            return found
    raise AssertionError(f"no policy is accepted: {found}")


async def _store(url: str, world: World) -> None:
    database = open_database(url)
    try:
        async with database.transaction() as connection:
            await store_rows(connection, world)
    finally:
        await database.close()
