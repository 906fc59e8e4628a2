"""Callbacks over HTTP: believed if signed and fresh, counted once."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from gateway.application import create_app
from gateway.credentials.secret import Secret
from gateway.payments.callbacks import Callbacks
from gateway.payments.provider import provider_of
from gateway.payments.signature import HEADER, sign, verify
from gateway.payments.test_provider import TestProvider
from gateway.settings import Payments, Settings
from resolvers.commerce.provider import CallbackRefused, PaymentRequest
from store.databases import open_database
from tests.databases import KINDS, fresh_database
from tests.gateway.house import HOUSE
from tests.store.rows import NOW, Rows

SECRET = "s" * 40
ADDRESS = "/payments/callback"


class Door:
    """A gateway with one payment under way, and its provider."""

    def __init__(self, url: str, client: TestClient, provider: TestProvider, payment: int) -> None:
        self.url = url
        self.client = client
        self.provider = provider
        self.request = PaymentRequest(f"harbour/{payment}", 4_000, "EUR", "card", "MIT-1")

    def call(self, **changes: Any) -> int:
        """Report that the money was taken, with *changes* to what was signed; return the status."""
        headers, body = self.provider.callback(self.request, "e1", "succeeded")
        signature = changes.get("signature", headers[HEADER]).encode()
        body = changes.get("body", body)
        answer = self.client.post(ADDRESS, content=body, headers=[(HEADER.encode(), signature)])
        assert (answer.status_code == 204) == (answer.content == b"")
        return answer.status_code

    def paid(self) -> int:
        """Return what is paid of the invoice."""
        return asyncio.run(_paid(self.url))


async def _paid(url: str) -> int:
    database = open_database(url)
    async with database.connection() as connection:
        ((paid,),) = await connection.fetch("select paid_minor from invoices", ())
    await database.close()
    return int(paid)


async def _filled(url: str) -> int:
    rows = Rows()
    customer = rows.customer()
    invoice = rows.add(
        "invoices", customer_id=customer, number="MIT-1", total_minor=10_000, paid_minor=0,
        status="open",
    )  # fmt: skip
    payment = rows.add(
        "payments", invoice_id=invoice, customer_id=customer, provider="test", amount_minor=4_000,
        status="pending",
    )  # fmt: skip
    database = open_database(url)
    await rows.write(database)
    await database.close()
    return payment


@pytest.fixture(name="door", params=KINDS)
def _door(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Door]:
    """A gateway that takes callbacks."""
    monkeypatch.setenv("PORTAL_SECRET", SECRET)
    with fresh_database(request.param, tmp_path) as url:
        payment = asyncio.run(_filled(url))
        settings = Settings(HOUSE, url, payments=Payments("test"))
        provider = provider_of(settings, Secret(SECRET.encode()), lambda: NOW)
        assert provider is not None
        with TestClient(create_app(settings, clock=lambda: NOW)) as client:
            yield Door(url, client, provider, payment)


def test_a_callback_counts_once(door: Door) -> None:
    """204 each time, since a provider that hears no would go on calling."""
    assert [door.call() for _ in range(3)] == [204] * 3
    assert door.paid() == 4_000


def test_what_is_not_believed(door: Door) -> None:
    """Nothing is kept of it, and the answer does not say what was wrong."""
    good, body = door.provider.callback(door.request, "e1", "succeeded")
    foreign = TestProvider(b"another key", lambda: NOW)
    signatures = (
        "", "t=,v1=", "t=1", "v1=ab", "t=x,v1=ab", "nonsense", f"{good[HEADER]}0", "t=²,v1=é",
        foreign.callback(door.request, "e1", "succeeded")[0][HEADER],
    )  # fmt: skip
    for signature in signatures:
        assert door.call(signature=signature) == 401, signature
    assert door.call(body=body.replace(b"4000", b"9000")) == 401
    assert door.call(body=b"x" * 70_000) == 413
    assert door.client.get(ADDRESS).status_code == 405
    assert door.paid() == 0


def test_what_fits_no_payment(door: Door) -> None:
    """The provider reads that, and may ask its own people."""

    def signed(**changes: Any) -> int:
        request = replace(door.request, **changes)
        headers, body = door.provider.callback(request, "e1", "succeeded")
        return door.call(signature=headers[HEADER], body=body)

    assert signed(reference="harbour/1") == 404
    assert signed(amount_minor=1) == 409
    assert signed(currency="USD") == 409
    assert door.paid() == 0
    assert signed() == 204


def test_there_is_no_door_without_a_provider(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing listens where nothing can be paid."""
    monkeypatch.setenv("PORTAL_SECRET", SECRET)
    with (
        fresh_database("sqlite", tmp_path) as url,
        TestClient(create_app(Settings(HOUSE, url), clock=lambda: NOW)) as client,
    ):
        assert client.post(ADDRESS, content=b"{}").status_code == 404


@pytest.mark.parametrize(("seconds", "believed"), [(0, True), (300, True), (-300, True),
                                                   (301, False), (-301, False)])  # fmt: skip
def test_signatures_are_fresh(seconds: int, believed: bool) -> None:
    """Five minutes in either direction, for clocks that differ."""
    header = sign(b"key", b"body", NOW - dt.timedelta(seconds=seconds))
    if believed:
        verify(b"key", header, b"body", NOW)
    else:
        with pytest.raises(CallbackRefused, match="too old"):
            verify(b"key", header, b"body", NOW)


async def test_a_call_that_trickles_in_is_cut_off() -> None:
    """Anybody may begin one; one that breaks off is no failure of ours."""

    async def trickling() -> Any:
        await asyncio.sleep(0.03)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def broken_off() -> Any:
        return {"type": "http.disconnect"}

    provider, database = TestProvider(b"key", lambda: NOW), open_database("sqlite:///:memory:")
    door = Callbacks(provider, database, lambda: NOW, patience=0.1)
    scope = {"type": "http", "method": "POST", "path": ADDRESS, "headers": []}
    assert (await door.answer(Request(scope, trickling))).status_code == 408
    assert (await door.answer(Request(scope, broken_off))).status_code == 400
    await database.close()


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"null", b'{"event": "e"}'])
def test_bodies_that_cannot_be_read(body: bytes) -> None:
    """Signed nonsense is refused in a sentence."""
    provider = TestProvider(b"key", lambda: NOW)
    with pytest.raises(CallbackRefused, match="cannot be read"):
        provider.read_event({HEADER: sign(b"key", body, NOW)}, body, NOW)
