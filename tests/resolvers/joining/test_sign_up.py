"""Signing up, on both databases: closed unless a location opens it, and silent about who exists."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from resolvers.letters.token_rows import LASTS
from store.databases import Database
from tests.resolvers.asking import codes
from tests.resolvers.booking.house import policies
from tests.resolvers.joining.lobby import (
    ADA,
    SIGN_IN,
    SIGN_UP,
    VERIFY,
    Lobby,
    opened,
)

KEPT = {"verifiesEmail": True, "errors": []}
AT_ONCE = "open: true\n  verify-email: false"


@pytest.fixture(name="lobby")
async def _lobby(database: Database) -> Lobby:
    """Berlin Mitte, open, with a plan on offer; Grace has a login there."""
    lobby = Lobby(database)
    login = lobby.rows.add(
        "logins", email="Grace@Post.test", password_hash="compilers forever"
    )
    lobby.rows.customer(full_name="Grace Hopper", login_id=login)
    plan = lobby.plan(name="Hot Desk", price_minor=24900, invoice_every_months=1, visible=True)
    await lobby.built()
    lobby.plan_id = f"Plan:{plan}"
    return lobby


async def test_nobody_signs_up_where_it_is_not_open(lobby: Lobby) -> None:
    """As every location is that does not say otherwise; nothing is counted, hashed or kept."""
    lobby.rules = policies()
    assert codes(await lobby.do(SIGN_UP, **ADA)) == [("SIGN_UP_CLOSED", None)]
    assert (await lobby.letters(), lobby.services.counted) == ([], [])


async def test_a_contact_begins_with_a_letter(lobby: Lobby) -> None:
    """Nobody exists before the letter is answered; then they are signed in, with their rights."""
    assert await lobby.do(SIGN_UP, **ADA) == KEPT
    assert await lobby.stored("select count(*) from customers") == [(1,)]
    ((kind, to, token),) = await lobby.letters()
    assert (kind, to) == ("sign-up", "Ada@Post.test")
    assert lobby.services.counted == ["harbour Ada@Post.test"]
    payload = await lobby.do(VERIFY, token=token, password=ADA["password"])
    assert payload["customer"].pop("id").startswith("Customer:")
    assert payload["customer"] == {
        "name": "Ada Byron", "kind": "INDIVIDUAL", "membership": "CONTACT", "suspended": False,
    }
    assert payload["token"] is not None
    kept = await lobby.stored(
        'select c.location_id, a.by_whom, r."right" from customers c '
        "join customer_access a on a.customer_id = c.id "
        "join customer_rights r on r.customer_id = c.id "
        "where c.email_folded = 'ada@post.test' order by r.\"right\""
    )
    rights = ["can-book", "can-purchase", "can-use-community"]
    assert kept == [("berlin-mitte", "sign-up", right) for right in rights]
    (trail,) = await lobby.stored("select action, record_type, after from audit_entries")
    assert trail[:2] == ("customers.sign-up", "Customer")
    assert "difference" not in trail[2]


async def test_with_a_plan_a_member_begins(lobby: Lobby) -> None:
    """The contract begins with the customer, not with the wish."""
    assert await lobby.do(SIGN_UP, **ADA, planId=lobby.plan_id) == KEPT
    assert await lobby.stored("select id from contracts") == []
    payload = await lobby.do(VERIFY, token=await lobby.token(), password=ADA["password"])
    assert payload["customer"]["membership"] == "MEMBER"
    actions = await lobby.stored("select action from audit_entries order by id")
    assert actions == [("customers.sign-up",), ("contracts.choose-plan",)]


async def test_newcomers_are_suspended_where_that_is_declared(lobby: Lobby) -> None:
    """On signing up, once, with the words that they read; and on choosing a plan."""
    for number, (switch, occasion) in enumerate(
        (("[sign-up, plan]", "sign-up"), ("[plan]", "plan"))
    ):
        lobby.rules = opened(switch=switch)
        given = {**ADA, "email": f"{number}@post.test", "planId": lobby.plan_id}
        await lobby.do(SIGN_UP, **given)
        payload = await lobby.do(VERIFY, token=await lobby.token(), password=ADA["password"])
        assert (payload["customer"]["suspended"], payload["errors"]) == (True, [])
        kept = await lobby.stored("select occasion from suspension_causes order by id")
        assert kept[number:] == [(occasion,)]


async def test_nobody_learns_who_has_an_account(lobby: Lobby) -> None:
    """The same answer after the same statements; the one who has it is told by letter."""
    statements = []
    for email in ("nobody@post.test", "GRACE@post.test"):
        with lobby.noting() as noted:
            assert await lobby.do(SIGN_UP, **{**ADA, "email": email}) == KEPT
        statements.append(noted)
    assert statements[0] == statements[1] != []
    assert [(kind, to) for kind, to, _ in await lobby.letters()] == [
        ("sign-up", "nobody@post.test"), ("known-address", "Grace@Post.test"),
    ]
    assert await lobby.stored("select count(*) from customers") == [(1,)]


async def test_a_letter_alone_is_not_enough(lobby: Lobby) -> None:
    """Whoever gets a letter that somebody else's sign-up occasioned has no password for it."""
    await lobby.do(SIGN_UP, **ADA)
    token = await lobby.token()
    wrong = await lobby.do(VERIFY, token=token, password="difference motor")
    assert (codes(wrong), wrong["token"]) == ([("INVALID_CREDENTIALS", "password")], None)
    payload = await lobby.do(VERIFY, token=token, password=ADA["password"])
    assert payload["errors"] == []


