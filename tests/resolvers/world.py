"""One of everything, at one house, with values that can be told apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

from store.databases import Database
from tests.resolvers.world_files import add_files
from tests.store.rows import NOW, Rows

HOUSE = "berlin-mitte"
DAY = dt.timedelta(days=1)


class World:
    """The ids of the rows, by what they are."""

    def __init__(self) -> None:
        self.rows = Rows()
        self.ids: dict[str, int] = {}

    def add(self, called: str, table: str, /, **values: Any) -> int:
        """Add a row, to be found again as *called*."""
        self.ids[called] = self.rows.add(table, **values)
        return self.ids[called]

    def __getitem__(self, name: str) -> int:
        return self.ids[name]


async def fill(database: Database) -> World:
    """Write the world: Ben, his contract and team, an evening, a room, an invoice, and the rest."""
    world = World()
    _people(world)
    _contract(world)
    _content(world)
    _booking(world)
    _invoice(world)
    _charge(world)
    _suspension(world)
    _payment(world)
    add_files(world)
    world.add("registered", "customer_locations", customer_id=world["ben"], location_id="porto")
    await world.rows.write(database)
    return world


def _people(world: World) -> None:
    group = world.add(
        "group", "customer_groups", name="Regulars", description="Come every week."
    )
    ben = world.add(
        "ben",
        "customers",
        group_id=group,
        full_name="Ben Okafor",
        email="Ben@Post.test",
        phone="+49 1",
        date_of_birth=dt.date(1990, 5, 17),
        company_name="Okafor Maps",
        position="Cartographer",
        preferred_language="de",
        notes="Likes the window.",
        access_card="MIT-7",
        pincode="0417",
        health_notes="Nut allergy.",
        billing_name="Okafor Maps Ltd",
        tax_id="DE1",
    )
    world.rows.add("customer_access", customer_id=ben)
    for right in ("can-book", "can-purchase"):
        world.rows.add("customer_rights", customer_id=ben, right=right)
    world.rows.add("customer_rights", customer_id=ben, right="can-book-for-team", until_at=NOW)
    world.add(
        "profile",
        "profiles",
        customer_id=ben,
        display_name="Ben O.",
        nickname="Benny",
        avatar="/ben.jpg",
        summary="Draws maps.",
        website="https://maps.test",
        email="b@maps.test",
        phone="+49 2",
        published=True,
    )
    for tag in ("Zeppelins", "maps"):
        world.add(f"tag {tag}", "profile_tags", profile_id=world["profile"], tag=tag)
    team = world.add("team", "teams", name="Okafor", summary="Maps.", published=True)
    world.add(
        "role",
        "team_members",
        team_id=team,
        customer_id=ben,
        role="administrator",
        from_at=NOW - DAY,
    )
    world.add(
        "old role", "team_members", team_id=team, customer_id=ben, role="member", until_at=NOW
    )


def _contract(world: World) -> None:
    plan = world.add(
        "plan",
        "plans",
        key="hot-desk",
        name="Hot desk",
        group_name="Desks",
        description="Any desk.",
        terms="A month's notice.",
        price_minor=24900,
        invoice_every_months=1,
        invoice_every_weeks=0,
        minute_week_limit=300,
        minute_month_limit=1000,
        can_be_paused=True,
        display_order=1,
    )
    world.add(
        "terms",
        "plan_terms",
        plan_id=plan,
        notice_days=30,
        may_end=True,
        may_change=True,
        freeze_cycles=2,
        freezes_a_year=3,
    )
    contract = world.add(
        "contract",
        "contracts",
        customer_id=world["ben"],
        plan_id=plan,
        team_id=world["team"],
        start_date=dt.date(2026, 1, 1),
        starts_at=dt.datetime(2025, 12, 31, 23, tzinfo=dt.UTC),
        cancellation_date=dt.date(2027, 1, 1),
        ends_at=dt.datetime(2026, 12, 31, 23, tzinfo=dt.UTC),
        minimum_term_date=dt.date(2026, 7, 1),
        renewal_date=dt.date(2026, 12, 1),
        billing_day=1,
        price_minor=19999,
        next_plan_id=plan,
        quantity=2,
        notes="Friend of the house.",
    )
    world.add(
        "freeze",
        "freezes",
        contract_id=contract,
        customer_id=world["ben"],
        from_date=dt.date(2026, 11, 1),
        until_date=dt.date(2026, 12, 1),
        from_at=dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC),
        until_at=dt.datetime(2026, 11, 30, 23, tzinfo=dt.UTC),
        notes="Travels.",
    )


def _content(world: World) -> None:
    teacher = world.add(
        "teacher",
        "teachers",
        customer_id=world["ben"],
        name="Benny Maps",
        summary="Teaches drawing.",
        photo="/teacher.jpg",
    )
    activity = world.add(
        "activity",
        "activities",
        title="Drawing",
        kind="course",
        summary="Eight evenings.",
        teacher_id=teacher,
        audience="member",
    )
    world.rows.add(
        "activity_terms", activity_id=activity, requires_product=True, late_minutes=90
    )
    event = world.add(
        "event",
        "events",
        activity_id=activity,
        title="Émile's evening",
        summary="Stories.",
        description="Long ones.",
        starts_at=NOW + DAY,
        ends_at=NOW + 2 * DAY,
        category="Talk",
        venue="Kitchen",
        capacity=20,
        host_id=world["ben"],
        image="/emile.jpg",
        published_at=NOW - DAY,
        unpublished_at=NOW + 3 * DAY,
        audience="logged-in",
        internal_notes="Chairs.",
    )
    world.add(
        "ticket",
        "event_tickets",
        event_id=event,
        name="Seat",
        price_minor=1250,
        audience="member",
        allocation=20,
        max_per_attendee=2,
        display_order=1,
    )
    world.add(
        "article",
        "articles",
        title="High water",
        summary="When.",
        body="Until the tenth.",
        language="en",
        category="House",
        author="Ada",
        published_at=NOW - DAY,
        unpublished_at=NOW + DAY,
        audience="contact",
    )
    world.add(
        "perk",
        "perks",
        title="Bread",
        summary="Cheaper.",
        description="Ten off.",
        group_name="Food",
        claim_url="https://bread.test",
        partner="Baker",
        audience="member",
    )
    world.add(
        "faq",
        "faqs",
        question="Dogs?",
        answer="Yes.",
        group_name="House",
        display_order=3,
        audience="public",
    )
    world.add(
        "product",
        "products",
        name="Locker",
        description="Big.",
        group_name="Extras",
        price_minor=1200,
        currency="JPY",
        available_as="recurring",
        stock=4,
        starred=True,
        audience="contact",
    )
    world.rows.add(
        "product_grants", product_id=world["product"], kind="service", units=10, days=180
    )


def _booking(world: World) -> None:
    category = world.add("category", "resource_types", name="Rooms")
    world.add(
        "rate",
        "resource_rates",
        resource_type_id=category,
        name="Members",
        price_minor=1800,
        per="half-day",
        audience="member",
    )
    room = world.add(
        "room",
        "resources",
        resource_type_id=category,
        name="Fig tree",
        kind="meeting-room",
        group_name="Front",
        description="Round table.",
        capacity=6,
        amenities='["screen", "daylight"]',
        image="/fig.jpg",
        requires_confirmation=True,
        minimum_minutes=30,
        maximum_minutes=240,
        step_minutes=15,
        buffer_minutes=5,
        no_return_minutes=30,
        no_return_of="same-resource",
        advance_minutes=86400,
        lead_minutes=10,
        home_only=True,
        display_order=2,
        audience="public",
    )
    for name, visible in (("Quince", True), ("Cellar", False)):
        linked = world.add(
            name.lower(),
            "resources",
            resource_type_id=category,
            name=name,
            kind="meeting-room",
            display_order=3,
            audience="public",
            visible=visible,
        )
        world.rows.add("resource_links", resource_id=room, linked_id=linked)
    world.add(
        "terms",
        "booking_terms",
        resource_id=room,
        requires_credit=True,
        late_cancellation_minutes=1440,
    )
    world.add(
        "benefit",
        "plan_benefits",
        plan_id=world["plan"],
        name="Ten hours of rooms",
        kind="time-credit",
        amount=600,
        resource_type_id=category,
    )
    world.add(
        "booking",
        "bookings",
        resource_id=room,
        customer_id=world["ben"],
        team_id=world["team"],
        starts_at=NOW + DAY,
        ends_at=NOW + 2 * DAY,
        attendees=3,
        status="tentative",
        online=True,
        notes="Tea, please.",
        created_at=NOW - DAY,
    )


def _invoice(world: World) -> None:
    invoice = world.add(
        "invoice",
        "invoices",
        customer_id=world["ben"],
        team_id=world["team"],
        number="M-1",
        issued_date=dt.date(2026, 11, 1),
        due_date=dt.date(2026, 11, 15),
        from_date=dt.date(2026, 11, 1),
        until_date=dt.date(2026, 12, 1),
        total_minor=2**31,
        paid_minor=-5,
        status="open",
        paid_at=NOW,
        description="November",
    )
    world.add(
        "line",
        "invoice_lines",
        invoice_id=invoice,
        customer_id=world["ben"],
        position=1,
        description="Desk",
        quantity=2,
        unit_minor=5,
        total_minor=10,
    )


def _charge(world: World) -> None:
    subscription = world.add(
        "subscription",
        "subscriptions",
        customer_id=world["ben"],
        product_id=world["product"],
        quantity=3,
        unit_minor=1200,
        currency="JPY",
        start_date=dt.date(2026, 10, 31),
        next_date=dt.date(2026, 11, 30),
        end_date=dt.date(2027, 1, 31),
    )
    world.add(
        "charge",
        "charges",
        customer_id=world["ben"],
        kind="product",
        contract_id=world["contract"],
        product_id=world["product"],
        subscription_id=subscription,
        booking_id=world["booking"],
        invoice_id=world["invoice"],
        description="Locker, November",
        quantity=3,
        unit_minor=1200,
        total_minor=3600,
        currency="JPY",
        charged_at=NOW - DAY,
        charged_date=dt.date(2026, 11, 21),
        from_date=dt.date(2026, 10, 31),
        until_date=dt.date(2026, 11, 30),
    )


def _payment(world: World) -> None:
    method = world.add(
        "method",
        "payment_methods",
        customer_id=world["ben"],
        kind="sepa-mandate",
        label="DE ···· 0417",
        holder="Ben Okafor",
        expires_date=dt.date(2029, 11, 30),
        mandate_reference="MIT-17",
        mandate_date=dt.date(2026, 1, 2),
        provider="test",
        provider_reference="secret",
        preferred=True,
        added_at=NOW - DAY,
        removed_at=NOW + DAY,
    )
    world.add(
        "payment",
        "payments",
        invoice_id=world["invoice"],
        customer_id=world["ben"],
        payment_method_id=method,
        provider="test",
        provider_reference="secret",
        amount_minor=1250,
        status="failed",
        failure="insufficient-funds",
        created_at=NOW - DAY,
        settled_at=NOW,
    )


def _suspension(world: World) -> None:
    suspension = world.add(
        "suspension",
        "customer_suspensions",
        customer_id=world["ben"],
        from_at=NOW - 9 * DAY,
        until_at=NOW - 8 * DAY,
        by_whom="policies",
        why="invoice M-1 was due on 2026-11-15",
    )
    world.add(
        "cause",
        "suspension_causes",
        suspension_id=suspension,
        occasion="overdue",
        invoice_id=world["invoice"],
        said="Please pay.",
    )
