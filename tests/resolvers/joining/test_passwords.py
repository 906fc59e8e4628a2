"""A forgotten password, on both databases: a letter, a new one, and everybody is signed out."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from resolvers.desk.logins import login_for_address
from resolvers.letters.token_rows import LASTS
from store.databases import Database
from store.identities import hold_free_login
from tests.resolvers.asking import codes
from tests.resolvers.joining.lobby import REQUEST, SET, SIGN_IN, Lobby
from tests.store.rows import NETWORK, NOW

DONE: dict[str, list[object]] = {"errors": []}


@pytest.fixture(name="lobby")
async def _lobby(database: Database) -> Lobby:
    """Grace has a login with two sessions; Paul's is disabled."""
    lobby = Lobby(database)
    login = lobby.rows.add("logins", email="Grace@Post.test", password_hash="compilers forever",
                           unverified_since=NOW)  # fmt: skip
    customer = lobby.rows.customer(full_name="Grace Hopper", login_id=login)
    for _ in range(2):
        lobby.rows.add("sessions", login_id=login, customer_id=customer)
    lobby.rows.add(
        "logins", email="paul@post.test", password_hash="x", disabled_at=NOW - dt.timedelta(1),
        unverified_since=NOW,
    )
    await lobby.built()
    return lobby


async def test_a_letter_leads_to_a_new_password(lobby: Lobby) -> None:
    """The one before is good for nothing, nor is any session that it began."""
    assert await lobby.do(REQUEST, email=" grace@post.TEST") == DONE
    ((kind, to, token),) = await lobby.letters()
    assert (kind, to) == ("new-password", "Grace@Post.test")
    assert await lobby.do(SET, token=token, password="cobol and beyond") == DONE
    assert await lobby.stored("select count(*) from sessions where revoked_at is null") == [(0,)]
    for password, expected in (("compilers forever", None), ("cobol and beyond", "Grace Hopper")):
        payload = await lobby.do(SIGN_IN, email="grace@post.test", password=password)
        assert payload["customer"] == (expected and {"name": expected})
    assert [kind for kind, _, _ in await lobby.letters()] == ["new-password", "password-changed"]
    (trail,) = await lobby.stored("select action, record_type, before, after from audit_entries")
    assert trail == ("logins.set-password", "Login", None, '{"signed_out":"everywhere"}')


async def test_nobody_learns_who_has_an_account(lobby: Lobby) -> None:
    """The same answer after the same statements; but who has it, nobody is written to."""
    statements = []
    for email in ("grace@post.test", "nobody@post.test", "paul@post.test"):
        with lobby.noting() as noted:
            assert await lobby.do(REQUEST, email=email) == DONE
        statements.append(noted)
    assert statements[0] == statements[1] == statements[2] != []
    assert [to for _, to, _ in await lobby.letters()] == ["Grace@Post.test"]
    kept = await lobby.stored("select to_address, state from letters order by id")
    assert kept[1:] == [("nobody@post.test", "unneeded"), ("paul@post.test", "unneeded")]
    assert lobby.services.counted[1] == "harbour nobody@post.test"


async def test_a_token_works_once_and_for_two_hours(
    lobby: Lobby, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second letter is over with the first, whichever was used."""
    for _ in range(2):
        await lobby.do(REQUEST, email="grace@post.test")
    tokens = [token for _, _, token in await lobby.letters()]
    done = [
        codes(await lobby.do(SET, token=token, password="cobol and beyond"))
        for token in (tokens[1], tokens[1], tokens[0], "nonsense")
    ]
    assert done == [[], *[[("INVALID_TOKEN", "token")]] * 3]
    monkeypatch.setitem(LASTS, "password", dt.timedelta())
    await lobby.do(REQUEST, email="grace@post.test")
    late = await lobby.do(SET, token=await lobby.token(), password="cobol and beyond")
    assert codes(late) == [("INVALID_TOKEN", "token")]


async def test_a_poor_password_leaves_the_letter_good(lobby: Lobby) -> None:
    """It is named, and the next try may do better."""
    await lobby.do(REQUEST, email="grace@post.test")
    token = await lobby.token()
    assert codes(await lobby.do(SET, token=token, password="short")) == [
        ("INVALID_VALUE", "password")
    ]
    assert await lobby.do(SET, token=token, password="cobol and beyond") == DONE
    assert codes(await lobby.do(REQUEST, email="nobody")) == [("INVALID_VALUE", "email")]


async def test_reading_the_letter_verifies_the_address(lobby: Lobby) -> None:
    """Until then no identity provider's person gets a login that a stranger may have made."""
    assert await linked(lobby, "grace@post.test") is None
    await lobby.do(REQUEST, email="grace@post.test")
    await lobby.do(SET, token=await lobby.token(), password="cobol and beyond")
    assert await linked(lobby, "grace@post.test") is not None
    left = await lobby.stored("select email from logins where unverified_since is not null")
    assert left == [("paul@post.test",)]


async def linked(lobby: Lobby, email: str) -> int | None:
    """The login that somebody would get for whom a provider vouches."""
    async with lobby.database.transaction() as connection:
        return await hold_free_login(connection, NETWORK, "https://id.test", email, NOW)


async def test_staff_who_give_access_take_an_unverified_login_over(lobby: Lobby) -> None:
    """Its password is staff's from then on, and who had it is out; a verified one stays."""
    begun = "select count(*) from sessions where revoked_at is null"
    for password in ("made by staff", "made once more"):
        async with lobby.database.transaction() as connection:
            login = await login_for_address(connection, NETWORK, "grace@post.test", password, NOW)
        assert await lobby.stored(begun) == [(int(password != "made by staff"),)]
        lobby.rows.add("sessions", login_id=login)
        await lobby.rows.write(lobby.database)
    kept = await lobby.stored(
        "select password_hash, unverified_since from logins where email_folded = 'grace@post.test'"
    )
    assert kept == [("made by staff", None)]


async def test_of_letters_at_once_one_counts(lobby: Lobby) -> None:
    """None waits for another in a circle, however they meet."""
    for turn in range(3):
        for _ in range(4):
            await lobby.do(REQUEST, email="grace@post.test")
        letters = [token for kind, _, token in await lobby.letters() if kind == "new-password"]
        payloads = await asyncio.gather(
            *(lobby.do(SET, token=token, password=f"cobol and {turn}") for token in letters[-4:])
        )
        assert sorted(map(codes, payloads)) == [[], *[[("INVALID_TOKEN", "token")]] * 3]
