"""Customers: everybody who is registered, as a member or as a contact."""

from __future__ import annotations

from pathlib import Path

from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner

from gateway.command import portal
from tests.seeds.demo import HOUSE, MITTE, Demo

BOB = "name,email,location,type,company\nBob Ito,bob@example.org,berlin-mitte,,\n"


def test_everybody_registered_is_a_customer(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """A contact, a member, a walk-in without a login and a company stand in one list of staff's."""
    question = """{ nodes(ids: ["Customer:101", "Customer:102", "Customer:111", "Customer:117"]) {
      ... on Customer { name kind membership companyName portalAccess } } }"""
    assert demo.shows(question, "dana") == snapshot


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
