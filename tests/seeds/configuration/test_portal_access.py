"""Whether a customer has access to the portal stands beside their status."""

from __future__ import annotations

import pytest

from tests.seeds.demo import DAY, MITTE, NOON, Demo

SIGN_IN = "signIn { token customer { name } errors { code } }"


@pytest.mark.parametrize(
    ("customer", "membership", "access"),
    [
        (101, "CONTACT", True),
        (102, "MEMBER", True),
        (111, "CONTACT", False),
        (110, "MEMBER", False),
    ],
)
def test_members_and_contacts_have_it_or_not(
    demo: Demo, customer: int, membership: str, access: bool
) -> None:
    """All four are there: Anna, Ben, Erwin and Nadia."""
    question = f'{{ customer(id: "Customer:{customer}") {{ membership portalAccess }} }}'
    assert demo.see(question, "dana") == {"membership": membership, "portalAccess": access}


def test_it_decides_about_signing_in(house: Demo) -> None:
    """Ben signs in; Nadia, a member with a contract that runs, does not."""
    ben, nadia = (
        house.do(SIGN_IN, None, email=f"{who}@harbour.test", password="demo-password")
        for who in ("ben", "nadia")
    )
    assert ben["customer"] == {"name": "Ben Okafor"}
    assert nadia == {"token": None, "customer": None, "errors": [{"code": "NO_PORTAL_ACCESS"}]}


def test_without_it_nothing_is_seen_whatever_the_contract(demo: Demo) -> None:
    """Not even what is public, in their name: the credential itself is refused."""
    while_she_had_it = NOON - 20 * DAY
    for question in ("{ me { name } }", "{ portal { name } }", "{ events { totalCount } }"):
        response = demo.respond(question, "nadia", MITTE, signed_in=while_she_had_it)
        assert response.status_code == 401
        assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_without_a_credential_they_are_visitors_like_any_other(demo: Demo) -> None:
    """What is public is for whoever passes by, and nobody asks who that is."""
    assert demo.see("{ events { totalCount } }") == {"totalCount": 4}


def test_with_it_status_contract_and_rules_decide_about_the_rest(demo: Demo) -> None:
    """Five who have it, one question, five answers."""
    question = "{ resources { totalCount } products(first: 1) { nodes { viewerCanPurchase } } }"
    answers = [demo.ask(question, who) for who in ("anna", "ben", "frida", "sam")]
    told = [
        (each.get("extensions", {}).get("access", [{}])[0].get("code"),
         each["data"]["products"]["nodes"][0]["viewerCanPurchase"])
        for each in answers
    ]  # fmt: skip
    assert told == [
        ("MEMBERS_ONLY", True), (None, True), ("CONTRACT_FROZEN", True), (None, False),
    ]  # fmt: skip
