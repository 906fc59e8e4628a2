"""The outermost layer: every request gets an id, and no failure leaves as Python's own words."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.http.heads import request_id_of
from gateway.http.replies import refusal_reply
from gateway.refusals import internal_error

log = logging.getLogger("portal.failures")


class Guard:
    """Wraps an application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = request_id_of(scope["headers"])
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception:
            log.exception("request %s failed", request_id, extra={"request": request_id})
            if started:
                raise
            await refusal_reply(internal_error(request_id)).send(scope, send)
