"""What an operator reads of policies that do not hold, word by word.

To write the screens anew run `pytest tests/access --snapshot-update`, and read every one aloud.
"""

from __future__ import annotations

import re

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.small_world import change, compiled, screen, world

AUDIENCES, PORTAL = "policies/audiences.yaml", "policies/portal.yaml"
CONTENT, CUSTOMERS = "policies/content.yaml", "policies/customers.yaml"
ACTIONS, STAFF = "policies/actions.yaml", "policies/staff.yaml"

LETTERS = """name: Miami
letters:
  words:
    sign-up:
      es:
        subject: "{name}, confirma tu dirección"
        text: "Aquí: {lnik}"
      pt: { subject: "Aqui {link}", text: "Olá {address}, tudo pronto na {house}." }
    welcome:
      es: { subject: Hola, text: "Hola {nombre}, {link}, {nombre}" }
    password-changed:
      en: { subject: "Changed }", text: "{{house}} has a new password for you, {}." }
"""

Edit = tuple[str, str, str]

WRONG_RULES: dict[str, list[Edit]] = {
    "a misspelt level": [(PORTAL, "access: logged-in", "access: loged-in")],
    "a misspelt audience in a list": [(PORTAL, "access: customers", "access: [contact, membr]")],
    "an audience nobody knows": [(CONTENT, "our-members: [att", "zebras: [att")],
    "an audience that is misspelt among others": [
        (CONTENT, "own, events-staff", "own, event-staff")
    ],
    "nobody beside others": [(CONTENT, "own, events-staff", "own, nobody")],
    "an audience twice in a key": [(CONTENT, "own, events-staff", "own, own")],
    "a section opened to own records": [(PORTAL, "access: our-members", "access: [member, own]")],
    "a section opened to staff": [(PORTAL, "access: our-members", "access: contracts-staff")],
    "a leash to a team": [(PORTAL, "open-to: public", "open-to: team-admins")],
    "own data for everyone": [
        (
            PORTAL,
            "payments: { access: logged-in, locations-may: { keep: true } }",
            "payments: { access: public, locations-may: { open-to: [member, public] } }",
        ),
    ],
    "audiences in a circle": [
        (AUDIENCES, "any-of: [contact, member]", "any-of: [contact, friends]"),
        (
            AUDIENCES,
            "  team-admins",
            (
                "  friends: { any-of: [member, family] }\n"
                "  family: { any-of: [customers] }\n  team-admins"
            ),
        ),
    ],
    "an audience of itself": [(AUDIENCES, "[contact, member]", "[contact, customers]")],
    "nobody in an audience": [(AUDIENCES, "[contact, member]", "[contact, nobody]")],
    "a misspelt name in an audience": [(AUDIENCES, "[contact, member]", "[contact, membr]")],
    "a plan that is not declared": [
        (AUDIENCES, "plans: [dedicated-desk, ", "plans: [dedicted-desk, ")
    ],
    "plans where none are declared": [
        (AUDIENCES, "plans: [hot-desk, dedicated-desk, private-office]\naudiences", "audiences"),
    ],
    "plans on offer that are not declared": [
        ("locations/miami.yaml", "name: Miami\n",
         "name: Miami\nsign-up: { plans: [hot-dsk, hot-desk, boat] }\n"),
    ],
    "letters with the wrong placeholders": [
        ("locations/miami.yaml", "name: Miami\n", LETTERS),
    ],
    "a permission that is not declared": [
        (AUDIENCES, "staff: events.manage", "staff: event.manage")
    ],
    "a permission unlike any other": [(AUDIENCES, "staff: events.manage", "staff: zebras")],
    "a role with an unknown permission": [(STAFF, "[events.manage]", "[events.mange, zebras]")],
    "permissions that look alike": [
        (STAFF, "  contracts.write", "  contracts-read: The same\n  contracts.write"),
    ],
    "an action of own records": [(ACTIONS, "allow: member", "allow: own")],
    "a misspelt type": [(CONTENT, "  Event:", "  Evnt:")],
    "a type that the graph does not have": [(CONTENT, "  Event:", "  Zebra:")],
    "a type in two files": [
        (
            CUSTOMERS,
            "  Resource:",
            "  Event:\n    section: none\n    see: { public: [title] }\n  Resource:",
        ),
    ],
    "a misspelt field": [(CONTENT, "public: [title, startsAt]", "public: [titel, startsAt]")],
    "a field unlike any other": [(CUSTOMERS, "[startDate]", "[zebra]")],
    "a field under two audiences": [(CONTENT, "[description]", "[description, title]")],
    "a field that goes with the record": [(CONTENT, "[title, startsAt]", "[id, title, startsAt]")],
    "own records of a type without owner": [(CONTENT, "public: [title]", "own: [title]")],
    "records of teams of a type without teams": [
        (CUSTOMERS, "own: [startDate]", "own-team, team-admins: [startDate]"),
    ],
    "a scope that may not be filtered or sorted by": [
        (CONTENT, "filter-by: [title", "filter-by: [titel, notes"),
        (CONTENT, "sort-by: [startsAt", "sort-by: [startAt"),
    ],
    "sorting where nothing is sorted": [
        (CONTENT, "      public: [title]\n", "      public: [title]\n    sort-by: [title]\n"),
    ],
    "record audiences of records that name none": [
        (CUSTOMERS, "scope: [network] }", "audience: from-record, restricted: hide }"),
    ],
    "a leash on a field that is none": [
        (CONTENT, "open: { description: public }", "open: { descripton: public, id: member }"),
        (CONTENT, "keep: [title]", "keep: [titel]"),
    ],
    "a leash on a field to its owner": [
        (CONTENT, "{ description: public }", "{ description: own }")
    ],
    "a switch that would change nothing": [
        (PORTAL, "sections:", "switches: { network-records-cascade: true }\nsections:"),
    ],
}

