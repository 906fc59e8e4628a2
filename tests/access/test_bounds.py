"""How far a location may go: leash, keep, and leashes that are passed on."""

from __future__ import annotations

import pytest

from access.audiences import (
    LOGGED_IN,
    NOBODY,
    Audience,
    LevelTest,
    is_within,
    union,
)
from access.levels import AT, Level
from access.standing import FreezeRules
from tests.small_world import change, policies, screen

SF = "san_francisco"
PUBLIC = Audience(levels=frozenset({LevelTest(Level.PUBLIC)}))


def accepted(**locations: str) -> bool:
    """Tell whether the small world holds with these changes."""
    return not screen(**locations)


# (network's access is `member`, leash `logged-in`), (`public`, `public`), (`contact`, none) …
SECTIONS = [
    ("section: bookings, access: member", True),
    ("section: bookings, access: logged-in", True),
    ("section: bookings, access: customers", True),
    ("section: bookings, access: contact", True),
    ("section: bookings, access: our-members", True),
    ("section: bookings, access: nobody", True),
    ("section: bookings, access: public", False),
    ("section: bookings, access: [member, public]", False),
    ("section: contact, access: contact", True),
    ("section: contact, access: nobody", True),
    ("section: contact, access: member", False),
    ("section: contact, access: logged-in", False),
    ("section: directory, access: residents", True),
    ("section: directory, access: area-members", False),
    ("section: directory, access: member", False),
    ("section: faq, access: member", False),
    ("section: faq, access: nobody", True),
    ("section: payments, access: logged-in", True),
    ("section: payments, access: customers", False),
    ("section: payments, access: member", False),
    ("feature: payments, set: off", False),
    ("feature: payments, set: on", True),
    ("feature: events, set: off", True),
    ("feature: articles, set: on", True),
    ("hide: Event.title", False),
    ("hide: Event.description", True),
    ("open: Event.description, to: public", True),
    ("open: Event.description, to: member", True),
    ("open: Event.title, to: member", False),
    ("open: Event.title, to: public", True),
    ("open: Event.attendees, to: our-members", True),
    ("open: Event.attendees, to: residents", True),
    ("open: Event.attendees, to: member", False),
    ("open: Event.notes, to: nobody", True),
    ("open: Event.notes, to: member", False),
    ("open: Event.capacity, to: member", False),
    ("scope: Event, use: [current]", True),
    ("scope: Event, use: [network]", True),
    ("scope: Event, use: [parent-network]", True),
    ("scope: Event, use: [home]", True),
    ("scope: Article, use: [child]", False),
    ("scope: Article, use: [parent]", True),
    ("scope: Article, use: [home]", False),
    ("action: bookings.create, allow: our-members", True),
    ("action: bookings.create, allow: logged-in", False),
    ("action: bookings.create, allow: events-staff", False),
    ("action: events.publish, allow: events-staff", True),
    ("action: events.publish, allow: nobody", True),
    ("locations-may: { section: bookings, open-to: member }", True),
    ("locations-may: { section: bookings, open-to: public }", False),
    ("locations-may: { section: directory, open-to: member }", False),
    ("locations-may: { type: Event, open: { description: customers } }", True),
    ("locations-may: { type: Event, open: { attendees: member } }", False),
    ("locations-may: { type: Event, scope: [current] }", True),
    ("locations-may: { type: Article, scope: [network] }", False),
    ("switch: freeze.member-sections, value: allow", True),
]


@pytest.mark.parametrize(("entry", "holds"), SECTIONS, ids=[entry for entry, _ in SECTIONS])
@pytest.mark.parametrize("location", ["north", "california", SF])
def test_one_change(entry: str, holds: bool, location: str) -> None:
    """Closing is always allowed but under `keep`; opening as far as the leash, at every depth."""
    assert accepted(**{location: change(entry)}) is holds


@pytest.mark.parametrize(
    ("entry", "holds"),
    [
        ("section: bookings, access: customers", False),
        ("section: bookings, access: member", True),
        ("section: bookings, access: our-members", True),
        ("open: Event.description, to: public", False),
        ("open: Event.description, to: logged-in", True),
        ("scope: Event, use: [network]", False),
        ("scope: Event, use: [parent]", True),
        ("scope: Event, use: [child]", True),
        ("locations-may: { section: bookings, open-to: customers }", False),
        ("locations-may: { section: bookings, open-to: our-members }", True),
    ],
)
def test_a_shorter_leash_binds_those_below(entry: str, holds: bool) -> None:
    """A location that shortens the leash binds its descendants, not itself and not its siblings."""
    shorter = (
        "locations-may: { section: bookings, open-to: member }",
        "locations-may: { type: Event, open: { description: logged-in }, scope: [parent] }",
    )
    assert accepted(us=change(*shorter), san_francisco=change(entry)) is holds
    assert accepted(us=change(*shorter), canada=change(entry))
    if "locations-may" not in entry:
        assert accepted(us=change(*shorter, entry))


def test_the_nearest_leash_in_force_counts_day_by_day() -> None:
    """A change that outlasts the day on which the leash gets shorter is refused."""
    shorter = change("locations-may: { section: bookings, open-to: member }, from: 2026-12-01")
    longer = "section: bookings, access: logged-in"
    assert accepted(us=shorter, miami=change(f"{longer}, until: 2026-12-01"))
    assert not accepted(us=shorter, miami=change(f"{longer}, until: 2026-12-02"))
    assert not accepted(us=shorter, miami=change(longer))
    ended = change("locations-may: { section: bookings, open-to: member }, until: 2026-12-01")
    assert accepted(us=ended, miami=change(f"{longer}, from: 2026-12-01"))
    assert not accepted(us=ended, miami=change(f"{longer}, from: 2026-11-30"))


