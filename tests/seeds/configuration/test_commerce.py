"""Products, store and payments."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import MITTE, Demo

STORE = """{ products { nodes { name viewerCanPurchase purchaseRefusal } } }"""


@pytest.mark.parametrize(
    ("because", "who"),
    [
        ("a stranger: the store asks for a sign-in", None),
        ("a contact: what is for members says so", "anna"),
        ("a member: what is for certain plans says so", "ben"),
        ("a member with an office: nothing of it is closed", "pia"),
        ("a frozen member: what is for members waits", "frida"),
        ("a suspended member: everything is shown, nothing sold", "sam"),
    ],
    ids=lambda each: str(each).partition(":")[0],
)
def test_what_is_shown_and_sold_depends_on(
    demo: Demo, snapshot: SnapshotAssertion, because: str, who: str | None
) -> None:
    """One store, six people: access rules, status, contract, plan and suspension."""
    assert demo.shows(STORE, who) == snapshot, because


def test_a_suspended_member_sees_products_and_buys_none(demo: Demo) -> None:
    """What the store says before, the purchase says, too."""
    seen = demo.see(STORE, "sam")["nodes"]
    assert len(seen) > 3
    assert {each["purchaseRefusal"] for each in seen} == {"CUSTOMER_SUSPENDED"}
    for name in ("Day locker", "Risograph prints, 50 sheets"):
        done = demo.do(
            "purchaseProduct { charge { id } errors { code } }", "sam", MITTE,
            productId=demo.id("Product", "products", name=name),
        )  # fmt: skip
        assert done == {"charge": None, "errors": [{"code": "CUSTOMER_SUSPENDED"}]}
