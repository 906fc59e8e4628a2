"""Customers: everybody who is registered, as a member or as a contact."""

from __future__ import annotations

from pathlib import Path

from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner

from gateway.command import portal
from tests.seeds.demo import HOUSE, MITTE, Demo
from tests.seeds.newcomers import DOCKS, PASSWORD, arrive, token_of

BOB = "name,email,location,type,company\nBob Ito,bob@example.org,berlin-mitte,,\n"


def test_everybody_registered_is_a_customer(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """A contact, a member, a walk-in without a login and a company stand in one list of staff's."""
    question = """{ nodes(ids: ["Customer:101", "Customer:102", "Customer:111", "Customer:117"]) {
      ... on Customer { name kind membership companyName portalAccess } } }"""
    assert demo.shows(question, "dana") == snapshot


def test_people_register_themselves_in_the_portal(house: Demo) -> None:
    """Where a house lets them: Lotte does, and staff find her as they find everybody."""
    done = arrive(house, "Lotte Maes")
    assert done["customer"]["membership"] == "CONTACT"
    assert (done["token"] is not None, done["errors"]) == (True, [])
    question = """{ customers(filter: { name: { eq: "Lotte Maes" } }) {
      nodes { email portalAccess canBook location { name } } } }"""
    assert house.see(question, "dana")["nodes"] == [
        {
            "email": "lotte@post.example", "portalAccess": True, "canBook": True,
            "location": {"name": "Ghent Docks"},
        }
    ]  # fmt: skip
    closed = house.do(
        "signUp { errors { code } }", None, MITTE,
        name="Lotte Maes", email="lotte@post.example", password=PASSWORD,
    )  # fmt: skip
    assert closed == {"errors": [{"code": "SIGN_UP_CLOSED"}]}


def test_changing_a_password_signs_out_at_once(house: Demo) -> None:
    """And the new one signs in: Emil has forgotten his."""
    assert house.see("{ me { name } }", "emil") == {"name": "Emil Novak"}
    house.do("requestNewPassword { errors { code } }", None, email="emil@harbour.test")
    token = token_of(house, "emil@harbour.test")
    done = house.do("setNewPassword { errors { code } }", None, token=token, password=PASSWORD)
    assert done == {"errors": []}
    assert house.respond("{ me { name } }", "emil").status_code == 401
    again = house.do(
        "signIn { customer { name } errors { code } }", None,
        email="emil@harbour.test", password=PASSWORD,
    )  # fmt: skip
    assert again["customer"] == {"name": "Emil Novak"}


def test_nobody_has_somebody_s_letterbox_filled(house: Demo) -> None:
    """Five letters an hour from one place; whether the address exists makes no difference."""
    text = "mutation ($e: String!) { requestNewPassword(input: { email: $e }) { errors { code } } }"
    for address in ("otto@harbour.test", "nobody@post.example"):
        asked = [house.respond(text, e=address).status_code for _ in range(6)]
        assert asked == [200] * 5 + [429]


def test_operators_register_customers(house: Demo, tmp_path: Path) -> None:
    """What they import from a file is a customer like any other, found by name at once."""
    file = tmp_path / "people.csv"
    file.write_text(BOB)
    arguments = [
        *("import", "customers", str(file)),
        *("--root", str(HOUSE), "--database", f"sqlite:///{house.file}"),
    ]
    assert CliRunner().invoke(portal(), arguments).exit_code == 0
    question = """{ customers(filter: { name: { eq: "Bob Ito" } }) {
      nodes { name kind membership location { name } } } }"""
    assert house.see(question, "dana")["nodes"] == [
        {
            "name": "Bob Ito",
            "kind": "INDIVIDUAL",
            "membership": "CONTACT",
            "location": {"name": "Berlin Mitte"},
        }
    ]


def test_admins_register_customers(house: Demo) -> None:
    """Markus does in Kreuzberg: a contact, found by name at once; in Mitte he may not."""
    pia = {"name": "Pia Brandt", "email": "pia.brandt@harbour.test"}
    registering = "registerCustomer { customer { name membership } errors { code } }"
    done = house.do(registering, "markus", "berlin-kreuzberg", **pia)
    assert done == {"customer": {"name": "Pia Brandt", "membership": "CONTACT"}, "errors": []}
    question = """{ customers(filter: { name: { eq: "Pia Brandt" } }) {
      nodes { location { name } portalAccess } } }"""
    assert house.see(question, "markus", "berlin-kreuzberg")["nodes"] == [
        {"location": {"name": "Berlin Kreuzberg"}, "portalAccess": False}
    ]
    elsewhere = house.do(registering, "markus", MITTE, **pia)
    assert [each["code"] for each in elsewhere["errors"]] == ["NOT_ALLOWED"]


def test_a_customer_is_a_member_or_a_contact(demo: Demo) -> None:
    """One of the two, and never neither: the two lists make up the whole one."""
    counts = demo.see(
        """{ all: customers { totalCount }
             members: customers(filter: { membership: { eq: MEMBER } }) { totalCount }
             contacts: customers(filter: { membership: { eq: CONTACT } }) { totalCount } }""",
        "dana",
        MITTE,
    )
    all_, members, contacts = (each["totalCount"] for each in counts.values())
    assert members > 0
    assert contacts > 0
    assert members + contacts == all_


def test_whom_admins_have_registered_is_no_second_customer(house: Demo) -> None:
    """Dana registers Wout, who signs up later: the same customer, with a login now."""
    registering = "registerCustomer { customer { portalAccess } errors { code } }"
    done = house.do(registering, "dana", DOCKS, name="W. Claes", email="wout@post.example")
    assert done == {"customer": {"portalAccess": False}, "errors": []}
    assert arrive(house, "Wout Claes")["customer"]["name"] == "W. Claes"
    question = """{ customers(filter: { email: { eq: "wout@post.example" } }) {
      nodes { name portalAccess } } }"""
    assert house.see(question, "dana")["nodes"] == [{"name": "W. Claes", "portalAccess": True}]
