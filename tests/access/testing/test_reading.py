"""What an operator reads of tests that name what does not exist, word by word.

To write the screens anew run `pytest tests/access/testing --snapshot-update`, and read them aloud.
"""

from __future__ import annotations

import re

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.access.testing.tried import CAST, screen

ONE_TEST = "tests:\n  - { at: san-francisco, opens: { everyone: [home] } }\n"

WRONG: dict[str, str] = {
    "a location nobody knows": CAST + "tests:\n  - { at: san-fran, opens: { everyone: [home] } }\n",
    "one of several locations": CAST
    + "tests:\n  - { at: [miami, nowhere], opens: { everyone: [home] } }\n",
    "somebody of no file": CAST
    + "tests:\n  - { at: miami, opens: { 'carla, mai': [home], zebra: [events] } }\n",
    "everyone and one more": CAST
    + "tests:\n  - { at: miami, opens: { 'everyone, mia': [home], 'nobody, mia': [events] } }\n",
    "a section twice": CAST
    + "tests:\n  - { at: miami, opens: { mia: [home], carla: [home] } }\n",
    "a field nobody decides about": CAST
    + "tests:\n  - { at: miami, sees: { everyone: [Event.titel, Evnt.title, Event.id] } }\n",
    "an action nobody decides about": CAST
    + "tests:\n  - { at: miami, does: { everyone: [bookings.crate] } }\n",
    "a record of no file": CAST
    + "tests:\n  - { at: miami, sees: { everyone: [prty.title, party.titel] } }\n",
    "a moment that there is not": CAST
    + "tests:\n  - { at: miami, clock: 2026-02-30, opens: { everyone: [home] } }\n",
    "changes of nothing": CAST
    + "tests:\n  - at: miami\n    refuses:\n"
    "      - { hide: Event.titel, because: No such field }\n"
    "      - { section: events, access: membr, because: No such audience }\n",
    "people who cannot be described": (
        "clock: 2026-11-22\npeople:\n  a: mebmer\n  b: member at nowhere\n  c: member at\n"
        "  d: member at isle\n  e: member with hot-dsk\n  f: { is: host at north, also: [xyz] }\n"
        "  g: { is: anonymous, teams: { crew: member } }\n  h: { is: contact, home: isle-2 }\n"
        "  everyone: anonymous\n" + ONE_TEST
    ),
    "people of another network": (
        "clock: 2026-11-22\npeople:\n  a: contact at isle\n  b: host at isle\n"
        "tests:\n  - { at: [isle, miami, quebec], opens: { everyone: [home] } }\n"
    ),
    "groups of nobody": (
        "clock: 2026-11-22\npeople:\n  mia: member\ngroups:\n  mia: [mia]\n  all: [mia, ben]\n"
        + ONE_TEST
    ),
    "records of nothing": (
        "clock: 2026-11-22\npeople:\n  mia: member\nrecords:\n"
        "  a: { type: Evnt, at: miami }\n  b: { type: Event, at: miamy }\n"
        "  c: { type: Team, at: miami, owner: mia, audience: member, plans: [hot-desk] }\n"
        "  d: { type: Event, at: miami, owner: ben, plans: [hotdesk] }\n"
        "  e: { type: Team, at: miami, team: crew }\n" + ONE_TEST
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_screens(name: str, snapshot: SnapshotAssertion) -> None:
    """Everything that is wrong is told at once, at its place, with what to write instead."""
    assert screen(WRONG[name]) == snapshot


@pytest.mark.parametrize("name", WRONG)
def test_every_problem_has_a_place_and_help(name: str) -> None:
    """Each problem is a line `path:line:column: sentence` and a line of help."""
    lines = screen(WRONG[name]).splitlines()
    assert lines
    for place, advice in zip(lines[::2], lines[1::2], strict=True):
        assert re.match(r"policies/tests/visitors\.yaml:[0-9]+:[0-9]+: \S.*[^.]\Z", place), place
        assert re.match(r"  help: \S", advice), advice


def test_what_is_right_has_no_problem() -> None:
    """The cast that the other tests speak of can be read."""
    assert screen(CAST + ONE_TEST) == ""
