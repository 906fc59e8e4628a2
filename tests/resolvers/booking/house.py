"""A house with rooms, the people who want them, and the repository's own policies."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from access.compiling import compile_policies
from access.policy_set import PolicySet
from documents.folders import read_root
from documents.reader import read_document
from schema.shape import graph_shape
from store.databases import Database
from store.sql import instant_text
from tests.resolvers.asking import Asking
from tests.store.rows import NOW, Rows

ROOT = Path(__file__).parents[3]
MITTE = "berlin-mitte"
BERLIN = ZoneInfo("Europe/Berlin")
DAY = dt.timedelta(days=1)

BOOK = """
mutation Book($input: BookResourceInput!) {
  bookResource(input: $input) {
    booking { id status startsAt endsAt attendees notes online resource { name } team { id }
      customer { id } }
    refusal { step code message mayChangeAt }
    trace { step name passed refusal { code } }
    benefitsApplied coveredMinutes discountPercent
    errors { code field message }
  }
}
"""
CHANGE = """
mutation Change($input: ChangeBookingInput!) {
  changeBooking(input: $input) {
    booking { id status startsAt endsAt attendees notes }
    refusal { step code }
    benefitsApplied
    errors { code field }
  }
}
"""
CANCEL = """
mutation Cancel($input: CancelBookingInput!) {
  cancelBooking(input: $input) {
    booking { id status }
    late
    refusal { step code message }
    errors { code field }
  }
}
"""
ACCESS = """
query Access($id: ID!, $start: DateTime!, $end: DateTime!, $attendees: Int) {
  resource(id: $id) {
    access(start: $start, end: $end, attendees: $attendees) {
      allowed tentative benefitsApplied coveredMinutes discountPercent
      refusal { step code message mayChangeAt }
      trace { step name passed refusal { code } }
    }
  }
}
"""


@cache
def policies(*changes: tuple[str, str]) -> PolicySet:
    """The repository's policies, with words of three files replaced."""
    documents = [each for each in read_root(ROOT).documents if each.kind != "promises"]
    for name in ("portal", "actions", "staff"):
        path = f"policies/{name}.yaml"
        text = (ROOT / path).read_text()
        for old, new in changes:
            text = text.replace(old, new)
        document, problems = read_document(path, text.encode(), name)
        assert document is not None, problems
        documents = [document if each.path == path else each for each in documents]
    compiled = compile_policies(documents, graph_shape())
    assert compiled.policies is not None, [str(problem) for problem in compiled.problems]
    return compiled.policies


OPEN_TO_ALL = (
    ("bookings:   { access: member, locations-may: { open-to: logged-in } }",
     "bookings:   { access: public }"),
    ("bookings.create:\n    allow: member", "bookings.create:\n    allow: logged-in"),
)  # fmt: skip
"""The rooms are shown to everyone, and everyone who is signed in may book, as far as they let."""

NOT_FORESEEN = {"forCustomerId", "teamId", "idempotencyKey"}
"""What is booked for others, or was booked before, nobody is asked about."""

BLOCKING = ("freeze.blocks-all-bookings: false", "freeze.blocks-all-bookings: true")


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of November 2026 in Berlin; the tests' now is Sunday the 22nd, 13:00."""
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=BERLIN).astimezone(dt.UTC)


