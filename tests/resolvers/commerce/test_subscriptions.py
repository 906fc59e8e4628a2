"""What is bought every month: charged once a month, by the days of the house, until it ends."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import orjson
import pytest

from access.viewer import Viewer
from resolvers.commerce.billing_round import bill_all
from store.databases import open_database
from tests.resolvers.booking.house import MITTE, policies
from tests.resolvers.commerce.shop import Shop, codes
from tests.store.rows import NOW

_FIELDS = "subscription { startDate nextDate endDate } errors { code field message }"
END = (
    "mutation E($input: EndSubscriptionInput!) "
    f"{{ endSubscription(input: $input) {{ {_FIELDS} }} }}"
)
CONTINUE = (
    "mutation C($input: ContinueSubscriptionInput!) "
    f"{{ continueSubscription(input: $input) {{ {_FIELDS} }} }}"
)
BUY = """
mutation B($input: PurchaseProductInput!) {
  purchaseProduct(input: $input) { charge { id } errors { code } }
}
"""
SECOND = dt.timedelta(seconds=1)


def utc(text: str) -> dt.datetime:
    """A moment, as `2027-03-28T01:00`."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


class Kiosk(Shop):
    """Eve, a contact, buys a locker of 12.00 EUR every month, from some day on."""

    async def opened(self, since: str) -> Kiosk:
        """Write what was added; Eve begins to buy at noon of a day."""
        self.eve, self.locker = self.contact(), self.product(available_as="recurring")
        await self.built()
        bought = await self.buy_at(self.eve, f"{since}T12:00")
        assert codes(bought) == []
        ((key,),) = await self.stored("select id from subscriptions")
        self.subscription = f"Subscription:{key}"
        return self

    async def buy_at(self, who: int, moment: str) -> Any:
        """Begin to buy the locker at a moment."""
        given = {"productId": f"Product:{self.locker}"}
        return await self.done(BUY, who, given, now=utc(moment))

    async def told(
        self, query: str, who: int | Viewer, moment: str = "2026-11-22T12:00", **given: Any
    ) -> Any:
        """End it, or go on, at a moment; return the payload."""
        asked = {"subscriptionId": self.subscription, **given}
        return await self.done(query, who, asked, now=utc(moment))

    async def charged(self, moment: dt.datetime) -> list[str]:
        """Run a round; return the first days of the months that are charged by then.

        There is time to pay what was billed before, so that nobody is suspended for it.
        """
        async with self.database.transaction() as connection:
            await connection.fetch("update invoices set due_date = '2040-01-01'", ())
        report = await bill_all(self.database, policies(), [MITTE], moment)
        assert not report.failed
        assert not report.suspended
        rows = await self.stored("select from_date from charges order by from_date")
        return [f"{day}" for (day,) in rows]


@pytest.fixture(name="kiosk")
def _kiosk(shop: Shop) -> Kiosk:
    """The store, empty."""
    return Kiosk(shop.database)


async def test_months_of_the_31st_begin_on_the_last_days_of_short_ones(kiosk: Kiosk) -> None:
    """And on the 31st again: each month once, however often and however late the round runs."""
    await kiosk.opened("2026-12-31")
    months = ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]
    for moment, known in (
        ("2027-01-30T22:59:59", 1), ("2027-01-30T23:00", 2), ("2027-02-27T23:00", 3),
        ("2027-02-28T12:00", 3), ("2027-03-30T22:00", 4), ("2027-03-30T22:00", 4),
    ):  # fmt: skip
        assert await kiosk.charged(utc(moment)) == months[:known], moment
    days = await kiosk.stored("select from_date, until_date from charges order by from_date")
    assert [f"{until}" for _, until in days] == [*months[1:], "2027-04-30"]
    totals = await kiosk.stored("select sum(total_minor) from invoices")
    assert totals == [(3 * 1200,)]  # what was bought in March waits for the end of the month


@pytest.mark.parametrize(
    ("since", "begins"),
    [
        ("2027-02-28", "2027-03-27T23:00"),  # the day of 23 hours
        ("2027-09-30", "2027-10-29T22:00"),  # the day before the one of 25 hours
        ("2026-08-31", "2026-09-29T22:00"),
    ],
)
async def test_a_month_begins_with_a_day_of_the_house(
    kiosk: Kiosk, since: str, begins: str
) -> None:
    """At its first moment, and not a second before, whatever the clocks do."""
    await kiosk.opened(since)
    moment = utc(begins)
    assert await kiosk.charged(moment - SECOND) == [since]
    assert len(await kiosk.charged(moment)) == 2


