"""What operators read when they ask why, who, what would change and what will."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.gateway.ended import Portal
from tests.gateway.house import HOUSE

SCREENS = {
    "a-contact-cannot-book": "explain --viewer anna@harbour.test --at berlin-mitte "
    "--action bookings.create",
    "a-frozen-member-cannot-book": "explain --viewer frida@harbour.test --at berlin-mitte "
    "--action bookings.create",
    "a-suspended-member-cannot-book": "explain --viewer sam@harbour.test --at berlin-mitte "
    "--action bookings.create",
    "a-guest-from-another-house-cannot-book": "explain --viewer ben@harbour.test "
    "--at hamburg-speicherstadt --action bookings.create",
    "a-member-books": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--action bookings.create",
    "a-right-was-taken": "explain --viewer ulf@harbour.test --at berlin-mitte "
    "--action bookings.create",
    "suspended-and-frozen": "explain --viewer hanna@harbour.test --at berlin-kreuzberg "
    "--action bookings.create",
    "a-frozen-member-lost-the-directory": "explain --viewer frida@harbour.test "
    "--at berlin-mitte --section directory",
    "a-frozen-member-keeps-it-in-lisbon": "explain --viewer duarte@harbour.test "
    "--at lisbon-alfama --section directory",
    "a-contract-that-ended": "explain --viewer emil@harbour.test --at berlin-mitte "
    "--section directory",
    "a-contract-that-has-not-begun": "explain --viewer sofia@harbour.test --at berlin-mitte "
    "--section directory",
    "access-was-withdrawn": "explain --viewer nadia@harbour.test --at berlin-kreuzberg "
    "--section bookings",
    "archived": "explain --viewer paul@harbour.test --at berlin-mitte --section home",
    "a-walk-in-without-a-login": "explain --viewer customer:111 --at berlin-mitte "
    "--section benefits",
    "the-store-is-switched-off": "explain --viewer jonas@harbour.test "
    "--at hamburg-speicherstadt --section store",
    "only-residents-read-the-directory": "explain --viewer 'member at new-york-dumbo with "
    "hot-desk' --at new-york-dumbo --section directory",
    "guests-of-events-in-ghent": "explain --viewer wout@harbour.test --at ghent-docks "
    "--field Event.attendees",
    "guests-of-events-in-ghent-seen-from-the-network": "explain --viewer noor@harbour.test "
    "--at harbour --field Event.attendees",
    "an-event-of-another-house": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--field Event.title --record Event:1",
    "an-event-of-this-house": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--field Event.title --record Event:5",
    "ones-own-price": "explain --viewer ben@harbour.test --at ghent-docks "
    "--field Contract.price",
    "health-notes-are-staff-s": "explain --viewer markus@harbour.test --at berlin-kreuzberg "
    "--field Customer.healthNotes",
    "staff-no-longer": "explain --viewer yusuf@harbour.test --at ghent-docks "
    "--field Event.internalNotes",
    "staff-not-yet": "explain --viewer caleb@harbour.test --at new-york-dumbo "
    "--field Event.internalNotes",
    "staff-since-a-while": "explain --viewer markus@harbour.test --at berlin-kreuzberg "
    "--field Event.internalNotes",
    "a-role-in-words": "explain --viewer 'house-manager at berlin' --at berlin-mitte "
    "--field Customer.notes",
    "anonymous-last-october": "explain --viewer 'contact at berlin-mitte' --at berlin-mitte "
    "--section bookings --when 2026-10-03T09:00",
    "benefits-are-switched-off": "explain --viewer ada@plenum.test --at plenum-peckham "
    "--section benefits",
    "two-houses-differ": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--differs-from ghent-docks",
    "two-houses-differ-for-guests": "explain --viewer anonymous --at berlin-mitte "
    "--differs-from hamburg-speicherstadt",
    "who-sees-guests-in-ghent": "who Event.attendees --at ghent-docks",
    "who-sees-prices": "who Contract.price --at berlin-mitte",
    "who-enters-bookings": "who bookings --at berlin-kreuzberg",
    "who-may-book": "who bookings.create --at hamburg-speicherstadt",
    "matrix": "matrix",
    "matrix-of-one-house": "matrix --at new-york-dumbo --format markdown",
    "card": "card berlin-mitte --when 2026-10-05",
    "card-in-markdown": "card ghent-docks --format markdown",
    "a-booking-step-by-step": "explain --viewer sam@harbour.test --at berlin-mitte "
    "--action bookings.create --resource Resource:3 --start 2026-11-23T09:30 --attendees 400",
    "a-booking-that-would-be-made": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--action bookings.create --resource Resource:1 --start 2026-11-25T19:00",
    "a-booking-of-a-taken-room": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--action bookings.create --resource Resource:1 --start 2026-11-23T09:30",
    "a-booking-of-nothing": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--action bookings.create --resource Resource:999999 --start 2026-11-23T09:30",
    "a-booking-of-a-room-by-its-name": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--action bookings.create --resource feigenbaum --start 2026-11-25T19:00",
    "a-booking-of-a-misspelt-name": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--action bookings.create --resource Feigenbam --start 2026-11-25T19:00",
    "a-booking-of-a-name-like-no-other": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--action bookings.create --resource \"Room 101\" --start 2026-11-25T19:00",
    "a-booking-of-what-is-no-resource": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--action bookings.create --resource Event:5 --start 2026-11-23T09:30",
    "a-booking-of-what-is-hidden": "explain --viewer jonas@harbour.test "
    "--at hamburg-speicherstadt --action bookings.create --resource Resource:15 "
    "--start 2026-11-23T09:30",
    "a-booking-with-another-plan": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--action bookings.create --resource Resource:3 --start 2026-11-24T09:00",
    "a-booking-of-a-contact": "explain --viewer anna@harbour.test --at berlin-mitte "
    "--action bookings.create --resource Resource:1 --start 2026-11-25T19:00",
    "a-booking-by-staff": "explain --viewer rosa@harbour.test --at berlin-mitte "
    "--action bookings.create --resource Resource:3 --start 2026-11-23T09:30",
    "upcoming": "upcoming --days 30",
    "nothing-upcoming": "upcoming --days 3",
    "what-would-be-billed": "invoice --dry-run --at berlin-mitte",
    "nobody-of-that-address": "explain --viewer nobody@harbour.test --at berlin-mitte "
    "--section home",
    "two-profiles": "explain --viewer lena@harbour.test --at berlin-mitte --section home",
    "no-such-field": "explain --viewer anonymous --at berlin-mitte --field Event.atendees",
    "no-such-place": "who bookings --at berlin-mite",
    "no-such-kind-of-viewer": "explain --viewer 'mebmer at berlin-mitte' --section home",
    "a-misspelt-state": "explain --viewer 'suspendd member at berlin-mitte' --section home",
    "no-such-plan": "explain --viewer 'member with hot-dsk' --at berlin-mitte --section home",
    "a-plan-of-nobody": "explain --viewer 'member with penthouse' --at berlin-mitte --section home",
    "a-plan-of-a-contact": "explain --viewer 'contact with hot-desk' --at berlin-mitte "
    "--section home",
    "a-viewer-of-another-network": "explain --viewer 'member at plenum-hackney' "
    "--at berlin-mitte --section home",
    "a-name-for-a-viewer": "explain --viewer 'Anna Lindqvist' --at berlin-mitte --section home",
    "a-space-behind-the-colon": "explain --viewer 'customer: 101' --at berlin-mitte "
    "--section home",
    "an-end-before-the-beginning": "explain --viewer ben@harbour.test --at berlin-mitte "
    "--action bookings.create --resource Resource:1 --start 2026-11-25T19:00 "
    "--end 2026-11-25T18:00",
    "no-id-of-a-customer": "explain --viewer customer:99999999999999999999999 --section home",
    "no-digits-of-ours": "explain --viewer customer:² --section home",
    "a-portal-of-another-network": "explain --viewer anna@harbour.test --at berlin-mitte "
    "--differs-from plenum-hackney",
    "the-same-portal-twice": "explain --viewer anna@harbour.test --at berlin-mitte "
    "--differs-from berlin-mitte",
    "visitors-of-two-networks": "explain --viewer anonymous --at ghent-docks "
    "--differs-from plenum-port",
    "a-visitor-in-the-open-weeks": "explain --viewer anonymous --at berlin-mitte "
    "--section bookings --when 2026-10-05T09:00",
    "no-such-format": "card berlin-mitte --format pdf",
    "nobody-comes": "explain --viewer anonymous --section home --attendees 0",
    "no-number": "history --last many",
    "upcoming-for-no-days": "upcoming --days 0",
    "no-such-record": "explain --viewer anonymous --at berlin-mitte --field Event.title "
    "--record Event:999999",
}

EDITS = {
    "events-for-members": ("policies/portal.yaml", "events:     { access: public }",
                           "events:     { access: member }"),
    "guests-for-all-members": ("policies/content.yaml",
                               "our-members, events-staff: [attendees]",
                               "member, events-staff: [attendees]"),
    "contacts-may-book": ("policies/actions.yaml", "allow: member", "allow: logged-in"),
    "rooms-for-guests-in-december": (
        "locations/berlin-mitte.yaml",
        "    from: 2026-10-01\n    until: 2026-11-01",
        "    from: 2026-12-01\n    until: 2027-01-01",
    ),
    "a-wider-role": ("policies/staff.yaml", "[customers.read, customers.health.read]",
                     "[customers.read, customers.health.read, contracts.read]"),
    "a-role-that-nobody-holds-yet": ("policies/staff.yaml", "  health-officer: ",
                                     "  auditor: [contracts.read]\n  health-officer: "),
    "events-of-the-whole-network": (
        "policies/content.yaml",
        "rows: { scope: [current, child], audience: from-record, restricted: hide }",
        "rows: { scope: [network], audience: from-record, restricted: hide }",
    ),
    "guests-hidden-wherever-they-are-shown": (
        "locations/berlin-mitte.yaml", "  - open: Event.description\n    to: public\n",
        "  - hide: Event.attendees\n    everywhere: true\n",
    ),
    "the-store-opens": ("locations/hamburg-speicherstadt.yaml", "set: off", "set: on"),
    "the-suspended-may-buy": (
        "policies/actions.yaml",
        "suspended: deny\n    else-say: Buying is",
        "suspended: allow\n    else-say: Buying is",
    ),
    "frozen-members-go-on": ("policies/portal.yaml", "freeze.member-sections: restrict",
                             "freeze.member-sections: allow"),
}


STRICTER = {"events-for-members", "guests-hidden-wherever-they-are-shown"}


@pytest.mark.parametrize("name", SCREENS)
def test_screens(portal: Portal, snapshot: SnapshotAssertion, name: str) -> None:
    """Read aloud, each of them is an answer to somebody who never wrote a policy."""
    assert portal(*shlex.split(SCREENS[name])).screen == snapshot


@pytest.mark.parametrize("name", EDITS)
def test_screens_of_differences(
    portal: Portal, snapshot: SnapshotAssertion, root: Path, name: str
) -> None:
    """An edit, and what a reviewer reads about it; looser ones end with 1."""
    path, old, new = EDITS[name]
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new, 1))
    ended = portal("diff", str(HOUSE), str(root))
    assert ended.screen == snapshot
    assert ended.exit == (name not in STRICTER)


def test_a_comparison_for_a_pull_request(
    portal: Portal, snapshot: SnapshotAssertion, root: Path
) -> None:
    """The same as a table."""
    path, old, new = EDITS["guests-for-all-members"]
    (root / path).write_text((root / path).read_text().replace(old, new, 1))
    ended = portal("diff", str(HOUSE), str(root), "--format", "markdown")
    assert ended.screen == snapshot
    assert ended.exit == 1


@pytest.mark.parametrize(
    "arguments",
    [
        "--viewer ben@harbour.test --action bookings.create --start 2026-11-23T09:30",
        "--viewer ben@harbour.test --action bookings.create --resource Resource:1",
        ("--viewer ben@harbour.test --section bookings --resource Resource:1 "
        "--start 2026-11-23T09:30"),
        "--viewer member --action bookings.create --resource Resource:1 --start 2026-11-23T09:30",
        ("--viewer ben@harbour.test --action bookings.create --resource Resource:1 "
        "--start tomorrow"),
        ("--viewer ben@harbour.test --action bookings.create --resource Resource:1 "
        "--start 2026-11-23T09:30 --end 2026-11-23T09:00"),
        ("--viewer ben@harbour.test --action bookings.create --resource Resource:1 "
        "--start 2026-11-23T09:30 --when 2026-10-03"),
    ],
)
def test_bookings_that_cannot_be_asked_about(portal: Portal, arguments: str) -> None:
    """What is missing, or does not go together, is the command's own use."""
    ended = portal("explain", "--at", "berlin-mitte", *shlex.split(arguments))
    assert (ended.exit, ended.out) == (2, "")


