"""What a house manager reads of promises that do not hold, word by word.

To write the screens anew run `pytest tests/access/proving --snapshot-update`, and read every one
aloud.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.access.proving.promised import screen
from tests.small_world import change

PORTAL, CONTENT = "policies/portal.yaml", "policies/content.yaml"
CUSTOMERS, AUDIENCES = "policies/customers.yaml", "policies/audiences.yaml"
HOT_DESKS = """\
  hot-desks: { level: member, plans: [hot-desk] }
  hot-desks-here: { level: member, at: [current], plans: [hot-desk] }
"""

BROKEN: dict[str, tuple[str, dict[str, Any]]] = {
    "a field open to everybody": (
        "never: { outside: logged-in, sees: [Event.title] }, because: Titles are for customers",
        {},
    ),
    "a field opened by one house": (
        "never: { outside: customers, sees: [Event.description] }, because: Only for customers",
        {
            "miami": change(
                "open: Event.description, to: public, from: 2026-10-01, until: 2026-11-01, "
                "because: The neighbours are invited"
            )
        },
    ),
    "a field opened for all houses below": (
        "never: { outside: customers, sees: [Event.description] }, because: Only for customers",
        {"us": change("open: Event.description, to: public, from: 2026-10-01")},
    ),
    "a section opened by a house": (
        "never: { outside: member, sees: [Resource.name] }, because: Rooms are for members",
        {"montreal": change("section: bookings, access: logged-in, until: 2026-11-01")},
    ),
    "days that follow on each other": (
        "never: { outside: customers, sees: [Event.description] }, because: Only for customers",
        {
            "miami": change(
                "open: Event.description, to: public, from: 2026-10-01, until: 2026-11-01",
                "open: Event.description, to: public, from: 2026-11-01, until: 2026-11-20",
            )
        },
    ),
    "one day": (
        "never: { outside: customers, sees: [Event.description] }, because: Only for customers",
        {
            "miami": change(
                "open: Event.description, to: public, from: 2026-10-01, until: 2026-10-02"
            )
        },
    ),
    "a switch lets frozen members in": (
        "never: { when: frozen, opens: [bookings] }, because: A paused contract is paused",
        {"canada": change("switch: freeze.member-sections, value: allow")},
    ),
    "members of other houses": (
        "never: { outside: our-members, sees: [Event.description] }, because: For our own people",
        {},
    ),
    "a plan opens it": (
        "never: { outside: nobody, sees: [Event.guestList] }, because: It is not ready",
        {},
    ),
    "two contracts together": (
        "never: { outside: hot-desks-here, sees: [Resource.rate] }, because: It is their rate",
        {
            "edits": (
                (AUDIENCES, "  team-admins", f"{HOT_DESKS}  team-admins"),
                (PORTAL, "access: member, locations-may", "access: our-members, locations-may"),
                (CUSTOMERS, "member: [rate]", "hot-desks: [rate]"),
            )
        },
    ),
    "one's own records": (
        "never: { outside: contracts-staff, sees: [Contract.price] }, because: It is not ready",
        {},
    ),
    "a suspended owner": (
        ("never: { when: suspended, outside: contracts-staff, sees: [Invoice.total] }, "
        "because: Accounts speak with them first"),
        {},
    ),
    "a team's own people": (
        "never: { outside: team-admins, sees: [Team.members] }, because: For administrators",
        {},
    ),
    "administrators of a team": (
        "never: { outside: own, sees: [Team.invoices] }, because: Money is no team's business",
        {},
    ),
    "staff with another permission": (
        "never: { outside: [own, events-staff], sees: [Contract.price] }, because: Confidential",
        {},
    ),
    "staff who may do something": (
        "never: { outside: nobody, does: [events.publish] }, because: Publishing waits for spring",
        {},
    ),
    "the suspended may do it": (
        "never: { when: suspended, does: [payments.pay-due-invoice] }, because: They are locked",
        {},
    ),
    "contacts may do it": (
        "never: { outside: member, does: [payments.pay-due-invoice] }, because: For members",
        {},
    ),
    "an action closed at one house": (
        "always: { inside: customers, does: [payments.pay-due-invoice] }, because: They owe it",
        {"quebec": change("action: payments.pay-due-invoice, allow: nobody")},
    ),
    "an action refused to the suspended": (
        "always: { inside: member, when: suspended, does: [bookings.create] }, because: A right",
        {},
    ),
    "a section open too far": (
        "never: { outside: customers, opens: [home] }, because: A private club",
        {},
    ),
    "a section switched off": (
        "always: { inside: public, opens: [events] }, because: Everybody is invited",
        {"florida": change("feature: events, set: off, from: 2027-01-01")},
    ),
    "a section for fewer": (
        "always: { inside: customers, opens: [directory] }, because: People should meet",
        {},
    ),
    "a section that the suspended may not read": (
        "always: { inside: logged-in, opens: [payments] }, because: Whoever owes must see it",
        {"us": change("switch: suspension.readable-sections, value: [events]")},
    ),
    "a field hidden at one house": (
        "always: { inside: public, sees: [Event.startsAt] }, because: People plan their days",
        {"miami": change("hide: Event.startsAt, because: Construction")},
    ),
    "a field hidden on some records": (
        "always: { inside: public, sees: [Event.startsAt] }, because: People plan their days",
        {"miami": change("hide: Event.startsAt, everywhere: true, because: Construction")},
    ),
    "a field that stands nowhere": (
        "always: { inside: member, sees: [Event.capacity] }, because: People plan their days",
        {},
    ),
    "a field that its owner does not see": (
        "always: { inside: own, sees: [Contract.remarks] }, because: What is kept about people",
        {},
    ),
    "a field that staff do not see": (
        "always: { inside: contracts-staff, sees: [Contract.startDate] }, because: They need it",
        {},
    ),
    "a field that a team does not see": (
        "always: { inside: own-team, sees: [Team.invoices] }, because: Teams share what they owe",
        {},
    ),
    "records from elsewhere": (
        "never: { shows: [Event], beyond: [current] }, because: Each house its own",
        {},
    ),
    "a scope chosen by one house": (
        "never: { shows: [Event], beyond: [current, child] }, because: Each house its own",
        {"miami": change("scope: Event, use: [network], from: 2026-12-01")},
    ),
    "records of people's homes": (
        "never: { shows: [Resource], beyond: [current] }, because: Each house its own",
        {},
    ),
    "records that are left out": (
        "always: { shows: [Article], from: [child] }, because: The city tells of its houses",
        {},
    ),
    "what members lose": (
        "monotone: { opens: [contact] }, because: No door closes behind a new member",
        {},
    ),
    "what becomes invisible to members": (
        "monotone: { sees: [Event.description] }, because: Nobody loses by becoming a member",
        {"edits": ((CONTENT, "customers: [description]", "contact: [description]"),)},
    ),
    "what a house takes from members": (
        "monotone: { sees: [Event.description] }, because: Nobody loses by becoming a member",
        {"miami": change("open: Event.description, to: contact, from: 2026-10-01")},
    ),
    "several at once": (
        ("never: { outside: customers, sees: [Event.title, Event.startsAt, Event.description] }, "
        "because: Events are for customers"),
        {"miami": change("open: Event.description, to: public")},
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_counterexamples(case: str, snapshot: SnapshotAssertion) -> None:
    """Who, what, where, when, and the line that is to blame."""
    promise, world = BROKEN[case]
    assert screen(promise, **world) == snapshot


@pytest.mark.parametrize("case", BROKEN)
def test_every_counterexample_names_a_line_and_the_reason(case: str) -> None:
    """Each is a line `path:line:column: sentence` that ends with the line to mend, and help."""
    promise, world = BROKEN[case]
    lines = screen(promise, **world).splitlines()
    assert lines, "a promise that holds proves nothing here"
    for place, advice in zip(lines[::2], lines[1::2], strict=True):
        assert re.match(r"policies/promises\.yaml:[0-9]+:[0-9]+: \S", place), place
        assert re.search(r": (policies|locations)[^ :]*:[0-9]+ (opens|closes) it\Z", place), place
        assert promise.partition("because: ")[2].rstrip("}") in advice
