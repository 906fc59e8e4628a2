"""Changing one's own password, on both databases: this session stays, and no other."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from access.viewer import Viewer
from resolvers.letters.letter_rows import list_waiting
from resolvers.letters.token_rows import PASSWORD, keep_token
from resolvers.letters.tokens import OneTimeTokens
from store.databases import Database
from tests.resolvers.asking import Asking, Services
from tests.store.rows import NETWORK, NOW, Rows

CHANGE = """
mutation C($input: ChangePasswordInput!) { changePassword(input: $input) { errors { code field } } }
"""
OLD, NEW = "compilers forever", "cobol and beyond"
DONE: list[Any] = []


@dataclass
class Desk:
    """Grace, who is signed in three times, and asks in the first of her sessions."""

    database: Database
    rows: Rows = field(default_factory=Rows)

    async def built(self) -> Desk:
        """Write the rows."""
        add = self.rows.add
        self.login = add("logins", email="Grace@Post.test", password_hash=OLD, unverified_since=NOW)
        self.other = add("logins", email="paul@post.test", password_hash=OLD)
        self.grace = self.rows.customer(full_name="Grace Hopper", login_id=self.login)
        self.sessions = [
            add("sessions", login_id=self.login, customer_id=self.grace) for _ in range(3)
        ]
        self.others = add("sessions", login_id=self.other)
        await self.rows.write(self.database)
        return self

    async def change(self, current: str = OLD, new: str = NEW, **services: Any) -> Any:
        """Change the password; return the errors."""
        answer = await Asking(self.database)(
            CHANGE,
            variables={"input": {"current": current, "new": new}},
            viewer=Viewer(NETWORK, self.grace, login=self.login),
            services=Services(**{"session": self.sessions[0], **services}),
        )
        assert "errors" not in answer, answer
        errors = answer["data"]["changePassword"]["errors"]
        return [(each["code"], each["field"]) for each in errors]

    async def stored(self, text: str) -> list[tuple[Any, ...]]:
        """Return what stands in the database."""
        async with self.database.connection() as connection:
            return [tuple(row) for row in await connection.fetch(text, ())]

    async def signed_in(self) -> list[int]:
        """The sessions that go on."""
        found = await self.stored("select id from sessions where revoked_at is null order by id")
        return [session for (session,) in found]


@pytest.fixture(name="desk")
async def _desk(database: Database) -> Desk:
    """Grace and her sessions, written."""
    return await Desk(database).built()


async def test_this_session_goes_on_and_no_other(desk: Desk) -> None:
    """The address is told, the trail has it without a password, and Paul notices nothing."""
    assert await desk.change() == DONE
    assert await desk.signed_in() == [desk.sessions[0], desk.others]
    kept = await desk.stored("select password_hash from logins order by id")
    assert kept == [(NEW,), (OLD,)]
    async with desk.database.connection() as connection:
        letters = await list_waiting(connection, NETWORK)
    assert [(each.kind, each.to) for each in letters] == [("password-changed", "Grace@Post.test")]
    (trail,) = await desk.stored("select action, record_id, login_id, after from audit_entries")
    told = '{"signed_out":"everywhere else"}'
    assert trail == ("logins.change-password", desk.login, desk.login, told)


async def test_a_session_in_a_cookie_begins_anew(desk: Desk) -> None:
    """As the same profile: whoever has a copy of the cookie is out with the others."""
    assert await desk.change(replaced_session=desk.sessions[0]) == DONE
    begun = await desk.stored(
        "select login_id, customer_id from sessions where revoked_at is null order by id desc"
    )
    assert begun == [(desk.login, desk.grace), (desk.other, None)]
    assert desk.sessions[0] not in await desk.signed_in()


@pytest.mark.parametrize(
    ("current", "new", "error"),
    [
        ("a guess", NEW, ("INVALID_CREDENTIALS", "current")),
        (OLD, "short", ("INVALID_VALUE", "new")),
        (OLD, "GRACE@post.test", ("INVALID_VALUE", "new")),
        (OLD, OLD, ("INVALID_VALUE", "new")),
    ],
)
async def test_what_leaves_everything_as_it_is(
    desk: Desk, current: str, new: str, error: tuple[str, str]
) -> None:
    """A wrong password, or one that is not good enough: nobody is signed out or written to."""
    assert await desk.change(current, new) == [error]
    assert len(await desk.signed_in()) == 4
    assert await desk.stored("select kind from letters") == []


async def test_nobody_changes_a_password_without_being_signed_in(desk: Desk) -> None:
    """Whatever they know."""
    given = {"current": OLD, "new": NEW}
    answer = await Asking(desk.database)(CHANGE, variables={"input": given})
    errors = answer["data"]["changePassword"]["errors"]
    assert errors == [{"code": "LOGIN_REQUIRED", "field": None}]


async def test_who_signs_in_elsewhere_changes_it_there(desk: Desk, database: Database) -> None:
    """At the identity provider; where another one is set up by now, the password counts again."""
    desk.rows.add("login_identities", login_id=desk.login, issuer="https://id.test", subject="g")
    await desk.rows.write(database)
    theirs, another = (SimpleNamespace(issuer=f"https://{name}.test") for name in ("id", "new"))
    assert await desk.change(identities=theirs) == [("NOT_ALLOWED", None)]
    assert await desk.change(identities=another) == DONE


async def test_letters_sent_before_choose_no_password(desk: Desk) -> None:
    """Whoever asked for one cannot undo the change with it; and nothing of the address is shown."""
    async with desk.database.transaction() as connection:
        sealed = OneTimeTokens(b"letters").make()
        await keep_token(
            connection, NETWORK, sealed, PASSWORD, "grace@post.test", NOW, login=desk.login
        )
    assert await desk.change() == DONE
    assert await desk.stored("select id from one_time_tokens where used_at is null") == []
    unverified = await desk.stored("select id from logins where unverified_since is not null")
    assert unverified == [(desk.login,)]


async def test_of_two_at_once_one_counts(desk: Desk) -> None:
    """The other compared a password that is gone by then."""
    done = await asyncio.gather(*(desk.change(new=f"{NEW} {each}") for each in range(3)))
    assert sorted(map(len, done)) == [0, 1, 1]
    assert len(await desk.stored("select id from letters")) == 1
