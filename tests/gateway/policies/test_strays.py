"""Rows that stand nowhere."""

from __future__ import annotations

from gateway.policies.strays import Stray, by_location, find_strays
from store.databases import Database
from tests.small_world import policies
from tests.store.rows import Rows


async def test_rows_of_no_location_are_named(database: Database) -> None:
    """With their table, how many they are, and what the location may have been."""
    tree = policies().tree
    rows = Rows("north")
    rows.add("teams", location_id="miami")
    rows.add("customers", location_id="miamy")
    rows.add("customers", location_id="miamy")
    rows.add("teams", location_id="isle")
    rows.add("plans", location_id="zzzzzzzz")
    await rows.write(database)
    found = await find_strays(database, tree)
    assert "\n".join(map(str, found)).splitlines() == [
        "customers: 2 rows of network `north` name `miamy`, which no file in locations/ describes",
        "  help: did you mean `miami`?",
        "plans: 1 row of network `north` names `zzzzzzzz`, which no file in locations/ describes",
        "  help: write locations/zzzzzzzz.yaml, or move them",
        "teams: 1 row of network `north` names `isle`, which belongs to the network `isle`",
        "  help: move locations/isle.yaml back below `north`, or move them",
    ]
    assert found[0] == Stray("customers", "north", "miamy", 2, found[0].reason, found[0].help)


LEFT_IN_BOSTON = (
    "customers (3), articles (1), events (1) and 1 more table: 6 rows of network `north` name "
    "`boston`, which no file in locations/ describes"
)


async def test_a_location_is_told_once(database: Database) -> None:
    """However many tables name it; people, contracts and bookings first, and how many of each."""
    rows = Rows("north")
    for number in range(3):
        rows.add("customers", location_id="boston", full_name=f"{number}")
    rows.add("teams", location_id="boston")
    rows.add("articles", location_id="boston")
    rows.add("events", location_id="boston")
    rows.add("teams", location_id="miamy")
    await rows.write(database)
    told = by_location(await find_strays(database, policies().tree))
    assert "\n".join(map(str, told)).splitlines() == [
        LEFT_IN_BOSTON,
        "  help: write locations/boston.yaml, or move them",
        "teams: 1 row of network `north` names `miamy`, which no file in locations/ describes",
        "  help: did you mean `miami`?",
    ]


async def test_a_database_in_order_has_none(database: Database) -> None:
    """Each row at a place of its own network."""
    rows = Rows("north")
    for location in ("north", "us", "miami"):
        rows.add("teams", location_id=location)
    await rows.write(database)
    assert await find_strays(database, policies().tree) == []
