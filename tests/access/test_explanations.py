"""Explanations repeat what the masks say, layer by layer, and flips are true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from access.described import NotDescribed, described, kinds_of_viewer
from access.explanations import explain
from access.layer import Layer, Verdict
from access.person_flips import person_flips
from access.place_flips import place_flips
from access.policy_set import PolicySet
from access.questions import Kind, Question, Reach, UnknownSubject, questions_of
from access.time_flips import BEGINNING, Known, time_flips
from access.viewer import Viewer
from tests.small_world import (
    NOON,
    anonymous,
    change,
    contact,
    contract,
    frozen_member,
    member,
    policies,
    staff,
)

HERE = ("san-francisco", NOON)
GATES = ("feature", "section", "suspension", "records", "field", "hidden")


def viewers() -> list[Viewer]:
    """Everybody whom the small world can tell apart, about."""
    return [
        anonymous(),
        anonymous("isle"),
        contact(),
        contact(suspended=True, home="miami"),
        member(),
        member(contract("los-angeles"), home="los-angeles"),
        member(contract("california", "dedicated-desk")),
        member(contract("montreal", frozen=True), contract("san-francisco")),
        member(suspended=True, teams=[(3, "administrator")]),
        frozen_member(),
        member(staff=[("host", "california")]),
        staff(("accountant", "north")),
        staff(("host", "miami")),
    ]


def worlds() -> Iterator[PolicySet]:
    """The small world, and two with changes."""
    yield policies()
    yield policies(
        california=change(
            "hide: Event.attendees, everywhere: true",
            "open: Event.description, to: public",
            "section: bookings, access: logged-in",
        ),
        san_francisco=change("hide: Event.description", "scope: Event, use: [current]"),
    )
    yield policies(
        ("policies/portal.yaml", "  payments:", "  store: { access: public }\n  payments:"),
        north="changes:\n"
        "  - { switch: suspension.readable-sections, value: [payments], because: A test }\n"
        "  - { section: portal, access: logged-in, because: A test }\n",
    )


def gates(layers: tuple[Layer, ...]) -> list[Layer]:
    """The layers of the portal grant."""
    return [layer for layer in layers if layer.name.startswith(GATES)]


def of(layers: tuple[Layer, ...], name: str) -> bool:
    """Whether there is a layer of that name, and it says yes."""
    return any(layer.name == name and layer.verdict is Verdict.YES for layer in layers)


def test_layers_of_fields_agree_with_the_cells() -> None:
    """The portal's layers all hold exactly where the portal grant does; the others likewise."""
    asked = shown = 0
    for world in worlds():
        for portal in ("north", "california", "san-francisco", "miami", "isle"):
            for viewer in viewers():
                for question in questions_of(world, Kind.FIELD):
                    found = explain(question, world, viewer, portal, NOON)
                    cell = question.cell(world, viewer, portal, NOON)
                    context = (portal, viewer, question.name, found.layers)
                    unrefused = all(each.verdict is not Verdict.NO for each in gates(found.layers))
                    assert unrefused is cell.portal, context
                    assert of(found.layers, "own record") is cell.own, context
                    assert of(found.layers, "own team") is bool(cell.team_roles), context
                    assert of(found.layers, "staff") is bool(cell.permissions), context
                    assert bool(found.decision) is bool(cell), context
                    asked += 1
                    shown += bool(cell)
    assert 0 < shown < asked


@pytest.mark.parametrize("kind", [Kind.SECTION, Kind.ACTION])
def test_layers_of_doors_and_actions_agree_with_the_decisions(kind: Kind) -> None:
    """All of them hold, or staff's does, exactly where the answer is yes."""
    answers = set()
    for world in worlds():
        for portal in ("north", "san-francisco", "miami"):
            for viewer in viewers():
                for question in questions_of(world, kind):
                    found = explain(question, world, viewer, portal, NOON)
                    tests = [
                        each for each in found.layers if each.name not in ("credential", "staff")
                    ]
                    passed = all(each.verdict is not Verdict.NO for each in tests)
                    expected = passed or of(found.layers, "staff")
                    assert bool(found.decision) is expected, (portal, viewer, found)
                    answers.add(expected)
    assert answers == {True, False}


def test_the_line_and_the_chain() -> None:
    """The network's line first, then each change on the way down; the last one decides."""
    world = policies(
        california="changes:\n  - hide: Event.description\n    because: Too long\n",
        san_francisco="changes:\n  - open: Event.description\n    to: public\n"
        "    because: All welcome\n    from: 2026-11-01\n",
    )
    question = Question(Kind.FIELD, "Event.description")
    found = explain(question, world, anonymous(), "san-francisco", NOON)
    (layer,) = [layer for layer in found.layers if layer.name == "field"]
    assert [(link.location, link.words, link.because) for link in layer.chain] == [
        (None, "shown to `customers`", None),
        ("california", "shown to `nobody`", "Too long"),
        ("san-francisco", "shown to `public`", "All welcome"),
    ]
    assert [link.line for link in layer.chain] == [
        "policies/content.yaml:7",
        "locations/california.yaml:6",
        "locations/san-francisco.yaml:9",
    ]
    assert layer.place == layer.chain[-1].place == found.decision.place
    assert layer.chain[-1].dates == "from 2026-11-01"
    assert found.reach is Reach.ALL


