"""Which promises hold and which do not, form by form."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from access.in_force import InForce
from access.proving.promise import Subject
from access.proving.proof import prove
from access.proving.questions import Asker, Question
from tests.access.proving.promised import Edit, promised, screen
from tests.small_world import (
    NOON,
    WORLD,
    anonymous,
    change,
    contact,
    frozen_member,
    member,
    policies,
    staff,
)
from tests.small_world import compiled as compiled_world

AUDIENCES, CONTENT = "policies/audiences.yaml", "policies/content.yaml"

TABLE: list[tuple[str, bool]] = [
    # Fields, and the grants that do not count.
    ("never: { outside: [own, contracts-staff], sees: [Contract.price] }", True),
    ("never: { outside: own, sees: [Contract.price] }", False),
    ("never: { outside: contracts-staff, sees: [Contract.price] }", False),
    ("never: { outside: [own, events-staff], sees: [Contract.price] }", False),
    ("never: { outside: [logged-in, contracts-staff], sees: [Contract.price] }", True),
    ("never: { outside: nobody, sees: [Contract.remarks] }", True),
    ("never: { outside: own-team, sees: [Team.members, Team.invoices] }", True),
    ("never: { outside: team-admins, sees: [Team.invoices] }", True),
    ("never: { outside: team-admins, sees: [Team.members] }", False),
    ("never: { outside: customers, sees: [Event.description] }", True),
    ("never: { outside: member, sees: [Event.description] }", False),
    ("never: { outside: our-members, sees: [Event.guestList] }", True),
    ("never: { outside: residents, sees: [Event.attendees] }", False),
    # A field is seen through its section.
    ("never: { outside: member, sees: [Resource.name, Resource.rate] }", True),
    ("never: { outside: logged-in, sees: [Article.title] }", True),
    # States of a person.
    ("never: { when: anonymous, sees: [Event.description, Contract.price] }", True),
    ("never: { when: anonymous, sees: [Event.title] }", False),
    ("never: { when: frozen, sees: [Event.description, Event.attendees] }", True),
    ("never: { when: frozen, sees: [Contract.price] }", False),
    ("never: { when: frozen, outside: own, sees: [Invoice.total] }", False),
    ("never: { when: frozen, outside: [own, contracts-staff], sees: [Invoice.total] }", True),
    ("never: { when: suspended, sees: [Event.attendees] }", False),
    # What everybody keeps.
    ("always: { inside: public, sees: [Event.title] }", True),
    ("always: { inside: customers, sees: [Event.description] }", True),
    ("always: { inside: logged-in, sees: [Event.description] }", False),
    ("always: { inside: [own, contracts-staff], sees: [Contract.price] }", True),
    ("always: { inside: [own, member], sees: [Contract.price] }", False),
    ("always: { inside: own-team, sees: [Team.members] }", True),
    ("always: { inside: team-admins, sees: [Team.members, Team.invoices] }", True),
    ("always: { inside: residents, sees: [Event.guestList] }", True),
    ("always: { inside: member, sees: [Article.title] }", False),
    # Sections.
    ("never: { outside: our-members, opens: [directory] }", True),
    ("never: { outside: nobody, opens: [faq, store] }", True),
    ("never: { outside: contact, opens: [contact] }", True),
    ("never: { outside: member, opens: [contact] }", False),
    ("never: { when: frozen, opens: [bookings, contact] }", True),
    ("always: { inside: public, opens: [portal, home, events] }", True),
    ("always: { inside: public, opens: [faq] }", False),
    ("always: { inside: member, opens: [bookings] }", True),
    # Actions.
    ("never: { when: suspended, does: [bookings.create] }", True),
    ("never: { outside: member, does: [bookings.create] }", True),
    ("never: { outside: our-members, does: [bookings.create] }", False),
    ("never: { outside: events-staff, does: [events.publish] }", True),
    ("never: { outside: member, does: [events.publish] }", False),
    ("always: { inside: customers, does: [payments.pay-due-invoice] }", True),
    ("always: { inside: customers, when: suspended, does: [payments.pay-due-invoice] }", True),
    ("always: { inside: logged-in, does: [payments.pay-due-invoice] }", False),
    ("always: { inside: events-staff, does: [events.publish] }", True),
    ("always: { inside: member, does: [bookings.create] }", False),
    # Records.
    ("never: { shows: [Event], beyond: [current, child] }", True),
    ("never: { shows: [Event], beyond: [network] }", True),
    ("never: { shows: [Event], beyond: [parent] }", False),
    ("never: { shows: [Resource], beyond: [current, home] }", True),
    ("never: { shows: [Resource], beyond: [current, child] }", False),
    ("always: { shows: [Event, Article], from: [current] }", True),
    ("always: { shows: [Event], from: [child] }", True),
    ("always: { shows: [Event], from: [parent] }", False),
    # Becoming more.
    ("monotone: { sees: [Event.title, Event.description, Contract.price] }", True),
    ("monotone: { opens: [events, bookings, directory, payments] }", True),
    ("monotone: { opens: [contact] }", False),
    ("monotone: { does: [bookings.create, payments.pay-due-invoice] }", True),
]


@pytest.mark.parametrize(("promise", "holds"), TABLE)
def test_what_holds(promise: str, holds: bool) -> None:
    """In the small world, which no location changes."""
    compiled = promised(promise)
    assert (compiled.policies is not None) is holds
    assert bool(compiled.problems) is not holds


WRONG: dict[str, str] = {
    "a misspelt field": "never: { outside: own, sees: [Contract.pric] }",
    "a field unlike any other": "never: { outside: own, sees: [Contract.zebra] }",
    "a misspelt type": "never: { outside: own, sees: [Contrat.price] }",
    "a type unlike any other": "never: { outside: own, sees: [Zebra.stripes] }",
    "a type of records that is none": "always: { shows: [Evnt], from: [current] }",
    "a field that goes with the record": "always: { inside: public, sees: [Event.id] }",
    "a misspelt audience": "never: { outside: [own, contract-staff], sees: [Contract.price] }",
    "an audience unlike any other": "always: { inside: zebras, sees: [Event.title] }",
    "a misspelt action": "never: { outside: member, does: [bookings.crate] }",
    "an action unlike any other": "never: { outside: member, does: [zebras.feed] }",
    "own records at a door": "never: { outside: own, opens: [directory] }",
    "staff at a door": "always: { inside: events-staff, opens: [events] }",
    "own records that are done": "never: { outside: own, does: [bookings.create] }",
    "nobody beside others": "never: { outside: [nobody, own], sees: [Contract.price] }",
    "nobody is promised it": "always: { inside: nobody, sees: [Event.title] }",
    "nobody is concerned": "never: { outside: [public, own], sees: [Contract.price] }",
    "own records that have no owner": "always: { inside: own, sees: [Article.title] }",
    "records of teams that have no team": "always: { inside: own-team, sees: [Event.title] }",
    "records for some people": "never: { outside: member, shows: [Event], beyond: [current] }",
    "records in a state": "always: { when: frozen, shows: [Event], from: [current] }",
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_promises(case: str, snapshot: SnapshotAssertion) -> None:
    """Each is refused, in exactly these words, and nothing is proved of it."""
    found = promised(WRONG[case])
    assert found.proof is None
    assert "\n".join(map(str, found.problems)) == snapshot
    assert all(problem.help for problem in found.problems)


def test_a_broken_promise_refuses_the_load() -> None:
    """With a problem at the subject's line, and nothing to go by."""
    lines = (TABLE[0][0], TABLE[1][0])
    compiled = promised(*lines)
    assert compiled.policies is None
    (problem,) = compiled.problems
    assert (problem.place.path, problem.place.line) == ("policies/promises.yaml", 3)


