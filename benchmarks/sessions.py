"""Sessions of many visitors: each connection is somebody else's."""

from __future__ import annotations

from typing import NamedTuple

import jwt
import sqlalchemy as sa

from benchmarks.visitors import visitors
from gateway.credentials.secret import Secret
from store.compiled import compile_statement
from store.databases import open_database
from store.ids import new_id
from store.people import sessions


class Session(NamedTuple):
    """A session, and the token that names it."""

    id: int
    token: str


async def sessions_beside(url: str, secret: str, token: str) -> list[Session]:
    """Return the session of *token*, and one like it for each of the other visitors."""
    key = Secret(secret.encode()).key("tokens")
    claims = jwt.decode(token, key, algorithms=["HS256"])
    found = [Session(claims["sid"], token)]
    database = open_database(url)
    try:
        async with database.transaction() as connection:
            asked = sa.select(sessions).where(sessions.c.id == sa.literal(claims["sid"]))
            statement = compile_statement(asked, connection.dialect)
            (row,) = await connection.fetch(statement.text, statement.values({}))
            first = dict(zip((column.name for column in sessions.columns), row, strict=True))
            for _, customer, login in await visitors(connection):
                if customer == first["customer_id"]:
                    continue
                mine = {"id": new_id(), "customer_id": customer, "login_id": login}
                await connection.insert(sessions, [{**first, **mine}])
                signed = jwt.encode({**claims, "sid": mine["id"]}, key, algorithm="HS256")
                found.append(Session(mine["id"], signed))
    finally:
        await database.close()
    return found