def test_a_booking_for_machines(portal: Portal) -> None:
    """All nine steps in order; the first that says no is the answer."""
    booking = portal(
        "explain", "--viewer", "ben@harbour.test", "--at", "berlin-mitte", "--action",
        "bookings.create", "--resource", "Resource:3", "--start", "2026-11-23T09:30",
        "--format", "json",
    ).json["booking"]  # fmt: skip
    assert [step["step"] for step in booking["trace"]] == list(range(1, 10))
    first = next(step for step in booking["trace"] if not step["passed"])
    assert booking["refusal"] == first["refusal"]
    assert booking["visible"]
    assert not booking["allowed"]


def _edited_twice(root: Path) -> None:
    """One edit that touches people, and one of a role that nobody holds."""
    for name in ("guests-for-all-members", "a-role-that-nobody-holds-yet"):
        path, old, new = EDITS[name]
        (root / path).write_text((root / path).read_text().replace(old, new, 1))


@pytest.mark.parametrize("output", ["text", "markdown"])
def test_what_touches_nobody_stands_apart(
    portal: Portal, snapshot: SnapshotAssertion, root: Path, output: str
) -> None:
    """Behind what touches people, with its direction; the command ends as ever."""
    _edited_twice(root)
    ended = portal("diff", str(HOUSE), str(root), "--format", output)
    assert ended.screen == snapshot
    assert ended.exit == 1


