"""What studios and centres keep: groups, checks, contacts, health, activities, what was bought."""

from __future__ import annotations

from typing import Any

from store.activities import ACTIVITY_KINDS
from store.content import CHANNELS
from store.customer_files import CHECKS, CONSENTS, HEALTH_KINDS
from store.help_desk import TICKET_AUTHORS, TICKET_STATES
from store.products import PRODUCT_KINDS
from tests.oracle.ground import Ground
from tests.oracle.hostile import ANY_NUMBERS, NUMBERS


class Files(Ground):
    """Fills a network with files about its customers, and series for its events."""

    def _files(self) -> None:
        self._groups()
        for customer in [row["id"] for row in self.rows["customers"]]:
            self._file(customer)
        for contract in self.rows["contracts"]:
            for state in ("on", "suspended"):
                if self.dice.chance(0.4):
                    self.add(
                        "contract_auto_pay", contract_id=contract["id"], state=state, **self.dated()
                    )
        self._series()
        self._bought()
        self._written()
        self._followed()
        for team in self.rows["teams"]:
            if self.dice.chance(0.5):
                self.add("credit_pools", team_id=team["id"], **self.dated())

    def _groups(self) -> None:
        dice = self.dice
        for _ in range(3):
            self.add(
                "customer_groups", location_id=self.place(), name=dice.text(),
                description=dice.maybe(dice.text()),
            )
        for row in self.rows["customers"]:
            row["group_id"] = dice.maybe(self.one_of("customer_groups"))

    def _file(self, customer: int) -> None:
        dice = self.dice
        for table, words in (("customer_checks", CHECKS), ("customer_consents", CONSENTS)):
            for what in words:
                if dice.chance(0.5):
                    self.add(table, customer_id=customer, what=what, **self.dated())
        for _ in range(dice.random.choice((0, 1, 2))):
            self.add(
                "customer_barcodes", customer_id=customer, barcode=dice.text(), **self.dated()
            )
        for _ in range(dice.random.choice((0, 1, 2))):
            self.add(
                "emergency_contacts", customer_id=customer, name=dice.text(),
                relation=dice.maybe(dice.text()), phone=dice.text(),
                email=dice.maybe(dice.text()), is_primary=dice.chance(0.4),
                position=dice.random.choice((0, 0, 1)),
            )
        if dice.chance(0.4):
            self.add(
                "health_entries", customer_id=customer, kind=dice.random.choice(HEALTH_KINDS),
                content=dice.text(), recorded_at=dice.past(),
            )

    def _series(self) -> None:
        dice = self.dice
        for customer in dice.random.sample([row["id"] for row in self.rows["customers"]], 4):
            self.add(
                "teachers", customer_id=customer, location_id=self.place(), name=dice.text(),
                summary=dice.maybe(dice.text()), photo=dice.maybe("/t.png"),
                published=dice.chance(0.7),
            )
        for _ in range(4):
            activity = self.add(
                "activities", location_id=self.place(), title=dice.text(),
                kind=dice.random.choice(ACTIVITY_KINDS), summary=dice.maybe(dice.text()),
                teacher_id=dice.maybe(self.one_of("teachers")), enabled=dice.chance(0.8),
                audience=self._audience(),
            )
            if dice.chance(0.5):
                self.add(
                    "activity_terms", activity_id=activity, requires_product=dice.chance(0.5),
                    late_minutes=dice.maybe(60),
                )
        for row in self.rows["events"]:
            row["activity_id"] = dice.maybe(self.one_of("activities"))

    def _bought(self) -> None:
        dice = self.dice
        for _ in range(8):
            start = dice.moment()
            end = dice.maybe(dice.later(start), 0.6)
            self.add(
                "customer_products", customer_id=self.one_of("customers"),
                location_id=self.place(), product_id=dice.maybe(self.one_of("products")),
                invoice_id=dice.maybe(self.one_of("invoices")), name=dice.text(),
                kind=dice.random.choice(PRODUCT_KINDS), from_date=start.date(),
                until_date=None if end is None else end.date(), from_at=start, until_at=end,
                units=dice.maybe(dice.random.choice(NUMBERS)), sold_at=dice.past(),
            )
        for _ in range(6):
            self.add(
                "product_uses", booking_id=self.one_of("bookings"),
                customer_product_id=self.one_of("customer_products"), used_at=dice.past(),
                given_back_at=dice.maybe(dice.past(), 0.4),
            )
        for row in self.rows["event_attendees"]:
            row["channel"] = dice.maybe(dice.random.choice(CHANNELS))
            row["customer_product_id"] = dice.maybe(self.one_of("customer_products"))

    def _written(self) -> None:
        dice = self.dice
        for _ in range(3):
            self.add(
                "discussion_boards", location_id=self.place(), name=dice.text(),
                description=dice.maybe(dice.text()), audience=self._audience(),
                display_order=dice.random.choice(ANY_NUMBERS), enabled=dice.chance(0.8),
            )
        for _ in range(6):
            self.add(
                "board_posts", board_id=self.one_of("discussion_boards"), location_id=self.place(),
                title=dice.text(), **self._said(),
            )
        for _ in range(6):
            self.add(
                "post_comments", post_id=self.one_of("board_posts"), location_id=self.place(),
                **self._said(),
            )
        for _ in range(5):
            customer, opened = self.one_of("customers"), dice.past()
            ticket = self.add(
                "help_tickets", customer_id=customer, location_id=self.place(),
                subject=dice.text(), department=dice.maybe(dice.text()),
                priority=dice.random.choice(NUMBERS), status=dice.random.choice(TICKET_STATES),
                opened_at=opened, closed_at=dice.maybe(dice.past(), 0.3),
            )
            for _ in range(dice.random.choice((1, 2))):
                self.add(
                    "help_messages", ticket_id=ticket, customer_id=customer,
                    location_id=self.place(), author=dice.random.choice(TICKET_AUTHORS),
                    body=dice.text(), internal=dice.chance(0.3), sent_at=dice.later(opened),
                )

    def _said(self) -> dict[str, Any]:
        """Return what somebody wrote, and whether it was taken away."""
        dice = self.dice
        removed = dice.maybe(dice.moment(), 0.3)
        return {
            "author_id": self.one_of("customers"), "body": dice.text(), "posted_at": dice.past(),
            "removed_at": removed, "removal_reason": None if removed is None else dice.text(),
        }

    def _followed(self) -> None:
        dice = self.dice
        for _ in range(2):
            board = self.add("crm_boards", location_id=self.place(), name=dice.text())
            for position in range(2):
                stage = self.add(
                    "crm_stages", board_id=board, location_id=self.place(), key=f"{position}",
                    name=dice.text(), position=position,
                )
                for _ in range(2):
                    self.add(
                        "crm_cards", stage_id=stage, board_id=board,
                        customer_id=self.one_of("customers"), **self.dated(),
                    )