WRONG_CHANGES: dict[str, tuple[str, ...]] = {
    "a section opened further than its leash": ("section: bookings, access: public",),
    "a section opened without a leash": ("section: contact, access: logged-in",),
    "a closed section opened": ("section: faq, access: member",),
    "a kept section closed": ("section: payments, access: member",),
    "a kept section switched off": ("feature: payments, set: off",),
    "own data opened to everyone": ("section: payments, access: public",),
    "a field opened further than its leash": ("open: Event.attendees, to: [contact, member]",),
    "a field opened that only staff see": ("open: Contract.remarks, to: member",),
    "a kept field hidden": ("hide: Event.title",),
    "a kept field opened to fewer": ("open: Event.title, to: customers",),
    "a scope beyond the leash": ("scope: Article, use: [current, network]",),
    "an action allowed to more": ("action: bookings.create, allow: logged-in",),
    "a longer leash": ("locations-may: { section: bookings, open-to: public }",),
    "a longer leash of a field": ("locations-may: { type: Event, open: { notes: member } }",),
    "a longer leash of a scope": ("locations-may: { type: Article, scope: [network] }",),
    "two changes to one section": (
        "section: events, access: member, from: 2026-10-01, until: 2026-11-01",
        "section: events, access: contact, from: 2026-11-01",
        "section: events, access: nobody, from: 2026-10-31, until: 2026-11-02",
    ),
    "hidden and opened at once": ("hide: Event.description", "open: Event.description, to: public"),
    "two leashes at once": (
        "locations-may: { type: Event, open: { description: member } }",
        "locations-may: { type: Event, open: { description: contact }, scope: [current] }",
    ),
    "dates the wrong way round": (
        "feature: events, set: off, from: 2026-11-02, until: 2026-11-01",
    ),
    "a misspelt field hidden": ("hide: Event.titel",),
    "a field unlike any other hidden": ("hide: Contract.zebra",),
    "a change of a misspelt type": ("hide: Evnt.title", "scope: Evnt, use: [current]"),
    "a type unlike any other": ("locations-may: { type: Zebra, scope: [current] }",),
    "a change of a field that goes with the record": ("hide: Event.id",),
    "a misspelt field in a leash": ("locations-may: { type: Event, open: { titel: member } }",),
    "a misspelt action": ("action: bookings.crate, allow: member",),
    "an action unlike any other": ("action: zebras.feed, allow: member",),
    "a misspelt audience": ("section: events, access: membr",),
    "staff at a door": ("section: events, access: events-staff", "open: Event.notes, to: own"),
}


