"""Running tests: complete lists, records, moments, switches and refused changes."""

from __future__ import annotations

import pytest

from access.testing.running import NotRefused, WrongPeople, WrongValue
from tests.access.testing.tried import CAST, results
from tests.small_world import change

HOLDS = {
    "sections": "opens: { everyone: [portal, events], members: [bookings], ours: [directory], "
    "nobody: [articles, store], 'carla, ada, tom': [contact] }",
    "actions": "does: { 'mia, dora, luis, both': [bookings.create], "
    "'carla, members, ada, tom': [payments.pay-due-invoice], "
    "host: [events.publish] }",
    "fields on some record": "sees: { everyone: [Event.title], ours: [Event.attendees], "
    "dora: [Event.guestList], nobody: [Contract.remarks, Event.capacity], "
    "'carla, mia, dora, luis, fritz, susan, ada, tom, both, clerk': [Contract.price] }",
    "a record in scope and one beyond": "sees: { everyone: [party, party.title], carla: [far.notes,"
    " mine.notes], nobody: [far.title] }",
    "a record of one's own and of a team": "sees: { carla: [mine], 'ada, tom': [crew.members], "
    "ada: [crew.invoices], everyone: [crew.name] }",
    "records for some": "sees: { 'members, host': [lunch.startsAt], members: [lunch.title], "
    "dora: [desk.title] }",
    "records to be used": "uses: { members: [room], 'mia, luis, susan': [studio] }",
    "switches": "switches: { directory.includes: published-all, suspension.automatic: [] }",
    "refused changes": "refuses: [{ section: directory, access: public, because: No }, "
    "{ open: Event.attendees, to: public, because: No }, { hide: Event.title, because: No }]",
}


def at_san_francisco(lines: str) -> str:
    """Write one test at San Francisco."""
    return f"{CAST}tests:\n  - at: san-francisco\n    {lines}\n"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("sections", 0), ("actions", 0), ("fields on some record", 0), ("switches", 0),
        ("a record of one's own and of a team", 0), ("records to be used", 0),
        ("refused changes", 0),
        ("a record in scope and one beyond", 1),   # far.notes are nobody's but the owner's
        ("records for some", 1),                   # what a host may see of it is its notes alone
    ],
)  # fmt: skip
def test_lists_are_complete(name: str, wrong: int) -> None:
    """What is true holds, and what is said too much is found."""
    failures = results(at_san_francisco(HOLDS[name])).failures
    assert len(failures) == wrong, failures


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("opens: { 'mia, dora, susan, luis': [directory] }", ["luis"]),
        ("opens: { 'mia, susan': [directory] }", ["dora"]),
        ("opens: { nobody: [directory] }", ["mia", "dora", "susan"]),
        ("sees: { everyone: [lunch.title] }",
         ["visitor", "carla", "fritz", "ada", "tom", "host", "clerk"]),
        ("sees: { ours: [Event.attendees, Event.guestList] }", ["mia", "susan"]),
        ("does: { mia: [events.publish] }", ["mia", "host"]),
        ("uses: { members: [studio] }", ["dora", "both"]),
    ],
)  # fmt: skip
def test_who_is_left_out_must_not_and_who_is_listed_must(lines: str, wrong: list[str]) -> None:
    """One person too many or too few is a failure, and it says who."""
    (failure,) = results(at_san_francisco(lines)).failures
    assert isinstance(failure, WrongPeople)
    assert failure.wrong == wrong
    assert [story.person for story in failure.stories] == wrong


def test_a_failure_says_why() -> None:
    """The decision and the layers are the policy set's own."""
    (failure,) = results(at_san_francisco("opens: { nobody: [directory] }")).failures
    assert isinstance(failure, WrongPeople)
    story = failure.stories[0]
    assert story.decision is not None
    assert story.decision.allowed
    assert story.decision.place.path == "policies/portal.yaml"
    assert story.explanation is not None
    assert [layer.name for layer in story.explanation.layers][-1] == "section directory"


def test_a_record_says_which_grant_holds() -> None:
    """Every grant on the record is told, with its verdict."""
    (failure,) = results(at_san_francisco("sees: { nobody: [mine.notes] }")).failures
    assert isinstance(failure, WrongPeople)
    (story,) = failure.stories
    assert [(layer.name, layer.verdict) for layer in story.record] == [("own record", "yes")]


def test_a_switch_is_read_where_and_when_the_test_looks() -> None:
    """A location's own setting counts."""
    lines = "switches: { freeze.member-sections: restrict }"
    assert not results(at_san_francisco(lines)).failures
    here = change("switch: freeze.member-sections, value: allow")
    (failure,) = results(at_san_francisco(lines), san_francisco=here).failures
    assert isinstance(failure, WrongValue)
    assert failure.value == "allow"


def test_a_change_that_could_be_made_is_a_failure() -> None:
    """Only what the gateway would refuse in the location's file counts as refused."""
    lines = "refuses: [{ section: bookings, access: logged-in, because: No }]"
    (failure,) = results(at_san_francisco(lines)).failures
    assert isinstance(failure, NotRefused)
    shorter = change("locations-may: { section: bookings, open-to: member }")
    assert not results(at_san_francisco(lines), california=shorter).failures


def test_the_clock_is_that_of_the_place() -> None:
    """A change of the rules begins with the first moment of its day there."""
    october = change("section: events, access: member, from: 2026-10-01, until: 2026-11-01")
    tests = CAST + (
        "tests:\n"
        "  - { at: los-angeles, clock: 2026-09-30T23:59, opens: { everyone: [events] } }\n"
        "  - { at: los-angeles, clock: 2026-10-01, opens: { members: [events] } }\n"
        "  - { at: los-angeles, clock: 2026-10-31T23:59, opens: { members: [events] } }\n"
        "  - { at: los-angeles, clock: 2026-11-01T00:00, opens: { everyone: [events] } }\n"
    )
    assert not results(tests, los_angeles=october).failures


def test_one_test_may_look_at_several_places() -> None:
    """Then it holds at each; a member without a place is one of the place that is looked at."""
    tests = (
        "clock: 2026-11-22\npeople: { here: member, there: member at north }\n"
        "tests:\n  - { at: [miami, quebec], opens: { here: [directory] } }\n"
    )
    found = results(tests)
    assert (found.cases, found.answers, found.failures) == (2, 4, ())


def test_hidden_everywhere_hides_on_those_records_alone() -> None:
    """At the portals of others, too."""
    hidden = change("hide: Event.description, everywhere: true")
    tests = CAST.replace("  far:", "  fog: { type: Event, at: los-angeles }\n  far:") + (
        "tests:\n  - at: california\n    sees:\n"
        "      carla, members, ada, tom: [party.description]\n"
        "      nobody: [fog.description]\n"
    )
    assert not results(tests, los_angeles=hidden).failures
    assert len(results(tests).failures) == 1
