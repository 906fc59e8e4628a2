"""A customer's profile in a studio: summary, details, products, and what staff do there."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import Demo

STUDIO = ("sofia", "plenum-peckham")
FAYE = 'customer(id: "Customer:203")'


def test_the_summary_has_bookings_active_products_and_invoices(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Past and future ones by number, what runs by name, and the way to all invoices."""
    question = f"""{{ {FAYE} {{ name
      past: enrolments(filter: {{ startsAt: {{ lt: "2026-11-22T12:00:00Z" }} }}) {{ totalCount }}
      future: enrolments(filter: {{ startsAt: {{ gte: "2026-11-22T12:00:00Z" }} }}) {{ totalCount }}
      products(filter: {{ state: {{ eq: CURRENT }} }}) {{ nodes {{ name unitsLeft }} }}
      invoices {{ totalCount nodes {{ number status total {{ amount }} }} }} }} }}"""
    assert demo.shows(question, *STUDIO) == snapshot


def test_the_details_have_address_newsletter_and_saved_means_of_payment(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Means of payment masked, a mandate with its reference and day."""
    question = """{ customer(id: "Customer:%s") { email newsletter
      paymentMethods { kind label holder mandateReference mandateDate } } }"""
    screens = [
        demo.shows(question % "203", *STUDIO), demo.shows(question % "106", "dana", "berlin-mitte"),
    ]  # fmt: skip
    assert screens == snapshot


def test_a_group_is_assigned_by_choosing_it(house: Demo) -> None:
    """And taken away by choosing none."""
    group = house.id("CustomerGroup", "customer_groups", location_id="plenum-peckham")
    payload = "assignCustomerGroup { customer { group { name } } errors { code } }"
    (there,) = house.see("{ customerGroups(first: 1) { nodes { id name } } }", *STUDIO)["nodes"]
    assert there["id"] == group
    none = house.do(payload, *STUDIO, customerId="Customer:203", groupId=None)
    assert none == {"customer": {"group": None}, "errors": []}
    chosen = house.do(payload, *STUDIO, customerId="Customer:203", groupId=group)
    assert chosen == {"customer": {"group": {"name": there["name"]}}, "errors": []}


def test_data_protection_is_seen_to_be_accepted_or_not(demo: Demo) -> None:
    """Faye did, and Winston did not."""
    question = '{ customer(id: "Customer:%s") { dataProtectionAcceptedAt } }'
    assert demo.see(question % "203", *STUDIO)["dataProtectionAcceptedAt"] is not None
    assert demo.see(question % "208", *STUDIO)["dataProtectionAcceptedAt"] is None


def test_the_products_are_current_and_past_with_validity_and_units_left(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """A service, a membership and a video; one of them is over."""
    question = f"""{{ {FAYE} {{ products {{ nodes {{
      name kind state fromDate untilDate units unitsLeft }} }} }} }}"""
    assert demo.shows(question, *STUDIO) == snapshot


def test_each_product_leads_to_its_invoice_and_its_visits(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """The five visits of Faye's clay card, as far as they are used."""
    question = f"""{{ {FAYE} {{ products(filter: {{ name: {{ eq: "Clay card, five" }} }}) {{
      nodes {{ name unitsLeft invoice {{ number }}
        visits {{ title startsAt attended }} }} }} }} }}"""
    assert demo.shows(question, *STUDIO) == snapshot


def test_staff_sell_products(house: Demo) -> None:
    """At the counter, to a customer, who owes for it from then on."""
    product = house.id("Product", "products", name="Clay card, five", location_id="plenum-peckham")
    done = house.do(
        "purchaseProduct { charge { description customer { name } } errors { code } }",
        *STUDIO, productId=product, forCustomerId="Customer:203",
    )  # fmt: skip
    assert done == {
        "charge": {"description": "Clay card, five", "customer": {"name": "Faye Osei"}},
        "errors": [],
    }


def test_staff_sell_memberships(house: Demo) -> None:
    """Somebody new is registered, and with a plan that is sold to them a member at once."""
    new = house.do(
        "registerCustomer { customer { id membership } errors { code } }",
        *STUDIO, name="Iris Cole", email="iris@plenum.test",
    )["customer"]  # fmt: skip
    assert new["membership"] == "CONTACT"
    done = house.do(
        "sellPlan { contract { state plan { name } customer { membership } } errors { code } }",
        *STUDIO, customerId=new["id"],
        planId=house.id("Plan", "plans", name="Studio Flex", location_id="plenum-peckham"),
    )  # fmt: skip
    assert done == {
        "contract": {
            "state": "ACTIVE",
            "plan": {"name": "Studio Flex"},
            "customer": {"membership": "MEMBER"},
        },
        "errors": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("action", "given"),
    [
        ("editCustomer", {"phone": "+44 20 7946 0999"}),
        ("assignCustomerGroup", {"groupId": None}),
        ("presentTeacher", {"name": "F. Osei"}),
    ],
)
def test_whoever_lacks_the_permission_does_none_of_it(
    demo: Demo, action: str, given: dict[str, object]
) -> None:
    """Tess looks customers up at two centres, and edits nobody at any."""
    done = demo.do(
        f"{action} {{ errors {{ code }} }}", "tess", "plenum-hackney",
        customerId="Customer:202", **given,
    )  # fmt: skip
    assert [each["code"] for each in done["errors"]] == ["NOT_ALLOWED"]


def test_staff_edit_the_customer(house: Demo) -> None:
    """Each field that was given, and no other."""
    done = house.do(
        "editCustomer { customer { name phone email } errors { code } }",
        *STUDIO, customerId="Customer:203", phone="+44 20 7946 0999",
    )  # fmt: skip
    assert done == {
        "customer": {
            "name": "Faye Osei", "phone": "+44 20 7946 0999", "email": "faye@plenum.test",
        },
        "errors": [],
    }  # fmt: skip


def test_all_invoices_are_one_step_away(demo: Demo) -> None:
    """From the record, in pages like every list."""
    question = f"{{ {FAYE} {{ invoices(first: 1) {{ totalCount pageInfo {{ hasNextPage }} }} }} }}"
    found = demo.see(question, *STUDIO)["invoices"]
    assert found["pageInfo"]["hasNextPage"] is (found["totalCount"] > 1)


def test_a_teacher_gets_a_profile_and_rights_to_sign_in(house: Demo) -> None:
    """Faye learns to teach: a profile, then a role of which the giver holds every permission."""
    teacher = house.do(
        "presentTeacher { teacher { name published } errors { code } }",
        *STUDIO, customerId="Customer:203", summary="Porcelain, very thin.",
    )  # fmt: skip
    assert teacher == {"teacher": {"name": "Faye Osei", "published": True}, "errors": []}
    given = house.do(
        "giveTeacherSignIn { email password errors { code } }",
        *STUDIO, customerId="Customer:203", role="teacher",
    )  # fmt: skip
    assert given == {"email": "faye@plenum.test", "password": None, "errors": []}
    too_much = house.do(
        "giveTeacherSignIn { email errors { code } }",
        *STUDIO, customerId="Customer:203", role="health-officer",
    )  # fmt: skip
    assert [each["code"] for each in too_much["errors"]] == ["NOT_ALLOWED"]
    guests = "{ events(first: 1) { nodes { attendees { totalCount } } } }"
    assert house.refused(guests, "faye", "plenum-peckham") == {}
