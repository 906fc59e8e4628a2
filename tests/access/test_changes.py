"""Locations' changes: the nearest in force wins, on local dates."""

from __future__ import annotations

import datetime as dt

import pytest

from access.mask import Code
from access.periods import Period, stretches
from tests.small_world import NOON, anonymous, change, contact, member, policies

SF = "san-francisco"


def utc(text: str) -> dt.datetime:
    """Read a moment in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_the_nearest_change_wins_key_by_key() -> None:
    """One location changes one thing, the one below it another, and a third takes one back."""
    found = policies(
        us=change("section: bookings, access: logged-in", "hide: Event.description"),
        california=change("section: bookings, access: nobody"),
        san_francisco=change("open: Event.description, to: customers"),
    )
    codes = {
        place: (
            found.section("bookings", contact(), place, NOON).code,
            found.mask(contact(), place, NOON).shape.types["Event"].cells["description"].code,
        )
        for place in ("north", "canada", "us", "miami", "california", "los-angeles", SF)
    }
    denied = Code.NOT_ALLOWED
    assert codes == {
        "north": (Code.MEMBERS_ONLY, None),
        "canada": (Code.MEMBERS_ONLY, None),
        "us": (None, denied),
        "miami": (None, denied),
        "california": (denied, denied),
        "los-angeles": (denied, denied),
        SF: (denied, None),
    }


def test_a_network_s_own_file_changes_the_rules_of_its_network_alone() -> None:
    """A network is a location like any other, and rules are shared by all networks."""
    found = policies(north=change("section: events, access: member"))
    assert found.section("events", contact(), "miami", NOON).code is Code.MEMBERS_ONLY
    assert found.section("events", anonymous("isle"), "isle", NOON)


def test_features_and_access_are_keys_of_their_own() -> None:
    """Switching off leaves the access as it is, for the location that switches on again."""
    found = policies(
        us=change("feature: events, set: off", "section: events, access: logged-in"),
        florida=change("feature: events, set: on"),
    )
    assert found.section("events", contact(), "us", NOON).code is Code.FEATURE_OFF
    assert found.section("events", contact(), "miami", NOON)
    assert found.section("events", anonymous(), "miami", NOON).code is Code.LOGIN_REQUIRED


def test_scopes_change_for_the_portal_that_chooses_them() -> None:
    """Scope is a pull setting: the visited portal's decides, wherever the record is."""
    found = policies(
        california=change("scope: Event, use: [network]"),
        san_francisco=change("scope: Event, use: [parent, current]"),
    )
    places = {
        place: found.mask(anonymous(), place, NOON).locations["Event"]
        for place in ("us", "california", "los-angeles", SF)
    }
    network = found.tree.network("north")
    assert places == {
        "us": found.tree.subtree("us"),
        "california": network,
        "los-angeles": network,
        SF: {SF, "california", "us", "north"},
    }


def test_actions_are_allowed_to_fewer() -> None:
    """A location narrows an action, and keeps whatever else the network says of it."""
    found = policies(us=change("action: bookings.create, allow: our-members"))
    refused = found.decide("bookings.create", member(), "los-angeles", NOON)
    assert (refused.code, refused.else_say) == (Code.MEMBERS_ONLY, "Booking is for members.")
    assert found.decide("bookings.create", member(), SF, NOON)
    assert found.decide("bookings.create", member(), "canada", NOON)


# Changes are in force from the first day on and before the last, by the portal's own clock.
MOMENTS = [
    # san-francisco is eight hours behind UTC in winter, seven in summer (until 1 November 2026)
    (SF, "2026-10-01T06:59:59", False),
    (SF, "2026-10-01T07:00:00", True),
    (SF, "2026-11-01T06:59:59", True),
    (SF, "2026-11-01T07:00:00", False),
    # miami four hours in summer
    ("miami", "2026-10-01T03:59:59", False),
    ("miami", "2026-10-01T04:00:00", True),
    ("miami", "2026-11-01T03:59:59", True),
    ("miami", "2026-11-01T04:00:00", False),
]


@pytest.mark.parametrize(("portal", "moment", "open_"), MOMENTS)
def test_dates_are_local_ones_of_the_portal_visited(portal: str, moment: str, open_: bool) -> None:
    """One change of the network, seen at two portals in two time zones."""
    found = policies(
        north=change("section: bookings, access: logged-in, from: 2026-10-01, until: 2026-11-01")
    )
    assert bool(found.section("bookings", contact(), portal, utc(moment))) is open_
    mask = found.mask(contact(home=portal), portal, utc(moment))
    assert (mask.sections["bookings"] is None) is open_
    assert mask.shape.types["Resource"].cells["name"].portal is open_


def test_a_day_without_an_hour_and_one_with_two_begin_at_midnight() -> None:
    """Where the clock is put, the local date still decides."""
    found = policies(
        north=change(
            "section: events, access: member, from: 2026-11-01, until: 2026-11-02",
            "section: events, access: contact, from: 2027-03-14, until: 2027-03-15",
        )
    )
    for moment, code in [
        ("2026-11-01T04:00:00", Code.LOGIN_REQUIRED),  # midnight, still summer
        ("2026-11-02T04:59:59", Code.LOGIN_REQUIRED),  # 25 hours later, the last second
        ("2026-11-02T05:00:00", None),
        ("2027-03-14T04:59:59", None),
        ("2027-03-14T05:00:00", Code.LOGIN_REQUIRED),
        ("2027-03-15T03:59:59", Code.LOGIN_REQUIRED),  # 23 hours
        ("2027-03-15T04:00:00", None),
    ]:
        assert found.section("events", anonymous(), "miami", utc(moment)).code is code, moment


def test_a_change_above_is_in_force_again_when_the_nearer_one_ends() -> None:
    """Of a key the nearest change *in force that day* wins."""
    found = policies(
        us=change("section: events, access: logged-in"),
        california=change(
            "section: events, access: member, until: 2026-11-22",
            "section: events, access: nobody, from: 2026-11-25",
        ),
    )
    codes = [
        found.section("events", contact(), SF, utc(f"2026-11-{day}T20:00:00")).code
        for day in (21, 22, 24, 25)
    ]
    assert codes == [Code.MEMBERS_ONLY, None, None, Code.NOT_ALLOWED]


def test_masks_of_two_days_are_two() -> None:
    """What was kept yesterday is not asked today."""
    found = policies(north=change("hide: Event.description, from: 2026-11-23"))
    before = found.mask(member(), SF, NOON)
    after = found.mask(member(), SF, NOON + dt.timedelta(days=1))
    assert before.shape.types["Event"].cells["description"].portal
    assert not after.shape.types["Event"].cells["description"]
    assert found.mask(member(), SF, NOON + dt.timedelta(hours=2)) is before


DAY = dt.date(2026, 11, 22)
NEXT = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (Period(), Period(), True),
        (Period(None, DAY), Period(DAY, None), False),
        (Period(None, NEXT), Period(DAY, None), True),
        (Period(DAY, NEXT), Period(), True),
        (Period(DAY, NEXT), Period(NEXT, None), False),
    ],
)
def test_periods_are_half_open(one: Period, other: Period, overlap: bool) -> None:
    """The day on which one ends is the day on which the next may begin."""
    assert one.overlaps(other) is overlap
    assert other.overlaps(one) is overlap


def test_stretches_begin_where_something_changes() -> None:
    """And the first begins at the beginning of time."""
    assert stretches([Period(DAY, NEXT), Period(None, DAY), Period()]) == [dt.date.min, DAY, NEXT]