def test_a_feature_that_is_off_opens_no_further_than_the_leash() -> None:
    """Switching on opens to whom the access says then; without a leash nobody may switch on."""
    on = "feature: articles, set: on"
    assert accepted(us=change(on))
    assert accepted(us=change(on, "section: articles, access: logged-in"))
    unleashed = (
        "policies/portal.yaml",
        ", locations-may: { open-to: logged-in } }\n  bookings",
        " }\n  bookings",
    )
    assert "no location may switch it on" in screen(unleashed, us=change(on))
    contacts = (
        "policies/portal.yaml",
        "off, locations-may: { open-to: logged-in }",
        "off, locations-may: { open-to: contact }",
    )
    assert screen(contacts, us=change(on))
    assert not screen(contacts, us=change(on, "section: articles, access: contact"))
    assert screen(
        contacts,
        us=change("section: articles, access: contact"),
        miami=change(on, "section: articles, access: customers"),
    )
    assert screen(contacts, us=change(on, "section: articles, access: contact, until: 2026-12-01"))


def test_what_was_opened_above_may_be_taken_back_to_the_network_s_own() -> None:
    """`keep` asks for the network's own audience, not for what a location above made of it."""
    edit = (
        "policies/portal.yaml",
        "payments: { access: logged-in, locations-may: { keep: true } }",
        "payments: { access: member, locations-may: { keep: true, open-to: logged-in } }",
    )
    assert not screen(
        edit,
        us=change("section: payments, access: logged-in"),
        miami=change("section: payments, access: member"),
    )
    assert screen(
        edit,
        us=change("section: payments, access: logged-in"),
        miami=change("section: payments, access: contact"),
    )


def test_bounds_hold_under_every_treatment_of_frozen_members() -> None:
    """`logged-in` is more than contacts and members wherever frozen members are shut out."""
    edit = ("policies/portal.yaml", "access: contact }", "access: customers }")
    wider = change("section: contact, access: logged-in")
    assert screen(edit, us=wider)
    allow = (
        "policies/portal.yaml",
        "sections:",
        "switches: { freeze.member-sections: allow }\nsections:",
    )
    assert not screen(edit, allow, us=wider)
    assert screen(
        edit, allow, us=wider, miami=change("switch: freeze.member-sections, value: restrict")
    )


def of(level: Level, at: str = "network", *plans: str) -> Audience:
    """Make an audience of one level test."""
    return Audience(levels=frozenset({LevelTest(level, AT[at], frozenset(plans) or None)}))


MEMBER, CONTACT = of(Level.MEMBER), of(Level.CONTACT)
HERE, BELOW, ABOVE = (of(Level.MEMBER, at) for at in ("current", "child", "parent"))
DESK, DESK_HERE = of(Level.MEMBER, "network", "desk"), of(Level.MEMBER, "current", "desk")
DESK_OR_ROOM = of(Level.MEMBER, "network", "desk", "room")
OWN, ADMIN = Audience(own=True), Audience(team_roles=frozenset({"administrator"}))
ANY_TEAM = Audience(team_roles=frozenset({"*"}))
READER = Audience(permissions=frozenset({"read"}))


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [
        (NOBODY, NOBODY, True),
        (NOBODY, MEMBER, True),
        (MEMBER, NOBODY, False),
        (MEMBER, LOGGED_IN, True),
        (CONTACT, LOGGED_IN, True),
        (CONTACT, MEMBER, False),
        (LOGGED_IN, PUBLIC, True),
        (PUBLIC, LOGGED_IN, False),
        (LOGGED_IN, union([CONTACT, MEMBER]), False),
        (HERE, BELOW, True),
        (BELOW, HERE, False),
        (union([BELOW, ABOVE]), MEMBER, True),
        (MEMBER, union([BELOW, ABOVE]), False),
        (BELOW, union([HERE, ABOVE]), False),
        (DESK, MEMBER, True),
        (DESK_HERE, HERE, True),
        (DESK_HERE, DESK, True),
        (DESK, DESK_HERE, False),
        (DESK, DESK_OR_ROOM, True),
        (DESK_OR_ROOM, DESK, False),
        (HERE, DESK_HERE, False),
        (union([CONTACT, DESK_HERE]), union([CONTACT, HERE]), True),
        (OWN, OWN, True),
        (OWN, PUBLIC, False),
        (ADMIN, ANY_TEAM, True),
        (ANY_TEAM, ADMIN, False),
        (READER, READER | MEMBER, True),
        (READER, PUBLIC, False),
    ],
)
def test_audiences_within_audiences(inner: Audience, outer: Audience, within: bool) -> None:
    """Decided over every viewer state that the two mention."""
    assert is_within(inner, outer, [FreezeRules()]) is within


def test_whether_all_customers_are_contacts_and_members_depends_on_freezes() -> None:
    """Under `allow`, and where frozen contracts do not count, nobody falls between the two."""
    both = union([CONTACT, MEMBER])
    assert not is_within(LOGGED_IN, both, [FreezeRules(counts=True, restrict=True)])
    assert is_within(LOGGED_IN, both, [FreezeRules(counts=True, restrict=False)])
    assert is_within(LOGGED_IN, both, [FreezeRules(counts=False, restrict=True)])


def test_the_small_world_holds() -> None:
    """What the tests differ from is accepted as it stands."""
    assert screen() == ""
    assert policies().tree.roots == ("isle", "north")
