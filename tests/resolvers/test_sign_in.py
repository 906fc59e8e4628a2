"""Signing in and out: who gets a session, as whom, and what the others are told."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa

from store.databases import Database
from store.people import sessions
from store.sql import instant_text
from tests.resolvers.asking import Asking, Services, codes, moment
from tests.store.rows import NOW, Rows
from tests.store.rows import ask as fetch

SIGN_IN = """
mutation M($input: SignInInput!) {
  signIn(input: $input) {
    token expiresAt profiles { id name } customer { name }
    errors { code field message }
  }
}
"""


async def _people(database: Database) -> dict[str, int]:
    rows = Rows()

    def login(name: str, **values: Any) -> int:
        return rows.add(
            "logins",
            email=f"{name}@post.test",
            email_folded=f"{name}@post.test",
            password_hash="right",
            **values,
        )

    both = login("both")
    ids = {
        "ann": rows.customer(full_name="Ann", login_id=login("ann")),
        "both a": rows.customer(full_name="Both A", login_id=both),
        "both b": rows.customer(full_name="Both B", login_id=both),
        "disabled": rows.customer(login_id=login("disabled", disabled_at=NOW)),
        "no access": rows.add("customers", login_id=login("noaccess")),
        "archived": rows.customer(login_id=login("archived")),
    }
    rows.add("customer_archivings", customer_id=ids["archived"])
    keeper = login("keeper")
    rows.add("staff_grants", login_id=keeper, role="keeper", location_id="berlin-mitte")
    former = login("former")
    rows.add("staff_grants", login_id=former, role="keeper", until_at=NOW)
    await rows.write(database)
    return ids


async def _sign_in(ask: Asking, email: str, password: str = "right", **given: Any) -> Any:
    answer = await ask(
        SIGN_IN, variables={"input": {"email": email, "password": password, **given}}
    )
    assert answer.keys() <= {"data", "extensions"}
    return answer["data"]["signIn"]


async def _sessions(database: Database) -> int:
    async with database.connection() as connection:
        return len(await fetch(connection, sa.select(sessions.c.id)))


async def _customer_of(database: Database, token: str) -> int | None:
    """Whose session a token names."""
    session = int(token.split()[1])
    async with database.connection() as connection:
        rows = await fetch(
            connection, sa.select(sessions.c.customer_id).where(sessions.c.id == session)
        )
    customer: int | None = rows[0][0]
    return customer


async def test_a_customer_signs_in(database: Database, ask: Asking) -> None:
    """The session is theirs, and the payload is read as theirs: they see their own name."""
    ids = await _people(database)
    payload = await _sign_in(ask, " ANN@post.test ")
    assert payload["errors"] == []
    assert payload["customer"] == {"name": "Ann"}
    assert payload["expiresAt"] == moment(dt.timedelta(hours=8))
    assert payload["profiles"] == [{"id": f"Customer:{ids['ann']}", "name": "Ann"}]
    assert payload["token"].startswith("harbour ")
    assert await _customer_of(database, payload["token"]) == ids["ann"]
    assert await _sessions(database) == 1


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ann@post.test", "wrong"),
        ("ann@post.test", ""),
        ("nobody@post.test", "right"),
        ("disabled@post.test", "right"),
        ("ann\0@post.test", "right"),
        ("", ""),
    ],
)
async def test_wrong_credentials_are_told_apart_by_nothing(
    database: Database, ask: Asking, email: str, password: str
) -> None:
    """A wrong password, an unknown address and a disabled login have one answer."""
    await _people(database)
    assert await _sign_in(ask, email, password) == {
        "token": None,
        "expiresAt": None,
        "profiles": None,
        "customer": None,
        "errors": [
            {
                "code": "INVALID_CREDENTIALS",
                "field": None,
                "message": "The e-mail address or the password is wrong.",
            }
        ],
    }
    assert await _sessions(database) == 0


async def test_several_profiles_have_to_be_chosen_from(database: Database, ask: Asking) -> None:
    """Choosing none answers with the list; an id of the list signs in as that profile."""
    ids = await _people(database)
    payload = await _sign_in(ask, "both@post.test")
    assert [error["code"] for error in payload["errors"]] == ["PROFILE_REQUIRED"]
    assert [profile["name"] for profile in payload["profiles"]] == ["Both A", "Both B"]
    assert payload["token"] is None
    assert await _sessions(database) == 0
    chosen = await _sign_in(ask, "both@post.test", profileId=payload["profiles"][1]["id"])
    assert chosen["customer"] == {"name": "Both B"}
    assert await _customer_of(database, chosen["token"]) == ids["both b"]


@pytest.mark.parametrize("profile", ["Customer:{ann}", "Profile:{both a}", "", "Customer:0"])
async def test_nobody_signs_in_as_somebody_else(
    database: Database, ask: Asking, profile: str
) -> None:
    """A profile that is not the login's own is refused, whosever it is."""
    ids = await _people(database)
    payload = await _sign_in(
        ask, "both@post.test", profileId=profile.format_map({k: str(v) for k, v in ids.items()})
    )
    assert codes(payload) == [
        ("INVALID_VALUE", "profileId")
    ]
    assert await _sessions(database) == 0


