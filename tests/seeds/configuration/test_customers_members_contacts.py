"""Customers, members and contacts, as contracts make them."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.seeds.conftest import Rules
from tests.seeds.demo import DAY, MITTE, NOON, Demo

MEMBERSHIP = "{ me { membership } }"


def test_all_customers_are_kept_whether_or_not_they_sign_in(demo: Demo) -> None:
    """Erwin never had a login, and staff find him as they find Ben."""
    question = '{ customers(filter: { name: { eq: "Erwin Kruse" } }) { nodes { portalAccess } } }'
    assert demo.see(question, "dana") == {"nodes": [{"portalAccess": False}]}


NAMES = ("Ben Okafor", "Tom Adeleke", "Frida Sørensen", "Sam Whitfield", "Paul Anders")
"""A member, a contact, a frozen and a suspended member, and somebody archived, with a profile."""


@pytest.mark.parametrize(
    ("mode", "unpublished", "found"),
    [
        ("published-all", ("Ben Okafor",), {"Tom Adeleke", "Frida Sørensen"}),
        ("published-members", (), {"Ben Okafor", "Frida Sørensen"}),
        ("everyone", ("Ben Okafor",), {"Ben Okafor", "Tom Adeleke", "Frida Sørensen"}),
        ("members-everyone", ("Ben Okafor",), {"Ben Okafor", "Frida Sørensen"}),
    ],
)
def test_customers_may_be_listed_in_the_directory(
    with_rules: Rules, mode: str, unpublished: tuple[str, ...], found: set[str]
) -> None:
    """Published or all, everybody or members: one switch. The suspended are not, the frozen are."""
    listed = with_rules(
        ("policies/portal.yaml", "includes: published-all", f"includes: {mode}"),
    )
    for name in unpublished:
        listed.rows("update profiles set published = 0 where display_name = ?", name)
    question = """query ($names: [String!]) {
      profiles(filter: { displayName: { in: $names } }) { nodes { displayName } } }"""
    shown = listed.see(question, "carla", names=list(NAMES))["nodes"]
    assert {each["displayName"] for each in shown} == found


def test_customers_may_use_parts_of_the_portal(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """Which parts, for a contact and for a member."""
    question = "{ portal { sections { key open code } } }"
    assert demo.shows_each(question, {"contact": "anna", "member": "ben"}) == snapshot


def test_a_member_has_at_least_one_contract_that_is_active(demo: Demo) -> None:
    """Ben has one; Lou has two."""
    question = "{ me { membership contracts { state } } }"
    assert demo.see(question, "ben") == {"membership": "MEMBER", "contracts": [{"state": "ACTIVE"}]}
    assert demo.see(question, "lou") == {
        "membership": "MEMBER", "contracts": [{"state": "ACTIVE"}, {"state": "ACTIVE"}],
    }  # fmt: skip


def test_a_contact_has_no_contract_that_is_active(demo: Demo) -> None:
    """None, one that is over, one to come, one on hold, one that was taken back."""
    question = "{ me { membership contracts { state } } }"
    found = {who: demo.see(question, who) for who in ("anna", "emil", "sofia", "henri", "rita")}
    assert {each["membership"] for each in found.values()} == {"CONTACT"}
    states = {who: [each["state"] for each in me["contracts"]] for who, me in found.items()}
    assert states == {
        "anna": [], "emil": ["ENDED"], "sofia": ["SCHEDULED"], "henri": ["ON_HOLD"], "rita": [],
    }  # fmt: skip


def test_membership_is_no_flag_that_somebody_sets(demo: Demo) -> None:
    """No input of the graph takes it, and no table keeps it."""
    question = "{ __schema { types { name kind inputFields { name } } } }"
    inputs = [
        f"{each['name']}.{field['name']}"
        for each in demo.see(question)["types"]
        if each["kind"] == "INPUT_OBJECT" and each["name"].endswith("Input")
        for field in each["inputFields"]
    ]
    assert len(inputs) > 50
    of_teams = {"ChangeTeamRoleInput.memberId", "RemoveFromTeamInput.memberId"}  # who is in a team
    assert {name for name in inputs if "member" in name.lower()} == of_teams
    columns = [name for _, name, *_ in demo.rows("pragma table_info(customers)")]
    assert not [name for name in columns if "member" in name]


def test_a_contract_that_begins_makes_a_member_at_once(demo: Demo) -> None:
    """From its first moment: Sofia's begins on the first of December, at midnight in Berlin."""
    (start,) = demo.rows("select starts_at from contracts where customer_id = 112")[0]
    first = NOON.fromisoformat(start)
    second = DAY / 86_400
    assert demo.see(MEMBERSHIP, "sofia", when=first - second)["membership"] == "CONTACT"
    assert demo.see(MEMBERSHIP, "sofia", when=first)["membership"] == "MEMBER"


def test_when_all_contracts_have_ended_a_contact_remains(demo: Demo) -> None:
    """The day pass of Bruno ends with the day."""
    found = [demo.see(MEMBERSHIP, "bruno", when=NOON + days * DAY) for days in (0, 1)]
    assert [each["membership"] for each in found] == ["MEMBER", "CONTACT"]


def test_when_contracts_are_removed_a_contact_remains(house: Demo) -> None:
    """As Rita's was, that had been entered by mistake, and now Ulf's."""
    assert house.see(MEMBERSHIP, "ulf")["membership"] == "MEMBER"
    house.rows(
        "update contracts set removed_at = '2026-11-22T11:00:00Z' where customer_id = 134"
    )
    for who in ("rita", "ulf"):
        assert house.see(MEMBERSHIP, who, MITTE)["membership"] == "CONTACT"
