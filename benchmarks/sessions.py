"""Sessions of one visitor: whoever asks on several connections at once is signed in on each."""

from __future__ import annotations

from typing import NamedTuple

import jwt
import sqlalchemy as sa

from gateway.secret import Secret
from store.compiled import compile_statement
from store.databases import open_database
from store.ids import new_id
from store.people import sessions


class Session(NamedTuple):
    """A session, and the token that names it."""

    id: int
    token: str


async def sessions_like(url: str, secret: str, token: str, number: int) -> list[Session]:
    """Return the session of *token*, and as many more as make *number* of them."""
    key = Secret(secret.encode()).key("tokens")
    claims = jwt.decode(token, key, algorithms=["HS256"])
    first = Session(claims["sid"], token)
    more = []
    database = open_database(url)
    try:
        async with database.transaction() as connection:
            found = sa.select(sessions).where(sessions.c.id == sa.literal(first.id))
            statement = compile_statement(found, connection.dialect)
            (row,) = await connection.fetch(statement.text, statement.values({}))
            names = [column.name for column in sessions.columns]
            for _ in range(number - 1):
                other = {**claims, "sid": new_id()}
                copy = {**dict(zip(names, row, strict=True)), "id": other["sid"]}
                await connection.insert(sessions, [copy])
                signed = jwt.encode(other, key, algorithm="HS256")
                more.append(Session(other["sid"], signed))
    finally:
        await database.close()
    return [first, *more]
