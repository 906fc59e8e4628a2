"""`hide … everywhere`: a location's records hide a field at every portal."""

from __future__ import annotations

import datetime as dt

from access.mask import Cell, Code
from tests.small_world import NOON, anonymous, change, member, policies, staff

EVERYWHERE = "hide: Event.description, everywhere: true"
SF, LA = "san-francisco", "los-angeles"


def test_records_of_the_location_hide_the_field_at_other_portals() -> None:
    """The portal grant is narrowed by a numbered set of locations; the portal itself hides it."""
    found = policies(los_angeles=change(EVERYWHERE))
    mask = found.mask(member(), "california", NOON)
    event = mask.shape.types["Event"]
    assert event.cells["description"] == Cell(portal=True, hidden=1)
    assert event.cells["title"] == Cell(portal=True, hidden=0)
    assert mask.hidden["Event"] == (frozenset(), frozenset({LA}))
    assert event.rows_hidden == 0
    assert found.bindings(mask, member())["hidden__Event__1"] == [LA]
    own = found.mask(member(), LA, NOON)
    assert own.shape.types["Event"].cells["description"] == Cell(code=Code.NOT_ALLOWED)
    assert own.hidden["Event"] == (frozenset(),)


def test_only_locations_in_scope_count_so_that_shapes_are_shared() -> None:
    """What a portal does not show anyway cannot make its plans differ."""
    found = policies(miami=change(EVERYWHERE))
    plain = policies()
    for portal in (SF, "california", "canada"):
        mask = found.mask(member(), portal, NOON)
        assert mask.hidden["Event"] == (frozenset(),)
        assert mask.shape.types == plain.mask(member(), portal, NOON).shape.types
    one = found.mask(anonymous(), SF, NOON)
    assert one.shape is found.mask(anonymous(), "los-angeles", NOON).shape


def test_sets_are_numbered_alike_at_every_portal() -> None:
    """The same fields hidden at other places are the same shape."""
    found = policies(
        san_francisco=change(EVERYWHERE, "hide: Event.startsAt, everywhere: true"),
        miami=change(EVERYWHERE, "hide: Event.startsAt, everywhere: true"),
    )
    west = found.mask(anonymous(), "california", NOON)
    east = found.mask(anonymous(), "florida", NOON)
    assert west.hidden["Event"] == (frozenset(), frozenset({SF}))
    assert east.hidden["Event"] == (frozenset(), frozenset({"miami"}))
    assert west.shape is east.shape


def test_only_the_record_s_own_location_hides_everywhere() -> None:
    """What a location hides on its records, it does not hide on those of the locations below."""
    found = policies(california=change(EVERYWHERE))
    mask = found.mask(member(), "us", NOON)
    assert mask.hidden["Event"] == (frozenset(), frozenset({"california"}))
    below = found.mask(member(), SF, NOON)
    assert below.shape.types["Event"].cells["description"] == Cell(code=Code.NOT_ALLOWED)


def test_a_nearer_portal_may_show_what_is_hidden_above_but_never_those_records() -> None:
    """`open` at the leaf is about the leaf's portal; the hidden records stay hidden."""
    found = policies(
        ("policies/content.yaml", "rows: { scope: [current, child]", "rows: { scope: [network]"),
        california=change(EVERYWHERE),
        san_francisco=change("open: Event.description, to: customers"),
    )
    mask = found.mask(member(), SF, NOON)
    assert mask.shape.types["Event"].cells["description"] == Cell(portal=True, hidden=1)
    assert mask.hidden["Event"] == (frozenset(), frozenset({"california"}))


def test_rows_of_which_no_field_remains() -> None:
    """A location that hides every field a viewer sees hides its rows from that viewer."""
    keep = ("policies/content.yaml", "keep: [title]", "keep: [startsAt]")
    lists = (
        "policies/content.yaml",
        "public: [title, startsAt]",
        "public: [title]\n      nobody: [startsAt]",
    )
    found = policies(
        keep,
        lists,
        miami=change("hide: Event.title, everywhere: true", EVERYWHERE),
        florida=change("hide: Event.title, everywhere: true"),
    )
    visitor = found.mask(anonymous(), "us", NOON)
    event = visitor.shape.types["Event"]
    assert event.cells["title"].hidden == event.rows_hidden == 1
    assert visitor.hidden["Event"] == (frozenset(), frozenset({"miami", "florida"}))
    mask = found.mask(member(), "us", NOON)
    event = mask.shape.types["Event"]
    assert (event.cells["description"].hidden, event.cells["title"].hidden) == (1, 2)
    assert mask.hidden["Event"] == (
        frozenset(), frozenset({"miami"}), frozenset({"miami", "florida"})
    )
    assert event.rows_hidden == 1


def test_own_and_staff_grants_are_not_narrowed() -> None:
    """A location hides from the portal's visitors, not from owners and not from staff."""
    found = policies(
        (
            "policies/content.yaml",
            "own, events-staff: [notes]",
            "public, own, events-staff: [notes]",
        ),
        ("policies/content.yaml", "public: [title, startsAt]", "nobody: [title, startsAt]"),
        ("policies/content.yaml", "keep: [title]", "keep: [description]"),
        los_angeles=change("hide: Event.notes, everywhere: true"),
    )
    viewer = member(staff=[("host", "north")])
    permissions = frozenset({"events.manage"})
    above = found.mask(viewer, "california", NOON).shape.types["Event"].cells["notes"]
    assert above == Cell(portal=True, hidden=1, own=True, permissions=permissions)
    there = found.mask(viewer, LA, NOON).shape.types["Event"].cells["notes"]
    assert there == Cell(own=True, permissions=permissions)
    clerk = found.mask(staff(("host", LA)), LA, NOON).shape.types["Event"].cells["notes"]
    assert clerk == Cell(permissions=permissions)


def test_a_field_that_all_in_scope_hide_is_no_row_s() -> None:
    """Then it is decided before any row is looked at, and said so."""
    found = policies(
        ("policies/customers.yaml", "scope: [home, current], restricted: lock", "scope: [home]"),
        miami=change("hide: Resource.rate, everywhere: true"),
    )
    viewer = member(home="miami")
    mask = found.mask(viewer, SF, NOON)
    assert mask.shape.types["Resource"].cells["rate"] == Cell(code=Code.NOT_ALLOWED)
    assert mask.shape.types["Resource"].cells["name"] == Cell(portal=True)
    told = found.explain_field("Resource", "rate", viewer, SF, NOON)
    assert str(told.place) == "locations/miami.yaml:4:13"


def test_the_portal_s_local_date_decides_when_records_hide() -> None:
    """The record's location names the days, the visited portal's clock reads them."""
    found = policies(
        ("policies/content.yaml", "rows: { scope: [current, child]", "rows: { scope: [network]"),
        los_angeles=change(f"{EVERYWHERE}, from: 2026-11-22"),
    )
    midnight_in_new_york = dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)
    hidden = {
        portal: found.mask(member(), portal, midnight_in_new_york).hidden["Event"]
        for portal in ("miami", SF)
    }
    assert hidden == {"miami": (frozenset(), frozenset({LA})), SF: (frozenset(),)}
