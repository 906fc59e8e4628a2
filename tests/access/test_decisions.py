"""Decisions: allowed or not, why, and which line of which file says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from access.mask import Code
from access.policy_set import PolicySet
from access.viewer import Viewer
from tests.small_world import (
    NOON,
    anonymous,
    change,
    contact,
    contract,
    frozen_member,
    member,
    policies,
    staff,
)

SF = "san-francisco"
SAY = "Booking is for members."


@pytest.fixture(name="found", scope="module")
def _found() -> PolicySet:
    """The small world, unchanged."""
    return policies()


@pytest.mark.parametrize(("blocks", "code"), [("false", None), ("true", Code.CONTRACT_FROZEN)])
def test_a_switch_stops_every_booking_of_the_frozen(blocks: str, code: Code | None) -> None:
    """`freeze.blocks-all-bookings`: what is for everyone signed in is for all but them."""
    found = policies(
        ("policies/actions.yaml", "create: { allow: member", "create: { allow: logged-in"),
        (
            "policies/portal.yaml",
            "sections:\n",
            f"switches: {{ freeze.blocks-all-bookings: {blocks} }}\nsections:\n",
        ),
    )
    assert found.decide("bookings.create", frozen_member(), SF, NOON).code is code
    assert found.decide("bookings.create", member(), SF, NOON)
    assert found.decide("bookings.create", contact(), SF, NOON)


# Action, who asks, where, what they are told.
ACTIONS = [
    ("bookings.create", anonymous(), SF, Code.LOGIN_REQUIRED),
    ("bookings.create", contact(), SF, Code.MEMBERS_ONLY),
    ("bookings.create", member(), SF, None),
    ("bookings.create", member(contract("miami")), SF, None),
    ("bookings.create", frozen_member(), SF, Code.CONTRACT_FROZEN),
    ("bookings.create", member(suspended=True), SF, Code.CUSTOMER_SUSPENDED),
    ("bookings.create", contact(suspended=True), SF, Code.MEMBERS_ONLY),
    ("bookings.create", frozen_member(suspended=True), SF, Code.CONTRACT_FROZEN),
    ("bookings.create", staff(("host", SF)), SF, Code.LOGIN_REQUIRED),
    ("payments.pay-due-invoice", member(suspended=True), SF, None),
    ("payments.pay-due-invoice", contact(suspended=True), SF, None),
    ("payments.pay-due-invoice", anonymous(), SF, Code.LOGIN_REQUIRED),
    ("events.publish", anonymous(), SF, Code.NOT_ALLOWED),
    ("events.publish", member(), SF, Code.NOT_ALLOWED),
    ("events.publish", staff(("host", SF)), SF, None),
    ("events.publish", staff(("host", "us")), SF, None),
    ("events.publish", staff(("host", SF)), "california", Code.NOT_ALLOWED),
    ("events.publish", staff(("host", SF)), "los-angeles", Code.NOT_ALLOWED),
    ("events.publish", staff(("accountant", SF)), SF, Code.NOT_ALLOWED),
    ("events.publish", member(suspended=True, staff=[("host", "north")]), SF, None),
    ("events.publish", Viewer("isle", 1, staff=frozenset({("host", SF)})), SF, Code.NOT_ALLOWED),
    ("zebras.feed", member(), SF, Code.NOT_ALLOWED),
]


@pytest.mark.parametrize(("action", "viewer", "portal", "code"), ACTIONS)
def test_actions(
    found: PolicySet, action: str, viewer: Viewer, portal: str, code: Code | None
) -> None:
    """Levels, staff at this place or above, and then suspension; an unlisted one is nobody's."""
    decision = found.decide(action, viewer, portal, NOON)
    assert (bool(decision), decision.code) == (code is None, code)
    assert decision.else_say == (SAY if code and action == "bookings.create" else None)


