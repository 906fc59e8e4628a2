"""Codes: the least change that would admit."""

from __future__ import annotations

import pytest

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

OFF, LOGIN, FROZEN = Code.FEATURE_OFF, Code.LOGIN_REQUIRED, Code.CONTRACT_FROZEN
MEMBERS, CONTACTS = Code.MEMBERS_ONLY, Code.CONTACTS_ONLY
SUSPENDED, DENIED = Code.CUSTOMER_SUSPENDED, Code.NOT_ALLOWED

LISTS = """\
      public: [title, startsAt]
      customers: [description]
      our-members: [attendees]
      residents: [guestList]
      own, events-staff: [notes]
"""

MIAMI = member(contract("miami"))

# Access of portal, section (with feature) and field, and what each viewer is told.
CODES: list[tuple[str, str, str, Viewer, Code | None]] = [
    ("public", "public", "public", anonymous(), None),
    ("public", "public", "member", anonymous(), LOGIN),
    ("public", "public", "contact", anonymous(), LOGIN),
    ("public", "public", "member", contact(), MEMBERS),
    ("public", "public", "contact", member(), CONTACTS),
    ("public", "public", "contact", frozen_member(), CONTACTS),
    ("public", "public", "member", frozen_member(), FROZEN),
    ("public", "public", "our-members", MIAMI, MEMBERS),
    ("public", "public", "our-members", frozen_member(), FROZEN),
    ("public", "public", "our-members", member(contract("miami", frozen=True)), MEMBERS),
    ("public", "public", "residents", member(contract(plan="other")), MEMBERS),
    ("public", "public", "residents", member(contract(plan="private-office", frozen=True)), FROZEN),
    ("public", "public", "contact, our-members", MIAMI, MEMBERS),
    ("public", "public", "contact, our-members", frozen_member(), FROZEN),
    ("public", "public", "nobody", anonymous(), DENIED),
    ("public", "public", "events-staff", anonymous(), DENIED),
    ("public", "public", "events-staff", contact(), DENIED),
    ("public", "public", "events-staff", staff(("accountant", "north")), DENIED),
    ("public", "public", "own", anonymous(), LOGIN),
    ("public", "public", "own, events-staff", anonymous(), LOGIN),
    # the section stands before the field
    ("public", "member", "public", anonymous(), LOGIN),
    ("public", "member", "public", contact(), MEMBERS),
    ("public", "member", "public", frozen_member(), FROZEN),
    ("public", "nobody", "public", anonymous(), DENIED),
    ("public", "nobody", "public", member(), DENIED),
    ("public", "nobody", "events-staff", anonymous(), DENIED),
    # the portal stands before the section, and own records behind it
    ("member", "public", "public", anonymous(), LOGIN),
    ("member", "public", "public", contact(), MEMBERS),
    ("member", "public", "own", contact(), MEMBERS),
    ("member", "public", "own", frozen_member(), FROZEN),
    ("contact", "public", "own", member(), CONTACTS),
    ("nobody", "public", "own", contact(), DENIED),
    # several doors: a change has to open them all
    ("logged-in", "member", "our-members", contact(), MEMBERS),
    ("public", "member", "our-members", member(contract("miami", frozen=True)), MEMBERS),
    ("contact", "public", "member", anonymous(), DENIED),
    ("contact", "public", "member", contact(), DENIED),
    ("contact", "member", "public", frozen_member(), DENIED),
    # the feature comes before all, but for what is never explained
    ("member", "member, feature: off", "public", anonymous(), OFF),
    ("public", "public, feature: off", "member", contact(), OFF),
    ("public", "public, feature: off", "events-staff", contact(), DENIED),
    ("public", "public, feature: off", "nobody", contact(), DENIED),
    ("public", "public, feature: off", "own", anonymous(), LOGIN),
    ("public", "public, feature: off", "own, member", anonymous(), OFF),
]


@pytest.mark.parametrize(("portal", "section", "field", "viewer", "code"), CODES)
def test_codes(portal: str, section: str, field: str, viewer: Viewer, code: Code | None) -> None:
    """Each refusal says what the viewer could change; what nobody can change says NOT_ALLOWED."""
    found = policies(
        ("policies/portal.yaml", "portal: { access: public }", f"portal: {{ access: {portal} }}"),
        ("policies/portal.yaml", "events: { access: public,", f"events: {{ access: {section},"),
        ("policies/content.yaml", LISTS, f"      {field}: [notes]\n"),
    )
    cell = found.mask(viewer, "san-francisco", NOON).shape.types["Event"].cells["notes"]
    assert cell.code is code
    assert bool(cell) is (code is None)
    told = found.explain_field("Event", "notes", viewer, "san-francisco", NOON)
    assert (bool(told), told.code) == (code is None, code)


@pytest.mark.parametrize(
    ("access", "viewer", "code"),
    [
        ("public", member(suspended=True), SUSPENDED),
        ("member", frozen_member(suspended=True), FROZEN),
        ("member", contact(suspended=True), MEMBERS),
        ("contact", member(suspended=True), CONTACTS),
        ("nobody", contact(suspended=True), DENIED),
        ("public, feature: off", contact(suspended=True), OFF),
    ],
)
def test_being_suspended_is_named_when_nothing_else_is_in_the_way(
    access: str, viewer: Viewer, code: Code
) -> None:
    """The codes before it name changes that are needed as well."""
    found = policies(
        ("policies/portal.yaml", "events: { access: public,", f"events: {{ access: {access},"),
        (
            "policies/portal.yaml",
            "sections:",
            "switches: { suspension.readable-sections: [home] }\nsections:",
        ),
    )
    assert found.section("events", viewer, "san-francisco", NOON).code is code


def test_a_type_has_the_code_of_the_field_that_is_nearest() -> None:
    """Of all reasons why nothing of a type is seen, the one named first is the least change."""
    types = policies().mask(anonymous(), "san-francisco", NOON).shape.types
    assert types["Contract"].code is Code.LOGIN_REQUIRED
    assert types["Article"].code is Code.FEATURE_OFF
    assert types["Event"].code is None
    assert list(Code) == [OFF, LOGIN, FROZEN, MEMBERS, CONTACTS, SUSPENDED, DENIED]
