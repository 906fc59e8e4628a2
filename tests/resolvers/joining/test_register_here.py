"""Registering at one more location, on both databases: where people sign up, and as they do."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from access.policy_set import PolicySet
from access.viewer import LiveContract, Viewer
from store.databases import Database
from tests.resolvers.asking import codes
from tests.resolvers.booking.house import policies
from tests.resolvers.joining.lobby import MITTE, Lobby, opened
from tests.store.rows import NETWORK, NOW

HERE = """mutation { registerHere {
  customer { registeredLocations { location { id } since } } errors { code field }
} }"""
DOCKS = "ghent-docks"


@pytest.fixture(name="lobby")
async def _lobby(database: Database) -> Lobby:
    """Grace, at home in Ghent, whose address is shown to be hers; Paul, whose is not."""
    lobby = Lobby(database)
    for name, shown in (("grace", None), ("paul", NOW)):
        login = lobby.rows.add("logins", email=f"{name}@post.test", unverified_since=shown)
        lobby.people[name] = (login, lobby.rows.customer(login_id=login, location_id=DOCKS))
    await lobby.built()
    return lobby


async def here(
    lobby: Lobby, name: str = "grace", *, rules: PolicySet | None = None, portal: str = MITTE,
    **state: Any,
) -> Any:
    """Register somebody where they visit; return the payload."""
    login, customer = lobby.people[name]
    answer = await lobby.ask(
        HERE, viewer=Viewer(NETWORK, customer, login=login, home=DOCKS, **state),
        policies=rules or lobby.rules, portal=portal,
    )  # fmt: skip
    assert "errors" not in answer, answer
    return answer["data"]["registerHere"]


async def places(lobby: Lobby) -> list[tuple[Any, ...]]:
    """Who is registered where, by what is kept."""
    return await lobby.stored("select customer_id, location_id, why from customer_locations")


async def test_a_customer_registers_where_they_visit(lobby: Lobby) -> None:
    """Twice is once, also at the same moment; and at home they are anyway."""
    (_, grace) = lobby.people["grace"]
    for payload in await asyncio.gather(*(here(lobby) for _ in range(3))):
        (place,) = payload["customer"]["registeredLocations"]
        assert place["location"] == {"id": f"Location:{MITTE}"}
        assert payload["errors"] == []
    assert (await here(lobby, portal=DOCKS))["errors"] == []
    assert await places(lobby) == [(grace, MITTE, "registered in the portal")]
    trail = await lobby.stored("select action, location_id, record_id, after from audit_entries")
    told = f'{{"registered_at":"{MITTE}"}}'
    assert trail == [("customers.register-here", MITTE, grace, told)]


async def test_what_signing_up_takes_registering_takes(lobby: Lobby) -> None:
    """An open door, a plan where one is required, and an address that is one's own."""
    for rules, name, code in (
        (policies(), "grace", "SIGN_UP_CLOSED"),
        (opened("open: true\n  plan-required: true"), "grace", "MEMBERS_ONLY"),
        (opened(), "paul", "EMAIL_UNVERIFIED"),
    ):
        assert codes(await here(lobby, name, rules=rules)) == [(code, None)]
    assert await places(lobby) == []
    contract = LiveContract(1, DOCKS, "hot-desk", 1, frozen=False)
    strict = opened("open: true\n  plan-required: true")
    assert codes(await here(lobby, rules=strict, contracts=(contract,))) == []
    unasked = opened("open: true\n  verify-email: false")
    assert codes(await here(lobby, "paul", rules=unasked)) == []


async def test_who_may_not(lobby: Lobby) -> None:
    """The suspended; and nobody is registered who is nobody's customer."""
    assert codes(await here(lobby, suspended=True)) == [("CUSTOMER_SUSPENDED", None)]
    for viewer in (None, Viewer(NETWORK, None, login=lobby.people["grace"][0])):
        answer = await lobby.ask(HERE, viewer=viewer, policies=lobby.rules, portal=MITTE)
        assert codes(answer["data"]["registerHere"]) == [("LOGIN_REQUIRED", None)]
    assert await places(lobby) == []