def test_flips_of_the_person_flip() -> None:
    """Each is asked again, and answers as it says; a yes is only ever taken away."""
    found = 0
    for world in worlds():
        for kind in Kind:
            for question in questions_of(world, kind):
                for viewer in viewers():
                    for flip in person_flips(question, world, viewer, "san-francisco", NOON):
                        before = question.reach(world, viewer, "san-francisco", NOON)
                        after = question.reach(world, flip.viewer, "san-francisco", NOON)
                        assert after is flip.reach
                        assert after < before if before is Reach.ALL else after > before
                        found += 1
    assert found > 100


@pytest.mark.parametrize(
    ("viewer", "words"),
    [
        (contact(), "an active contract of any location"),
        (frozen_member(), "the end of the freeze of their contracts"),
        (member(suspended=True), "the end of their suspension"),
        (anonymous(), "signing in with an active contract of any location"),
    ],
)
def test_the_smallest_change_comes_first(viewer: Viewer, words: str) -> None:
    """Somebody who cannot book is told what they lack, and no more."""
    question = Question(Kind.ACTION, "bookings.create")
    flips = person_flips(question, policies(), viewer, "san-francisco", NOON)
    assert flips[0].words == words


@pytest.mark.parametrize(
    ("viewer", "words"),
    [
        (anonymous(), ["signing in as a customer, without a contract"]),
        (contact(), ["signing out"]),
    ],
)
def test_a_change_that_holds_a_smaller_one_is_not_told(viewer: Viewer, words: list[str]) -> None:
    """Where signing in is enough nobody needs a contract, or a team."""
    world = policies(san_francisco=change("section: bookings, access: logged-in"))
    question = Question(Kind.SECTION, "bookings")
    flips = person_flips(question, world, viewer, "san-francisco", NOON)
    assert [flip.words for flip in flips] == words


def test_all_that_would_end_an_answer_is_told() -> None:
    """A member who books stops when suspended, and when the contract rests or ends."""
    question = Question(Kind.ACTION, "bookings.create")
    flips = person_flips(question, policies(), member(), "san-francisco", NOON)
    assert [flip.words for flip in flips] == [
        "being suspended",
        "a freeze of all their contracts",
        "the end of all their contracts",
    ]


def test_a_right_of_their_own_counts_besides() -> None:
    """Whoever lacks it is refused, told of it, and of it alone where the policies say yes."""
    question = Question(Kind.ACTION, "bookings.create", "can-book")
    (flip,) = person_flips(question, policies(), member(), *HERE)
    assert flip.words == "the right `can-book`, given by staff"
    more = person_flips(question, policies(), contact(), *HERE)
    assert [flip.words for flip in more] == [
        "an active contract of any location, and the right `can-book`, given by staff"
    ]
    with_it = replace(member(), rights=frozenset({"can-book"}))
    for viewer, allowed in ((member(), False), (with_it, True)):
        found = explain(question, policies(), viewer, *HERE)
        assert (found.reach is Reach.ALL) is allowed
        assert found.layers[-1].name == "own right"
        assert found.layers[-1].verdict == ("yes" if allowed else "no")
        assert ("without the right `can-book`" in found.facts) is not allowed
    made_up = replace(member(), customer=0)
    assert question.reach(policies(), made_up, *HERE) is Reach.ALL


def test_what_becomes_of_frozen_contracts_is_a_layer() -> None:
    """With the line of the switch, and only where it makes a difference."""
    world = policies(california=change("switch: freeze.member-sections, value: allow"))
    for question, told in (
        (Question(Kind.ACTION, "bookings.create"), True),
        (Question(Kind.SECTION, "bookings"), True),
        (Question(Kind.SECTION, "events"), False),
    ):
        for each, verdict in ((policies(), "no"), (world, "yes")):
            found = explain(question, each, frozen_member(), *HERE)
            layers = [layer for layer in found.layers if layer.name == "frozen contracts"]
            assert [layer.verdict for layer in layers] == ([verdict] if told else [])
            if layers:
                assert layers[0].chain[-1].location == (None if each is not world else "california")


def test_flips_of_the_place() -> None:
    """Other portals that answer otherwise, the nearest in the tree first."""
    world = policies(los_angeles=change("section: bookings, access: logged-in"))
    question = Question(Kind.SECTION, "bookings")
    flips = place_flips(question, world, contact(), "san-francisco", NOON)
    assert [flip.portal for flip in flips] == ["los-angeles"]