def test_a_promise_changes_no_answer() -> None:
    """The same people see the same, with promises or without."""
    canadians = "  canadians: { level: member, at: [child] }\n"
    named = (AUDIENCES, "  team-admins", f"{canadians}  team-admins")
    with_one = promised(
        "never: { outside: [canadians, own, contracts-staff], sees: [Contract.price] }",
        edits=(named,),
    ).policies
    without = policies(named)
    assert with_one is not None
    assert with_one.hash != without.hash
    for viewer in (anonymous(), contact(), member(), frozen_member(), staff(("host", "us"))):
        for portal in without.tree:
            one, other = (each.mask(viewer, portal, NOON) for each in (with_one, without))
            assert (one.shape.types, one.sections) == (other.shape.types, other.sections)
            assert one.key == other.key


def test_days_gone_by_count() -> None:
    """What is proved is every day: whoever asks about the past is answered by the same rules."""
    opened = change("open: Event.description, to: public, until: 2020-01-01")
    assert "until 31 December 2019" in screen(
        "never: { outside: customers, sees: [Event.description] }", miami=opened
    )


PLANS = [f"plan-{number}" for number in range(50)]
FIRST_PLANS = ", ".join(PLANS[:25])
MANY_PLANS: tuple[Edit, ...] = (
    (AUDIENCES, "[hot-desk, dedicated-desk, private-office]", f"[{', '.join(PLANS)}]"),
    (AUDIENCES, "plans: [dedicated-desk, private-office] }", f"plans: [{FIRST_PLANS}] }}"),
    (
        AUDIENCES,
        "  team-admins",
        "".join(f"  {each}-only: {{ level: member, plans: [{each}] }}\n" for each in PLANS)
        + f"  planned: {{ any-of: [{', '.join(f'{each}-only' for each in PLANS)}] }}\n"
        + "  team-admins",
    ),
    (CONTENT, "customers: [description]", "planned: [description]"),
)


