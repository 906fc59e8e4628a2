"""Suspending a customer by hand."""

from __future__ import annotations

import datetime as dt

from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import MITTE, Demo

KREUZBERG = ("markus", "berlin-kreuzberg")


def test_staff_suspend_from_the_customer_s_record(
    house: Demo, snapshot: SnapshotAssertion
) -> None:
    """With the reason, by whom and since when; the customer reads what they are to be told."""
    done = house.do(
        "suspendCustomer { customer { name suspended } errors { code } }",
        *KREUZBERG,
        customerId="Customer:103",
        reason="Two people say that it was her dog",
        message="Please come and talk to us.",
    )
    assert done == {"customer": {"name": "Carla Mendes", "suspended": True}, "errors": []}
    record = """{ customer(id: "Customer:103") { name
      suspensions { since until occasion message reason byWhom } } }"""
    own = "{ me { suspensions { since occasion message reason byWhom } } }"
    screens = (house.shows(record, *KREUZBERG), house.shows(own, "carla", "berlin-kreuzberg"))
    assert screens == snapshot


def test_it_suits_what_has_to_be_looked_into(house: Demo) -> None:
    """For invoicing issues as well: no further invoice is written until the issue is resolved."""
    customer = "Customer:131"
    (renewal,) = house.see("{ me { contracts { renewalDate } } }", "theo", MITTE)["contracts"]
    due = dt.datetime.fromisoformat(f"{renewal['renewalDate']}T12:00:00+00:00")
    house.do(
        "suspendCustomer { errors { code } }", *KREUZBERG,
        customerId=customer, reason="Billed twice, it seems",
    )  # fmt: skip
    count = "{ invoices { totalCount } }"
    before = house.see(count, "theo", MITTE)
    house.invoice(due, "berlin-kreuzberg")
    assert house.see(count, "theo", MITTE, due) == before
    house.do(
        "unsuspendCustomer { errors { code } }", *KREUZBERG,
        when=due, customerId=customer, reason="It was once",
    )  # fmt: skip
    house.invoice(due, "berlin-kreuzberg")
    assert house.see(count, "theo", MITTE, due)["totalCount"] == before["totalCount"] + 1


def test_it_can_be_done_at_any_time(house: Demo) -> None:
    """Of a frozen member, on a Sunday; only not of somebody who is suspended already."""
    answers = [
        house.do(
            "suspendCustomer { customer { suspended } errors { message } }",
            *KREUZBERG,
            customerId="Customer:130",
            reason=f"Reason {number}",
        )
        for number in range(2)
    ]
    assert answers == [
        {"customer": {"suspended": True}, "errors": []},
        {"customer": None, "errors": [{"message": "This customer is suspended already."}]},
    ]
    record = '{ customer(id: "Customer:130") { suspensions { reason } } }'
    assert house.see(record, *KREUZBERG) == {"suspensions": [{"reason": "Reason 0"}]}