@pytest.mark.parametrize("name", ["noaccess", "archived", "former"])
async def test_a_login_with_nothing_to_sign_in_as(
    database: Database, ask: Asking, name: str
) -> None:
    """Without access, archived, or staff no more: no session is kept."""
    await _people(database)
    payload = await _sign_in(ask, f"{name}@post.test")
    assert [error["code"] for error in payload["errors"]] == ["NO_PORTAL_ACCESS"]
    assert (payload["token"], payload["profiles"]) == (None, [])
    assert await _sessions(database) == 0


async def test_staff_sign_in_without_a_profile(database: Database, ask: Asking) -> None:
    """The token is for the login, and there is no customer."""
    await _people(database)
    payload = await _sign_in(ask, "keeper@post.test")
    assert payload["errors"] == []
    assert payload["customer"] is None
    assert await _customer_of(database, payload["token"]) is None


SIGN_OUT = "mutation { signOut { errors { code } } }"


async def test_signing_out_ends_the_session(database: Database, ask: Asking) -> None:
    """The session is over at that moment; without one there is nothing to end."""
    await _people(database)
    payload = await _sign_in(ask, "ann@post.test")
    session = int(payload["token"].split()[1])
    answer = await ask(SIGN_OUT, services=Services(session=session))
    assert answer["data"]["signOut"] == {"errors": []}
    async with database.connection() as connection:
        ended = await fetch(connection, sa.select(sessions.c.revoked_at))
    assert ended[0][0] is not None
    answer = await ask(SIGN_OUT)
    assert answer["data"]["signOut"] == {"errors": [{"code": "LOGIN_REQUIRED"}]}


@dataclass
class Changing(Services):
    """Ann's password is changed, or her login disabled, while the one before is compared."""

    database: Any = None
    change: str = ""
    changing: list[asyncio.Task[None]] = field(default_factory=list)

    async def verify_password(
        self, kept: str | None, password: str, *, network: str, email: str
    ) -> bool:
        """Compare, and leave a change under way that ends only when the work has begun."""
        begun = asyncio.Event()
        self.changing.append(asyncio.create_task(self._changed(begun)))
        await begun.wait()
        return kept == password

    async def _changed(self, begun: asyncio.Event) -> None:
        async with self.database.transaction() as connection:
            await connection.fetch(self.change, ())
            begun.set()
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    "change", ["password_hash = 'other'", f"disabled_at = {instant_text(NOW)!r}"]
)
async def test_a_password_that_is_changed_meanwhile_begins_no_session(
    database: Database, ask: Asking, change: str
) -> None:
    """Whoever holds the old one cannot slip in beside the change that signs everybody out."""
    await _people(database)
    text = f"update logins set {change} where email = 'ann@post.test'"
    services = Changing(database=database, change=text)
    given = {"email": "ann@post.test", "password": "right"}
    answer = await ask(SIGN_IN, variables={"input": given}, services=services)
    await asyncio.gather(*services.changing)
    assert codes(answer["data"]["signIn"]) == [("INVALID_CREDENTIALS", None)]
    assert await _sessions(database) == 0