async def test_a_token_works_once_and_for_two_days(
    lobby: Lobby, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two letters to one address the second is over with the first; and so is an old one."""
    for _ in range(2):
        await lobby.do(SIGN_UP, **ADA)
    first, second = [token for _, _, token in await lobby.letters()]
    done = [
        await lobby.do(VERIFY, token=token, password=ADA["password"])
        for token in (second, second, first, "nonsense")
    ]
    assert [codes(each) for each in done] == [[], *[[("INVALID_TOKEN", "token")]] * 3]
    monkeypatch.setitem(LASTS, "sign-up", dt.timedelta())
    await lobby.do(SIGN_UP, **{**ADA, "email": "late@post.test"})
    late = await lobby.do(VERIFY, token=await lobby.token(), password=ADA["password"])
    assert codes(late) == [("INVALID_TOKEN", "token")]


async def test_what_is_kept_opens_nothing(lobby: Lobby) -> None:
    """Neither the token nor the password stands in the database, before or after."""
    await lobby.do(SIGN_UP, **ADA)
    token = await lobby.token()
    rows = str(await lobby.stored("select * from one_time_tokens"))
    assert token not in rows + str(await lobby.stored("select * from letters"))
    await lobby.do(VERIFY, token=token, password=ADA["password"])
    assert await lobby.stored("select wish from one_time_tokens") == [(None,)]


async def test_of_two_at_once_one_begins(lobby: Lobby) -> None:
    """However often the button in the letter is pressed, and wherever."""
    for _ in range(2):
        await lobby.do(SIGN_UP, **ADA)
    tokens = [token for _, _, token in await lobby.letters()]
    done = await asyncio.gather(
        *(lobby.do(VERIFY, token=token, password=ADA["password"]) for token in tokens * 2)
    )
    assert sorted(len(each["errors"]) for each in done) == [0, 1, 1, 1]
    assert await lobby.stored("select count(*) from customers") == [(2,)]


async def test_a_request_sent_twice_writes_once(lobby: Lobby) -> None:
    """With its key; somebody else's request with the same key is another one."""
    for email in ("ada@post.test", "ada@post.test", "bo@post.test"):
        assert await lobby.do(SIGN_UP, **{**ADA, "email": email}, idempotencyKey="k") == KEPT
    assert [to for _, to, _ in await lobby.letters()] == ["ada@post.test", "bo@post.test"]


WRONG: tuple[tuple[str, str], ...] = (
    ("name", " "),
    ("email", "no address"),
    ("password", "short"),
    ("password", "ababababababab"),
    ("password", "ADA@post.test"),
    ("preferredLanguage", "xx"),
    ("phone", "1" * 300),
    ("planId", "Plan:404"),
)


async def test_what_cannot_be_kept_is_named(lobby: Lobby) -> None:
    """And nothing is written."""
    for field, value in WRONG:
        payload = await lobby.do(SIGN_UP, **{**ADA, field: value})
        assert [name for _, name in codes(payload)] == [field], value
    assert await lobby.letters() == []


async def test_a_plan_may_be_required(lobby: Lobby) -> None:
    """Where a location takes members only."""
    lobby.rules = opened("open: true\n  plan-required: true")
    assert codes(await lobby.do(SIGN_UP, **ADA)) == [("INVALID_VALUE", "planId")]
    assert await lobby.do(SIGN_UP, **ADA, planId=lobby.plan_id) == KEPT


async def test_without_verification_people_sign_in_at_once(lobby: Lobby) -> None:
    """A letter welcomes them; whoever has the address already is written to, and not replaced."""
    lobby.rules = opened(AT_ONCE)
    for given in (ADA, ADA, {**ADA, "email": "grace@post.test"}):
        assert await lobby.do(SIGN_UP, **given) == {"verifiesEmail": False, "errors": []}
    kinds = [kind for kind, _, _ in await lobby.letters()]
    assert kinds == ["welcome", "known-address", "known-address"]
    for email, password, name in (
        ("ada@post.test", ADA["password"], "Ada Byron"),
        ("grace@post.test", "compilers forever", "Grace Hopper"),
    ):
        payload = await lobby.do(SIGN_IN, email=email, password=password)
        assert payload["customer"] == {"name": name}
    unverified = await lobby.stored("select email from logins where unverified_since is not null")
    assert unverified == [("Ada@Post.test",)]


async def test_a_plan_that_was_taken_back_leaves_a_contact(lobby: Lobby) -> None:
    """Between the wish and the letter's answer the house may change its mind."""
    await lobby.do(SIGN_UP, **ADA, planId=lobby.plan_id)
    token = await lobby.token()
    await lobby.write("update plans set key = 'community-pass'")
    payload = await lobby.do(VERIFY, token=token, password=ADA["password"])
    assert payload["customer"]["membership"] == "CONTACT"