def test_what_touches_nobody_for_machines(portal: Portal, root: Path) -> None:
    """Those differences of which every count is nought, none of which is a visitor's gain."""
    _edited_twice(root)
    report = portal("diff", str(HOUSE), str(root), "--format", "json").json
    touching: dict[str, int] = {}
    for each in report["differences"]:
        people = each["gaining"]["people"] + each["losing"]["people"]
        touching[each["name"]] = touching.get(each["name"], 0) + people
    idle = {name for each in report["touching-nobody"] for name in each["names"]}
    assert idle == {name for name, people in touching.items() if not people}
    assert 0 < len(idle) < len(touching)
    uncounted = portal("diff", str(HOUSE), str(root), "--no-people", "--format", "json").json
    assert uncounted["touching-nobody"] == []


def test_people_are_named_where_that_is_asked_for(
    portal: Portal, snapshot: SnapshotAssertion, root: Path
) -> None:
    """Customers by name, staff by address, each with their id; otherwise nobody is named."""
    path, old, new = EDITS["a-wider-role"]
    (root / path).write_text((root / path).read_text().replace(old, new, 1))
    named = portal("diff", str(HOUSE), str(root), "--names")
    assert named.screen == snapshot
    path, old, new = EDITS["guests-for-all-members"]
    (root / path).write_text((root / path).read_text().replace(old, new, 1))
    arguments = ("diff", str(HOUSE), str(root), "--format", "json")
    for more in ([], ["--names"]):
        samples = [
            sample
            for each in portal(*arguments, *more).json["differences"]
            for sample in (*each["gaining"]["samples"], *each["losing"]["samples"])
        ]
        assert {key for sample in samples for key in sample} >= {"customer", "login"}
        assert all(("name" in sample) is bool(more) for sample in samples)
    assert portal(*arguments, "--names", "--no-people").exit == 2


