"""A studio in Mitte and one in Alfama, with staff at the first."""

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

ALFAMA = "lisbon-alfama"


class Studio:
    """Ada at Mitte, Nuno at Alfama; whoever works there, by role."""

    def __init__(self, opened: Database) -> None:
        self.rows = Rows()
        self.database = opened
        self.ask = Asking(opened)
        add = self.rows.add
        self.login = add("logins", email="staff@house.test", password_hash="-")
        self.ada = self.rows.member(
            full_name="Ada Nwosu", email="ada@house.test", location_id=MITTE
        )
        self.nuno = self.rows.member(
            full_name="Nuno Reis", email="nuno@house.test", location_id=ALFAMA
        )
        self.regulars = add("customer_groups", name="Regulars", location_id=MITTE)
        self.faraway = add("customer_groups", name="Faraway", location_id=ALFAMA)

    def staff(self, role: str = "studio-manager", place: str = MITTE) -> Viewer:
        """Somebody of staff, without a profile."""
        return Viewer("harbour", None, staff=frozenset({(role, place)}), login=self.login)

    async def __call__(
        self,
        query: str,
        viewer: Viewer | None = None,
        rules: tuple[tuple[str, str], ...] = (),
        /,
        **given: Any,
    ) -> Any:
        """Return the payload of the one mutation in *query*; *rules* are words to replace.

        All that has a name is input.
        """
        answer = await self.ask(
            query,
            variables={"input": given},
            viewer=viewer or self.staff(),
            policies=policies(*rules),
            portal=MITTE,
        )
        assert "errors" not in answer, answer
        (payload,) = answer["data"].values()
        return payload

    async def stored(self, text: str) -> list[tuple[Any, ...]]:
        """Return what stands in the database."""
        async with self.database.connection() as connection:
            rows: Sequence[Any] = await connection.fetch(text, ())
        return [tuple(row) for row in rows]


@pytest.fixture(name="studio")
async def _studio(database: Database) -> Studio:  # noqa: F811
    """The studio, with all its rows written."""
    studio = Studio(database)
    await studio.rows.write(database)
    return studio
