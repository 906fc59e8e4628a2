"""The portal's frame: always there, and true about whoever is visiting."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from access.mask import Code
from access.viewer import ANONYMOUS, LiveContract, Viewer
from resolvers.booking.portal_access import CAN_BOOK
from resolvers.commerce.purchase_rules import CAN_PURCHASE
from resolvers.invoices import viewer_can_pay
from resolvers.portal import navigation, portal, sections, viewer_state
from resolvers.products import viewer_can_purchase
from resolvers.resources import viewer_can_book
from tests.resolvers.openness import open_policies
from tests.resolvers.world import HOUSE

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def _contract(*, frozen: bool) -> LiveContract:
    return LiveContract(1, "berlin-mitte", "hot-desk", 1, frozen)


def _context(viewer: Viewer, **closed: Code) -> Any:
    policies = open_policies()
    mask = policies.mask(viewer, HOUSE, NOW)
    shown = {**mask.sections, **{name.replace("_", "-"): code for name, code in closed.items()}}
    return SimpleNamespace(
        now=NOW,
        portal=HOUSE,
        tree=policies.tree,
        viewer=viewer,
        mask=SimpleNamespace(sections=shown, shape=mask.shape, levels=mask.levels),
        decide=lambda action: policies.decide(action, viewer, HOUSE, NOW),
        admits=lambda name, level, plans: policies.record(name, level, plans, viewer, HOUSE, NOW),
    )


PEOPLE = {
    "anonymous": ANONYMOUS("harbour"),
    "staff": Viewer("harbour", None, staff=frozenset({("keeper", "harbour")})),
    "contact": Viewer("harbour", 1),
    "member": Viewer("harbour", 1, contracts=(_contract(frozen=False),)),
    "frozen": Viewer("harbour", 1, contracts=(_contract(frozen=True),)),
    "half frozen": Viewer(
        "harbour", 1, contracts=(_contract(frozen=True), _contract(frozen=False))
    ),
    "suspended": Viewer("harbour", 1, suspended=True),
}


@pytest.mark.parametrize(
    ("person", "kind", "suspended", "frozen"),
    [
        ("anonymous", "ANONYMOUS", False, False),
        ("staff", "STAFF", False, False),
        ("contact", "CONTACT", False, False),
        ("member", "MEMBER", False, False),
        ("frozen", "MEMBER", False, True),
        ("half frozen", "MEMBER", False, False),
        ("suspended", "CONTACT", True, False),
    ],
)
def test_the_viewers_state(person: str, kind: str, suspended: bool, frozen: bool) -> None:
    """Who is visiting, in which state, and not a word about who they are."""
    state = viewer_state(_context(PEOPLE[person]))
    assert state == {"kind": kind, "suspended": suspended, "frozen": frozen}


def test_closed_sections_say_why() -> None:
    """All sixteen are told, in the order of the policies."""
    told = sections(_context(PEOPLE["contact"], bookings=Code.MEMBERS_ONLY))
    assert len(told) == 16
    assert told[0] == {"key": "PORTAL", "open": True, "code": None}
    closed = [each for each in told if not each["open"]]
    assert closed == [{"key": "BOOKINGS", "open": False, "code": "MEMBERS_ONLY"}]


def test_the_menu_has_what_is_open() -> None:
    """A closed section is no entry, and takes the operator's pages with it."""
    whole = [(each["section"], each["page"]) for each in navigation(_context(PEOPLE["contact"]))]
    assert whole[:3] == [("HOME", None), ("HOME", "rules"), ("HOME", "map")]
    assert len(whole) == 17
    closed = navigation(
        _context(PEOPLE["contact"], home=Code.FEATURE_OFF, help_desk=Code.MEMBERS_ONLY)
    )
    assert {each["section"] for each in closed}.isdisjoint({"HOME", "HELP_DESK"})
    assert len(closed) == 13


def test_a_closed_portal_has_no_menu_and_keeps_its_frame() -> None:
    """Whoever is not let in still sees the name, the look and the languages, to sign in by."""
    context = _context(PEOPLE["anonymous"], portal=Code.LOGIN_REQUIRED)
    frame = portal(context)
    assert frame["navigation"] == []
    assert frame["name"] == "Mitte"
    assert frame["branding"]["font"] == "Inter"
    assert frame["languages"] == ["en", "de"]
    assert frame["sections"][0] == {"key": "PORTAL", "open": False, "code": "LOGIN_REQUIRED"}


@pytest.mark.parametrize(
    ("person", "audience", "books", "buys"),
    [
        ("anonymous", "public", False, False),
        ("contact", "public", False, True),
        ("contact", "contact", False, True),
        ("contact", "member", False, False),
        ("member", "public", True, True),
        ("member", "member", True, True),
        ("member", "contact", False, False),
        ("frozen", "public", False, True),
        ("frozen", "member", False, False),
        ("frozen", "contact", False, False),
        ("half frozen", "member", True, True),
        ("suspended", "public", False, False),
    ],
)
def test_what_the_viewer_can_do_with_a_record(
    person: str, audience: str, books: bool, buys: bool
) -> None:
    """The action's rule and the record's audience have both to admit the viewer."""
    context = _context(replace(PEOPLE[person], rights=frozenset({CAN_BOOK, CAN_PURCHASE})))
    assert viewer_can_book(context, audience, []) is books
    assert viewer_can_purchase(context, audience, None, []) is buys


def test_whoever_lost_the_right_to_book_cannot() -> None:
    """A member whose right was taken away is told so before they try."""
    context = _context(replace(PEOPLE["member"], rights=frozenset({CAN_PURCHASE})))
    assert viewer_can_book(context, "public", []) is False


@pytest.mark.parametrize(("person", "plan", "can"), [
    ("member", 1, True), ("member", 2, False), ("frozen", 1, False), ("contact", 1, False),
])
def test_records_kept_for_plans_are_for_their_holders(person: str, plan: int, can: bool) -> None:
    """A locked record shows to all, and is refused to whoever has no such plan to use."""
    context = _context(replace(PEOPLE[person], rights=frozenset({CAN_BOOK, CAN_PURCHASE})))
    assert viewer_can_book(context, "public", [(plan,)]) is can
    assert viewer_can_purchase(context, "public", None, [(plan,)]) is can


@pytest.mark.parametrize(
    ("person", "status", "customer", "pays"),
    [
        ("contact", "open", 1, True),
        ("contact", "open", 2, False),
        ("contact", "paid", 1, False),
        ("contact", "draft", 1, False),
        ("suspended", "open", 1, True),
        ("staff", "open", 1, False),
    ],
)
def test_whoever_owes_can_pay(person: str, status: str, customer: int, pays: bool) -> None:
    """One's own, and only what is due; being suspended is no excuse."""
    assert viewer_can_pay(_context(PEOPLE[person]), status, customer) is pays
