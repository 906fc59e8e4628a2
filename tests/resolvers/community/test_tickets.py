"""The help desk: a ticket is between whoever opened it and the staff of the house."""

from __future__ import annotations

from typing import Any

from access.viewer import Viewer
from tests.resolvers.community.conftest import House, codes

OPEN = """
mutation O($input: OpenTicketInput!) {
  openTicket(input: $input) {
    ticket { id subject department status location { id } messages { body author } }
    errors { code field }
  }
}
"""
REPLY = """
mutation R($input: ReplyToTicketInput!) {
  replyToTicket(input: $input) {
    ticket { status closedAt messages { body author internal } }
    errors { code field }
  }
}
"""
TICKETS = "{ helpTickets { totalCount nodes { subject priority messages { body } } } }"


async def _opened(house: House, who: int | None = None) -> str:
    payload = await house(
        OPEN, who or house.ada, subject="Cold", body="It is cold.", department="House"
    )
    ticket: str = payload["ticket"]["id"]
    return ticket


async def test_a_customer_asks_and_staff_answer(house: House) -> None:
    """Contacts may ask, too; staff's answer is in the ticket, a note among staff is not."""
    opened = await house(OPEN, house.cara, subject=" Cold ", body="It is cold.")
    assert opened == {
        "ticket": {
            "id": opened["ticket"]["id"],
            "subject": "Cold",
            "department": None,
            "status": "OPEN",
            "location": {"id": "Location:berlin-mitte"},
            "messages": [{"body": "It is cold.", "author": "CUSTOMER"}],
        },
        "errors": [],
    }
    ticket = opened["ticket"]["id"]
    note = await house(REPLY, house.staff(), ticketId=ticket, body="Valve.", internal=True)
    assert note["ticket"]["status"] == "OPEN", "a note answers nobody"
    answer = await house(REPLY, house.staff(), ticketId=ticket, body="On Monday.")
    assert answer["ticket"]["status"] == "ANSWERED"
    assert [each["internal"] for each in answer["ticket"]["messages"]] == [False, True, False]
    read = await house.read(TICKETS, house.cara)
    assert read["helpTickets"]["nodes"] == [
        {
            "subject": "Cold",
            "priority": None,
            "messages": [{"body": "It is cold."}, {"body": "On Monday."}],
        }
    ]
    again = await house(REPLY, house.cara, ticketId=ticket, body="Which?")
    assert again["ticket"]["status"] == "OPEN"


async def test_a_closed_ticket_stays_closed(house: House) -> None:
    """Whoever closes it has the last word."""
    ticket = await _opened(house)
    closed = await house(REPLY, house.ada, ticketId=ticket, body="Warm now.", close=True)
    assert closed["ticket"]["status"] == "CLOSED"
    assert closed["ticket"]["closedAt"] is not None
    late = await house(REPLY, house.staff(), ticketId=ticket, body="Good.")
    assert late["errors"] == [{"code": "INVALID_VALUE", "field": "ticketId"}]


async def test_tickets_of_others_are_as_if_they_were_not_there(house: House) -> None:
    """For other customers, and for staff of other kinds and other houses."""
    ticket = await _opened(house)
    strangers: list[Any] = [
        house.ben,
        house.staff("front-desk"),
        house.staff(place="lisbon-alfama"),
        Viewer("harbour", None),
    ]
    for who in strangers:
        payload = await house(REPLY, who, ticketId=ticket, body="Hello")
        assert codes(payload) == ["NOT_FOUND"], who
        read = await house.read(TICKETS, who)
        assert not read["helpTickets"] or read["helpTickets"]["totalCount"] == 0
    unknown = await house(REPLY, house.ben, ticketId="HelpTicket:9", body="Hello")
    assert unknown == await house(REPLY, house.ben, ticketId=ticket, body="Hello")


async def test_who_may_ask(house: House) -> None:
    """Customers in good standing; the suspended and strangers are told why not."""
    given = {"subject": "A", "body": "B"}
    asked: list[Any] = [house.ada, house.cara, house.dan, None]
    found = [codes(await house(OPEN, who, **given)) for who in asked]
    assert found == [[], [], ["CUSTOMER_SUSPENDED"], ["LOGIN_REQUIRED"]]


async def test_customers_write_no_notes(house: House) -> None:
    """A note among staff is staff's."""
    ticket = await _opened(house)
    payload = await house(REPLY, house.ada, ticketId=ticket, body="Psst.", internal=True)
    assert payload["errors"] == [{"code": "NOT_ALLOWED", "field": "internal"}]


async def test_the_same_request_asks_once(house: House) -> None:
    """With a key, however often it is sent."""
    given = {"subject": "Cold", "body": "It is cold.", "idempotencyKey": "k"}
    first, second = await house(OPEN, house.ada, **given), await house(OPEN, house.ada, **given)
    assert first["ticket"]["id"] == second["ticket"]["id"]
    assert await house.stored("select count(*) from help_messages") == [(1,)]
    wrong = await house(OPEN, house.ada, subject="", body="x", department=" ")
    assert [error["field"] for error in wrong["errors"]] == ["subject", "department"]
