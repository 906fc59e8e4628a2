"""The truth table of levels: who passes which, in every state."""

from __future__ import annotations

import pytest

from access.levels import SECTIONS, Level, Scope, is_covered
from access.mask import Code
from access.viewer import Viewer
from tests.small_world import (
    NOON,
    anonymous,
    contact,
    contract,
    frozen_member,
    member,
    policies,
    staff,
)

OPEN = None
LOGIN, FROZEN = Code.LOGIN_REQUIRED, Code.CONTRACT_FROZEN
MEMBERS, CONTACTS = Code.MEMBERS_ONLY, Code.CONTACTS_ONLY
SUSPENDED = Code.CUSTOMER_SUSPENDED

HERE_FROZEN_ELSEWHERE_ACTIVE = (contract(frozen=True), contract("miami"))

# What each kind of viewer meets at a section for everyone, `logged-in`, `contact` and `member`.
DEFAULT: list[tuple[str, Viewer, tuple[Code | None, ...]]] = [
    ("anonymous", anonymous(), (OPEN, LOGIN, LOGIN, LOGIN)),
    ("contact", contact(), (OPEN, OPEN, OPEN, MEMBERS)),
    ("contact, suspended", contact(suspended=True), (OPEN, OPEN, OPEN, MEMBERS)),
    ("member", member(), (OPEN, OPEN, CONTACTS, OPEN)),
    ("member, all frozen", frozen_member(), (OPEN, OPEN, CONTACTS, FROZEN)),
    ("member, one frozen", member(*HERE_FROZEN_ELSEWHERE_ACTIVE), (OPEN, OPEN, CONTACTS, OPEN)),
    ("member, suspended", member(suspended=True), (OPEN, OPEN, CONTACTS, OPEN)),
    ("suspended, all frozen", frozen_member(suspended=True), (OPEN, OPEN, CONTACTS, FROZEN)),
    ("staff without a profile", staff(("host", "north")), (OPEN, LOGIN, LOGIN, LOGIN)),
    ("viewer of another network", Viewer("isle", 1), (OPEN, LOGIN, LOGIN, LOGIN)),
]

# The same for whoever has frozen contracts only, as the two switches have it.
FREEZES = [
    ("restrict", True, (OPEN, OPEN, CONTACTS, FROZEN)),
    ("allow", True, (OPEN, OPEN, CONTACTS, OPEN)),
    ("restrict", False, (OPEN, OPEN, OPEN, FROZEN)),
    ("allow", False, (OPEN, OPEN, OPEN, FROZEN)),
]

AT = {"current": "[current]", "child": "[child]", "parent": "[parent]", "network": "[network]"}

# Which `at` counts a contract issued there, seen from california.
RELATIONS = [
    ("california", {"current", "child", "parent", "network"}),
    ("san-francisco", {"child", "network"}),
    ("us", {"parent", "network"}),
    ("north", {"parent", "network"}),
    ("miami", {"network"}),
    ("a place that has left the tree", {"network"}),
]


def doors(*switches: str) -> tuple[tuple[str, str, str], ...]:
    """Edit the small world: a section of each level, and switches."""
    sections = "".join(
        f"  {section}: {{ access: {level} }}\n"
        for section, level in zip(("about", "discussion", "faq", "perks"), Level, strict=True)
    )
    set_ = "switches: { " + ", ".join(switches) + " }\n" if switches else ""
    return (
        ("policies/portal.yaml", "  home:", f"{sections}  home:"),
        ("policies/portal.yaml", "sections:", f"{set_}sections:"),
    )


@pytest.mark.parametrize(
    ("viewer", "codes"), [row[1:] for row in DEFAULT], ids=[row[0] for row in DEFAULT]
)
def test_levels_are_no_ladder(viewer: Viewer, codes: tuple[Code | None, ...]) -> None:
    """Every kind of viewer meets every level as the table says, with the code of the table."""
    mask = policies(*doors()).mask(viewer, "san-francisco", NOON)
    assert tuple(mask.sections[name] for name in ("about", "discussion", "faq", "perks")) == codes


@pytest.mark.parametrize(("sections", "counts", "codes"), FREEZES)
def test_switches_decide_what_a_frozen_contract_is_worth(
    sections: str, counts: bool, codes: tuple[Code | None, ...]
) -> None:
    """Frozen members keep the label and lose the access, unless the switches say otherwise."""
    switches = (
        f"freeze.member-sections: {sections}",
        f"freeze.counts-as-member: {str(counts).lower()}",
    )
    mask = policies(*doors(*switches)).mask(frozen_member(), "san-francisco", NOON)
    assert tuple(mask.sections[name] for name in ("about", "discussion", "faq", "perks")) == codes


@pytest.mark.parametrize(
    ("viewer", "levels"),
    [
        (anonymous(), {"public"}),
        (contact(), {"public", "logged-in", "contact"}),
        (member(), {"public", "logged-in", "member"}),
        (member(contract("miami")), {"public", "logged-in", "member"}),
        (frozen_member(), {"public", "logged-in"}),
        (staff(("host", "north")), {"public"}),
    ],
)
def test_records_are_for_the_levels_that_viewers_pass(viewer: Viewer, levels: set[str]) -> None:
    """A record's own audience follows the same rules as a section's, freezes included."""
    mask = policies().mask(viewer, "san-francisco", NOON)
    asked = mask.shape.types["Event"].rows.levels
    assert asked is not None
    assert asked == mask.levels == levels


