"""What is bought to be used up: made by a purchase, used by a place, given back in time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from resolvers.commerce.billing import bill
from resolvers.commerce.office import Office
from tests.resolvers.booking.house import at, policies
from tests.resolvers.commerce.shop import codes
from tests.resolvers.enrolling.conftest import OWED, Studio
from tests.store.rows import NOW

OWN = """
{ me { products { nodes {
  id name kind state fromDate untilDate units unitsLeft invoice { number } visits { title leftAt }
} } } }
"""


async def _own(studio: Studio, who: int) -> list[dict[str, Any]]:
    answer = await studio.ask(OWN, customer=who)
    found: list[dict[str, Any]] = answer["data"]["me"]["products"]["nodes"]
    return found


def _card(studio: Studio, *activities: int, **values: Any) -> int:
    """Add a product that gives three units for sixty days, for these activities if any."""
    product = studio.product("Clay card", price_minor=6000)
    grants = {"product_id": product, "kind": "service", "units": 3, "days": 60, **values}
    studio.rows.add("product_grants", **grants)
    for activity in activities:
        studio.rows.add("product_activities", product_id=product, activity_id=activity)
    return product


def _course(studio: Studio, **terms: Any) -> int:
    """Add a course that takes a product, with an event tomorrow; return the course."""
    activity = studio.rows.add("activities", title="Clay", kind="course")
    studio.rows.add(
        "activity_terms", activity_id=activity, **{"requires_product": True, **terms}
    )
    return activity


async def test_a_purchase_gives_something_to_use(studio: Studio) -> None:
    """From the day of the sale, in days of the place; two cards are one with twice the units."""
    ada, card, plain = studio.contact(), _card(studio), studio.product("Mug")
    await studio.built()
    await studio.buy(ada, card, quantity=2)
    await studio.buy(ada, plain)
    (bought,) = await _own(studio, ada)
    assert bought.pop("id")
    assert bought == {
        "name": "Clay card", "kind": "SERVICE", "state": "CURRENT", "fromDate": "2026-11-22",
        "untilDate": "2027-01-21", "units": 6, "unitsLeft": 6, "invoice": None, "visits": [],
    }  # fmt: skip
    rows = await studio.stored("select from_at, until_at from customer_products")
    assert [str(value)[:13].replace("T", " ") for value in rows[0]] == [
        "2026-11-21 23", "2027-01-20 23",
    ]  # fmt: skip


async def test_it_stands_on_the_invoice_and_comes_every_month(studio: Studio) -> None:
    """Bought every month it is for the month; billing makes the next one and names the invoice."""
    ada, card = studio.contact(), _card(studio, units=None, days=None)
    studio.rows.taken("products")
    product = studio.product("Kiln month", available_as="recurring", id=card)
    assert product == card
    await studio.built()
    await studio.buy(ada, card)
    tree = policies().tree
    async with studio.database.transaction() as connection:
        await bill(Office(connection, tree, tree["berlin-mitte"], NOW + dt.timedelta(days=35)), ada)
    second, first = await _own(studio, ada)
    assert (first["fromDate"], first["untilDate"]) == ("2026-11-22", "2026-12-22")
    assert (second["fromDate"], second["untilDate"]) == ("2026-12-22", "2027-01-22")
    assert first["invoice"] is not None
    assert second["state"] == "UPCOMING"


async def test_a_place_uses_what_lapses_first(studio: Studio) -> None:
    """Nothing is owed for it; without anything that covers it there is no place."""
    ada, course, other = studio.contact(), _course(studio), _course(studio)
    card, long = _card(studio, course, days=30), _card(studio, course, days=300)
    first = studio.event(activity_id=course)
    second = studio.event(day=24, activity_id=course)
    strange = studio.event(day=25, activity_id=other)
    studio.ticket(second)
    await studio.built()
    assert codes(await studio.enrol(ada, first)) == ["PRODUCT_REQUIRED"]
    await studio.buy(ada, long)
    await studio.buy(ada, card)
    assert codes(await studio.enrol(ada, strange)) == ["PRODUCT_REQUIRED"]
    for event in (first, second):
        assert (await studio.enrol(ada, event))["errors"] == []
    own = {each["untilDate"]: each for each in await _own(studio, ada)}
    assert own["2026-12-22"]["unitsLeft"] == 1
    assert own["2027-09-18"]["unitsLeft"] == 3
    assert {row[0] for row in await studio.stored(OWED)} == {"product"}, "no ticket is owed for"
    third = studio.event(day=26, activity_id=course)
    await studio.built()
    wanted = own["2027-09-18"]["id"]
    for wrong in ("CustomerProduct:9", "Event:1"):
        payload = await studio.enrol(ada, third, customerProductId=wrong)
        assert codes(payload) == ["NOT_FOUND"]
    assert (await studio.enrol(ada, third, customerProductId=wanted))["errors"] == []
    own = {each["untilDate"]: each for each in await _own(studio, ada)}
    assert own["2027-09-18"]["unitsLeft"] == 2


async def test_days_and_units_run_out(studio: Studio) -> None:
    """A card counts on the day of the event, as long as it has units; a video covers nothing."""
    ada, course = studio.contact(), _course(studio)
    bought = {"customer_id": ada, "name": "Old card", "sold_at": NOW, "from_at": at(1, 0)}
    add = studio.rows.add
    used = add("customer_products", kind="service", units=1, **bought)
    add("customer_products", kind="service", until_at=at(23, 0), until_date=dt.date(2026, 11, 23),
        **bought)  # fmt: skip
    add("customer_products", kind="video", **bought)
    add("customer_products", kind="service", **{**bought, "from_at": at(24, 0)})
    elsewhere = {**bought, "location_id": "lisbon-alfama"}
    add("customer_products", kind="service", **elsewhere)
    tomorrow, later = studio.event(activity_id=course), studio.event(day=24, activity_id=course)
    add("event_attendees", event_id=later, customer_id=studio.contact(), customer_product_id=used)
    await studio.built()
    assert codes(await studio.enrol(ada, tomorrow)) == ["PRODUCT_REQUIRED"]
    assert (await studio.enrol(ada, later))["errors"] == []


async def test_given_up_in_time_it_comes_back(studio: Studio) -> None:
    """Late it is used, and still shown among the visits; nobody else's unit changes."""
    ada, course = studio.contact(), _course(studio, late_minutes=12 * 60)
    card = _card(studio, course)
    soon = studio.event(day=22, hour=20, activity_id=course)
    ahead = studio.event(activity_id=course)
    await studio.built()
    await studio.buy(ada, card)
    places = [(await studio.enrol(ada, event))["enrolment"]["id"] for event in (soon, ahead)]
    for _ in range(2):
        late = [(await studio.leave(ada, place))["late"] for place in places]
        assert late == [True, False], "the second time tells what the first one did"
    (own,) = await _own(studio, ada)
    assert own["unitsLeft"] == 2
    assert [each["leftAt"] for each in own["visits"]] == ["2026-11-22T12:00:00Z"]
    assert (await studio.enrol(ada, ahead))["errors"] == [], "the place is to be had again"
