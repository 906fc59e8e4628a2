"""What people are called: those of one network, and only those who are asked about."""

from __future__ import annotations

from store.databases import Database
from store.display_names import addresses_of_logins, names_of_customers
from tests.store.rows import NETWORK, Rows


async def test_names_are_those_of_the_network(database: Database) -> None:
    """Whoever is not asked about, is not there or belongs to another network, is left out."""
    rows, elsewhere = Rows(), Rows("plenum")
    login = rows.add("logins", email="rosa@harbour.test")
    anna = rows.customer(full_name="Anna Ødegård")
    rows.customer(full_name="Ben")
    for _ in range(9):
        stranger = elsewhere.customer(full_name="Somebody else")
    await rows.write(database)
    await elsewhere.write(database)
    async with database.connection() as connection:
        names = await names_of_customers(connection, NETWORK, {anna, stranger, 999})
        addresses = await addresses_of_logins(connection, NETWORK, [login])
        assert await names_of_customers(connection, NETWORK, []) == {}
    assert names == {anna: "Anna Ødegård"}
    assert addresses == {login: "rosa@harbour.test"}