@pytest.mark.parametrize(("location", "counted"), RELATIONS)
@pytest.mark.parametrize("scope", AT)
def test_at_counts_contracts_by_where_they_were_issued(
    location: str, counted: set[str], scope: str
) -> None:
    """`child` and `parent` have the current location in them; `network` is anywhere."""
    edit = ("policies/audiences.yaml", "at: [current] }", f"at: {AT[scope]} }}")
    found = policies(edit).section("directory", member(contract(location)), "california", NOON)
    assert bool(found) is (scope in counted)
    assert found.code is (None if scope in counted else Code.MEMBERS_ONLY)


@pytest.mark.parametrize(
    ("held", "code"),
    [
        ([contract(plan="dedicated-desk")], None),
        ([contract(plan="hot-desk")], MEMBERS),
        ([contract(plan="dedicated-desk", frozen=True)], FROZEN),
        ([contract(plan="dedicated-desk", frozen=True), contract(plan="private-office")], None),
        ([contract("miami", "dedicated-desk")], MEMBERS),
        ([contract("miami", "dedicated-desk"), contract(plan="hot-desk")], MEMBERS),
        (
            [contract("miami", "dedicated-desk"), contract(plan="dedicated-desk", frozen=True)],
            FROZEN,
        ),
    ],
)
@pytest.mark.parametrize("sections", ["restrict", "allow"])
def test_plans_and_places_speak_of_one_usable_contract(
    held: list[object], code: Code | None, sections: str
) -> None:
    """A frozen plan is not usable, whatever a frozen member may read."""
    edit = (
        "policies/portal.yaml",
        "sections:",
        f"switches: {{ freeze.member-sections: {sections} }}\nsections:",
    )
    mask = policies(edit).mask(member(*held), "san-francisco", NOON)  # type: ignore[arg-type]
    assert mask.shape.types["Event"].cells["guestList"].code is code


def test_frozen_here_and_active_elsewhere_is_frozen_where_here_counts() -> None:
    """With `at`, only contracts counted there decide; without, one active contract is enough."""
    found = policies()
    viewer = member(*HERE_FROZEN_ELSEWHERE_ACTIVE)
    assert found.section("directory", viewer, "san-francisco", NOON).code is Code.CONTRACT_FROZEN
    assert found.section("bookings", viewer, "san-francisco", NOON)
    assert found.section("directory", viewer, "miami", NOON)


def test_a_location_may_let_frozen_members_in() -> None:
    """`freeze.member-sections` is per location, and the nearest location decides."""
    found = policies(
        california="changes:\n"
        "  - { switch: freeze.member-sections, value: allow, because: Kindness }\n"
    )
    assert found.section("bookings", frozen_member(), "san-francisco", NOON)
    assert not found.section("bookings", frozen_member(), "miami", NOON)


def test_suspension_closes_what_is_not_readable() -> None:
    """Other sections close with a code of their own; the portal itself stays readable."""
    edit = (
        "policies/portal.yaml",
        "sections:",
        "switches: { suspension.readable-sections: [payments] }\nsections:",
    )
    mask = policies(edit).mask(member(suspended=True), "san-francisco", NOON)
    assert mask.sections["portal"] is OPEN
    assert mask.sections["payments"] is OPEN
    assert mask.sections["events"] is SUSPENDED
    assert mask.sections["contact"] is CONTACTS
    assert mask.shape.types["Event"].cells["title"].code is SUSPENDED
    assert mask.shape.types["Event"].cells["notes"].own
    assert mask.shape.types["Contract"].cells["price"].own
    well = policies(edit).mask(member(), "san-francisco", NOON)
    assert well.sections["events"] is OPEN


def test_sections_are_the_sixteen() -> None:
    """The list is closed, and every mask speaks of all of it."""
    assert len(SECTIONS) == len(set(SECTIONS)) == 16
    assert set(policies().mask(anonymous(), "isle", NOON).sections) == set(SECTIONS)


@pytest.mark.parametrize(
    ("scope", "by", "covered"),
    [
        ("current", {"child"}, True),
        ("current", {"parent"}, True),
        ("child", {"current"}, False),
        ("child", {"parent-network"}, False),
        ("parent-network", {"network"}, True),
        ("parent", {"parent-network"}, False),
        ("parent", {"network"}, True),
        ("home-parent", {"network"}, True),
        ("home", {"current"}, False),
        ("home", {"home-child"}, True),
        ("network", {"current", "child", "parent", "parent-network"}, False),
    ],
)
def test_scopes_within_scopes(scope: str, by: set[str], covered: bool) -> None:
    """A scope is covered where it lies within another in every tree."""
    assert is_covered(Scope(scope), frozenset(map(Scope, by))) is covered
