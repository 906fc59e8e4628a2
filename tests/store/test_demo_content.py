"""The demo's content: believable, complete, and touching every rule that a record can carry."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from itertools import pairwise

import pytest

from store.demo.places import PLACES
from store.metadata import LEVELS
from store.tables import metadata
from tests.store.demo_world import NOON, TODAY, Tables, built


@pytest.fixture(name="tables", scope="module")
def _tables() -> Tables:
    """The rows of the demo of 22 November 2026, by table."""
    return built()


def test_no_text_is_empty(tables: Tables) -> None:
    """What is told at all is told in words; nothing begins or ends with a blank."""
    for name, rows in tables.items():
        for row in rows:
            for column, value in row.items():
                if isinstance(value, str):
                    assert value, (name, column, row)
                    assert value == value.strip(), (name, column, value)


def test_everything_has_its_words(tables: Tables) -> None:
    """A visitor never meets a headline with nothing below it."""
    for name, columns in {
        "events": ("summary", "description", "venue", "image"),
        "articles": ("summary", "body", "language", "author"),
        "perks": ("summary", "description", "group_name", "claim_url", "partner"),
        "faqs": ("answer", "group_name"),
        "products": ("description", "group_name"),
        "resources": ("description", "image"),
        "plans": ("description", "terms", "group_name"),
        "teams": ("summary",),
        "profiles": ("summary", "avatar"),
        "invoices": ("description",),
    }.items():
        for row in tables[name]:
            assert all(row[column] for column in columns), (name, row)


def test_nothing_is_written_twice(tables: Tables) -> None:
    """No two events, articles or questions of the demo bear the same title."""
    for name, column in {
        "events": "title",
        "articles": "title",
        "perks": "title",
        "faqs": "question",
        "resources": "name",
    }.items():
        titles = [row[column] for row in tables[name]]
        assert len(titles) == len(set(titles)), name


def test_it_speaks_the_languages_of_its_houses(tables: Tables) -> None:
    """German, English, Dutch, French and Portuguese articles."""
    assert {row["language"] for row in tables["articles"]} == {"de", "en", "fr", "nl", "pt"}


@pytest.mark.parametrize(
    "name",
    [
        "events",
        "event_tickets",
        "articles",
        "perks",
        "faqs",
        "products",
        "resources",
        "resource_rates",
    ],
)
def test_records_for_every_audience(tables: Tables, name: str) -> None:
    """Public, logged-in, contact and member: each is met somewhere."""
    assert {row["audience"] for row in tables[name]} == set(LEVELS)


@pytest.mark.parametrize(
    "name",
    [
        "event_plans",
        "article_plans",
        "perk_plans",
        "faq_plans",
        "product_plans",
        "resource_plans",
        "booking_rule_plans",
        "resource_teams",
    ],
)
def test_records_are_kept_for_some(tables: Tables, name: str) -> None:
    """Plans and teams restrict something of each kind."""
    assert tables[name]


def test_publication_has_a_before_and_an_after(tables: Tables) -> None:
    """Events and articles: most are out, one is still to come, one is gone."""
    for name in ("events", "articles"):
        waiting = [row for row in tables[name] if row["published_at"] > NOON]
        gone = [
            row for row in tables[name] if row["unpublished_at"] and row["unpublished_at"] < NOON
        ]
        assert len(waiting) == len(gone) == 1, name
        assert waiting != gone


def test_there_is_a_past_and_a_future(tables: Tables) -> None:
    """Events and bookings lie on both sides of today; most events are still to come."""
    coming = [row for row in tables["events"] if row["starts_at"] > NOON]
    assert len(coming) > len(tables["events"]) / 2
    assert len(coming) < len(tables["events"])
    before = [row for row in tables["bookings"] if row["starts_at"] < NOON]
    assert 0.3 < len(before) / len(tables["bookings"]) < 0.7
    assert {row["status"] for row in tables["bookings"]} == {"confirmed", "tentative", "cancelled"}


def test_switched_off_things_are_there_to_be_hidden(tables: Tables) -> None:
    """Each flag that takes a record off the portal is set on some, and not on others."""
    for name, column in [
        ("perks", "enabled"),
        ("faqs", "enabled"),
        ("products", "visible"),
        ("products", "archived"),
        ("resources", "visible"),
        ("resources", "archived"),
        ("plans", "visible"),
        ("plans", "archived"),
        ("booking_rules", "enabled"),
        ("teams", "published"),
        ("profiles", "published"),
    ]:
        assert {row[column] for row in tables[name]} == {True, False}, (name, column)


def test_events_happen_in_the_same_order_every_day() -> None:
    """Whatever day the demo is filled, its events follow one another as they are written.

    Those of a series do not count: they are on fixed days of the week, weekends included.
    """
    orders = []
    for count in range(14):
        by_place = defaultdict(list)
        for row in built(TODAY + dt.timedelta(days=count))["events"]:
            if row["activity_id"] is None:
                by_place[row["location_id"]].append((row["starts_at"], row["id"]))
        orders.append(
            {place: [event for _, event in sorted(some)] for place, some in by_place.items()}
        )
    assert all(order == orders[0] for order in orders)


def test_bookings_do_not_collide(tables: Tables) -> None:
    """Nobody books what somebody else has at that time, alone or with what it is booked with.

    Cancelled bookings hold nothing.
    """
    linked = defaultdict(list)
    for row in tables["resource_links"]:
        linked[row["resource_id"]].append(row["linked_id"])
    assert [len(rooms) for rooms in linked.values()] == [2]
    by_resource = defaultdict(list)
    for row in tables["bookings"]:
        if row["status"] != "cancelled":
            for held in (row["resource_id"], *linked[row["resource_id"]]):
                by_resource[held].append((row["starts_at"], row["ends_at"]))
    assert len(by_resource) > 40
    for times in by_resource.values():
        assert all(first[1] <= second[0] for first, second in pairwise(sorted(times)))


def test_bookings_keep_to_the_hours(tables: Tables) -> None:
    """They lie within a slot of the resource's own local day, and outside its closings."""
    slots, closings = defaultdict(list), defaultdict(list)
    for row in tables["resource_slots"]:
        slots[row["resource_id"]].append((row["weekday"], row["from_minute"], row["to_minute"]))
    for row in tables["resource_exceptions"]:
        closings[row["resource_id"]].append((row["from_at"], row["until_at"]))
    assert closings
    for row in tables["bookings"]:
        resource = row["resource_id"]
        zone = PLACES[row["location_id"]].zone
        starts, ends = row["starts_at"].astimezone(zone), row["ends_at"].astimezone(zone)
        begin, end = starts.hour * 60 + starts.minute, ends.hour * 60 + ends.minute
        assert not slots[resource] or any(
            day == starts.isoweekday() and opens <= begin and end <= closes
            for day, opens, closes in slots[resource]
        )
        assert all(
            row["ends_at"] <= since or until <= row["starts_at"]
            for since, until in closings[resource]
        )