def test_fifty_plans_make_no_explosion() -> None:
    """Plans that nothing tells apart are one."""
    promise = "never: { outside: planned, sees: [Event.description, Event.guestList] }"
    compiled = promised(promise, edits=MANY_PLANS)
    assert compiled.problems == []
    assert compiled.proof is not None
    assert compiled.proof.states < 300


def test_changes_that_do_not_touch_a_promise_are_asked_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Dated changes of other things, at any number of places, ask no question more."""
    asked: list[str] = []
    question = Asker.question

    def note(asker: Asker, subject: Subject, rules: InForce) -> Question:
        asked.append(subject.name)
        return question(asker, subject, rules)

    monkeypatch.setattr(Asker, "question", note)
    promise = "never: { outside: [own, contracts-staff], sees: [Contract.price] }"
    promised(promise)
    without, asked = asked, []
    days = ("from: 2030-01-01, until: 2030-02-01", "from: 2031-01-01, until: 2031-02-01")
    closed = change(*(f"hide: Event.startsAt, {each}" for each in days))
    changed = promised(promise, miami=closed, quebec=closed, san_francisco=closed)
    assert changed.proof is not None
    assert changed.proof.stretches == 5
    assert asked == without == ["Contract.price"] * len(without)


def test_too_many_states_are_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof never runs on: it ends, or says how to make it smaller."""
    monkeypatch.setattr(prove, "__defaults__", (20,))
    compiled = promised("never: { outside: [own, contracts-staff], sees: [Contract.price] }")
    assert compiled.policies is None
    (problem,) = compiled.problems
    assert problem.message == (
        "proving this takes more than 20 kinds of people, which is too many"
    )
    assert problem.help == (
        "promise less in one entry, or let fewer audiences, plans and homes decide about it"
    )


def test_what_a_proof_came_to() -> None:
    """One line for people: promises, states, locations, stretches, time."""
    compiled = promised(
        "never: { outside: [own, contracts-staff], sees: [Contract.price] }",
        miami=change("hide: Event.startsAt, from: 2026-10-01, until: 2026-11-01"),
    )
    proof = compiled.proof
    assert proof is not None
    assert (proof.promises, proof.locations, proof.stretches) == (1, 11, 3)
    words, _, seconds = str(proof).rpartition(", ")
    assert words == (
        f"1 promise holds: {proof.states} states at 11 locations on 3 stretches of days"
    )
    assert seconds.endswith(" s")
    broken = promised("never: { outside: own, sees: [Contract.price] }").proof
    assert str(broken).startswith("1 promise, broken 1 times: ")


def test_no_promises_are_no_work() -> None:
    """Without the file nothing is asked."""
    proof = compiled_world(WORLD).proof
    assert proof is not None
    assert (proof.promises, proof.states, proof.problems) == (0, 0, [])
