"""A story of ten dated changes: whatever was answered at a moment is what is told of it later."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from access.policy_set import PolicySet
from access.questions import Kind, Question
from access.wishes import Part, Wish
from documents.folders import read_root
from documents.policy_files import PolicyFiles
from gateway.policies.editing import edit_folders
from gateway.policies.loading import load_policies
from resolvers.kept_policies import KeptPolicies
from resolvers.persons import find_person
from schema.shape import graph_shape
from store.compiled import compile_statement
from store.databases import Connection, Database
from store.policy_history import KeptSet, keep_activation
from store.tables import contracts, customer_suspensions
from tests.gateway.house import HOUSE
from tests.store.rows import Rows

PORTAL = "berlin-mitte"
QUESTIONS = (
    Question(Kind.SECTION, "directory"),
    Question(Kind.SECTION, "bookings"),
    Question(Kind.SECTION, "events"),
    Question(Kind.ACTION, "bookings.create"),
    Question(Kind.FIELD, "Event.attendees"),
)
LATER = dt.datetime(2026, 12, 24, tzinfo=dt.UTC)


def morning(day: int) -> dt.datetime:
    """Nine o'clock on a day of November."""
    return dt.datetime(2026, 11, day, 9, tzinfo=dt.UTC)


class Story:
    """Anna, her contracts, and the files; whatever happens is written down when it happens."""

    policies: PolicySet
    """What the files hold, since something happened."""

    def __init__(self, root: Path, database: Database) -> None:
        self.root = root
        self.database = database
        self.rows = Rows()
        self.anna = self.rows.customer(full_name="Anna", login_id=self.rows.add("logins"))
        self.plan = self.rows.add("plans", key="hot-desk")
        self.first = ""

    def happens(self) -> Iterator[tuple[int, Any]]:
        """Yield ten changes, a day apart."""
        yield 1, self.begins()
        yield 2, self.signs_up(morning(2))
        yield 3, self.edited(3, Wish(Part.SECTION, "directory", ("residents",)))
        yield 4, self.freezes(morning(4), morning(6))
        yield 5, self.suspended(morning(5))
        yield (
            6,
            self.edited(
                6, Wish(Part.SECTION, "bookings", ("logged-in",), PORTAL, "Guests", "2026-11-07")
            ),
        )
        yield 7, self.forgiven(morning(7))
        yield 8, self.edited(8, Wish(Part.FEATURE, "events", "off"))
        yield 9, self.ends(morning(9))
        yield 10, self.goes_back(10)

    async def begins(self) -> None:
        """The house's own files come into force, and Anna is there."""
        await self.rows.write(self.database)
        self.first = (await self.kept(morning(1))).digest

    async def kept(self, now: dt.datetime) -> KeptSet:
        """Keep what stands in the folders, as a gateway does that reads them."""
        loaded = load_policies(self.root, graph_shape())
        assert loaded.current is not None
        assert loaded.files is not None
        kept = KeptSet(loaded.files.digest, loaded.current.policies.hash, loaded.files.texts)
        assert await keep_activation(self.database, kept, now)
        self.policies = loaded.current.policies
        return kept

    async def signs_up(self, now: dt.datetime) -> None:
        """A contract begins."""
        self.rows.add("contracts", id=70, customer_id=self.anna, plan_id=self.plan, starts_at=now)
        await self.rows.write(self.database)

    async def freezes(self, since: dt.datetime, until: dt.datetime) -> None:
        """The contract rests for some days."""
        self.rows.add(
            "freezes",
            contract_id=70,
            customer_id=self.anna,
            from_at=since,
            until_at=until,
            from_date=since.date(),
            until_date=until.date(),
        )
        await self.rows.write(self.database)

    async def suspended(self, now: dt.datetime) -> None:
        """An invoice is overdue."""
        self.rows.add("customer_suspensions", customer_id=self.anna, from_at=now)
        await self.rows.write(self.database)

    async def forgiven(self, now: dt.datetime) -> None:
        """It is paid."""
        await self.run(customer_suspensions.update().values(until_at=now))

    async def ends(self, now: dt.datetime) -> None:
        """Anna leaves."""
        await self.run(contracts.update().values(ends_at=now, cancellation_date=now.date()))

    async def edited(self, day: int, wish: Wish) -> None:
        """A rule is changed, and the gateway takes it."""
        edit_folders(self.root, wish, graph_shape(), "dana")
        await self.kept(morning(day))

    async def goes_back(self, day: int) -> None:
        """The files are again what they were at first."""
        for folder in ("policies", "locations"):
            shutil.rmtree(self.root / folder)
            shutil.copytree(HOUSE / folder, self.root / folder)
        assert (await self.kept(morning(day))).digest == self.first

    async def run(self, statement: sa.sql.ClauseElement) -> None:
        """Change rows."""
        async with self.database.transaction() as connection:
            compiled = compile_statement(statement, connection.dialect)
            await connection.fetch(compiled.text, compiled.values({}))


async def answers(
    connection: Connection, policies: PolicySet, anna: int, now: dt.datetime
) -> list[Any]:
    """What Anna is answered, with code, words and line."""
    person = await find_person(connection, policies, PORTAL, f"customer:{anna}", now)
    decided = [question.decide(policies, person.viewer, PORTAL, now) for question in QUESTIONS]
    reaches = [question.reach(policies, person.viewer, PORTAL, now) for question in QUESTIONS]
    return [*decided, *reaches]


async def test_what_was_true_is_told_later(root: Path, database: Database) -> None:
    """Twenty moments, two after each change, each asked when it was there and again at the end."""
    story = Story(root, database)
    recorded: dict[dt.datetime, list[Any]] = {}
    for day, happening in story.happens():
        await happening
        for hours in (0, 11):
            now = morning(day) + dt.timedelta(hours=hours)
            async with database.snapshot() as connection:
                recorded[now] = await answers(connection, story.policies, story.anna, now)
    assert len(recorded) == 20
    assert len({str(each) for each in recorded.values()}) >= 8
    kept = KeptPolicies()
    async with database.snapshot() as connection:
        for moment, told in recorded.items():
            then = await kept.at(connection, story.policies, moment, LATER)
            assert then.activation is not None
            assert then.holds_at(moment)
            assert await answers(connection, then.policies, story.anna, moment) == told, moment


async def test_of_what_nothing_is_known_today_is_asked(root: Path, database: Database) -> None:
    """And of what is to come; whoever asks can tell the difference from a set that was kept."""
    today = load_policies(root, graph_shape()).current
    assert today is not None
    async with database.snapshot() as connection:
        for moment in (morning(1), LATER + dt.timedelta(days=1)):
            then = await KeptPolicies().at(connection, today.policies, moment, LATER)
            assert (then.policies, then.activation) == (today.policies, None)


def test_a_set_is_its_bytes(root: Path) -> None:
    """Its digest changes with every byte of a rule, and not with the settings."""
    before = PolicyFiles.of(read_root(root))
    (root / "config/gateway.yaml").write_text("default-portal: harbour\n")
    assert PolicyFiles.of(read_root(root)).digest == before.digest
    with (root / "locations/berlin.yaml").open("a") as file:
        file.write("# seen\n")
    after = PolicyFiles.of(read_root(root))
    assert after.digest != before.digest
    assert PolicyFiles.of_texts(after.texts).digest == after.digest
