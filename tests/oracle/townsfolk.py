"""People: who signs in, their contracts and freezes, their teams, what staff may do where."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from tests.oracle.ground import Ground
from tests.oracle.hostile import AMOUNTS, ANY_NUMBERS, CURRENCIES, NUMBERS

PLAN_KEYS = ("day-pass", "hot-desk", "private-office", "virtual")
ROLES = ("member", "administrator", "paying-member")
STAFF_ROLES = ("front-desk", "manager", "accountant", "nobody-knows-it")

STORIES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("a contact", ()),
    ("a contact whose contract is over", (("house", "ended"), ("root", "scheduled"))),
    ("a member of the whole network", (("root", "active"),)),
    ("a member of a region", (("region", "active"),)),
    ("a member of a house", (("house", "active"),)),
    ("a member of two houses", (("house", "active"), ("house", "active"))),
    ("a frozen member of a house", (("house", "frozen"),)),
    ("a member, frozen at one house and active at another", (("any", "frozen"), ("any", "active"))),
    ("a member, frozen at the root, active at a house", (("root", "frozen"), ("house", "active"))),
    ("a suspended member of a house", (("house", "active"),)),
    ("a suspended contact", (("house", "on-hold"),)),
    ("a suspended and frozen member", (("any", "frozen"), ("any", "frozen"))),
    ("a contact whose contract was removed", (("house", "removed"),)),
)
"""The customers who can sign in: each in words, and their contracts by place and state."""


@dataclass(frozen=True)
class Guest:
    """Somebody who can ask: a session, or none; in words for whoever reads a failing case."""

    words: str
    session: int | None = None


class Townsfolk(Ground):
    """Fills a network with people."""

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
            if dice.chance(0.4):
                self.add(
                    "customer_locations", customer_id=row["id"], location_id=self.place(),
                    **self.dated(),
                )
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
        for tag in dice.random.sample(("wood", "Python", "%", "Tea"), dice.random.randint(0, 2)):
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
            if dice.chance(0.7):
                self.add(
                    "plan_terms", plan_id=self.rows["plans"][-1]["id"],
                    notice_days=dice.random.choice(NUMBERS), may_end=dice.chance(0.5),
                    may_change=dice.chance(0.5),
                    freeze_cycles=dice.maybe(dice.random.choice(NUMBERS)),
                    freezes_a_year=dice.maybe(dice.random.choice(NUMBERS)),
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
        for row in self.rows["customers"]:
            if row["login_id"] is not None and dice.chance(0.5):    # one thing here, another there
                for other in dice.random.sample(self.rows["teams"], 2):
                    self.add(
                        "team_members", team_id=other["id"], customer_id=row["id"],
                        role=dice.random.choice(ROLES), **self.always(),
                    )
        for row in self.rows["contracts"]:
            row["team_id"] = dice.maybe(self.one_of("teams"), 0.3)
