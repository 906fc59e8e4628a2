"""What studios and centres keep: groups, checks, contacts, health, activities, what was bought."""

from __future__ import annotations

from store.activities import ACTIVITY_KINDS
from store.content import CHANNELS
from store.customer_files import CHECKS, CONSENTS, HEALTH_KINDS
from store.customer_products import PRODUCT_KINDS
from tests.oracle.ground import Ground
from tests.oracle.hostile import NUMBERS


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
            self.add(
                "activities", location_id=self.place(), title=dice.text(),
                kind=dice.random.choice(ACTIVITY_KINDS), summary=dice.maybe(dice.text()),
                teacher_id=dice.maybe(self.one_of("teachers")), enabled=dice.chance(0.8),
                audience=self._audience(),
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
        for row in self.rows["event_attendees"]:
            row["channel"] = dice.maybe(dice.random.choice(CHANNELS))
            row["customer_product_id"] = dice.maybe(self.one_of("customer_products"))
