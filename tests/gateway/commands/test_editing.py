"""What operators read when they change a rule without an editor."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.gateway.ended import Portal

SCREENS = {
    "a-field-of-the-network": "set Event.attendees --audience member,events-staff --dry-run",
    "rooms-for-guests-in-december": "set bookings --audience logged-in --at berlin-mitte "
    "--because 'Day guests may see the rooms' --from 2026-12-01 --until 2027-01-01 --dry-run",
    "a-field-that-was-open-is-hidden": "set Event.description --hide --at berlin-mitte "
    "--because 'Enough of the neighbours' --dry-run",
    "the-first-change-of-a-location": "set Event --scope network --at plenum-uk "
    "--because 'London is far away' --dry-run",
    "a-feature": "set discussion --feature off --dry-run",
    "says-so-already": "set bookings --audience member --dry-run",
    "further-than-it-may": "set bookings --audience public --at lisbon-alfama "
    "--because 'Everybody is welcome' --dry-run",
    "days-that-overlap": "set bookings --audience logged-in --at berlin-mitte "
    "--because 'Day guests may see the rooms' --dry-run",
    "a-promise-would-break": "set Contract.price --audience own,customers-staff --dry-run",
    "no-reason": "set bookings --audience nobody --at lisbon-alfama --dry-run",
    "a-reason-too-many": "set bookings --audience nobody --because 'Enough' --dry-run",
    "no-such-audience": "set events --audience membr --dry-run",
    "no-such-type": "set Evnt.title --audience member --dry-run",
    "no-such-switch": "set freeze.member-section --value allow --dry-run",
    "no-such-switch-at-all": "set freeze.xyz --value allow --dry-run",
    "nothing-said-of-a-section": "set events --dry-run",
    "a-section-is-not-hidden": "set events --audience member --hide --dry-run",
    "a-feature-and-an-audience": "set events --feature off --audience member --dry-run",
    "an-audience-for-a-type": "set Event --audience member --dry-run",
    "no-such-rule": "set bookngs --audience member --dry-run",
    "a-longer-leash": "set Event.attendees --locations-may member --dry-run",
    "a-leash-that-is-in-use": "set bookings --locations-may contact --dry-run",
    "a-leash-of-an-action": "set store.purchase --locations-may member --dry-run",
    "a-section-to-be-kept": "set faq --keep --dry-run",
    "a-field-to-be-kept": "set Event.endsAt --keep --dry-run",
    "a-keep-that-is-broken": "set Event.attendees --keep --dry-run",
    "a-keep-is-taken-out": "unset payments --keep --dry-run",
    "a-keep-of-a-location": "set faq --keep --at berlin --because Why --dry-run",
    "a-change-is-taken-out": "unset Event.description --at berlin-mitte --dry-run",
    "a-leash-is-taken-out": "unset Event.description --locations-may --dry-run",
    "nothing-to-take-out": "unset bookings --at berlin-mitte --from 2027-01-01 --dry-run",
    "a-rule-that-stays": "unset Event.attendees --dry-run",
    "options-of-a-leash": "options Event --locations-may --at lisbon",
    "options-of-a-keep": "options payments --keep",
    "options-of-a-keep-that-a-location-stands-against": "options Event.attendees --keep",
    "options-of-a-section": "options bookings --at berlin-mitte",
    "options-of-a-field": "options Event.description --at ghent-docks",
    "options-of-a-field-of-the-network": "options Event.attendees",
    "options-of-a-scope": "options Event --at lisbon",
    "options-of-an-action": "options bookings.create --at hamburg-speicherstadt",
    "options-of-a-feature": "options store --feature --at berlin-mitte",
    "options-of-a-switch": "options freeze.member-sections --at berlin-mitte",
    "options-of-no-field": "options Event.atendees --at ghent-docks",
    "options-of-no-type": "options Evnt",
    "options-of-no-action": "options bookings.crate",
    "a-reason-of-two-lines": "set discussion --feature off --at ghent-docks "
    "--because 'The board is read | by nobody\nany more' --dry-run",
    "options-of-a-switch-that-opens-nothing": "options directory.includes",
}


@pytest.mark.parametrize("name", SCREENS)
def test_screens(portal: Portal, snapshot: SnapshotAssertion, name: str) -> None:
    """Read aloud, each says what would become of the rule, or what stands in the way."""
    assert portal(*shlex.split(SCREENS[name])).screen == snapshot


def test_what_is_set_is_saved(portal: Portal, root: Path) -> None:
    """In the one file, with a note of who did it; the next look finds it."""
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    ended = portal("set", "store.purchase", "--audience", "member", "--root", str(root))
    assert ended.exit == 0
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert {path for path in after if after[path] != before.get(path)} == {
        root / "policies/actions.yaml",
        root / ".portal-note.json",
    }
    again = portal("set", "store.purchase", "--audience", "member", "--root", str(root))
    assert again.err == "policies/actions.yaml says so already; nothing is written\n"
    assert portal("check", "--root", str(root)).exit == 0


def test_what_does_not_hold_is_not_saved(portal: Portal, root: Path) -> None:
    """Nothing is written, and the operator reads why."""
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    ended = portal("set", "events", "--audience", "membr", "--root", str(root))
    assert ended.exit == 1
    assert "did you mean `member`?" in ended.err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_choices_for_machines(portal: Portal) -> None:
    """What is possible, what it is now, and what would come of the rest."""
    told = portal("options", "bookings", "--at", "berlin-mitte", "--format", "json").json
    now = [each["value"] for each in told["choices"] if each["now"]]
    forbidden = [each["value"] for each in told["choices"] if not each["possible"]]
    assert (now, forbidden) == (["member"], ["public", "contact"])
    edited = portal("set", "discussion", "--feature", "off", "--dry-run", "--format", "json").json
    assert edited["path"] == "policies/portal.yaml"
    assert edited["looser"] is False
