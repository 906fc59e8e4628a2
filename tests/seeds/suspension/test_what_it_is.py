"""What a customer suspension is."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from access.viewer import LiveContract, Viewer
from tests.seeds.demo import DAY, HOUSE, MITTE, NOON, Demo, rules

ACTIONS = (
    "bookResource", "cancelBooking", "purchaseProduct", "updateMyProfile", "openTicket",
    "createPost", "freezeContract", "endContract", "changePlan",
)  # fmt: skip


def given(demo: Demo, action: str, customer: str) -> dict[str, str]:
    """What somebody at Mitte would send with *action*, all of it sound."""
    number = int(customer.partition(":")[2])
    contract = demo.rows("select min(id) from contracts where customer_id = ?", number)[0][0]
    booking = demo.rows("select min(id) from bookings where customer_id = ?", number)[0][0]
    plan = demo.id("Plan", "plans", name="Dedicated Desk", location_id=MITTE)
    return {
        "bookResource": {
            "resourceId": demo.id("Resource", "resources", name="Setzkasten"),
            "startsAt": "2027-01-11T09:00:00Z",
            "endsAt": "2027-01-11T10:00:00Z",
        },
        "cancelBooking": {"bookingId": f"Booking:{booking}"},
        "purchaseProduct": {"productId": demo.id("Product", "products", name="Day locker")},
        "updateMyProfile": {"summary": "Sells organs, too."},
        "openTicket": {"subject": "Hello", "body": "Is anybody there?"},
        "createPost": {"boardId": "DiscussionBoard:1", "title": "Hello", "body": "Anybody?"},
        "freezeContract": {"contractId": f"Contract:{contract}", "untilDate": "2027-03-01"},
        "endContract": {"contractId": f"Contract:{contract}"},
        "changePlan": {"contractId": f"Contract:{contract}", "planId": plan},
    }[action]


@pytest.mark.parametrize("action", ACTIONS)
def test_it_restricts_what_a_customer_may_do(
    demo: Demo, snapshot: SnapshotAssertion, action: str
) -> None:
    """Each action is refused in words that a portal can show, and nothing is changed by it."""
    refusal = "refusal { step code message } " if "ook" in action else ""
    payload = demo.do(
        f"{action} {{ {refusal}errors {{ code message }} }}", "sam",
        **given(demo, action, "Customer:105"),
    )  # fmt: skip
    assert payload["errors"], "it was done"
    assert payload == snapshot


def test_of_all_actions_only_what_serves_paying_is_left() -> None:
    """Of every action that the rules list, asked for a member who is suspended."""
    policies = rules(HOUSE)
    contract = LiveContract(1, MITTE, "hot-desk", 1, frozen=False)
    suspended = Viewer("harbour", 1, home=MITTE, contracts=(contract,), suspended=True)
    actions = yaml.safe_load((HOUSE / "policies/actions.yaml").read_text())["actions"]
    allowed = {name for name in actions if policies.decide(name, suspended, MITTE, NOON)}
    assert allowed == {"payments.pay-due-invoice", "payments.save-method"}


def test_the_suspended_are_no_active_users(house: Demo) -> None:
    """Operators count one fewer of those who may book, and as many members."""
    may_book = '{ whoCanSee(subject: "bookings.create") { all some } }'
    members = "{ customers(filter: { membership: { eq: MEMBER } }) { totalCount } }"
    where = ("markus", "berlin-kreuzberg")
    before, all_before = house.see(may_book, *where), house.see(members, *where)
    house.do(
        "suspendCustomer { errors { code } }", *where, customerId="Customer:131", reason="Checks"
    )
    after = house.see(may_book, *where)
    assert after["all"] + after["some"] == before["all"] + before["some"] - 1
    assert house.see(members, *where) == all_before


def test_the_suspended_are_not_invoiced_for_their_contracts(house: Demo) -> None:
    """Sam's desk is billed no more, Greta's is; and nothing is forgotten, but waits."""
    then = NOON + 14 * DAY
    report = house.invoice(then, MITTE)
    billed = {each.customer for each in report.issued}
    assert 105 in report.unbilled
    assert 105 not in billed
    assert 106 in billed
    renewal = "{ me { contracts { renewalDate } } }"
    assert house.see(renewal, "sam", MITTE, then) == house.see(renewal, "sam", MITTE)


def test_the_suspended_pay_what_is_due(house: Demo) -> None:
    """It is the one thing that they do, and it is theirs to do."""
    due = "{ invoices(filter: { isDue: { eq: true } }) { nodes { id viewerCanPay } } }"
    invoices = house.see(due, "sam")["nodes"]
    (saved,) = house.see("{ me { paymentMethods { id } } }", "sam")["paymentMethods"]
    assert [each["viewerCanPay"] for each in invoices] == [True] * len(invoices)
    paid = house.do(
        "payInvoice { payment { status } invoice { status isDue } errors { code } }",
        "sam",
        invoiceId=invoices[0]["id"],
        paymentMethodId=saved["id"],
    )
    assert paid == {
        "payment": {"status": "SUCCEEDED"},
        "invoice": {"status": "PAID", "isDue": False},
        "errors": [],
    }
    assert len(house.see(due, "sam")["nodes"]) == len(invoices) - 1


def test_it_takes_no_access_to_the_portal_away(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """The suspended sign in and read, and the portal knows that it has to say so."""
    question = """{ portal { viewer { kind suspended } sections { key open } }
      me { portalAccess suspended suspensions { since message } }
      resources(first: 1) { nodes { name } } }"""
    assert demo.shows(question, "sam") == snapshot


@pytest.mark.parametrize(("who", "place"), [("nadia", "berlin-kreuzberg"), ("paul", MITTE)])
def test_access_ends_when_it_is_withdrawn_or_the_account_archived(
    demo: Demo, who: str, place: str
) -> None:
    """Nadia's was withdrawn, Paul is archived: no credential of theirs works."""
    long_ago = NOON - dt.timedelta(days=80)
    assert demo.see("{ me { membership } }", who, place, long_ago) == {"membership": "MEMBER"}
    for question in ("{ me { name } }", "{ events { totalCount } }"):
        assert demo.respond(question, who, place, signed_in=long_ago).status_code == 401


def test_archiving_a_suspended_account_ends_access_as_well(house: Demo) -> None:
    """Hanna reads while she is suspended; archived she does not; restored she signs in anew."""
    question, place = "{ me { suspended } }", "berlin-kreuzberg"
    assert house.see(question, "hanna", place, signed_in=NOON - DAY) == {"suspended": True}
    for action in ("archiveCustomer", "restoreCustomer"):
        done = house.do(
            f"{action} {{ errors {{ code }} }}", "markus", place,
            customerId="Customer:108", why="Has not been seen for a year",
        )  # fmt: skip
        assert done == {"errors": []}
        response = house.respond(question, "hanna", place, signed_in=NOON - DAY)
        assert response.status_code == 401
    assert house.see(question, "hanna", place) == {"suspended": True}
