"""People who sign up at Ghent Docks, which lets everybody, and the letters that they get."""

from __future__ import annotations

import asyncio
from typing import Any

from gateway.mail.mailer import one_time_tokens_of
from resolvers.letters.letter_rows import list_waiting
from store.databases import open_database
from tests.seeds.demo import Demo

DOCKS = "ghent-docks"
PASSWORD = "turbines and cranes"
BEGUN = """verifyEmail {
  token
  customer { name kind membership suspended suspensions { occasion message } }
  errors { code }
}"""


def token_of(demo: Demo, address: str) -> str:
    """The token in the latest letter that waits for an address."""

    async def work() -> str:
        database = open_database(f"sqlite:///{demo.file}")
        async with database.connection() as connection:
            letters = await list_waiting(connection, "harbour")
        await database.close()
        sealed = [each.sealed for each in letters if each.to == address][-1]
        assert sealed is not None, "this letter has no token"
        token = one_time_tokens_of(demo.secret).open(sealed)
        assert token is not None, "the token was made with another secret"
        return token

    return asyncio.run(work())


def arrive(demo: Demo, name: str, plan: str | None = None) -> Any:
    """Sign up with a name, and a plan; answer the letter; return what that comes to."""
    address = f"{name.split()[0].lower()}@post.example"
    given = {} if plan is None else {
        "planId": demo.id("Plan", "plans", key=plan, location_id=DOCKS)
    }  # fmt: skip
    asked = demo.do(
        "signUp { verifiesEmail errors { code } }", None, DOCKS,
        name=name, email=address, password=PASSWORD, **given,
    )  # fmt: skip
    assert asked == {"verifiesEmail": True, "errors": []}
    return demo.do(BEGUN, None, DOCKS, token=token_of(demo, address), password=PASSWORD)