def test_actions_by_level_need_the_portal() -> None:
    """Whom the portal does not admit does nothing in it; staff need no door."""
    closed = policies(
        ("policies/portal.yaml", "portal: { access: public }", "portal: { access: member }")
    )
    decision = closed.decide("payments.pay-due-invoice", contact(), SF, NOON)
    assert decision.code is Code.MEMBERS_ONLY
    assert str(decision.place) == "policies/portal.yaml:2:21"
    assert closed.decide("events.publish", staff(("host", SF)), SF, NOON)


# What an operator reads, and where.
REASONS = [
    (
        "section",
        ("events", anonymous()),
        "policies/portal.yaml:4:21: section `events` is open to `public`",
    ),
    (
        "section",
        ("bookings", contact()),
        (
            "locations/us.yaml:4:34: section `bookings` is open to `our-members` (“Full house”); "
            "the viewer has no contract that counts"
        ),
    ),
    (
        "section",
        ("articles", contact()),
        "policies/portal.yaml:5:34: section `articles` is switched off",
    ),
    (
        "section",
        ("home", contact()),
        "locations/california.yaml:6:27: section `home` is switched off (“Moving”)",
    ),
    (
        "section",
        ("faq", contact()),
        "policies/portal.yaml:1:1: section `faq` is open to `nobody`; the viewer is none of them",
    ),
    (
        "section",
        ("payments", member(suspended=True)),
        (
            "locations/california.yaml:7:52: section `payments` is not among those that "
            "the suspended may read"
        ),
    ),
    (
        "decide",
        ("bookings.create", member(suspended=True)),
        (
            "policies/actions.yaml:2:48: `bookings.create` is allowed to `member`, "
            "and denied while suspended"
        ),
    ),
    (
        "decide",
        ("bookings.create", frozen_member()),
        (
            "policies/actions.yaml:2:29: `bookings.create` is allowed to `member`; "
            "the viewer's contracts that would count are frozen"
        ),
    ),
    (
        "decide",
        ("events.publish", staff(("host", "us"))),
        (
            "policies/actions.yaml:4:28: `events.publish` is allowed to `events-staff`; "
            "staff hold `events.manage` here"
        ),
    ),
    (
        "decide",
        ("zebras.feed", member()),
        "policies/actions.yaml:1:1: no file lists `zebras.feed`: nobody may do it",
    ),
    (
        "explain_field",
        ("Event", "title", anonymous()),
        "policies/content.yaml:6:16: `Event.title` is shown to `public`",
    ),
    (
        "explain_field",
        ("Event", "attendees", contact()),
        (
            "policies/content.yaml:8:21: `Event.attendees` is shown to `our-members`; "
            "the viewer has no contract that counts"
        ),
    ),
    (
        "explain_field",
        ("Event", "description", member()),
        "locations/us.yaml:5:13: `Event.description` is shown to `nobody` (“Works council”)",
    ),
    (
        "explain_field",
        ("Event", "capacity", member()),
        "policies/content.yaml:2:3: `Event.capacity` stands in no list of its type: nobody sees it",
    ),
    (
        "explain_field",
        ("Event", "notes", staff(("host", "miami"))),
        (
            "policies/content.yaml:10:27: `Event.notes` is shown to `own` and `events-staff`: "
            "where staff hold `events.manage`"
        ),
    ),
    (
        "explain_field",
        ("Contract", "price", member()),
        (
            "policies/customers.yaml:5:30: `Contract.price` is shown to `own` and "
            "`contracts-staff`: on the viewer's own records"
        ),
    ),
    (
        "explain_field",
        ("Contract", "price", anonymous()),
        (
            "policies/customers.yaml:5:30: `Contract.price` is shown to `own` and "
            "`contracts-staff`; the viewer is not signed in as a customer"
        ),
    ),
    (
        "explain_field",
        ("Team", "members", member(teams=[(1, "member")])),
        (
            "policies/customers.yaml:12:18: `Team.members` is shown to `own-team`: "
            "on records of the viewer's teams"
        ),
    ),
    (
        "explain_field",
        ("Resource", "name", contact()),
        (
            "locations/us.yaml:4:34: section `bookings` is open to `our-members` (“Full house”); "
            "the viewer has no contract that counts"
        ),
    ),
    (
        "explain_field",
        ("Article", "title", contact()),
        "policies/portal.yaml:5:34: section `articles` is switched off",
    ),
]


