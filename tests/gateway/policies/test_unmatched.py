"""Plans and roles that only the files know, or only the rows."""

from __future__ import annotations

import datetime as dt

from syrupy.assertion import SnapshotAssertion

from documents.document import Document
from gateway.policies.unmatched import find_unmatched
from store.databases import Database
from tests.small_world import WORLD, read
from tests.store.rows import NOW, Rows


def documents() -> list[Document]:
    """The small world as it is written."""
    found, problems = read(WORLD)
    assert not problems
    return found


async def screen(database: Database) -> str:
    """What the operator reads."""
    return "\n".join(map(str, await find_unmatched(database, documents(), NOW)))


async def test_a_plan_that_was_renamed(
    database: Database, snapshot: SnapshotAssertion
) -> None:
    """A rule that names the old key admits nobody for it, so it is told, with the new one."""
    rows = Rows("north")
    for key in ("hot-desk", "dedicated-desks", "day-pass"):
        rows.add("plans", key=key, location_id="miami")
    await rows.write(database)
    assert await screen(database) == snapshot


async def test_where_nothing_is_sold_yet_no_plan_is_missing(
    database: Database,
) -> None:
    """A house that begins writes its rules before its plans."""
    assert await screen(database) == ""


async def test_a_role_that_no_file_lists(
    database: Database, snapshot: SnapshotAssertion
) -> None:
    """Whoever holds it, or will, is permitted nothing; what is over is nobody's concern."""
    rows, day = Rows("north"), dt.timedelta(days=1)
    for number, (role, until) in enumerate(
        [("host", None), ("acountant", None), ("acountant", NOW + day), ("boss", NOW + day),
         ("old", NOW)]
    ):
        login = rows.add("logins", email=f"{number}@north.test")
        rows.add(
            "staff_grants", login_id=login, role=role, location_id="miami", until_at=until
        )
    await rows.write(database)
    assert await screen(database) == snapshot
