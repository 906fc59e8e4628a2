"""The door for payment providers: `POST /payments/callback`."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from gateway.clock import Clock
from gateway.http.bodies import read_body
from gateway.http.heads import read_head
from gateway.refusals import Refused, bad_request, database_unavailable
from resolvers.commerce.provider import CallbackRefused, PaymentProvider
from resolvers.commerce.settling import Heard, hear
from store.databases import Database
from store.errors import DatabaseUnavailable

log = logging.getLogger("portal.payments")

MOST_BYTES = 64 * 1024

_ANSWERS = {
    Heard.UNKNOWN_PAYMENT: Refused(404, "PAYMENT_UNKNOWN", "There is no such payment."),
    Heard.OTHER_AMOUNT: Refused(409, "AMOUNT_DIFFERS", "The payment was asked for another amount."),
}


class Callbacks:
    """Takes in what a provider reports: believed if signed and fresh, counted once."""

    def __init__(
        self,
        provider: PaymentProvider,
        database: Database,
        clock: Clock,
        *,
        patience: float | None = None,
    ) -> None:
        """Wait *patience* seconds for the body of a call."""
        self._provider = provider
        self._database = database
        self._clock = clock
        self._patience = patience

    async def answer(self, request: Request) -> Response:
        """Answer 204 for whatever is believed, new or not; else the provider calls again."""
        try:
            head = read_head(request.scope["headers"])
            body = await read_body(head, request.receive, MOST_BYTES, self._patience)
            await self.take(request.headers, body)
        except ClientDisconnect:
            return _answer(bad_request("BODY_REQUIRED", "The callback broke off."))
        except Refused as refused:
            return _answer(refused)
        except DatabaseUnavailable as error:
            log.warning("a callback could not be kept: %s", error)
            return _answer(database_unavailable())
        return Response(status_code=204)

    async def take(self, headers: Mapping[str, str], body: bytes) -> Heard:
        """Take one callback in.

        Raises:
            Refused: it is not believed, or names no payment of that amount.
            DatabaseUnavailable: it could not be kept.
        """
        now = self._clock()
        try:
            event = self._provider.read_event(headers, body, now)
        except CallbackRefused as reason:
            log.warning("a callback was refused: %s", reason)
            raise Refused(401, "CALLBACK_REFUSED", "The callback is not believed.") from None
        heard = await hear(self._database, self._provider.name, event, now)
        log.info("callback %s: %s", event.event, heard.value)
        if heard in _ANSWERS:
            raise _ANSWERS[heard]
        return heard


def _answer(refused: Refused) -> Response:
    headers = {**refused.headers, "cache-control": "no-store"}
    return Response(refused.body(), refused.status, headers, media_type="application/json")
