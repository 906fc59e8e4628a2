"""Differences are those that asking everybody one by one would find: none more, none fewer."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from access.comparing import compare_sets, differences
from access.counting import Group, Sample
from access.crowds import Crowd
from access.differences import Direction
from access.granted import Moment, Side, common_places
from access.granted import change as change_of
from access.kinds import kinds_in_words
from access.policy_set import PolicySet
from access.subjects import subjects
from access.upcoming import upcoming
from access.viewer import Viewer
from tests.small_world import NOON, anonymous, change, contract, policies

CONTENT, PORTAL, ACTIONS = (f"policies/{name}.yaml" for name in ("content", "portal", "actions"))

EDITS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "a section opens": ((PORTAL, "access: member", "access: contact"),),
    "a section narrows": ((PORTAL, "directory: { access: our-members",
                           "directory: { access: residents"),),
    "a feature comes": ((PORTAL, "feature: off, ", ""),),
    "the portal closes": ((PORTAL, "portal: { access: public }", "portal: { access: member }"),),
    "a field moves": ((CONTENT, "our-members: [attendees]", "area-members: [attendees]"),
                      (CONTENT, "residents: [guestList]", "team-staff: [guestList]")),
    "two tests cross": ((PORTAL, "events: { access: public", "events: { access: residents"),
                        (CONTENT, "our-members: [attendees]", "member: [attendees]")),
    "a scope grows": ((CONTENT, "scope: [current, child]", "scope: [network]"),),
    "a role grows": (("policies/staff.yaml", "accountant: [contracts.read]",
                      "accountant: [contracts.read, events.manage]"),),
    "actions move": ((ACTIONS, "allow: member, suspended: deny",
                      "allow: our-members, suspended: allow"),),
    "frozen members go on": ((PORTAL, ("payments: { access: logged-in, locations-may: "
                              "{ keep: true } }\n"), ("payments: { access: logged-in, "
                              "locations-may: { keep: true } }\nswitches: "
                              "{ freeze.member-sections: allow }\n")),),
}


def edited(name: str) -> PolicySet:
    """The small world after an edit."""
    return policies(
        *((path, old, new.replace("team-staff", "nobody")) for path, old, new in EDITS[name])
    )


def people(number: int, seed: int) -> list[Viewer]:
    """Random people, with up to four contracts anywhere."""
    dice = random.Random(seed)
    places = ["north", "california", "san-francisco", "los-angeles", "miami", "montreal", "gone"]
    plans = ["hot-desk", "dedicated-desk", "private-office", "other"]
    found = [anonymous()]
    for key in range(1, number):
        held = tuple(
            contract(dice.choice(places), dice.choice(plans), frozen=dice.random() < 0.4)
            for _ in range(dice.choice([0, 1, 1, 2, 3, 4]))
        )
        teams = ((1, dice.choice(["member", "administrator"])),) if dice.random() < 0.2 else ()
        grants = frozenset(
            {(dice.choice(["host", "accountant"]), dice.choice(places[:5]))}
            if dice.random() < 0.2
            else ()
        )
        customer = None if grants and dice.random() < 0.5 else key
        found.append(
            Viewer(
                "north",
                customer,
                suspended=dice.random() < 0.2,
                home=dice.choice(places[:6]),
                contracts=held if customer else (),
                teams=teams if customer else (),
                staff=grants,
            )
        )
    return found


@pytest.mark.parametrize("name", EDITS)
def test_differences_are_those_that_asking_everybody_finds(name: str) -> None:
    """Whoever gains or loses is accounted for, and every direction has somebody behind it."""
    before, after = Moment(policies(), NOON), Moment(edited(name), NOON)
    crowd = people(150, seed=7)
    seen = 0
    for portal in ("north", "california", "san-francisco", "miami"):
        places = common_places(before, after, portal)
        lasting = differences(before, after, portal)
        found = {each.difference.subject: each.difference for each in lasting}
        seen += len(found)
        for subject in subjects(before.policies, after.policies):
            changes = [
                change_of(
                    subject, Side.of(before, each, portal), Side.of(after, each, portal), places
                )
                for each in crowd
            ]
            gains, loses = (any(column) for column in zip(*changes, strict=True))
            difference = found.get(subject)
            assert not gains or (difference is not None and difference.gains), (portal, subject)
            assert not loses or (difference is not None and difference.losses), (portal, subject)
        for each in lasting:
            difference = each.difference
            for state in (*difference.gains, *difference.losses):
                viewer = each.site.viewer(state)
                old, new = (Side.of(each, viewer, portal) for each in (before, after))
                gains, loses = change_of(difference.subject, old, new, places)
                assert gains is (state in difference.gains)
                assert loses is (state in difference.losses)
            expected = {
                (True, False): Direction.LOOSER,
                (False, True): Direction.STRICTER,
                (True, True): Direction.MIXED,
            }[bool(difference.gains), bool(difference.losses)]
            assert difference.direction is expected
    assert seen


@pytest.mark.parametrize("name", EDITS)
def test_the_way_back_is_the_contrary(name: str) -> None:
    """What was looser is stricter, for the same people."""
    old, new = Moment(policies(), NOON), Moment(edited(name), NOON)
    for portal in ("california", "san-francisco"):
        there, back = (
            {each.difference.subject: each.difference for each in differences(*sides, portal)}
            for sides in ((old, new), (new, old))
        )
        assert there.keys() == back.keys()
        for subject, difference in there.items():
            assert set(difference.gains) == set(back[subject].losses)
            assert set(difference.losses) == set(back[subject].gains)


def test_counts_are_those_of_everybody_one_by_one() -> None:
    """Putting people together who are alike loses nobody."""
    before, after = Moment(policies(), NOON), Moment(edited("two tests cross"), NOON)
    crowd = people(300, seed=11)
    groups = [Group(viewer, 1, (Sample(number),)) for number, viewer in enumerate(crowd)]
    touched = 0
    for portal in ("california", "san-francisco"):
        places = common_places(before, after, portal)
        found = differences(before, after, portal)
        together = Crowd(groups, found)
        for each in found:
            one_by_one = [
                change_of(
                    each.difference.subject,
                    Side.of(before, viewer, portal),
                    Side.of(after, viewer, portal),
                    places,
                )
                for viewer in crowd
            ]
            counted = together.touched(each, portal)
            assert counted.gaining.people == sum(gains for gains, _ in one_by_one)
            assert counted.losing.people == sum(loses for _, loses in one_by_one)
            touched += counted.gaining.people + counted.losing.people
    assert touched


def test_words_are_never_compared() -> None:
    """Another name for the same people changes nothing."""
    renamed = policies((CONTENT, "customers: [description]", "logged-in: [description]"))
    frozen = [each.difference for each in compare_sets(policies(), renamed, NOON).found]
    assert {each.subject.name for each in frozen} == {"Event.description"}
    assert all(each.direction is Direction.LOOSER for each in frozen)
    again = policies((PORTAL, "events: { access: public", "events: { access: [public]"))
    assert not compare_sets(policies(), again, NOON).found


def test_dates_bound_a_difference() -> None:
    """A change for a week is a difference of that week, on the portal's own clock."""
    week = policies(
        miami=change("section: bookings, access: logged-in, from: 2026-12-01, until: 2026-12-08")
    )
    found = [
        each
        for each in compare_sets(policies(), week, NOON).found
        if each.difference.subject.name == "bookings"
    ]
    (lasting,) = found
    assert lasting.portals == ("miami",)
    assert (lasting.since, lasting.until) == (dt.date(2026, 12, 1), dt.date(2026, 12, 8))
    assert lasting.difference.direction is Direction.LOOSER
    words = kinds_in_words(lasting.difference.gains, lasting.difference.stands)
    assert words == "contacts and frozen members of any location"
    assert not list(upcoming(week, NOON, 5))
    coming = [each for each in upcoming(week, NOON, 30)
              if each.difference.subject.name == "bookings"]
    assert [(each.since, each.difference.direction) for each in coming] == [
        (dt.date(2026, 12, 1), Direction.LOOSER),
        (dt.date(2026, 12, 8), Direction.STRICTER),
    ]