def test_nothing_differs_from_itself(portal: Portal) -> None:
    """Then the command ends with 0."""
    ended = portal("diff", str(HOUSE), str(HOUSE))
    assert ended.out == "Nothing changes for anybody, at any location, today or later.\n"
    assert ended.exit == 0


def test_where_no_repository_is(portal: Portal, root: Path) -> None:
    """Git's own words are for those who know git."""
    ended = portal("diff", "git:HEAD", "--root", str(root))
    assert (ended.exit, ended.out) == (1, "")
    assert ended.err.splitlines() == [
        "the root stands in no git repository; name a folder, `running`, or a kept hash"
    ]


def test_a_revision_that_git_does_not_know(portal: Portal) -> None:
    """With what lists those that it knows."""
    ended = portal("diff", "git:no-such-revision", "--root", str(HOUSE))
    assert ended.err.splitlines() == [
        "git knows no revision `no-such-revision`; `git log --oneline` lists them"
    ]


@pytest.mark.parametrize("name", ["git:no-such-revision", "git:--output=x", "nowhere"])
def test_what_is_no_policy_set_is_said(portal: Portal, name: str) -> None:
    """In a sentence, and without touching anything."""
    ended = portal("diff", name, str(HOUSE))
    assert ended.exit == 1
    assert ended.err.strip()
    assert not ended.out
