"""Rehearsals of the past: what then's rules showed, as far as today's let it be seen.

Hosts see to events at miami. A field stands under one audience then, and under another today.
"""

from __future__ import annotations

import pytest

from access.mask import Cell, Code, Mask, PreviewCode, Shared
from access.policy_set import PolicySet
from access.viewer import Viewer
from tests.small_world import NOON, anonymous, change, member, policies, staff

HOST, NOBODY_S = staff(("host", "miami")), staff()
FILE = "policies/content.yaml"
AS_THEY_ARE = "own, events-staff: [notes]"


def looked_back(
    then: PolicySet, today: PolicySet, persona: Viewer, previewer: Viewer, portal: str = "miami"
) -> Mask:
    """What *previewer* sees of what *then* showed *persona* at Miami."""
    bound = today.mask(persona, portal, NOON)
    mask = then.mask(persona, portal, NOON)
    return today.rehearsed(mask, previewer, NOON, today=bound)


def notes(mask: Mask) -> Cell:
    """The grants of the notes on events."""
    return mask.shape.types["Event"].cells["notes"]


ALL = Shared("portal", "0", "events.manage")
OWN = Shared("own", "", "events.manage")


@pytest.mark.parametrize(
    ("then", "today", "host_s", "nobody_s"),
    [
        ("logged-in", "logged-in", Cell(portal=True), Cell(portal=True)),
        ("logged-in", "nobody", Cell(code=PreviewCode.WITHHELD), Cell(code=PreviewCode.WITHHELD)),
        ("logged-in", "events-staff",
         Cell(shared=frozenset({ALL})), Cell(code=PreviewCode.WITHHELD)),
        ("logged-in, own", "logged-in, events-staff",
         Cell(portal=True, shared=frozenset({ALL, OWN})), Cell(portal=True)),
        ("own", "logged-in, events-staff",
         Cell(shared=frozenset({OWN})), Cell(code=PreviewCode.WITHHELD)),
        ("nobody", "logged-in, events-staff",
         Cell(code=Code.NOT_ALLOWED), Cell(code=Code.NOT_ALLOWED)),
    ],
)
def test_both_sets_have_to_agree(then: str, today: str, host_s: Cell, nobody_s: Cell) -> None:
    """The portal's grant counts in both, or with a permission; the own one with a permission."""
    sets = [policies((FILE, AS_THEY_ARE, f"{who}: [notes]")) for who in (then, today)]
    for previewer, expected in ((HOST, host_s), (NOBODY_S, nobody_s)):
        cell = notes(looked_back(sets[0], sets[1], member(), previewer))
        assert (cell.portal, cell.shared, cell.code) == (
            expected.portal, expected.shared, expected.code
        )


def test_places_that_hide_a_field_then_or_today_hide_it() -> None:
    """Los Angeles then, San Francisco today: with a permission only what hid it then counts."""
    shown = (FILE, AS_THEY_ARE, "logged-in, events-staff: [notes]")
    hides = change("hide: Event.notes, everywhere: true, because: Agreed")
    then, today = policies(shown, los_angeles=hides), policies(shown, san_francisco=hides)
    mask = looked_back(then, today, member(), staff(("host", "us")), "california")
    cell, sets = notes(mask), mask.hidden["Event"]
    assert sets[cell.hidden] == {"los-angeles", "san-francisco"}
    (pair,) = cell.shared
    assert pair.grant == "portal"
    assert sets[int(pair.name)] == {"los-angeles"}


def test_scopes_of_both_days_are_bound() -> None:
    """Then the whole network's events showed, and today those of the portal's own places."""
    wider = (FILE, "rows: { scope: [current, child], audience: from-record, restricted: hide }",
             "rows: { scope: [network], audience: from-record, restricted: hide }")
    then, today = policies(wider), policies()
    mask = looked_back(then, today, anonymous(), HOST)
    assert mask.today is not None
    assert (mask.shape.types["Event"].rows.scope, mask.today.shape.types["Event"].rows.scope) == (
        "network", "one"
    )
    values = today.previewer_bindings(mask, HOST)
    assert (values["today__place__Event"], values["previewer__events_manage"]) == (
        "miami", ["miami"]
    )


def test_equal_ones_are_shared() -> None:
    """The same pair of sets and states gives the same mask, so that plans are kept."""
    then, today = policies((FILE, AS_THEY_ARE, "logged-in: [notes]")), policies()
    first, second = (looked_back(then, today, member(), HOST) for _ in range(2))
    assert first is second
    assert first.key != then.mask(member(), "miami", NOON).key
