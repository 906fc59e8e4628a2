"""Customers and contracts from CSV files, on both databases: all lines of a file, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from store.databases import Database
from store.importing.contracts import import_contracts
from store.importing.customers import import_customers
from store.importing.houses import House
from store.importing.writing import Imported
from tests.store.rows import NETWORK, NOW, Rows

HOUSES = {
    "berlin-mitte": House("berlin-mitte", NETWORK, ZoneInfo("Europe/Berlin")),
    "new-york": House("new-york", NETWORK, ZoneInfo("America/New_York")),
}
PEOPLE = """name,email,location,type,company,registered
Ana Lopes,ana@example.org,berlin-mitte,,,2026-10-01
Brot GmbH,office@brot.example,new-york,company,Brot GmbH,
"""


async def people(database: Database, text: str, **more: Any) -> Imported:
    """Import customers, keeping nothing where there are problems."""
    async with database.transaction() as connection:
        return await import_customers(
            connection, "people.csv", text.encode(), HOUSES, NOW, by_whom="ops", **more
        )


async def agreements(database: Database, text: str, **more: Any) -> Imported:
    """Import contracts likewise."""
    async with database.transaction() as connection:
        return await import_contracts(
            connection, "contracts.csv", text.encode(), HOUSES, NOW, **more
        )


async def ask(database: Database, text: str) -> Sequence[Sequence[Any]]:
    """Return the rows of a statement, as tuples."""
    async with database.connection() as connection:
        return [tuple(row) for row in await connection.fetch(text, ())]


async def plan(database: Database) -> None:
    """Add a plan of each house, in euros and in yen."""
    rows = Rows()
    rows.add("plans", key="hot-desk", name="Hot Desk", location_id="berlin-mitte")
    rows.add("plans", key="desk", name="Desk", location_id="new-york", currency="JPY")
    rows.add("plans", key="old", name="Old", location_id="new-york", archived=True)
    await rows.write(database)


def told(done: Imported) -> list[str]:
    """The problems, without their helps."""
    return [f"{problem.place}: {problem.message}" for problem in done.problems]


async def test_customers_are_individuals_by_default(database: Database) -> None:
    """A company says so; nobody gets a login, and each the rights that customers usually have."""
    assert await people(database, PEOPLE) == Imported(2, 2, ())
    assert await ask(
        database,
        "SELECT full_name_folded, customer_type, location_id, login_id FROM customers ORDER BY 1",
    ) == [
        ("ana lopes", "individual", "berlin-mitte", None),
        ("brot gmbh", "company", "new-york", None),
    ]
    rights = "SELECT count(*), min(by_whom), min(why) FROM customer_rights"
    assert await ask(database, rights) == [(6, "ops", "imported from people.csv")]


async def test_a_day_begins_at_the_midnight_of_the_house(database: Database) -> None:
    """Ana was registered on 1 October in Berlin, two hours before it began in UTC."""
    await people(database, PEOPLE)
    ((moment,),) = await ask(
        database, "SELECT registered_at FROM customers WHERE full_name = 'Ana Lopes'"
    )
    moment = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    assert moment == dt.datetime(2026, 9, 30, 22, tzinfo=dt.UTC)


async def test_one_wrong_line_keeps_all_out(database: Database) -> None:
    """Every problem is named with its line, and nothing is half-imported."""
    done = await people(
        database,
        PEOPLE + "Cleo,cleo,berlin-mit,firm,,2027-01-01\nANA LOPES,Ana@Example.org,berlin-mitte\n",
    )
    assert (done.lines, done.written) == (4, 0)
    assert told(done) == [
        "people.csv:4:2: `cleo` is no e-mail address",
        "people.csv:4:3: there is no location `berlin-mit`",
        "people.csv:4:4: there is no type `firm`",
        "people.csv:5:2: ANA LOPES <Ana@Example.org> stands on line 2 already",
    ]
    assert await ask(database, "SELECT count(*) FROM customers") == [(0,)]


async def test_a_rehearsal_writes_nothing(database: Database) -> None:
    """And finds the same problems."""
    assert await people(database, PEOPLE, rehearse=True) == Imported(2, 0, ())
    assert await ask(database, "SELECT count(*) FROM customers") == [(0,)]


async def test_the_same_file_is_not_imported_twice(database: Database) -> None:
    """Whoever stands in the database already is named."""
    await people(database, PEOPLE)
    done = await people(database, PEOPLE)
    assert told(done)[0] == (
        "people.csv:2:2: Ana Lopes <ana@example.org> stands in the database already"
    )
    assert await ask(database, "SELECT count(*) FROM customers") == [(2,)]


async def test_rights_may_be_given_line_by_line(database: Database) -> None:
    """With the column there, an empty cell gives none."""
    text = "name,email,location,rights\nA,a@b.co,new-york,can-book can-fly\nB,b@b.co,new-york,\n"
    assert told(await people(database, text)) == ["people.csv:2:4: there is no right `can-fly`"]
    await people(database, text.replace(" can-fly", ""))
    assert await ask(database, 'SELECT "right" FROM customer_rights') == [("can-book",)]


async def test_contracts_find_their_customer_and_plan(database: Database) -> None:
    """By address and by the plan's key at the house; the plan's currency counts the digits."""
    await people(database, PEOPLE)
    await plan(database)
    done = await agreements(
        database,
        "email,location,plan,start,end,price,billing-day\n"
        "ana@example.org,berlin-mitte,hot-desk,2026-10-31,2026-12-01,249.50,\n"
        "OFFICE@brot.example,new-york,desk,2026-11-15,,30000,15\n",
    )
    assert done == Imported(2, 2, ())
    found = await ask(
        database,
        "SELECT location_id, billing_day, price_minor, currency, quantity FROM contracts"
        " ORDER BY location_id",
    )
    assert found == [("berlin-mitte", 31, 24950, "EUR", 1), ("new-york", 15, 30000, "JPY", 1)]


async def test_cycles_begin_where_the_contract_does(database: Database) -> None:
    """Another billing day would be shown and not billed by, so it is refused."""
    await people(database, PEOPLE)
    await plan(database)
    refused = await agreements(
        database,
        "email,location,plan,start,billing-day\nana@example.org,berlin-mitte,hot-desk,2026-10-31,1\n",
    )
    (problem,) = refused.problems
    assert str(problem) == (
        "contracts.csv:2:5: `1` is not the day on which the contract begins, and so do its cycles\n"
        "  help: write 31, or leave it empty; `renewal` says from which day on it is billed"
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("who@b.co,new-york,desk,2026-11-01,,", "1: `harbour` has no customer who@b.co"),
        ("ana@example.org,new-york,hot-desk,2026-11-01,,", "3: there is no plan `hot-desk`"),
        ("ana@example.org,new-york,old,2026-11-01,,", "3: there is no plan `old`"),
        ("ana@example.org,new-york,desk,2026-W45-1,,", "4: `2026-W45-1` is no date"),
        ("ana@example.org,new-york,desk,0001-01-01,,", "4: `0001-01-01` is no date"),
        ("ana@example.org,new-york,desk,,,", "4: `start` is empty"),
        (
            "ana@example.org,new-york,desk,2026-11-02,2026-11-01,",
            "5: the contract ends before it starts",
        ),
        ("ana@example.org,new-york,desk,2026-11-01,,3.50", "6: `3.50` is no amount"),
        ("ana@example.org,new-york,desk,2026-11-01,,1_000", "6: `1_000` is no amount"),
        ("ana@example.org,new-york,desk,2026-11-01,,-1", "6: `-1` is no amount"),
        ("ana@example.org,new-york,desk,2026-11-01,,NaN", "6: `NaN` is no amount"),
    ],
)
async def test_a_wrong_contract_is_named(database: Database, line: str, problem: str) -> None:
    """With its line and its cell; nothing is written."""
    await people(database, PEOPLE)
    await plan(database)
    done = await agreements(database, f"email,location,plan,start,end,price\n{line}\n")
    assert told(done) == [f"contracts.csv:2:{problem}"]
    assert await ask(database, "SELECT count(*) FROM contracts") == [(0,)]


async def test_customers_who_share_an_address_are_named(database: Database) -> None:
    """A family of two has one address; the name decides, and without it the line is refused."""
    await people(
        database,
        "name,email,location\nAna,home@b.co,new-york\nBen,home@b.co,new-york\n",
    )
    await plan(database)
    line = "home@b.co,new-york,desk,2026-11-01"
    done = await agreements(database, f"email,location,plan,start\n{line}\n")
    assert told(done) == ["contracts.csv:2:1: 2 customers of `harbour` have this address"]
    done = await agreements(
        database, f"email,location,plan,start,name\n{line},BEN\n{line},Ben\n"
    )
    assert told(done) == ["contracts.csv:3:4: the customer has this plan from this day already"]
    done = await agreements(database, f"email,location,plan,start,name\n{line},BEN\n")
    assert done.written == 1
