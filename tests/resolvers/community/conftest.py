"""A house with boards and a help desk, the people who write, and staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from access.viewer import Viewer
from store.databases import Database
from tests.databases import database, database_url  # noqa: F401
from tests.resolvers.asking import Asking
from tests.resolvers.booking.house import MITTE, policies
from tests.store.rows import Rows


class House:
    """Ada and Ben are members of Mitte, Cara is a contact, Dan is suspended."""

    def __init__(self, opened: Database) -> None:
        self.rows = Rows()
        self.opened = opened
        self.ask = Asking(opened)
        add = self.rows.add
        self.login = add("logins", email="staff@house.test", password_hash="-")
        self.ada, self.ben, self.dan = (
            self.rows.member(full_name=name, location_id=MITTE) for name in ("Ada", "Ben", "Dan")
        )
        self.cara = self.rows.customer(full_name="Cara", location_id=MITTE)
        for customer in (self.ada, self.ben, self.dan, self.cara):
            add("customer_rights", customer_id=customer, right="can-use-community")
        self.eve = self.rows.member(full_name="Eve", location_id=MITTE)
        add("customer_suspensions", customer_id=self.dan)
        self.board = add("discussion_boards", name="Swap", audience="member")
        self.contacts = add("discussion_boards", name="New here", audience="contact")
        self.hidden = add("discussion_boards", name="Old", enabled=False)
        self.elsewhere = add("discussion_boards", name="Far", location_id="lisbon-alfama")

    def staff(self, role: str = "community-manager", place: str = MITTE) -> Viewer:
        """Somebody of staff, without a profile."""
        return Viewer("harbour", None, staff=frozenset({(role, place)}), login=self.login)

    async def __call__(
        self, query: str, who: int | Viewer | None, portal: str = MITTE, **given: Any
    ) -> Any:
        """Return the payload of the one mutation in *query*, done by a customer or by staff."""
        answer = await self.ask(
            query,
            variables={"input": given},
            viewer=who if isinstance(who, Viewer) else None,
            customer=who if isinstance(who, int) else None,
            policies=policies(),
            portal=portal,
        )
        assert "errors" not in answer, answer
        (payload,) = answer["data"].values()
        return payload

    async def read(self, query: str, who: int | Viewer | None) -> Any:
        """Return the data of an answer."""
        answer = await self.ask(
            query,
            viewer=who if isinstance(who, Viewer) else None,
            customer=who if isinstance(who, int) else None,
            policies=policies(),
            portal=MITTE,
        )
        return answer["data"]

    async def stored(self, text: str) -> list[tuple[Any, ...]]:
        """Return what stands in the database."""
        async with self.opened.connection() as connection:
            rows: Sequence[Any] = await connection.fetch(text, ())
        return [tuple(row) for row in rows]


def codes(payload: Any) -> list[str]:
    """Return the codes of a payload's errors."""
    return [error["code"] for error in payload["errors"]]


@pytest.fixture(name="house")
async def _house(database: Database) -> House:  # noqa: F811
    """The house, with all its rows written."""
    house = House(database)
    await house.rows.write(database)
    return house