@pytest.mark.parametrize("case", WRONG_RULES)
def test_wrong_rules(case: str, snapshot: SnapshotAssertion) -> None:
    """Every rule that does not hold is refused, in exactly these words."""
    assert screen(*WRONG_RULES[case]) == snapshot


@pytest.mark.parametrize("case", WRONG_CHANGES)
def test_wrong_changes(case: str, snapshot: SnapshotAssertion) -> None:
    """Every change that goes too far is refused, in exactly these words."""
    assert screen(california=change(*WRONG_CHANGES[case])) == snapshot


def test_leashes_shortened_above(snapshot: SnapshotAssertion) -> None:
    """Whoever goes too far reads whose leash it is."""
    assert (
        screen(
            us=change(
                "locations-may: { section: bookings, open-to: our-members }",
                "locations-may: { type: Event, open: { description: customers }, scope: [child] }",
            ),
            miami=change(
                "section: bookings, access: logged-in",
                "open: Event.description, to: public",
                "scope: Event, use: [network]",
            ),
        )
        == snapshot
    )


def test_features_that_are_off(snapshot: SnapshotAssertion) -> None:
    """Switching on what the network has off needs a leash that goes as far as the access."""
    leash = (
        PORTAL,
        "articles: { access: customers, feature: off, locations-may: { open-to: logged-in",
        "articles: { access: customers, feature: off, locations-may: { open-to: contact",
    )
    assert screen(leash, us=change("feature: articles, set: on")) == snapshot
    off = (PORTAL, "directory: { access", "directory: { feature: off, access")
    assert screen(off, us=change("feature: directory, set: on")) == snapshot


def test_all_problems_at_once_sorted_by_place(snapshot: SnapshotAssertion) -> None:
    """A wrong word is reported once, and nothing is concluded from it."""
    assert (
        screen(
            (PORTAL, "bookings: { access: member", "bookings: { access: membr"),
            (AUDIENCES, "any-of: [contact, member]", "any-of: [contat, member]"),
            (CONTENT, "customers: [description]", "custmers: [description]"),
            california=change(
                "section: bookings, access: public",
                "section: directory, access: public",
                "open: Event.description, to: public",
            ),
        )
        == snapshot
    )


def test_hiding_in_vain_is_a_warning() -> None:
    """It is no danger, but not what its author believes."""
    found = compiled(world(us=change("hide: Contract.price")))
    assert found.problems == []
    assert str(found.warnings[0]) == (
        "locations/us.yaml:4:13: hiding `Contract.price` changes nothing: it is shown to `own` and "
        "`contracts-staff` alone, and a location takes nothing from them\n"
        "  help: take the change out"
    )


def test_missing_files() -> None:
    """What compiling needs is asked for by name."""
    assert [str(problem.place) for problem in compiled({}).problems] == [
        "locations:1:1",
        "policies/actions.yaml:1:1",
        "policies/audiences.yaml:1:1",
        "policies/portal.yaml:1:1",
        "policies/staff.yaml:1:1",
    ]


def test_a_long_chain_of_audiences_is_refused_and_no_traceback() -> None:
    """Nesting has a limit that no operator meets."""
    chain = "".join(f"  a{n}: {{ any-of: [a{n + 1}] }}\n" for n in range(900))
    found = screen(
        (AUDIENCES, "  team-admins", f"{chain}  a900: {{ level: member }}\n  team-admins")
    )
    assert "audiences stand 50 deep in each other" in found


@pytest.mark.parametrize("case", [*WRONG_RULES, *WRONG_CHANGES])
def test_every_problem_has_a_place_and_help(case: str) -> None:
    """Each is a line `path:line:column: sentence` without a full stop, and a line of help."""
    found = (
        screen(*WRONG_RULES[case])
        if case in WRONG_RULES
        else screen(california=change(*WRONG_CHANGES[case]))
    )
    lines = found.splitlines()
    assert lines, "a case that is not refused proves nothing"
    for place, advice in zip(lines[::2], lines[1::2], strict=True):
        assert re.match(r"[^:]+:[0-9]+:[0-9]+: \S.*[^.]\Z", place), place
        assert re.match(r"  help: \S", advice), advice