def test_flips_of_the_time() -> None:
    """Dates of files and of the person: each change of the answer, and what changed it."""
    world = policies(
        san_francisco=change(
            "section: bookings, access: logged-in, from: 2026-12-01, until: 2026-12-08"
        )
    )
    hired = dt.datetime(2027, 1, 5, 8, tzinfo=dt.UTC)
    history = [Known(BEGINNING, contact()), Known(hired, member())]
    question = Question(Kind.SECTION, "bookings")
    flips = time_flips(question, world, history, "san-francisco")
    assert [(flip.moment, flip.before, flip.after) for flip in flips] == [
        (dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC), Reach.NOTHING, Reach.ALL),
        (dt.datetime(2026, 12, 8, 8, tzinfo=dt.UTC), Reach.ALL, Reach.NOTHING),
        (hired, Reach.NOTHING, Reach.ALL),
    ]
    begins, ends, person = (flip.causes for flip in flips)
    line = "locations/san-francisco.yaml:8"
    assert begins == (f"a change of `san-francisco` begins (“A test”), {line}",)
    assert ends == (f"a change of `san-francisco` ends (“A test”), {line}",)
    assert person[-1].startswith("now an active contract for `hot-desk`")


def test_credentials_that_end() -> None:
    """Whoever has none is answered nothing, and that is said."""
    history = [Known(BEGINNING, member()), Known(NOON, None)]
    question = Question(Kind.SECTION, "bookings")
    (flip,) = time_flips(question, policies(), history, "san-francisco")
    assert (flip.after, flip.causes) == (Reach.NOTHING, ("their credential ends",))


def test_roles_begin_and_end_in_time() -> None:
    """Of staff without a profile the role is named, and why nothing works any more."""
    question, hired = Question(Kind.FIELD, "Event.notes"), NOON - dt.timedelta(days=3)
    history = [
        Known(BEGINNING, None, "no role"),
        Known(hired, staff(("host", "california"))),
        Known(NOON, None, "the login is disabled"),
    ]
    came, went = time_flips(question, policies(), history, "san-francisco")
    assert (came.moment, came.after) == (hired, Reach.SOME)
    assert came.causes == (
        "their credential works", "now staff: `host` at `california` and below",
    )
    assert (went.moment, went.causes) == (
        NOON, ("their credential ends (the login is disabled)",),
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("anonymous", anonymous()),
        ("contact", Viewer("north", 0, home="miami")),
        ("suspended contact at montreal", Viewer("north", 0, suspended=True, home="montreal")),
        ("host at california", staff(("host", "california"))),
    ],
)
def test_viewers_in_words(words: str, expected: Viewer) -> None:
    """An operator need not know anybody's address."""
    assert described(words, policies(), "miami") == expected


def test_members_in_words() -> None:
    """With the state, the place and the plan of their contract."""
    viewer = described("suspended frozen member at montreal with hot-desk", policies(), "miami")
    (held,) = viewer.contracts
    assert (held.location, held.plan, held.frozen) == ("montreal", "hot-desk", True)
    assert viewer.suspended


def test_the_titles_of_a_matrix_describe_its_columns() -> None:
    """Whoever reads a matrix may ask on about what stands above a column."""
    for kind in kinds_of_viewer(policies(), "miami"):
        assert described(kind.words, policies(), "miami") == kind.viewer
    assert described("suspended", policies(), "miami").suspended


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "describes no viewer"),
        ("suspended frozen", "describes no viewer"),
        ("membr", "did you mean `member`?"),
        ("suspendd member", "did you mean `suspended`?"),
        ("frozen contact", "only a member is frozen, and no `contact`"),
        ("frozen anonymous", "only a member is frozen, and no `anonymous`"),
        ("suspended host at california", "only customers are suspended, and no `host`"),
        ("member at", "something is missing behind `at`"),
        ("member at montral", "did you mean `montreal`?"),
        ("member of montreal", "`of` is one word too many"),
        ("member with hot-dsk", "`hot-dsk` is not a plan; did you mean `hot-desk`?"),
        ("member at San Francisco", "`Francisco` is one word too many; did you mean `san-franc"),
        ("frozen at miami", "nobody is named before `at`"),
        ("Anna Lindqvist", "`Anna` is no kind of viewer and no role of staff; write "),
        ("member with boat", "`boat` is not a plan; name one of `plans` in policies/audiences"),
        ("member with plan", "`plan` is not a plan"),
        ("contact with hot-desk", "only a member has a plan, and no `contact`"),
        ("host at california with hot-desk", "only a member has a plan, and no `host`"),
        ("member at isle", "`isle` and `miami` are of different networks"),
    ],
)
def test_words_that_describe_nobody(words: str, message: str) -> None:
    """Say what to write."""
    with pytest.raises(NotDescribed, match=message.replace("?", r"\?")):
        described(words, policies(), "miami")


def test_questions_about_nothing() -> None:
    """Are refused, with the nearest name."""
    with pytest.raises(UnknownSubject, match=r"did you mean `Event\.title`"):
        Question(Kind.FIELD, "Event.titel").check(policies())
    for name in ("Event", "Event.", "Event.title.title", "Other.title", "portal", ""):
        for kind in Kind:
            known = {each.name for each in questions_of(policies(), kind)}
            if name not in known:
                with pytest.raises(UnknownSubject):
                    Question(kind, name).check(policies())


def test_all_that_can_be_asked_is_known() -> None:
    """Each question that is listed passes, whatever it is about."""
    for world in worlds():
        for kind in Kind:
            asked = list(questions_of(world, kind))
            assert asked
            for question in asked:
                question.check(world)