def test_nobody_books_before_they_came(tables: Tables) -> None:
    """A booking is later than its customer's registration."""
    registered = {row["id"]: row["registered_at"] for row in tables["customers"]}
    assert all(row["starts_at"] > registered[row["customer_id"]] for row in tables["bookings"])


def test_attendees_sign_up_in_time(tables: Tables) -> None:
    """After the event was announced and before it began, each person once, within its capacity."""
    events = {row["id"]: row for row in tables["events"]}
    seen: defaultdict[int, set[int]] = defaultdict(set)
    for row in tables["event_attendees"]:
        event = events[row["event_id"]]
        assert row["registered_at"] < min(event["starts_at"], NOON)
        assert row["registered_at"] >= event["published_at"]
        assert row["customer_id"] not in seen[row["event_id"]]
        assert row["attended"] is None or event["starts_at"] <= row["attended"] <= event["ends_at"]
        seen[row["event_id"]].add(row["customer_id"])
    for event_id, people in seen.items():
        capacity = events[event_id]["capacity"]
        assert capacity is None or len(people) <= capacity, events[event_id]["title"]


def test_invoices_add_up(tables: Tables) -> None:
    """The lines make the total, what is paid was paid in full, and every status is there."""
    sums: defaultdict[int, int] = defaultdict(int)
    for line in tables["invoice_lines"]:
        assert line["total_minor"] == line["quantity"] * line["unit_minor"]
        sums[line["invoice_id"]] += line["total_minor"]
    statuses = set()
    for invoice in tables["invoices"]:
        assert invoice["total_minor"] == sums[invoice["id"]]
        paid = invoice["total_minor"] if invoice["status"] == "paid" else 0
        assert invoice["paid_minor"] == paid
        assert (invoice["paid_at"] is not None) == (invoice["status"] == "paid")
        assert (invoice["total_minor"] < 0) == (invoice["status"] == "credit-note")
        statuses.add(invoice["status"])
    assert statuses == {"draft", "open", "paid", "void", "credit-note"}


