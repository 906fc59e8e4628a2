"""Two questions of whoever runs the gateway: is it alive, and can it answer?"""

from __future__ import annotations

import asyncio

import orjson
from starlette.requests import Request
from starlette.responses import Response

from gateway.outage import Outage
from gateway.policies.holder import PolicyHolder
from store.databases import Database
from store.errors import DatabaseUnavailable

PATIENCE_SECONDS = 2.0


class Health:
    """Answers `/live` and `/ready`."""

    def __init__(self, database: Database, policies: PolicyHolder, outage: Outage) -> None:
        self._database = database
        self._policies = policies
        self._outage = outage

    async def live(self, _: Request) -> Response:
        """The process runs and answers; nothing else is asked."""
        return _report(200, {"live": True})

    async def ready(self, _: Request) -> Response:
        """Whether requests can be answered now: policies in force, database there."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._database.ping()
        except DatabaseUnavailable as error:
            database = "unavailable"
            self._outage.note(error)
        except TimeoutError:
            database = "unavailable"
            self._outage.note(f"no answer within {PATIENCE_SECONDS:.0f} seconds")
        else:
            database = "available"
            self._outage.answered()
        ready = database == "available"
        report = {
            "ready": ready,
            "database": database,
            "policies": self._policies.current.policies.hash,
            "edited": "refused" if self._policies.problems else "in force",
        }
        return _report(200 if ready else 503, report)


def _report(status: int, content: dict[str, object]) -> Response:
    return Response(
        orjson.dumps(content),
        status,
        headers={"cache-control": "no-store"},
        media_type="application/json",
    )
