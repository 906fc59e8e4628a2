"""The front of the application: most requests go straight in, all else goes Starlette's way."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.http.guard import Guard

ENDPOINT = "/graphql"


class Front(Starlette):
    """Starlette, with a short way for a POST to the endpoint from anything but another's page.

    Such a request passes every middleware untouched: only pages send an `Origin`, and what is
    posted is answered `no-store`, so that no `Vary` is missing.
    """

    def __init__(self, endpoint: ASGIApp, **starlette: Any) -> None:
        """Take what Starlette takes, and the endpoint, which the routes name as well."""
        super().__init__(**starlette)
        self._endpoint = Guard(endpoint)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] == "http"
            and scope["method"] == "POST"
            and scope["path"] == ENDPOINT
            and b"origin" not in dict(scope["headers"])
        ):
            await self._endpoint(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
