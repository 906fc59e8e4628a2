"""A provider that takes no money: it fails, delays and repeats itself as real ones do.

What it does follows from the saved means: a reference that ends in `-declined` is refused, one in
`-down` cannot be asked, one in `-slow` is answered by a callback, twice; all others succeed.
Tokens to save a means by begin with `test-card` or `test-sepa`, and may end in the same ways.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping

import orjson

from gateway.clock import Clock
from gateway.payments.signature import HEADER, sign, verify
from gateway.refusals import Refused
from resolvers.commerce.provider import (
    CallbackRefused,
    MethodRefused,
    PaymentAnswer,
    PaymentEvent,
    PaymentRequest,
    ProviderUnavailable,
    SavedMethod,
)
from store.errors import DatabaseUnavailable

Deliver = Callable[[Mapping[str, str], bytes], Awaitable[object]]

SECONDS = 2.0
STATES = ("pending", "succeeded", "failed")


class TestProvider:
    """The provider of `payments: { provider: test }`."""

    __test__ = False  # a class of the product, whatever its name makes test runners think
    name = "test"

    def __init__(self, key: bytes, clock: Clock, *, seconds: float = SECONDS) -> None:
        """Sign callbacks with *key*; slow answers come after so many *seconds*."""
        self._key = key
        self._clock = clock
        self._seconds = seconds
        self._answers: dict[str, PaymentAnswer] = {}
        self._calls: set[asyncio.Task[None]] = set()
        self.deliver: Deliver | None = None

    async def take(self, request: PaymentRequest) -> PaymentAnswer:
        """Answer as the saved means says, and for the same reference always alike."""
        if request.method.endswith("-down"):
            raise ProviderUnavailable
        known = self._answers.get(request.reference)
        if known is None:
            known = self._answers[request.reference] = self._answer(request)
        return known

    async def save(self, token: str, now: dt.datetime) -> SavedMethod:
        """Keep a card or a mandate that are made up; the token is their reference."""
        if token.endswith("-down"):
            raise ProviderUnavailable
        if token.startswith("test-card"):
            expires = dt.date(now.year + 3, 12, 31)
            return SavedMethod(token, "card", "Visa ···· 4242", "Test Holder", expires)
        if token.startswith("test-sepa"):
            return SavedMethod(
                token,
                "sepa-mandate",
                "DE·· ···· 3000",
                "Test Holder",
                mandate_reference=f"TEST-{token}",
                mandate_date=now.date(),
            )
        raise MethodRefused

    async def forget(self, reference: str) -> None:
        """Forget nothing, for nothing was kept; a reference in `-down` cannot be asked."""
        if reference.endswith("-down"):
            raise ProviderUnavailable

    def read_event(
        self, headers: Mapping[str, str], body: bytes, now: dt.datetime
    ) -> PaymentEvent:
        """Read a callback that this provider signed."""
        verify(self._key, headers.get(HEADER), body, now)
        try:
            said = orjson.loads(body)
            event = PaymentEvent(
                event=said["event"],
                reference=said["reference"],
                amount_minor=said["amount"],
                currency=said["currency"],
                answer=PaymentAnswer(said["status"], said["payment"], said.get("failure")),
            )
        except (orjson.JSONDecodeError, KeyError, TypeError):
            raise CallbackRefused("the callback cannot be read") from None
        if event.answer.status not in STATES:
            raise CallbackRefused("the callback names no state of a payment")
        return event

    def callback(
        self, request: PaymentRequest, event: str, status: str, failure: str | None = None
    ) -> tuple[dict[str, str], bytes]:
        """Return the headers and the body of a callback, signed now."""
        body = orjson.dumps(
            {
                "event": event,
                "reference": request.reference,
                "payment": f"test-{request.reference}",
                "amount": request.amount_minor,
                "currency": request.currency,
                "status": status,
                "failure": failure,
            }
        )
        return {HEADER: sign(self._key, body, self._clock())}, body

    def _answer(self, request: PaymentRequest) -> PaymentAnswer:
        name = f"test-{request.reference}"
        if request.method.endswith("-declined"):
            return PaymentAnswer("failed", name, "card-declined")
        if request.method.endswith("-slow"):
            call = asyncio.create_task(self._call_twice(request))
            self._calls.add(call)
            call.add_done_callback(self._calls.discard)
            return PaymentAnswer("pending", name)
        return PaymentAnswer("succeeded", name)

    async def close(self) -> None:
        """Give up on the callbacks that are still to come."""
        for call in self._calls:
            call.cancel()
        if self._calls:
            await asyncio.wait(self._calls)

    async def _call_twice(self, request: PaymentRequest) -> None:
        for _ in range(2):
            await asyncio.sleep(self._seconds)
            if self.deliver is None:
                continue
            event = f"{request.reference}-succeeded"
            with contextlib.suppress(Refused, DatabaseUnavailable):  # a real one would call again
                await self.deliver(*self.callback(request, event, "succeeded"))
