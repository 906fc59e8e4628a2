"""Mutants: every rule is loosened, by one step, and whoever could notice is asked."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from access.comparing import compare_sets
from access.compiling import compile_policies
from access.policy_set import PolicySet
from access.subjects import About, Subject
from access.testing.cases import About as Key
from access.testing.cases import Acknowledged, Expectation, PolicyTests, Record
from access.testing.mutant import Mutant
from access.testing.mutants import mutants
from access.testing.rules import behind_expectation
from access.testing.score import By, Fate, Score, is_looser, score
from access.time_flips import BEGINNING
from documents.document import Document
from documents.places import Place
from tests.access.testing.tried import CAST, documents_of, names, tried
from tests.small_world import SHAPE, change

AT_HOME = ("policies/customers.yaml", "scope: [home, current]", "scope: [current]")
"""Without scopes of homes there are fewer kinds of people, and all of this is quick."""

NOTHING = CAST + "tests:\n  - { at: miami, switches: { denials: report } }\n"
CHANGES = {
    "san_francisco": change(
        "section: bookings, access: logged-in, from: 2026-10-01, until: 2026-11-01",
        "hide: Event.description, everywhere: true",
        "action: bookings.create, allow: our-members",
    ),
    "california": change(
        "open: Event.description, to: logged-in",
        "scope: Event, use: [current]",
        "switch: suspension.readable-sections, value: [payments, portal]",
        "section: events, access: member",
    ),
    "florida": change("locations-may: { section: bookings, open-to: member }"),
    "miami": change("feature: events, set: 'off'"),
}


def loosened(**locations: str) -> list[Mutant]:
    """Every mutant of the small world with changes."""
    documents = documents_of(NOTHING, AT_HOME, **locations)
    compiled = compile_policies(documents, SHAPE)
    assert compiled.policies is not None, "\n".join(map(str, compiled.problems))
    return list(mutants(documents, compiled.policies.layers.rules, names(), SHAPE))


def scored(
    tests: str = NOTHING, survivors: Iterable[str] = (), **locations: str
) -> Score:
    """Loosen the small world, with *tests* beside it."""
    policies, found, problems = tried(tests, AT_HOME, **locations)
    assert not problems, problems
    known = tuple(
        Acknowledged(rule, "A test", Place("policies/tests/survivors.yaml", line, 12))
        for line, rule in enumerate(survivors, start=1)
    )
    documents = documents_of(tests, AT_HOME, **locations)
    return score(documents, PolicyTests(found.cases, known), policies)


def fate(found: Score, rule: str, step: str) -> By:
    """Who noticed one mutant."""
    (by,) = [each.by for each in found.fates if str(each.mutant) == f"{rule}: {step}"]
    return by


def test_every_rule_of_the_network_is_loosened() -> None:
    """Each section, field, action, leash and switch that is not as loose as can be."""
    assert {str(mutant) for mutant in loosened()} >= {
        "section bookings: opened to `contact`, too",
        "section directory: opened to `member`, too",
        "section articles: switched on",
        "leash of section bookings: locations may open it to `public`, too",
        "keep section payments: locations may close it",
        "switch freeze.member-sections: set to `allow`",
        "Event.attendees: shown to `member`, too",
        "Event.notes: shown to `member`, too",
        "Contract.startDate: shown to `member`, too",
        "Contract.remarks: shown to `own`, too",
        "Team.invoices: shown to `own-team`, too",
        "Event rows: showing those of `parent`, too",
        "Event rows: a record's own audience does not count",
        "Event rows: records for others are shown, too",
        "keep Event.title: locations may hide it",
        "bookings.create: allowed to `contact`, too",
        "bookings.create: allowed while suspended",
        "audience residents: of any plan, not `dedicated-desk` or `private-office` alone",
        "audience residents: at `child`, too",
        "audience team-admins: of any role, not `administrator` alone",
        "role host: given `contracts.read`",
    }


def test_what_is_as_loose_as_can_be_is_left() -> None:
    """No mutant opens what is open."""
    rules = {mutant.rule for mutant in loosened()}
    assert not rules & {"section home", "Event.title", "leash of section events", "Article.title"}


def test_every_change_of_a_location_is_loosened() -> None:
    """What opens goes further and longer, what closes is taken out."""
    of_places = {str(each) for each in loosened(**CHANGES) if ": " in each.rule}
    assert of_places == {
        "san-francisco: section bookings: from ever on",
        "san-francisco: section bookings: without end",
        "san-francisco: section bookings: opened to `public`, too",
        "san-francisco: Event.description: taken out",
        "san-francisco: Event.description: hidden at this portal alone",
        "san-francisco: bookings.create: taken out",
        "san-francisco: bookings.create: allowed to `member`, too",
        "california: Event.description: shown to `public`, too",
        "california: Event rows: taken out",
        "california: Event rows: showing those of `child`, too",
        "california: switch suspension.readable-sections: set to `all`",
        "california: section events: taken out",
        "california: section events: opened to `contact`, too",
        "florida: leash of section bookings: taken out",
        "florida: leash of section bookings: locations below may open it to `contact`, too",
        "miami: section events: taken out",
    }


def test_a_mutant_is_one_edit_of_one_file() -> None:
    """Everything else in the file stays, and the file that it was made of is not touched."""
    documents = documents_of(NOTHING, AT_HOME, **CHANGES)
    before = {each.path: repr(each.data) for each in documents}
    for mutant in loosened(**CHANGES):
        (original,) = [each for each in documents if each.path == mutant.document.path]
        assert mutant.document.data != original.data, mutant
        assert mutant.place.path == original.path
    assert {each.path: repr(each.data) for each in documents} == before


def test_no_mutant_is_stricter() -> None:
    """Whatever a mutant changes for somebody is more, and never less."""
    documents = documents_of(NOTHING, AT_HOME, **CHANGES)
    policies = _compiled(documents)
    shown = 0
    for mutant in loosened(**CHANGES):
        edited = [
            mutant.document if each.path == mutant.document.path else each for each in documents
        ]
        after = compile_policies(edited, SHAPE).policies
        if after is not None and mutant.answers:
            shown += is_looser(policies, after)
            assert not is_looser(after, policies), mutant
    assert shown > 30


def test_what_a_mutant_touches_is_all_that_it_changes() -> None:
    """Whatever answers differently depends on a rule that it touches, so nobody is left unasked."""
    documents = documents_of(NOTHING, AT_HOME, **CHANGES)
    policies = _compiled(documents)
    changed = 0
    for mutant in loosened(**CHANGES):
        edited = [
            mutant.document if each.path == mutant.document.path else each for each in documents
        ]
        after = compile_policies(edited, SHAPE).policies
        if after is None or mutant.touches is None:
            continue
        for found in compare_sets(policies, after, BEGINNING).found:
            subject = found.difference.subject
            assert behind(subject, policies) & mutant.touches, (mutant, subject)
            changed += 1
    assert changed > 100


def behind(subject: Subject, policies: PolicySet) -> frozenset[str]:
    """The rules on which an expectation about *subject* depends."""
    place = Place("policies/tests/visitors.yaml", 1, 1)
    record = Record("any", subject.type_name, "miami")
    asked = {
        About.SECTION: Expectation(Key.OPENS, subject.name, None, frozenset(), place),
        About.ACTION: Expectation(Key.DOES, subject.name, None, frozenset(), place),
        About.FIELD: Expectation(Key.SEES, subject.name, None, frozenset(), place),
        About.SCOPE: Expectation(Key.SEES, None, record, frozenset(), place),
    }
    return behind_expectation(asked[subject.about], policies)


def test_who_notices() -> None:
    """The gateway, a promise, a test, or nobody."""
    tests = CAST + "tests:\n  - { at: san-francisco, opens: { 'members': [bookings] } }\n"
    found = scored(tests)
    assert fate(found, "section bookings", "opened to `contact`, too") is By.TESTS
    assert fate(found, "section payments", "opened to `public`, too") is By.GATEWAY
    assert fate(found, "section directory", "opened to `member`, too") is By.NOBODY
    assert fate(found, "Event.attendees", "shown to `member`, too") is By.NOBODY
    assert found.percent < 50


def test_what_changes_nothing_is_not_counted() -> None:
    """A field behind a door that is shut to the new audience has not become looser."""
    found = scored()
    assert fate(found, "Resource.rate", "shown to `contact`, too") is By.NO_EFFECT
    assert found.counted == len(found.fates) - found.count(By.NO_EFFECT)


def test_survivors_are_acknowledged_by_rule() -> None:
    """Or by one step, with a reason; of a rule whose loosening is noticed that is told."""
    one = "Event rows: records for others are shown, too"
    found = scored(survivors=["Event.attendees", one, "section payments", "no such rule"])
    known = [each for each in found.survivors if each.acknowledged is not None]
    assert {each.mutant.rule for each in known} == {"Event.attendees", "Event rows"}
    assert [str(each.mutant) for each in known if each.mutant.rule == "Event rows"] == [one]
    assert [each.rule for each in found.idle] == ["section payments", "no such rule"]
    assert known[0] not in found.unexpected


def test_a_leash_is_noticed_by_a_change_that_has_to_be_refused() -> None:
    """No answer shows a leash; what a location may write does."""
    refused = "{ section: bookings, access: public, because: No }"
    tests = CAST + f"tests:\n  - {{ at: miami, refuses: [{refused}] }}\n"
    step = "locations may open it to `public`, too"
    assert fate(scored(tests), "leash of section bookings", step) is By.TESTS
    assert fate(scored(), "leash of section bookings", step) is By.NOBODY


@pytest.mark.parametrize("every", [2, 5])
def test_a_sample_is_a_part_of_the_whole(every: int) -> None:
    """Each so manieth mutant, with the same fate."""
    policies, found, _ = tried(NOTHING, AT_HOME)
    documents = documents_of(NOTHING, AT_HOME)
    told: list[tuple[int, int]] = []
    part = score(documents, found, policies, lambda *done: told.append(done), every=every)
    whole = score(documents, found, policies)
    assert list(map(_told, part.fates)) == list(map(_told, whole.fates))[::every]
    assert told[0] == (0, len(part.fates))
    assert told[-1] == (len(part.fates), len(part.fates))


def _told(each: Fate) -> tuple[str, By]:
    return str(each.mutant), each.by


def _compiled(documents: list[Document]) -> PolicySet:
    compiled = compile_policies(documents, SHAPE)
    assert compiled.policies is not None
    return compiled.policies
