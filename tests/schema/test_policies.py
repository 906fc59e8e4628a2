"""The policies that come with the gateway: they compile, place every field, and keep their word."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from access.compiling import Compiled, compile_policies
from access.mask import Cell, Code
from access.policy_set import PolicySet
from access.viewer import ANONYMOUS, LiveContract, Viewer
from documents.folders import read_root
from schema.shape import graph_shape

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
MITTE = "berlin-mitte"


@cache
def _compiled() -> Compiled:
    reading = read_root(ROOT)
    assert [str(problem) for problem in reading.problems] == []
    return compile_policies(reading.documents, graph_shape())


@pytest.fixture(name="policies")
def _policies() -> PolicySet:
    """The demo network's own rules."""
    policies = _compiled().policies
    assert policies is not None
    return policies


def _member(*, frozen: bool = False, suspended: bool = False, plan: str = "hot-desk") -> Viewer:
    contract = LiveContract(1, MITTE, plan, 1, frozen)
    return Viewer("harbour", 1, suspended, home=MITTE, contracts=(contract,))


PEOPLE = {
    "anonymous": ANONYMOUS("harbour"),
    "contact": Viewer("harbour", 1, home=MITTE),
    "member": _member(),
    "frozen": _member(frozen=True),
    "suspended": _member(suspended=True),
}


def _staff(role: str, place: str = MITTE) -> Viewer:
    return Viewer("harbour", None, staff=frozenset({(role, place)}), login=1)


def _cell(policies: PolicySet, viewer: Viewer, field: str, portal: str = MITTE) -> Cell:
    name, _, field = field.partition(".")
    return policies.mask(viewer, portal, NOW).shape.types[name].cells[field]


def test_they_compile_and_place_every_field() -> None:
    """Nothing is refused, and nothing is nobody's by oversight."""
    compiled = _compiled()
    assert [str(problem) for problem in compiled.problems] == []
    assert [str(warning) for warning in compiled.warnings] == []


OPEN, LOGIN, MEMBERS, FROZEN = (
    None,
    Code.LOGIN_REQUIRED,
    Code.MEMBERS_ONLY,
    Code.CONTRACT_FROZEN,
)


@pytest.mark.parametrize(
    ("section", "anonymous", "contact", "member", "frozen", "suspended"),
    [
        ("portal", OPEN, OPEN, OPEN, OPEN, OPEN),
        ("home", OPEN, OPEN, OPEN, OPEN, OPEN),
        ("about", OPEN, OPEN, OPEN, OPEN, OPEN),
        ("help-desk", LOGIN, OPEN, OPEN, OPEN, OPEN),
        ("events", OPEN, OPEN, OPEN, OPEN, OPEN),
        ("bookings", LOGIN, MEMBERS, OPEN, FROZEN, OPEN),
        ("directory", LOGIN, MEMBERS, OPEN, FROZEN, OPEN),
        ("discussion", LOGIN, MEMBERS, OPEN, FROZEN, OPEN),
        ("articles", OPEN, OPEN, OPEN, OPEN, OPEN),
        ("contact", OPEN, OPEN, OPEN, OPEN, OPEN),
        ("payments", LOGIN, OPEN, OPEN, OPEN, OPEN),
        ("plans", OPEN, OPEN, OPEN, OPEN, OPEN),
        ("benefits", LOGIN, OPEN, OPEN, OPEN, OPEN),
        ("store", LOGIN, OPEN, OPEN, OPEN, OPEN),
        ("perks", LOGIN, OPEN, OPEN, OPEN, OPEN),
        ("faq", OPEN, OPEN, OPEN, OPEN, OPEN),
    ],
)
def test_doors(
    policies: PolicySet,
    section: str,
    anonymous: Code | None,
    contact: Code | None,
    member: Code | None,
    frozen: Code | None,
    suspended: Code | None,
) -> None:
    """Which section opens to whom in Mitte, and what the others are told."""
    seen = {
        person: policies.mask(viewer, MITTE, NOW).sections[section]
        for person, viewer in PEOPLE.items()
    }
    assert list(seen.values()) == [anonymous, contact, member, frozen, suspended]