async def test_it_ends_with_a_month(kiosk: Kiosk) -> None:
    """A month that has begun is owed, whether or not a round has charged it yet."""
    await kiosk.opened("2026-11-22")
    evening, midnight = "2026-12-21T22:59", "2026-12-21T23:00"
    payload = await kiosk.told(END, kiosk.eve, evening)
    assert payload["subscription"]["endDate"] == "2026-12-22"
    assert codes(await kiosk.told(CONTINUE, kiosk.eve, evening)) == []
    payload = await kiosk.told(END, kiosk.eve, midnight)
    assert payload["subscription"]["endDate"] == "2027-01-22"
    assert await kiosk.charged(utc("2027-04-01T12:00")) == ["2026-11-22", "2026-12-22"]
    over = await kiosk.told(END, kiosk.eve, "2027-01-21T23:00")
    assert codes(over) == ["NOT_RUNNING"]
    assert codes(await kiosk.told(CONTINUE, kiosk.eve, "2027-01-21T23:00")) == ["NOT_RUNNING"]


async def test_it_ends_on_a_day_that_is_named(kiosk: Kiosk) -> None:
    """The first of one of its months, not too soon and not in a lifetime."""
    await kiosk.opened("2026-11-22")
    for day, expected in (
        ("2026-11-22", "TOO_EARLY"), ("2027-01-21", "NOT_A_CYCLE"), ("2031-11-22", "INVALID_VALUE")
    ):
        payload = await kiosk.told(END, kiosk.eve, onDate=day)
        assert [(each["code"], each["field"]) for each in payload["errors"]] == [
            (expected, "onDate")
        ]
    payload = await kiosk.told(END, kiosk.eve, onDate="2027-01-22")
    assert payload["subscription"] == {
        "startDate": "2026-11-22", "nextDate": "2026-12-22", "endDate": "2027-01-22",
    }


async def test_an_end_is_taken_back(kiosk: Kiosk) -> None:
    """It goes on as if it had not been; what does not end is left alone."""
    await kiosk.opened("2026-11-22")
    await kiosk.told(END, kiosk.eve)
    for _ in range(2):
        payload = await kiosk.told(CONTINUE, kiosk.eve, "2026-12-20T12:00")
        assert (payload["subscription"]["endDate"], payload["errors"]) == (None, [])
    assert len(await kiosk.charged(utc("2027-01-22T12:00"))) == 3
    trail = await kiosk.stored(
        "select before, after from audit_entries where record_type = 'Subscription' order by id"
    )
    assert [[orjson.loads(text)["end_date"] for text in row] for row in trail] == [
        [None, "2026-12-22"], ["2026-12-22", None]
    ]


async def test_a_suspension_puts_off_and_a_freeze_does_not(kiosk: Kiosk) -> None:
    """Months that were left out are charged when it is over; what was bought is of no contract."""
    ada = kiosk.member(frozen=True)
    await kiosk.opened("2026-11-22")
    assert codes(await kiosk.buy_at(ada, "2026-11-23T12:00")) == []
    kiosk.suspend(kiosk.eve, from_at=NOW, until_at=utc("2027-02-01T00:00"))
    await kiosk.rows.write(kiosk.database)
    assert codes(await kiosk.told(END, kiosk.eve)) == ["CUSTOMER_SUSPENDED"]
    both = ["2026-11-22", "2026-11-23"]
    assert await kiosk.charged(utc("2026-12-25T12:00")) == [*both, "2026-12-23"]
    found = await kiosk.charged(utc("2027-02-01T00:00"))
    assert found == [*both, "2026-12-22", "2026-12-23", "2027-01-22", "2027-01-23"]


async def test_rounds_at_once_charge_a_month_once(kiosk: Kiosk, database_url: str) -> None:
    """Three rounds through connections of their own, and an end in between."""
    await kiosk.opened("2026-11-22")
    others = [open_database(database_url) for _ in range(3)]
    moment = utc("2027-01-23T12:00")
    try:
        *reports, ended = await asyncio.gather(
            *(bill_all(each, policies(), [MITTE], moment) for each in others),
            kiosk.told(END, kiosk.eve, "2027-01-23T12:00"),
        )
    finally:
        for each in others:
            await each.close()
    assert not any(report.failed for report in reports)
    assert ended["subscription"]["endDate"] == "2027-02-22"
    months = ["2026-11-22", "2026-12-22", "2027-01-22"]
    assert await kiosk.charged(utc("2027-05-01T12:00")) == months


async def test_who_may_end_whose(kiosk: Kiosk) -> None:
    """One's own, and staff of the store where it is sold; what one does not see is not there."""
    ben = kiosk.contact()
    studio, clerk = kiosk.staff("studio-manager"), kiosk.staff("accountant")
    far = kiosk.staff("studio-manager", at="lisbon-alfama")
    await kiosk.opened("2026-11-22")
    kiosk.suspend(kiosk.eve)
    await kiosk.rows.write(kiosk.database)
    for who, expected in ((ben, "NOT_FOUND"), (far, "NOT_FOUND"), (clerk, "NOT_ALLOWED")):
        for query in (END, CONTINUE):
            assert codes(await kiosk.told(query, who)) == [expected]
    assert codes(await kiosk.told(END, studio)) == []
    ((action, login),) = await kiosk.stored(
        "select action, login_id from audit_entries where record_type = 'Subscription'"
    )
    assert (action, login) == ("store.end-subscription-for-customer", studio.login)