@pytest.mark.parametrize(("question", "asked", "answer"), REASONS)
def test_every_decision_names_its_line(
    question: str, asked: tuple[object, ...], answer: str
) -> None:
    """The change in force if there is one, else the network's own line; and the reason given."""
    found = policies(
        us=change(
            "section: bookings, access: our-members, because: Full house",
            "hide: Event.description, because: Works council",
        ),
        california=change(
            "feature: home, set: off, because: Moving",
            "switch: suspension.readable-sections, value: [events], because: Rules",
        ),
    )
    decision = getattr(found, question)(*asked, SF, NOON)
    assert f"{decision.place}: {decision.reason}" == answer


def test_no_home_in_scope_is_explained_by_the_scope() -> None:
    """The line that says `home` decided, not the one that shows the field."""
    found = policies(
        ("policies/customers.yaml", "scope: [home, current]", "scope: [home]"),
        ("policies/portal.yaml", "bookings: { access: member", "bookings: { access: logged-in"),
    )
    told = found.explain_field("Resource", "name", contact(), SF, NOON)
    assert (str(told.place), told.reason) == (
        "policies/customers.yaml:21:20",
        "type `Resource` has the scope `home`; the viewer has no home location",
    )


def test_partly_hidden_is_said() -> None:
    """The field is shown, and not on every record."""
    found = policies(los_angeles=change("hide: Event.startsAt, everywhere: true"))
    told = found.explain_field("Event", "startsAt", anonymous(), "california", NOON)
    assert told
    assert told.reason.endswith("but not on records of locations that hide it everywhere")


def test_what_policy_does_not_decide_is_not_explained(found: PolicySet) -> None:
    """`id` goes with the record; what does not exist has no reason."""
    for type_name, field in [("Event", "id"), ("Event", "zebra"), ("Zebra", "title")]:
        with pytest.raises(KeyError):
            found.explain_field(type_name, field, member(), SF, NOON)


# A record's own level and plans (ids: 1 hot desk, 2 dedicated desk), and who asks.
RECORDS: list[tuple[str | None, tuple[int, ...], Viewer, Code | None]] = [
    (None, (), anonymous(), None),
    ("public", (), anonymous(), None),
    ("logged-in", (), anonymous(), Code.LOGIN_REQUIRED),
    ("member", (), contact(), Code.MEMBERS_ONLY),
    ("member", (), frozen_member(), Code.CONTRACT_FROZEN),
    ("contact", (), member(), Code.CONTACTS_ONLY),
    ("contact", (), contact(), None),
    ("member", (1,), member(), None),
    ("member", (2,), member(), Code.MEMBERS_ONLY),
    (None, (2,), anonymous(), Code.LOGIN_REQUIRED),
    (None, (2,), contact(), Code.MEMBERS_ONLY),
    (None, (1, 2), frozen_member(), Code.CONTRACT_FROZEN),
    (None, (2,), member(contract("miami", "dedicated-desk")), None),
    (
        None,
        (2,),
        member(contract(plan="dedicated-desk", frozen=True), contract()),
        Code.CONTRACT_FROZEN,
    ),
    (
        None,
        (2,),
        replace(member(contract(plan="dedicated-desk")), network="isle"),
        Code.LOGIN_REQUIRED,
    ),
]


@pytest.mark.parametrize(("level", "plans", "viewer", "code"), RECORDS)
def test_records_that_are_shown_locked(
    found: PolicySet, level: str | None, plans: tuple[int, ...], viewer: Viewer, code: Code | None
) -> None:
    """What `restricted: lock` shows to all is decided when somebody acts on it."""
    decision = found.record("Resource", level, plans, viewer, SF, NOON)
    assert (bool(decision), decision.code) == (code is None, code)
    assert str(decision.place) == "policies/customers.yaml:21:5"
