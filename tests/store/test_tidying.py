"""What nobody asks for any more is removed; what may be asked for stays."""

from __future__ import annotations

import datetime as dt

from store.databases import Database
from store.tidying import KEPT, tidy
from tests.store.rows import Rows

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LONG_AGO, LATELY = NOW - KEPT, NOW - KEPT + dt.timedelta(seconds=1)


async def test_what_is_long_over_goes(database: Database) -> None:
    """In every network, however much it is; sessions and keys that are younger stay."""
    for network in ("north", "south"):
        rows = Rows(network)
        rows.add("logins", id=1)
        rows.add("customers", id=1)
        ends = ((LONG_AGO, None), (NOW, LONG_AGO), (LATELY, None), (NOW, LATELY), (NOW, None))
        for number, (expires, revoked) in enumerate(ends):
            rows.add("sessions", id=number, login_id=1, expires_at=expires, revoked_at=revoked)
        for number in range(1_200):
            rows.add(
                "idempotency_keys", id=number, customer_id=1, key=str(number),
                created_at=LATELY if number < 2 else LONG_AGO,
            )
        await rows.write(database)
    assert await tidy(database, NOW) == {"sessions": 4, "idempotency_keys": 2_396}
    assert await tidy(database, NOW) == {"sessions": 0, "idempotency_keys": 0}
    async with database.connection() as connection:
        left = await connection.fetch("SELECT network_id, id FROM sessions ORDER BY 1, 2", ())
        keys = await connection.fetch("SELECT count(*) FROM idempotency_keys", ())
    assert [tuple(row) for row in left] == [
        (network, number) for network in ("north", "south") for number in (2, 3, 4)
    ]
    assert keys[0][0] == 4
