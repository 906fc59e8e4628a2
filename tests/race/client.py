"""One process of clients: reads rounds of bookings from its input, and answers each with a line.

A round is the address of a database, whether that is a pooler's, and a list of
`[customer, input]`; all of them are asked at the same time. The answer is a list of
`[booking id or null, code or null]`, in the order of the round.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import orjson

from store.databases import open_database
from tests.resolvers.asking import Asking
from tests.resolvers.booking.house import BOOK, MITTE, policies


async def answer(url: str, pooled: bool, asked: list[tuple[int, dict[str, Any]]]) -> list[Any]:
    """Ask all of a round at once."""
    database = open_database(url, pooled=pooled)
    ask = Asking(database)
    results = await asyncio.gather(*(book(ask, customer, given) for customer, given in asked))
    await database.close()
    return list(results)


async def book(ask: Asking, customer: int, given: dict[str, Any]) -> tuple[str | None, str | None]:
    """Book as one client; every way in which that can end is an answer of its own."""
    try:
        answer = await ask(
            BOOK, variables={"input": given}, customer=customer, policies=policies(), portal=MITTE
        )
    except Exception as error:  # noqa: BLE001 - the parent shows it
        return None, f"{type(error).__name__}: {error}"
    payload = (answer.get("data") or {}).get("bookResource")
    if payload is None:
        return None, str(answer)
    if payload["booking"] is not None:
        return payload["booking"]["id"], None
    refusal = payload["refusal"]
    return None, refusal["code"] if refusal else str(payload["errors"])


if __name__ == "__main__":
    for line in sys.stdin:
        print(orjson.dumps(asyncio.run(answer(*orjson.loads(line)))).decode(), flush=True)
