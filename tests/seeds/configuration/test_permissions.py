"""Permissions: what a customer may do, beside what they see."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import MITTE, Demo

DOES = """{
  me { membership canBook canBookForTeam canPurchase canUseCommunity }
  resource(id: "%s") { name viewerCanBook }
}"""


def question(demo: Demo) -> str:
    """What the record says that somebody may, and what one room says."""
    return DOES % demo.id("Resource", "resources", name="Setzkasten")


def test_permissions_say_what_one_may_do(demo: Demo) -> None:
    """Ulf sees the room like every member, and has lost the right to book."""
    assert demo.see(question(demo), "ulf") == {
        "me": {
            "membership": "MEMBER",
            "canBook": False,
            "canBookForTeam": False,
            "canPurchase": True,
            "canUseCommunity": True,
        },
        "resource": {"name": "Setzkasten", "viewerCanBook": False},
    }


def test_they_follow_from_status_and_contracts(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """The same room before a contact, a member, a frozen and a suspended one."""
    people = {"contact": "anna", "member": "ben", "frozen": "frida", "suspended": "sam"}
    assert demo.shows_each(question(demo), people) == snapshot


def test_they_follow_from_teams_and_companies(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """Foxglove's office is kept for its people: among holders of an office, Pia alone books it."""
    office = demo.id("Resource", "resources", name="Hofbüro")
    room = f"""{{ resource(id: "{office}") {{
      access(start: "2026-12-14T11:00:00Z", end: "2026-12-14T15:00:00Z") {{
        allowed refusal {{ step code }} }} }} }}"""
    assert demo.shows_each(room, {"in the team": "pia", "in none": "ben"}) == snapshot


def test_they_follow_from_the_features_that_are_on(demo: Demo) -> None:
    """In the warehouse in Hamburg there is no shop, for anybody."""
    refused = demo.refused("{ products { totalCount } }", "ben", "hamburg-speicherstadt")
    assert refused == {"products": "FEATURE_OFF"}
    refused = demo.refused("{ benefits { text } }", "bea", "plenum-hackney")
    assert refused == {"benefits": "FEATURE_OFF"}


def test_two_on_the_same_plan_may_differ_by_role(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """Rosa and Leo hold one plan in one family: she pays, and reads what it costs them."""
    team = """{ me { membership teams { role } contracts { planName price { amount } } }
      contracts { nodes { customer { name } planName state } } }"""
    people = {"paying member": "rosa", "member": "leo"}
    assert demo.shows_each(team, people, "plenum-hackney") == snapshot


def test_an_administrator_of_a_team_sees_its_contracts_and_no_prices(demo: Demo) -> None:
    """Tom looks after Foxglove's office, which Pia pays; the terms stay hers."""
    contracts = "{ contracts { nodes { planName state customer { id } team { name } } } }"
    found = demo.see(contracts, "tom", MITTE)["nodes"]
    assert [each["team"]["name"] for each in found] == ["Foxglove Games"]
    prices = "{ contracts { nodes { planName price { amount } } } }"
    assert [each["price"] for each in demo.ask(prices, "tom")["data"]["contracts"]["nodes"]] == [
        None
    ]
