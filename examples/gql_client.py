"""gql, Python's client: the same front page, for a server, a job or a test.

It takes `pip install "gql[aiohttp]"`.
"""

import asyncio
import json
import os
from pathlib import Path

from gql import Client, gql
from gql.transport.aiohttp import AIOHTTPTransport

ENDPOINT = os.environ.get("PORTAL_GRAPHQL", "http://127.0.0.1:8000/graphql")
PORTAL = os.environ.get("PORTAL", "berlin-mitte")
BEN = {"email": "ben@harbour.test", "password": "demo-password"}
DOCUMENTS = Path(__file__).parent / "documents"


def client(token: str | None = None) -> Client:
    """The client of a visitor, or of somebody who has signed in."""
    headers = {"x-portal": PORTAL} | ({} if token is None else {"authorization": f"Bearer {token}"})
    return Client(transport=AIOHTTPTransport(url=ENDPOINT, headers=headers))


def document(*names: str) -> str:
    """The text of operations and fragments that lie beside this file."""
    return "\n".join((DOCUMENTS / f"{name}.graphql").read_text() for name in names)


async def front_page() -> dict[str, object]:
    """What a front page shows: to a visitor, over two pages of events, and after signing in."""
    async with client() as visitor:
        welcome = await visitor.execute(gql(document("welcome")))
        events = gql(document("events", "event-card"))
        titles: list[str] = []
        after = None
        for _ in range(2):
            events.variable_values = {"first": 2, "after": after}
            page = (await visitor.execute(events))["events"]
            titles += [edge["node"]["title"] for edge in page["edges"]]
            after = page["pageInfo"]["endCursor"]
        sign_in = gql(document("sign-in"))
        sign_in.variable_values = {"input": BEN}
        signed_in = (await visitor.execute(sign_in))["signIn"]
    async with client(signed_in["token"]) as member:
        later = await member.execute(gql(document("welcome")))
    return {
        "portal": welcome["portal"]["name"],
        "visitor": welcome["portal"]["viewer"]["kind"],
        "events": titles,
        "signedIn": later["me"]["name"],
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(front_page())))  # noqa: T201 - what it is for
