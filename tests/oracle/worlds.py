"""Small worlds: a tree of locations, and hostile rows in two networks that share their ids."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from store import tables
from store.databases import Connection
from store.folding import with_folded
from store.resources import KINDS
from tests.oracle.hostile import (
    AMOUNTS,
    ANY_NUMBERS,
    CLOCKS,
    CURRENCIES,
    LEVELS,
    NUMBERS,
    Dice,
)
from tests.oracle.people import Rows

PLAN_KEYS = ("day-pass", "hot-desk", "private-office", "virtual")
ROLES = ("member", "administrator", "paying-member")
STAFF_ROLES = ("front-desk", "manager", "accountant", "nobody-knows-it")
UNKNOWN = "torn-down"
"""A location that rows name and no file describes."""

Table = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Guest:
    """Somebody who can ask: a session, or none; in words for whoever reads a failing case."""

    words: str
    session: int | None = None


@dataclass(frozen=True)
class World:
    """One network to ask in, and a foreign one beside it; both in one database."""

    name: str
    now: dt.datetime
    network: str
    foreign: str
    places: dict[str, dict[str, Any]]
    rows: dict[str, Rows]
    guests: tuple[Guest, ...]

    @property
    def portals(self) -> list[str]:
        """The locations of the network that can be visited."""
        return [place for place in self.places if not place.startswith(self.foreign)]


def make_world(name: str, seed: object) -> World:
    """Make the world number *name*; the same seed makes the same world."""
    dice = Dice(seed, CLOCKS[0])
    now = dice.now = dice.random.choice(CLOCKS)
    places = {**make_tree(name, dice), **foreign_tree(f"{name}x", dice)}
    settlers = Settlers(name, [place for place in places if not place.startswith(f"{name}x")], dice)
    guests = settlers.settle()
    foreigners = Settlers(f"{name}x", [place for place in places if place.startswith(f"{name}x")], dice)
    foreigners.settle()
    rows = {name: settlers.rows, f"{name}x": foreigners.rows}
    return World(name, now, name, f"{name}x", places, rows, guests)


def make_tree(name: str, dice: Dice) -> dict[str, dict[str, Any]]:
    """Make a network: its root, two regions, houses below them, one house right below the root."""
    zones = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Europe/Lisbon")
    root: dict[str, Any] = {
        "name": f"Network {name}", "timezone": dice.random.choice(zones), "currency": "EUR",
        "languages": ["en", "de"], "hosts": [f"{name}.example.test"],
        "branding": {"primary-color": "#0b5d7a", "font": "Inter"},
        "phone": "+49 30 1", "about": {"text": "We", "legal-notice": "Imprint"},
        "home": {"headline": "Welcome"}, "contact": {"form": True},
        "pages": [{"slug": "rules", "title": "Rules", "body": "Be kind."}],
    }
    places = {
        name: root,
        f"{name}-north": {"name": "North", "parent": name},
        f"{name}-south": {"name": "South", "parent": name, "timezone": dice.random.choice(zones)},
        f"{name}-north-one": {"name": "One", "parent": f"{name}-north"},
        f"{name}-north-two": {"name": "two", "parent": f"{name}-north"},
        f"{name}-south-one": {"name": "One", "parent": f"{name}-south", "languages": ["pt"]},
    }
    for place, written in places.items():
        if place != name and dice.chance(0.4):
            written["branding"] = {"primary-color": "#ffffff", "logo": "/logo.svg"}
            written["address"] = {"street": "Street 1", "city": "Town"}
            written["opening-hours"] = {"monday": "08:00-20:00", "sunday": "closed"}
            written["about"] = {"text": "Here", "gallery": ["/a.jpg"]}
            written["home"] = {"text": "Come in"}
            written["benefits"] = {"text": "Coffee"}
            written["pages"] = [
                {"slug": "map", "title": "Map", "embed": "https://map.example.test/"}
            ]
    return places


def foreign_tree(name: str, dice: Dice) -> dict[str, dict[str, Any]]:
    """Make the network beside: nothing of it may ever show."""
    return {
        name: {"name": "Foreign", "timezone": "Europe/Berlin"},
        f"{name}-house": {"name": "Foreign house", "parent": name},
    }


class Settlers:
    """Fills one network with rows."""

    def __init__(self, network: str, places: Sequence[str], dice: Dice) -> None:
        self.network = network
        self.places = places
        self.dice = dice
        self.rows: Table = {name: [] for name in tables.__all__ if name != "metadata"}

    def settle(self) -> tuple[Guest, ...]:
        """Make all rows; return who can ask."""
        guests = self._people()
        self._plans_and_contracts()
        self._teams()
        self._content()
        self._commerce()
        self._resources()
        return tuple(guests)

    # ------------------------------------------------------------ pieces of rows

    def add(self, table: str, **columns: Any) -> int:
        """Add a row; return its id, which other tables and the other network use too."""
        used = {row.get("id") for row in self.rows[table]}
        odd = (2**62 + 7, -3, 10**12)
        key = next(
            key for key in (*((self.dice.random.choice(odd),) if self.dice.chance(0.1) else ()),
                            *self.dice.random.sample(range(1, 60), 59))
            if key not in used
        )
        self._append(table, {"network_id": self.network, "id": key, **columns})
        return key

    def link(self, table: str, **columns: Any) -> None:
        """Add a pair to a link table, once."""
        row = {"network_id": self.network, **columns}
        if row not in self.rows[table]:
            self.rows[table].append(row)

    def _append(self, table: str, row: dict[str, Any]) -> None:
        declared = getattr(tables, table)
        whole = {column.name: _default(column) for column in declared.columns}
        self.rows[table].append(with_folded(declared, {**whole, **row}))

    def place(self) -> str:
        """Return a location of the network, now and then one that is gone."""
        return UNKNOWN if self.dice.chance(0.06) else self.dice.random.choice(self.places)

    def one_of(self, table: str) -> Any:
        """Return the id of some row."""
        return self.dice.random.choice(self.rows[table])["id"]

    def dated(self, *, over: float = 0.2) -> dict[str, Any]:
        """Return the columns of a dated row: mostly in force, from or until this very moment too."""
        start = self.dice.past() if not self.dice.chance(0.15) else self.dice.moment()
        until = self.dice.later(start) if self.dice.chance(over + 0.2) else None
        return {"from_at": start, "until_at": until, "by_whom": "test", "why": "test"}

    def always(self) -> dict[str, Any]:
        """Return the columns of a dated row that is in force."""
        start = self.dice.now - dt.timedelta(days=300)
        return {"from_at": start, "until_at": None, "by_whom": "test", "why": "test"}

    def money(self) -> dict[str, Any]:
        """Return an amount and its currency."""
        dice = self.dice.random
        return {"price_minor": dice.choice(AMOUNTS), "currency": dice.choice(CURRENCIES)}

    # ------------------------------------------------------------ people

    def _people(self) -> list[Guest]:
        dice = self.dice
        guests = [Guest("an anonymous visitor")]
        for number, (words, _) in enumerate(STORIES):
            login = self._login(f"{number}@example.test")
            customer = self._customer(login)
            self.add("customer_access", customer_id=customer, **self.always())
            guests.append(Guest(words, self._session(login, customer)))
        for number in range(3):
            login = self._login(f"staff{number}@example.test")
            guests.append(Guest("staff without a profile", self._session(login, None)))
        for _ in range(3):
            self._customer(None)
        for row in self.rows["customers"]:
            if dice.chance(0.15):
                self.add("customer_archivings", customer_id=row["id"], **{
                    **self.dated(), "from_at": dice.now + dt.timedelta(days=1), "until_at": None
                })
            if row["login_id"] is None and dice.chance(0.5):
                self.add("customer_archivings", customer_id=row["id"], **self.dated())
            if row["login_id"] is None or dice.chance(0.15):
                self.add("customer_suspensions", customer_id=row["id"], **self.dated())
            for right in ("can-book", "can-book-for-team", "can-purchase", "can-use-community"):
                if dice.chance(0.4):
                    self.add(
                        "customer_rights", customer_id=row["id"], right=right, **self.dated()
                    )
            if dice.chance(0.85):
                self._profile(row["id"])
        return guests

    def _login(self, email: str) -> int:
        return self.add("logins", email=email, email_folded=email, password_hash="-")

    def _session(self, login: int, customer: int | None) -> int:
        """Sign in; staff grants of then and of now may differ."""
        dice = self.dice
        grants = []
        for _ in range(dice.random.choice((0, 0, 1, 2)) if customer else 2):
            place = self.place() if dice.chance(0.2) else dice.random.choice(self.places)
            role = dice.random.choice(STAFF_ROLES)
            if dice.chance(0.85):
                self.add(
                    "staff_grants", login_id=login, role=role, location_id=place,
                    **(self.dated() if dice.chance(0.3) else self.always()),
                )
            if dice.chance(0.9):
                grants.append([role, place])
        return self.add(
            "sessions", login_id=login, customer_id=customer, created_at=dice.now,
            expires_at=dice.now + dt.timedelta(days=1), staff=json.dumps(grants),
        )

    def _customer(self, login: int | None) -> int:
        dice = self.dice
        return self.add(
            "customers", location_id=self.place(), customer_type=dice.random.choice(
                ("individual", "company")
            ),
            full_name=dice.text(), email=dice.text(), phone=dice.maybe(dice.text()),
            date_of_birth=dice.maybe(dice.day()), company_name=dice.maybe(dice.text()),
            position=dice.maybe(dice.text()), registered_at=dice.past(),
            preferred_language=dice.maybe("de"), notes=dice.maybe(dice.text()),
            access_card=dice.maybe(dice.text()), pincode=dice.maybe("0000"),
            health_notes=dice.maybe(dice.text()), billing_name=dice.maybe(dice.text()),
            tax_id=dice.maybe(dice.text()), login_id=login,
        )

    def _profile(self, customer: int) -> None:
        dice = self.dice
        profile = self.add(
            "profiles", customer_id=customer, location_id=self.place(), display_name=dice.text(),
            nickname=dice.maybe(dice.text()), avatar=dice.maybe("/a.png"),
            summary=dice.maybe(dice.text()), website=dice.maybe(dice.text()),
            email=dice.maybe(dice.text()), phone=dice.maybe(dice.text()),
            published=dice.chance(0.7),
        )
        for tag in dice.random.sample(("wood", "Python", "%", "Tea"), dice.random.choice((0, 1, 2))):
            self.add("profile_tags", profile_id=profile, tag=tag)

    # ------------------------------------------------------------ contracts and teams

    def _plans_and_contracts(self) -> None:
        dice = self.dice
        for key in (*PLAN_KEYS, *dice.random.sample(PLAN_KEYS, 2)):
            self.add(
                "plans", location_id=self.place(), key=key, name=dice.text(),
                group_name=dice.maybe(dice.text()), description=dice.maybe(dice.text()),
                terms=dice.maybe(dice.text()), **self.money(), invoice_every_months=1,
                invoice_every_weeks=0, visible=dice.chance(0.8), archived=dice.chance(0.2),
                display_order=dice.random.choice(ANY_NUMBERS),
                minute_week_limit=dice.maybe(dice.random.choice(NUMBERS)),
                minute_month_limit=dice.maybe(dice.random.choice(NUMBERS)),
                can_be_paused=dice.chance(0.5),
            )
        people = [row["id"] for row in self.rows["customers"]]
        for customer, (_, contracts) in zip(people, STORIES, strict=False):
            for where, state in contracts:
                self._contract(customer, self._issued(where), state)
        for customer in people[len(STORIES):]:
            state = dice.random.choice(("active", "frozen", "ended", "scheduled", "removed"))
            self._contract(customer, self.place(), state)
        for story, (words, _) in enumerate(STORIES):
            if "suspended" in words:
                self.add(
                    "customer_suspensions", customer_id=people[story],
                    **{**self.always(), "from_at": dice.past()},
                )

    def _issued(self, where: str) -> str:
        """Return a location by its part in the tree: the root, a region, a house, or any."""
        parts = {"root": 0, "region": 1, "house": 2}
        fitting = [
            place for place in self.places if place.count("-") == parts.get(where, place.count("-"))
        ]
        return self.dice.random.choice(fitting or list(self.places))

    def _contract(self, customer: int, place: str, state: str) -> None:
        dice, now = self.dice, self.dice.now
        start = now if dice.chance(0.15) else now - dt.timedelta(days=dice.random.randint(1, 400))
        end = now + dt.timedelta(days=90) if dice.chance(0.3) else None
        removed = None
        if state == "scheduled":
            start = now + dt.timedelta(seconds=dice.random.choice((1, 86_400)))
            end = None
        elif state == "ended":
            start, end = now - dt.timedelta(days=30), now - dice.random.choice(
                (dt.timedelta(0), dt.timedelta(days=1))
            )
        elif state == "removed":
            removed = now - dice.random.choice((dt.timedelta(0), dt.timedelta(days=1)))
        elif dice.chance(0.2):
            removed = now + dt.timedelta(seconds=1)
        contract = self.add(
            "contracts", customer_id=customer, location_id=place, plan_id=self.one_of("plans"),
            start_date=start.date(), starts_at=start, ends_at=end,
            cancellation_date=None if end is None else end.date(), billing_day=1,
            minimum_term_date=dice.maybe(dice.day()), renewal_date=dice.maybe(dice.day()),
            price_minor=dice.maybe(dice.random.choice(AMOUNTS)),
            currency=dice.random.choice(CURRENCIES),
            next_plan_id=dice.maybe(self.one_of("plans"), 0.3), quantity=1,
            notes=dice.maybe(dice.text()), removed_at=removed,
        )
        if state == "on-hold":
            self.add("contract_holds", contract_id=contract, **self.always())
        if state == "frozen":
            begin, finish = dice.past(), now + dt.timedelta(seconds=dice.random.choice((1, 86_400)))
            self._freeze(contract, customer, place, begin, finish)
        elif dice.chance(0.4):
            if dice.chance(0.5):        # over at this very moment
                self._freeze(contract, customer, place, now - dt.timedelta(days=3), now)
            else:
                begin = now + dt.timedelta(seconds=1)
                self._freeze(contract, customer, place, begin, begin + dt.timedelta(days=9))

    def _freeze(
        self, contract: int, customer: int, place: str, start: dt.datetime, end: dt.datetime
    ) -> None:
        self.add(
            "freezes", contract_id=contract, customer_id=customer, location_id=place,
            from_date=start.date(), until_date=end.date() + dt.timedelta(days=1), from_at=start,
            until_at=end, notes=self.dice.maybe(self.dice.text()),
        )

    def _teams(self) -> None:
        dice = self.dice
        for _ in range(4):
            team = self.add(
                "teams", location_id=self.place(), name=dice.text(),
                summary=dice.maybe(dice.text()), published=dice.chance(0.6),
            )
            for _ in range(dice.random.randint(1, 6)):
                self.add(
                    "team_members", team_id=team, customer_id=self.one_of("customers"),
                    role=dice.random.choice(ROLES), **self.dated(),
                )
        for row in self.rows["contracts"]:
            row["team_id"] = dice.maybe(self.one_of("teams"), 0.3)

    # ------------------------------------------------------------ content

    def _audience(self) -> str:
        return self.dice.random.choice((*LEVELS, "public", "public"))

    def _restrict(self, table: str, column: str, record: int) -> None:
        for _ in range(self.dice.random.choice((0, 0, 0, 1, 2))):
            self.link(table, **{column: record, "plan_id": self.one_of("plans")})

    def _window(self) -> dict[str, Any]:
        published = self.dice.past() if self.dice.chance(0.85) else self.dice.moment()
        return {
            "published_at": published,
            "unpublished_at": self.dice.later(published) if self.dice.chance(0.3) else None,
        }

    def _content(self) -> None:
        dice = self.dice
        for _ in range(10):
            start = dice.moment()
            event = self.add(
                "events", location_id=self.place(), title=dice.text(), category=dice.text(),
                summary=dice.maybe(dice.text()), description=dice.maybe(dice.text()),
                starts_at=start, ends_at=start + dt.timedelta(hours=2),
                venue=dice.maybe(dice.text()), capacity=dice.maybe(dice.random.choice(NUMBERS)),
                host_id=dice.maybe(self.one_of("customers")), image=dice.maybe("/i.png"),
                audience=self._audience(), internal_notes=dice.maybe(dice.text()), **self._window(),
            )
            self._restrict("event_plans", "event_id", event)
            for _ in range(dice.random.choice((0, 1, 2))):
                self.add(
                    "event_tickets", event_id=event, location_id=self.place(), name=dice.text(),
                    **self.money(), audience=self._audience(),
                    allocation=dice.maybe(dice.random.choice(NUMBERS)),
                    max_per_attendee=dice.maybe(2), display_order=dice.random.choice((0, 0, -1, 9)),
                )
            for _ in range(dice.random.choice((0, 1, 3))):
                self.add(
                    "event_attendees", event_id=event, location_id=self.place(),
                    customer_id=self.one_of("customers"), registered_at=dice.past(),
                    ticket_id=dice.maybe(self.one_of("event_tickets"), 0.4)
                    if self.rows["event_tickets"] else None,
                    attended=dice.maybe(dice.past(), 0.5),
                )
        for _ in range(7):
            article = self.add(
                "articles", location_id=self.place(), title=dice.text(), category=dice.text(),
                summary=dice.maybe(dice.text()), body=dice.maybe(dice.text()),
                language=dice.maybe("en"), author=dice.maybe(dice.text()),
                audience=self._audience(), **self._window(),
            )
            self._restrict("article_plans", "article_id", article)
        for _ in range(6):
            perk = self.add(
                "perks", location_id=self.place(), title=dice.text(),
                summary=dice.maybe(dice.text()), description=dice.maybe(dice.text()),
                group_name=dice.maybe(dice.text()), claim_url=dice.maybe("https://claim.test"),
                partner=dice.maybe(dice.text()), enabled=dice.chance(0.8),
                audience=self._audience(),
            )
            self._restrict("perk_plans", "perk_id", perk)
        for _ in range(6):
            faq = self.add(
                "faqs", location_id=self.place(), question=dice.text(),
                answer=dice.maybe(dice.text()), group_name=dice.maybe(dice.text()),
                display_order=dice.random.choice(ANY_NUMBERS), enabled=dice.chance(0.8),
                audience=self._audience(),
            )
            self._restrict("faq_plans", "faq_id", faq)

    # ------------------------------------------------------------ commerce and resources

    def _commerce(self) -> None:
        dice = self.dice
        for _ in range(6):
            product = self.add(
                "products", location_id=self.place(), name=dice.text(),
                description=dice.maybe(dice.text()), group_name=dice.maybe(dice.text()),
                **self.money(), available_as=dice.random.choice(("one-off", "recurring", "both")),
                stock=dice.maybe(dice.random.choice(NUMBERS)), starred=dice.chance(0.4),
                visible=dice.chance(0.85), archived=dice.chance(0.15), audience=self._audience(),
            )
            self._restrict("product_plans", "product_id", product)
        for number in range(9):
            day = dice.day()
            customer = self.one_of("customers")
            invoice = self.add(
                "invoices", customer_id=customer, team_id=dice.maybe(self.one_of("teams"), 0.3),
                location_id=self.place(), number=f"R-{number}", issued_date=day,
                due_date=dice.day(), from_date=dice.maybe(day), until_date=dice.maybe(day),
                total_minor=dice.random.choice(AMOUNTS), paid_minor=dice.random.choice(AMOUNTS),
                currency=dice.random.choice(CURRENCIES), status=dice.random.choice(
                    ("draft", "open", "paid", "void", "credit-note")
                ),
                paid_at=dice.maybe(dice.past()), description=dice.maybe(dice.text()),
            )
            for position in range(dice.random.choice((0, 1, 2))):
                self.add(
                    "invoice_lines", invoice_id=invoice, customer_id=customer,
                    location_id=self.place(), position=position, description=dice.text(),
                    quantity=dice.random.choice(ANY_NUMBERS),
                    unit_minor=dice.random.choice(AMOUNTS), total_minor=dice.random.choice(AMOUNTS),
                    currency=dice.random.choice(CURRENCIES),
                )

    def _resources(self) -> None:
        dice = self.dice
        for _ in range(3):
            category = self.add("resource_types", location_id=self.place(), name=dice.text())
            for _ in range(dice.random.choice((0, 1, 3))):
                self.add(
                    "resource_rates", resource_type_id=category, location_id=self.place(),
                    name=dice.text(), **self.money(), per=dice.random.choice(("hour", "half-day")),
                    audience=self._audience(),
                )
        for _ in range(7):
            resource = self.add(
                "resources", location_id=self.place(),
                resource_type_id=self.one_of("resource_types"), name=dice.text(),
                kind=dice.random.choice(KINDS), group_name=dice.maybe(dice.text()),
                description=dice.maybe(dice.text()),
                capacity=dice.maybe(dice.random.choice(NUMBERS)),
                amenities=json.dumps(dice.random.sample(("screen", "é", "", '"'), 2)),
                image=dice.maybe("/r.png"), visible=dice.chance(0.85), archived=dice.chance(0.15),
                requires_confirmation=dice.chance(0.3), home_only=dice.chance(0.2),
                minimum_minutes=dice.maybe(30), maximum_minutes=dice.maybe(120),
                step_minutes=dice.maybe(15), buffer_minutes=dice.maybe(0),
                advance_minutes=dice.maybe(9), lead_minutes=dice.maybe(1),
                display_order=dice.random.choice(ANY_NUMBERS), audience=self._audience(),
            )
            self._restrict("resource_plans", "resource_id", resource)
        for _ in range(14):
            start = dice.moment()
            self.add(
                "bookings", resource_id=self.one_of("resources"), location_id=self.place(),
                customer_id=self.one_of("customers"), team_id=dice.maybe(self.one_of("teams"), 0.4),
                starts_at=start, ends_at=dice.later(start), attendees=dice.maybe(3),
                status=dice.random.choice(("confirmed", "tentative", "cancelled")),
                online=dice.chance(0.5), notes=dice.maybe(dice.text()), created_at=dice.past(),
            )


STORIES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("a contact", ()),
    ("a contact whose contract is over", (("house", "ended"), ("root", "scheduled"))),
    ("a member of the whole network", (("root", "active"),)),
    ("a member of a region", (("region", "active"),)),
    ("a member of a house", (("house", "active"),)),
    ("a member of two houses", (("house", "active"), ("house", "active"))),
    ("a frozen member of a house", (("house", "frozen"),)),
    ("a member, frozen at the root and active at a house", (("root", "frozen"), ("house", "active"))),
    ("a suspended member of a house", (("house", "active"),)),
    ("a suspended contact", (("house", "on-hold"),)),
    ("a suspended and frozen member", (("any", "frozen"), ("any", "frozen"))),
    ("a contact whose contract was removed", (("house", "removed"),)),
)
"""The customers who can sign in: each in words, and their contracts by place and state."""


def _default(column: Any) -> Any:
    if column.nullable or column.server_default is None:
        return None
    return str(column.server_default.arg) == "true"


async def store_rows(connection: Connection, world: World) -> None:
    """Write a world's rows into a database."""
    for rows in world.rows.values():
        for table in tables.metadata.sorted_tables:
            await connection.insert(table, rows[table.name])