def test_places_that_come_and_go_are_named_and_not_compared() -> None:
    """A new house is no difference at the old ones."""
    larger = policies(key_west="name: Key West\nparent: florida\n")
    comparison = compare_sets(policies(), larger, NOON)
    assert comparison.added == ("key-west",)
    assert comparison.found == ()
    assert compare_sets(larger, policies(), NOON).removed == ("key-west",)


def test_hiding_everywhere_is_less_at_other_portals_too() -> None:
    """Seen from the city, whose portal shows the house's records."""
    hiding = policies(san_francisco=change("hide: Event.description, everywhere: true"))
    found = {
        (portal, each.difference.subject.name): each.difference.direction
        for each in compare_sets(policies(), hiding, NOON).found
        for portal in each.portals
    }
    assert found[("san-francisco", "Event.description")] is Direction.STRICTER
    assert found[("california", "Event.description")] is Direction.STRICTER
    assert all(each is Direction.STRICTER for each in found.values())


def test_a_wider_scope_takes_nothing_away() -> None:
    """Records that come in with a field hidden are not a field that anybody lost."""
    hide = change("hide: Event.description, everywhere: true")
    before = policies(miami=hide)
    after = policies((CONTENT, "scope: [current, child]", "scope: [network]"), miami=hide)
    found = {
        (each.difference.subject.name, each.difference.direction)
        for each in compare_sets(before, after, NOON).found
    }
    assert found == {("Event", Direction.LOOSER)}
