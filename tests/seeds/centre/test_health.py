"""The health tab of a community centre."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from tests.seeds.demo import Demo

HEALTH = '{ customer(id: "Customer:202") { name healthNotes healthEntries { kind text } } }'
HACKNEY = "plenum-hackney"


def test_it_says_what_to_know_when_something_happens(
    demo: Demo, snapshot: SnapshotAssertion
) -> None:
    """Allergies and needs, to whoever is trained for it."""
    assert demo.shows(HEALTH, "hester", HACKNEY) == snapshot


def test_it_needs_a_permission_of_its_own(demo: Demo, snapshot: SnapshotAssertion) -> None:
    """The desk sees the record without it, and so does the admin of the network."""
    people = {"desk": "tess", "admin": "grace", "a health officer of another city": "noah"}
    assert demo.shows_each(HEALTH, people, HACKNEY) == snapshot
