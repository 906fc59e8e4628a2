"""Rules left standing that decide nothing: each kind is named, with its line and what to do."""

from __future__ import annotations

import datetime as dt

import pytest
from syrupy.assertion import SnapshotAssertion

from access.idle import idle_rules
from tests.small_world import NOON, change, policies

CONTENT, PORTAL = "policies/content.yaml", "policies/portal.yaml"

WORLDS: dict[str, tuple[tuple[tuple[str, str, str], ...], dict[str, str]]] = {
    "a change that is over": (
        (), {"miami": change("section: bookings, access: logged-in, until: 2026-11-01")}
    ),
    "a change of a section that is so already": (
        (), {"miami": change("section: bookings, access: member")}
    ),
    "a change that repeats the one above": (
        (),
        {
            "florida": change("hide: Event.attendees"),
            "miami": change("hide: Event.attendees, from: 2026-12-01"),
        },
    ),
    "the same audience in other words": (
        (), {"miami": change("open: Event.description, to: [contact, member]")}
    ),
    "a scope, a feature, a switch and an action that are so already": (
        (),
        {
            "miami": change(
                "scope: Event, use: [child, current]",
                "feature: events, set: on",
                "switch: freeze.member-sections, value: restrict",
                "action: bookings.create, allow: member",
            )
        },
    ),
    "a rule that every network overrules": (
        (),
        {
            "north": change("section: bookings, access: logged-in"),
            "isle": change("section: bookings, access: nobody"),
        },
    ),
    "lists behind a door that nobody opens": (
        ((PORTAL, "  events: { access: public, ", "  events: { access: nobody, "),), {}
    ),
}  # fmt: skip

BUSY: dict[str, dict[str, str]] = {
    "a change to come": {
        "miami": change("section: bookings, access: logged-in, from: 2027-01-01")
    },
    "a change back": {
        "florida": change("hide: Event.attendees"),
        "miami": change("open: Event.attendees, to: our-members"),
    },
    "a repetition that outlasts the one above": {
        "florida": change("hide: Event.attendees, until: 2027-01-01"),
        "miami": change("hide: Event.attendees"),
    },
    "hidden at every portal": {
        "florida": change("hide: Event.attendees"),
        "miami": change("hide: Event.attendees, everywhere: true"),
    },
    "overruled until New Year": {
        "north": change("section: bookings, access: logged-in, until: 2027-01-01"),
        "isle": change("section: bookings, access: logged-in"),
    },
}


@pytest.mark.parametrize("name", WORLDS)
def test_idle_rules_are_named(name: str, snapshot: SnapshotAssertion) -> None:
    """Over, overruled everywhere, without effect, behind a closed door."""
    edits, locations = WORLDS[name]
    found = idle_rules(policies(*edits, **locations).layers, NOON)
    assert "\n".join(map(str, found)) == snapshot


@pytest.mark.parametrize("name", BUSY)
def test_what_decides_some_day_is_not_idle(name: str) -> None:
    """Neither what is to come, nor what holds on when another change has ended."""
    before = [str(each) for each in idle_rules(policies().layers, NOON)]
    after = [str(each) for each in idle_rules(policies(**BUSY[name]).layers, NOON)]
    assert after == before


def test_a_change_is_over_by_its_own_location_s_clock() -> None:
    """Its last day ends later in California than in New York."""
    ending = change("section: bookings, access: logged-in, until: 2026-11-22")
    found = {
        location: idle_rules(
            policies(**{location: ending}).layers, dt.datetime(2026, 11, 22, 6, tzinfo=dt.UTC)
        )
        for location in ("miami", "los_angeles")
    }
    assert [len(each) for each in found.values()] == [2, 1]
