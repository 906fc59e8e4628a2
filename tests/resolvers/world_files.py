"""What a studio or a centre keeps about Ben: checks, contacts, health, and what he bought."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.store.rows import NOW

DAY = dt.timedelta(days=1)


def add_files(world: Any) -> None:
    """Add Ben's files to the world; the one who calls has made Ben, an event and an invoice."""
    ben = world["ben"]
    for what in ("allowed-entry", "identity-verified"):
        world.rows.add("customer_checks", customer_id=ben, what=what)
    world.rows.add("customer_checks", customer_id=ben, what="signature-on-file", until_at=NOW)
    world.rows.add("customer_consents", customer_id=ben, what="data-protection")
    world.rows.add("customer_barcodes", customer_id=ben, barcode="OLD", until_at=NOW)
    world.rows.add("customer_barcodes", customer_id=ben, barcode="0417-9")
    for name, primary in (("Ada Okafor", False), ("Tom Okafor", True)):
        world.add(
            "mother" if primary else "aunt",
            "emergency_contacts",
            customer_id=ben,
            name=name,
            relation="mother" if primary else "aunt",
            phone="+49 3",
            email="tom@post.test",
            is_primary=primary,
        )
    world.add(
        "allergy", "health_entries", customer_id=ben, kind="allergy", content="Nuts.",
        recorded_at=NOW - DAY,
    )
    world.rows.add("contract_auto_pay", contract_id=world["contract"], state="on")
    world.add(
        "pass",
        "customer_products",
        customer_id=ben,
        product_id=world["product"],
        invoice_id=world["invoice"],
        name="Ten evenings",
        kind="service",
        from_date=dt.date(2026, 11, 1),
        until_date=dt.date(2027, 11, 1),
        from_at=dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC),
        until_at=dt.datetime(2027, 10, 31, 23, tzinfo=dt.UTC),
        units=10,
        sold_at=NOW - 2 * DAY,
    )
    for used, given_back in ((NOW - 2 * DAY, NOW - DAY), (NOW - DAY, None)):
        world.rows.add(
            "product_uses",
            booking_id=world["booking"],
            customer_product_id=world["pass"],
            used_at=used,
            given_back_at=given_back,
        )
    world.add(
        "attendee",
        "event_attendees",
        event_id=world["event"],
        customer_id=world["ben"],
        ticket_id=world["ticket"],
        registered_at=NOW - DAY,
        attended=NOW,
        channel="by-staff",
        customer_product_id=world["pass"],
    )
    world.add(
        "given up",
        "event_attendees",
        event_id=world["event"],
        customer_id=world["ben"],
        ticket_id=world["ticket"],
        registered_at=NOW - 2 * DAY,
        attended=NOW,
        channel="online",
        customer_product_id=world["pass"],
        left_at=NOW,
    )
    _add_community(world)


def _add_community(world: Any) -> None:
    ben = world["ben"]
    board = world.add(
        "board",
        "discussion_boards",
        name="Swap",
        description="Give and take.",
        display_order=1,
        audience="member",
    )
    said = {
        "author_id": ben,
        "body": "Two chairs.",
        "posted_at": NOW - DAY,
        "removed_at": NOW + DAY,
        "removal_reason": "Gone.",
    }
    post = world.add("post", "board_posts", board_id=board, title="Chairs", **said)
    world.add("comment", "post_comments", post_id=post, **said)
    ticket = world.add(
        "ticket of help",
        "help_tickets",
        customer_id=ben,
        subject="Cold",
        department="House",
        priority=2,
        status="closed",
        opened_at=NOW - DAY,
        closed_at=NOW,
    )
    world.add(
        "message",
        "help_messages",
        ticket_id=ticket,
        customer_id=ben,
        author="customer",
        body="It is cold.",
        internal=True,
        sent_at=NOW - DAY,
    )
    crm = world.add("crm board", "crm_boards", name="Newcomers")
    stage = world.add(
        "stage", "crm_stages", board_id=crm, key="tour", name="Tour booked", position=1
    )
    world.add(
        "card", "crm_cards", stage_id=stage, board_id=crm, customer_id=ben, why="Rang twice."
    )
    world.rows.add("credit_pools", team_id=world["team"])
