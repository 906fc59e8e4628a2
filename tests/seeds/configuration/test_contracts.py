"""Contracts are where membership and benefits come from."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import MITTE, Demo

CONTRACT = """{ me { membership contracts {
  state planName price { amount currency } recurringPrice { amount per } renewalDate
  benefits { kind name amount left usable } location { name } } } }"""


def test_a_contract_says_which_plan_which_benefits_and_how_it_is_billed(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Membership, plan, benefits and billing of Ben, in one question."""
    assert demo.shows(CONTRACT, "ben") == snapshot


def test_one_active_contract_of_several_is_enough(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Greta's desk is frozen, her virtual office is not: she is a member, inside and out."""
    greta = demo.see("{ me { membership contracts { state } } }", "greta")
    assert greta["membership"] == "MEMBER"
    assert sorted(each["state"] for each in greta["contracts"]) == ["ACTIVE", "FROZEN"]
    page = "{ resources(first: 1) { nodes { name viewerCanBook } } profiles { totalCount } }"
    assert demo.shows(page, "greta", MITTE) == snapshot
