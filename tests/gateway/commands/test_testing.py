"""What operators read of tests of policies: everything holds, or what does not, and why."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.gateway.ended import Ended, Portal

EDITS = {
    "a-door-opened-too-far": ("policies/portal.yaml", "directory:  { access: member }",
                              "directory:  { access: logged-in }"),
    "a-door-closed": ("policies/portal.yaml", "articles:   { access: public }",
                      "articles:   { access: logged-in }"),
    "a-field-for-more": ("policies/content.yaml", "our-members, events-staff: [attendees]",
                         "member, events-staff: [attendees]"),
    "records-shown-to-all": (
        "policies/content.yaml",
        "rows: { scope: [current, child], audience: from-record, restricted: hide }",
        "rows: { scope: [current, child], audience: any }",
    ),
    "an-action-while-suspended": (
        "policies/actions.yaml",
        "suspended: deny\n    else-say: Cancelling a booking",
        "suspended: allow\n    else-say: Cancelling a booking",
    ),
    "a-change-that-runs-on": ("locations/berlin-mitte.yaml", "    until: 2026-11-01\n", ""),
    "a-leash-forgotten": ("locations/harbour-belgium.yaml", "open-to: member",
                          "open-to: logged-in"),
    "a-switch": ("policies/portal.yaml", "directory.includes: published-all",
                 "directory.includes: everyone"),
    "a-test-misspelt": (
        "policies/tests/doors.yaml",
        "active, fritz: [bookings.create, bookings.change]",
        "active, frits: [bookings.create, bookings.chang]",
    ),
}


def test_the_demo_holds(portal: Portal) -> None:
    """Every test beside the demo's policies does."""
    ended = portal("test")
    assert ended.exit == 0, ended.out
    assert ended.out.startswith("Everything holds: ")


@pytest.mark.parametrize("name", EDITS)
def test_screens(portal: Portal, snapshot: SnapshotAssertion, root: Path, name: str) -> None:
    """An edit that a test notices: what, where, for whom, and by which line."""
    edit(root, name)
    ended = portal("test", "--root", str(root))
    assert ended.exit == 1
    assert failures_of(ended) == snapshot


def test_for_machines(portal: Portal, root: Path) -> None:
    """The same as data, with paths and lines."""
    edit(root, "a-leash-forgotten")
    edit(root, "an-action-while-suspended")
    edit(root, "a-switch")
    ended = portal("test", "--root", str(root), "--format", "json")
    assert ended.exit == 1
    found = ended.json["failures"]
    assert {each["path"] for each in found} == {"policies/tests/doors.yaml"}
    (bought,) = [each for each in found if "bookings.cancel" in each["message"]]
    assert [each["person"] for each in bought["people"]] == ["susan", "sid"]
    assert all(each["line"].startswith("policies/actions.yaml:") for each in bought["people"])
    assert ended.json["coverage"]["sections"]["by-nobody"] == []


def test_what_nobody_looks_at_is_listed(portal: Portal, root: Path) -> None:
    """With the file and line of each rule that no test and no promise depends on."""
    for file in (root / "policies/tests").iterdir():
        file.unlink()
    ended = portal("test", "--root", str(root), "--uncovered")
    assert ended.exit == 0
    assert "There are no tests" in ended.out
    lines = ended.screen.splitlines()
    assert "  policies/portal.yaml:LINE  section home" in lines
    assert not [line for line in lines if "section about" in line], "a promise looks at it"


def failures_of(ended: Ended) -> str:
    """What is told of failures, without the counts that any further test would change."""
    return re.sub(r"(?ms)^[0-9]+ of .* do(es)? not hold: .*", "", ended.screen)


def edit(root: Path, name: str) -> None:
    """Make one edit in a copy of the demo's files."""
    path, old, new = EDITS[name]
    text = (root / path).read_text()
    assert old in text, name
    (root / path).write_text(text.replace(old, new, 1))