@pytest.mark.parametrize("today", [TODAY + dt.timedelta(days=count) for count in range(0, 31, 3)])
def test_sam_owes_what_he_was_suspended_for(today: dt.date) -> None:
    """An invoice is overdue by over thirty days, nothing later is paid, none was sent since."""
    tables = built(today)
    suspended = next(row for row in tables["customer_suspensions"] if row["customer_id"] == 105)
    mine = [row for row in tables["invoices"] if row["customer_id"] == 105]
    unpaid = [row["issued_date"] for row in mine if row["status"] == "open"]
    late = [row for row in mine if row["due_date"] < today - dt.timedelta(days=30)]
    assert any(row["status"] == "open" for row in late)
    assert all(row["issued_date"] < min(unpaid) for row in mine if row["status"] == "paid")
    assert all(row["issued_date"] < suspended["from_at"].date() for row in mine)


def test_boundaries_stand_as_dates_and_as_moments(tables: Tables) -> None:
    """Each pair says the same: the first moment of the location's local day."""
    for name, pairs in {
        "contracts": [("start_date", "starts_at"), ("cancellation_date", "ends_at")],
        "freezes": [("from_date", "from_at"), ("until_date", "until_at")],
    }.items():
        for row in tables[name]:
            zone = PLACES[row["location_id"]].zone
            for date, moment in pairs:
                if row[date] is not None:
                    local = row[moment].astimezone(zone)
                    assert (local.date(), local.time()) == (row[date], dt.time.min)


def test_rows_belong_to_the_network_of_their_location(tables: Tables) -> None:
    """A row's location is one of the demo's, below the row's network."""
    used = set()
    for name, rows in tables.items():
        if "location_id" in metadata.tables[name].columns:
            for row in rows:
                assert PLACES[row["location_id"]].network == row["network_id"], (name, row)
                used.add(row["location_id"])
    assert {name for name in used if PLACES[name].parent is None} == {"harbour", "plenum"}


def test_prices_are_in_the_money_of_their_place(tables: Tables) -> None:
    """Every row with a currency has that of its location; three are in use."""
    used = set()
    for name, rows in tables.items():
        if "currency" in metadata.tables[name].columns:
            for row in rows:
                assert row["currency"] == PLACES[row["location_id"]].currency, (name, row)
                used.add(row["currency"])
    assert used == {"AUD", "EUR", "GBP", "USD"}


def test_amenities_are_lists_of_words(tables: Tables) -> None:
    """They are stored as JSON."""
    lists = [json.loads(row["amenities"]) for row in tables["resources"]]
    assert any(lists)
    assert all(isinstance(word, str) for some in lists for word in some)
