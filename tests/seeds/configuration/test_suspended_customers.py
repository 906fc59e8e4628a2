"""Suspended customers: the label stays, reading stays, doing rests."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.seeds.conftest import Rules
from tests.seeds.demo import MITTE, NOON, Demo


def test_members_and_contacts_alike_can_be_suspended(demo: Demo) -> None:
    """Sam is a member and Otto is a contact, and both are what they were."""
    question = "{ me { membership suspended } }"
    found = {who: demo.see(question, who) for who in ("sam", "otto")}
    assert found == {
        "sam": {"membership": "MEMBER", "suspended": True},
        "otto": {"membership": "CONTACT", "suspended": True},
    }


def test_signing_in_is_still_allowed(house: Demo) -> None:
    """With the password, as always."""
    question = "signIn { token customer { name suspended } errors { code } }"
    done = house.do(question, None, email="sam@harbour.test", password="demo-password")
    assert done["token"]
    assert done["customer"] == {"name": "Sam Whitfield", "suspended": True}


def test_access_to_actions_is_restricted(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """What Sam would be told of a room, a product and an invoice before he tries."""
    question = """{
      resources(first: 2) { nodes { name viewerCanBook } }
      products(first: 2) { nodes { name viewerCanPurchase purchaseRefusal } }
      invoices(first: 1) { nodes { isDue viewerCanPay } }
    }"""
    assert demo.shows(question, "sam") == snapshot


def test_what_is_for_members_may_be_closed_to_the_suspended(with_rules: Rules) -> None:
    """Where an operator lists what they read, all else is closed to them, and says why."""
    closed = with_rules(
        ("policies/portal.yaml", "suspension.readable-sections: all",
         "suspension.readable-sections: [home, about, contact, payments]"),
    )  # fmt: skip
    question = "{ resources { totalCount } events { totalCount } invoices { totalCount } }"
    assert closed.refused(question, "sam") == {
        "resources": "CUSTOMER_SUSPENDED", "events": "CUSTOMER_SUSPENDED",
    }  # fmt: skip
    assert closed.refused(question, "ben") == {}


def test_a_suspended_member_makes_no_bookings(demo: Demo) -> None:
    """It is the third step that says so."""
    room = demo.id("Resource", "resources", name="Feigenbaum")
    done = demo.do(
        "bookResource { booking { id } refusal { step code } }", "sam",
        resourceId=room, startsAt="2027-01-11T09:00:00Z", endsAt="2027-01-11T10:00:00Z",
    )  # fmt: skip
    assert done == {"booking": None, "refusal": {"step": 3, "code": "CUSTOMER_SUSPENDED"}}


def test_a_suspended_member_makes_no_payments_but_of_what_is_due(demo: Demo) -> None:
    """A purchase is refused; what is due can be paid, as by anybody who owes."""
    done = demo.do(
        "purchaseProduct { charge { id } errors { code } }", "sam",
        productId=demo.id("Product", "products", name="Day locker"),
    )  # fmt: skip
    assert done == {"charge": None, "errors": [{"code": "CUSTOMER_SUSPENDED"}]}
    for who in ("sam", "ben"):
        invoices = demo.see("{ invoices { nodes { isDue viewerCanPay } } }", who)["nodes"]
        assert any(each["isDue"] for each in invoices)
        assert all(each["viewerCanPay"] is each["isDue"] for each in invoices)


def test_sections_become_read_only(demo: Demo) -> None:
    """The frame of the portal says `suspended`, so that it can be drawn, and rows are there."""
    question = "{ portal { viewer { suspended } } profiles(first: 1) { nodes { displayName } } }"
    found = demo.see(question, "sam")
    assert found["portal"] == {"viewer": {"suspended": True}}
    assert found["profiles"]["nodes"]
    done = demo.do("updateMyProfile { errors { code } }", "sam", summary="Hello")
    assert done == {"errors": [{"code": "CUSTOMER_SUSPENDED"}]}


def test_benefits_are_kept_and_rest_meanwhile(house: Demo) -> None:
    """Nothing of them is taken away; none can be used, until the suspension is lifted."""
    question = "{ me { contracts { benefits { name amount left usable } } } }"
    before = house.see(question, "sam")["contracts"][0]["benefits"]
    assert [each["usable"] for each in before] == [False] * len(before)
    house.do(
        "unsuspendCustomer { errors { code } }", "dana",
        customerId="Customer:105", reason="Paid in cash",
    )  # fmt: skip
    after = house.see(question, "sam")["contracts"][0]["benefits"]
    assert after == [{**each, "usable": True} for each in before]


def test_automatic_billing_stops(house: Demo) -> None:
    """Hanna's contract goes on, and no cycle of it is billed."""
    report = house.invoice(NOON.replace(year=2027), "berlin-kreuzberg")
    assert 108 not in {each.customer for each in report.issued}
    assert house.see("{ me { membership } }", "hanna", MITTE) == {"membership": "MEMBER"}