class House:
    """Rows of one house, and the asking."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.rows = Rows()
        self.ask = Asking(database)
        self.category = self.rows.add("resource_types", name="Rooms")

    def plan(self, **values: Any) -> int:
        """Add a plan."""
        return self.rows.add("plans", **{"key": "hot-desk", **values})

    def person(
        self, *plans: int, rights: tuple[str, ...] = ("can-book",), frozen: tuple[int, ...] = ()
    ) -> int:
        """Add a customer at home here, with a contract of each plan, some of them frozen."""
        customer = self.rows.customer()
        for right in rights:
            self.rows.add("customer_rights", customer_id=customer, right=right)
        for plan in plans:
            contract = self.rows.add("contracts", customer_id=customer, plan_id=plan)
            if plan in frozen:
                self.rows.add(
                    "freezes",
                    contract_id=contract,
                    customer_id=customer,
                    from_date=dt.date(2026, 11, 1),
                    until_date=dt.date(2026, 12, 1),
                    from_at=dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC),
                    until_at=dt.datetime(2026, 11, 30, 23, tzinfo=dt.UTC),
                )
        return customer

    def suspend(self, customer: int, **values: Any) -> None:
        """Suspend a customer."""
        self.rows.add("customer_suspensions", customer_id=customer, **values)

    def room(self, name: str = "Fig tree", **values: Any) -> int:
        """Add a room."""
        return self.rows.add(
            "resources", resource_type_id=self.category, name=name, kind="meeting-room", **values
        )

    async def built(self) -> House:
        """Write what was added."""
        await self.rows.write(self.database)
        return self

    async def book(
        self,
        customer: int | None,
        room: int | str,
        start: dt.datetime,
        end: dt.datetime,
        portal: str = MITTE,
        rules: tuple[tuple[str, str], ...] = (),
        /,
        **given: Any,
    ) -> Any:
        """Book, and return the payload; what `access` said before is the same.

        All that has a name is input.
        """
        wanted = {
            "resourceId": room if isinstance(room, str) else f"Resource:{room}",
            "startsAt": instant_text(start),
            "endsAt": instant_text(end),
            **given,
        }
        expected = await self.access(customer, wanted, rules, portal)
        payload = await self._payload(BOOK, customer, wanted, rules, portal)
        answered = payload["refusal"] is not None or payload["booking"] is not None
        if expected is not None and answered and not given.keys() & NOT_FORESEEN:
            assert expected["refusal"] == payload["refusal"]
            assert expected["allowed"] is (payload["booking"] is not None)
            if payload["trace"] is not None:
                assert expected["trace"] == payload["trace"]
            if payload["booking"] is not None:
                for name in ("benefitsApplied", "coveredMinutes", "discountPercent"):
                    assert expected[name] == payload[name]
                status = "TENTATIVE" if expected["tentative"] else "CONFIRMED"
                assert payload["booking"]["status"] == status
        return payload

    async def access(
        self,
        customer: int | None,
        wanted: dict[str, Any],
        rules: tuple[tuple[str, str], ...] = (),
        portal: str = MITTE,
    ) -> Any:
        """Ask whether a booking would be made; None where the resource is not even shown."""
        answer = await self.ask(
            ACCESS,
            variables={
                "id": wanted["resourceId"],
                "start": wanted["startsAt"],
                "end": wanted["endsAt"],
                "attendees": wanted.get("attendees"),
            },
            customer=customer,
            policies=policies(*rules),
            portal=portal,
        )
        found = (answer["data"] or {}).get("resource")
        return None if found is None else found["access"]

    async def change(
        self, customer: int | None, booking: str, rules: tuple[tuple[str, str], ...] = (), /,
        **given: Any,
    ) -> Any:
        """Change a booking, and return the payload."""
        return await self._payload(CHANGE, customer, {"bookingId": booking, **given}, rules)

    async def cancel(
        self, customer: int | None, booking: str, rules: tuple[tuple[str, str], ...] = ()
    ) -> Any:
        """Cancel a booking, and return the payload."""
        return await self._payload(CANCEL, customer, {"bookingId": booking}, rules)

    async def _payload(
        self,
        query: str,
        customer: int | None,
        given: dict[str, Any],
        rules: tuple[tuple[str, str], ...],
        portal: str = MITTE,
    ) -> Any:
        answer = await self.ask(
            query,
            variables={"input": given},
            customer=customer,
            policies=policies(*rules),
            portal=portal,
        )
        assert "errors" not in answer, answer
        (payload,) = answer["data"].values()
        return payload

    async def stored(self, text: str) -> list[tuple[Any, ...]]:
        """Ask the database directly."""
        async with self.database.connection() as connection:
            return [tuple(row) for row in await connection.fetch(text, ())]


def refusal(payload: Any) -> tuple[int, str] | None:
    """Return the step and the code at which a payload says no."""
    found = payload["refusal"]
    assert (found is None) == all(each["code"] != "BOOKING_REFUSED" for each in payload["errors"])
    assert payload["booking"] is None or not payload["errors"]
    return None if found is None else (found["step"], found["code"])


__all__ = ["NOW", "House", "at", "policies", "refusal"]