@pytest.mark.parametrize(
    ("field", "who"),
    [
        ("Event.title", {"anonymous", "contact", "member", "frozen", "suspended"}),
        ("Event.capacity", {"contact", "member", "frozen", "suspended"}),
        ("Event.attendees", {"member", "suspended"}),
        ("Event.internalNotes", set()),
        ("Resource.rates", {"member", "suspended"}),
        ("Resource.bookings", {"member", "suspended"}),
        ("Booking.startsAt", {"member", "suspended"}),
        ("Booking.customer", set()),
        ("Booking.status", set()),
        ("Profile.displayName", {"member", "suspended"}),
        ("Profile.email", {"member", "suspended"}),
        ("Profile.published", set()),
        ("Contract.price", set()),
        ("Invoice.total", set()),
        ("Customer.name", set()),
        ("Plan.price", {"anonymous", "contact", "member", "frozen", "suspended"}),
        ("Product.price", {"contact", "member", "frozen", "suspended"}),
        ("Perk.claimUrl", {"member", "suspended"}),
        ("About.legalNotice", {"anonymous", "contact", "member", "frozen", "suspended"}),
    ],
)
def test_cells_that_the_portal_shows(policies: PolicySet, field: str, who: set[str]) -> None:
    """The portal grant alone: what is one's own, and what staff see, comes on top."""
    seen = {person for person, viewer in PEOPLE.items() if _cell(policies, viewer, field).portal}
    assert seen == who


@pytest.mark.parametrize("field", ["Contract.price", "Invoice.total", "InvoiceLine.total"])
def test_terms_are_confidential(policies: PolicySet, field: str) -> None:
    """A price agreed upon is seen by its owner and by staff for contracts, by nobody else."""
    for person, viewer in PEOPLE.items():
        cell = _cell(policies, viewer, field)
        assert (cell.portal, cell.team_roles, cell.permissions) == (False, frozenset(), frozenset())
        assert cell.own is (person != "anonymous")
    administrator = Viewer("harbour", 1, teams=((9, "administrator"),))
    assert not _cell(policies, administrator, field).team_roles
    for role in ("front-desk", "community-manager", "health-officer"):
        assert not _cell(policies, _staff(role), field).permissions
    for role in ("accountant", "house-manager", "network-admin"):
        assert _cell(policies, _staff(role), field).permissions == {"contracts.read"}


@pytest.mark.parametrize("field", ["notes", "accessCard", "healthNotes", "archived"])
def test_what_staff_note_is_not_the_customers_to_read(policies: PolicySet, field: str) -> None:
    """Notes, cards and health are staff's alone, and say no more than NOT_ALLOWED."""
    for viewer in PEOPLE.values():
        cell = _cell(policies, viewer, f"Customer.{field}")
        assert not cell
        assert cell.code is Code.NOT_ALLOWED


def test_health_needs_a_permission_of_its_own(policies: PolicySet) -> None:
    """Not even the network's admin reads it."""
    roles = (
        "front-desk",
        "community-manager",
        "accountant",
        "house-manager",
        "network-admin",
        "health-officer",
    )
    readers = {role for role in roles if _cell(policies, _staff(role), "Customer.healthNotes")}
    assert readers == {"health-officer"}


def test_addresses_are_for_customers(policies: PolicySet) -> None:
    """E-mail and telephone of a profile: for customers, and for staff of the directory."""
    for field in ("Profile.email", "Profile.phone"):
        assert not _cell(policies, PEOPLE["anonymous"], field)
        assert _cell(policies, PEOPLE["frozen"], field) == Cell(own=True)
        assert _cell(policies, _staff("front-desk"), field).permissions == {"directory.read"}


def test_one_question_has_five_answers_at_two_houses(policies: PolicySet) -> None:
    """The fields of the README's first question are refused with different words."""
    fields = ("Event.description", "Event.attendees", "Resource.name", "Contract.price")

    def told(person: str, portal: str) -> list[str]:
        cells = [_cell(policies, PEOPLE[person], field, portal) for field in fields]
        return ["open" if cell else str(cell.code) for cell in cells]

    login = "LOGIN_REQUIRED"
    assert told("anonymous", MITTE) == ["open", login, login, login]
    assert told("contact", MITTE) == ["open", "MEMBERS_ONLY", "MEMBERS_ONLY", "open"]
    assert told("frozen", MITTE) == ["open", "CONTRACT_FROZEN", "CONTRACT_FROZEN", "open"]
    assert told("member", MITTE) == ["open", "open", "open", "open"]
    assert told("anonymous", "berlin-kreuzberg") == [login, login, login, login]
    assert told("contact", "berlin-kreuzberg") == ["open", "MEMBERS_ONLY", "open", "open"]
    assert told("member", "berlin-kreuzberg") == ["open", "MEMBERS_ONLY", "open", "open"]


@pytest.mark.parametrize(
    ("action", "who"),
    [
        ("payments.pay-due-invoice", {"contact", "member", "frozen", "suspended"}),
        ("profile.update", {"contact", "member", "frozen"}),
        ("store.purchase", {"contact", "member", "frozen"}),
        ("bookings.create", {"member"}),
        ("bookings.change", {"member"}),
        ("bookings.cancel", {"contact", "member", "frozen"}),
    ],
)
def test_actions(policies: PolicySet, action: str, who: set[str]) -> None:
    """Whoever is suspended may pay what is due, and nothing else."""
    allowed = {
        person for person, viewer in PEOPLE.items() if policies.decide(action, viewer, MITTE, NOW)
    }
    assert allowed == who
