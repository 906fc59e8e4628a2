"""Resources that operators name."""

from __future__ import annotations

import pytest

from resolvers.booking.naming import find_resource
from resolvers.persons import NobodyFound
from tests.resolvers.booking.house import MITTE, House, policies
from tests.store.rows import NETWORK


async def test_what_a_name_stands_for(house: House) -> None:
    """The one at the portal, else the only one; several are listed, and none is guessed at."""
    mitte = house.room("Fig tree")
    alfama = [house.room("FIG tree", location_id="lisbon-alfama") for _ in range(2)]
    beato = house.room("Quay", location_id="lisbon-beato")
    await house.built()
    tree = policies().tree
    async with house.database.connection() as connection:
        for portal, words, meant in (
            (MITTE, "Resource:3", "Resource:3"),
            (MITTE, "fig TREE ", f"Resource:{mitte}"),
            (MITTE, "quay", f"Resource:{beato}"),
        ):
            assert await find_resource(connection, tree, portal, words) == meant
        for portal, words, said in (
            ("lisbon-alfama", "fig tree", [f"  Resource:{key}  FIG tree, " for key in alfama]),
            ("lisbon-beato", "fig tree", [f"  Resource:{mitte}  Fig tree, berlin-mitte"]),
            (MITTE, "Quey", [f"`{NETWORK}` is called `Quey`; did you mean `Quay`?"]),
            (MITTE, "Room 101", ["write its name, or an id such as `Resource:3`"]),
            ("plenum-hackney", "Quay", ["no resource of `plenum` is called `Quay`"]),
        ):
            with pytest.raises(NobodyFound) as refused:
                await find_resource(connection, tree, portal, words)
            assert all(each in str(refused.value) for each in said), str(refused.value)
