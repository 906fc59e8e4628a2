"""What a network has to show: events, articles, perks, products, invoices, rooms and bookings."""

from __future__ import annotations

import datetime as dt
import json

from store.charges import CHARGE_KINDS
from store.payments import METHOD_KINDS, PAYMENT_STATES
from store.products import PRODUCT_KINDS
from store.resources import KINDS
from store.suspensions import OCCASIONS
from tests.oracle.ground import Ground
from tests.oracle.hostile import AMOUNTS, ANY_NUMBERS, CURRENCIES, NUMBERS


class Goods(Ground):
    """Fills a network with everything but people."""

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
                    attended=dice.maybe(dice.past(), 0.5), left_at=dice.maybe(dice.past(), 0.2),
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
            if dice.chance(0.5):
                self.add(
                    "product_grants", product_id=product,
                    kind=dice.random.choice(PRODUCT_KINDS), units=dice.maybe(5), days=dice.maybe(9),
                )
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
        for _ in range(6):
            self.link(
                "resource_links", resource_id=self.one_of("resources"),
                linked_id=self.one_of("resources"),
            )
        for _ in range(14):
            start = dice.moment()
            self.add(
                "bookings", resource_id=self.one_of("resources"), location_id=self.place(),
                customer_id=self.one_of("customers"), team_id=dice.maybe(self.one_of("teams"), 0.4),
                starts_at=start, ends_at=dice.later(start), attendees=dice.maybe(3),
                status=dice.random.choice(("confirmed", "tentative", "cancelled")),
                online=dice.chance(0.5), notes=dice.maybe(dice.text()), created_at=dice.past(),
            )

    def _owed(self) -> None:
        """Add what is owed, waiting or billed, taken back or not, and how it was paid."""
        dice = self.dice
        for _ in range(3):
            self.add(
                "subscriptions", customer_id=self.one_of("customers"),
                product_id=self.one_of("products"), location_id=self.place(), quantity=1,
                unit_minor=dice.random.choice(AMOUNTS), currency=dice.random.choice(CURRENCIES),
                start_date=dice.day(), next_date=dice.day(), end_date=dice.maybe(dice.day()),
            )
        for _ in range(10):
            unit, quantity = dice.random.choice(AMOUNTS), dice.random.choice((1, 2, 1_000))
            self.add(
                "charges", customer_id=self.one_of("customers"), location_id=self.place(),
                kind=dice.random.choice(CHARGE_KINDS), description=dice.text(), quantity=quantity,
                unit_minor=unit, total_minor=unit * quantity,
                currency=dice.random.choice(CURRENCIES), charged_at=dice.moment(),
                charged_date=dice.day(), contract_id=dice.maybe(self.one_of("contracts"), 0.3),
                product_id=dice.maybe(self.one_of("products")),
                subscription_id=dice.maybe(self.one_of("subscriptions"), 0.3),
                booking_id=dice.maybe(self.one_of("bookings"), 0.3),
                invoice_id=dice.maybe(self.one_of("invoices"), 0.5),
                voided_at=dice.maybe(dice.past(), 0.2),
            )
        for _ in range(5):
            self.add(
                "payment_methods", customer_id=self.one_of("customers"), location_id=self.place(),
                kind=dice.random.choice(METHOD_KINDS), label=dice.text(), holder=dice.text(),
                expires_date=dice.maybe(dice.day()), mandate_reference=dice.maybe(dice.text()),
                mandate_date=dice.maybe(dice.day()), provider="p", provider_reference=dice.text(),
                preferred=dice.chance(0.5), added_at=dice.past(),
                removed_at=dice.maybe(dice.moment(), 0.4),
            )
        for _ in range(7):
            status = dice.random.choice(PAYMENT_STATES)
            self.add(
                "payments", invoice_id=self.one_of("invoices"), location_id=self.place(),
                customer_id=self.one_of("customers"), provider="p",
                payment_method_id=dice.maybe(self.one_of("payment_methods")),
                amount_minor=dice.random.choice([each for each in AMOUNTS if each > 0]),
                currency=dice.random.choice(CURRENCIES), status=status, created_at=dice.past(),
                failure=dice.maybe(dice.text()),
                settled_at=None if status == "pending" else dice.past(),
            )
        for suspension in self.rows["customer_suspensions"]:
            if dice.chance(0.6):
                self.add(
                    "suspension_causes", suspension_id=suspension["id"],
                    occasion=dice.random.choice(OCCASIONS), said=dice.maybe(dice.text()),
                )
