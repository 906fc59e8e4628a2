"""Edits of the demo's own files: each changes one rule, and leaves every other word as it stands.

`PORTAL_EDIT_ROUNDS` says how many edits there are; without it there are sixty.
"""

from __future__ import annotations

import difflib
import itertools
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from access.edits import written
from access.location_edits import location_file
from access.network_edits import network_file
from access.wishes import LEASHES, EditRefused, Part, Wish, part_named
from documents.document import Document
from documents.folders import read_root
from documents.manuscript import Manuscript
from documents.reader import read_document

HOUSE = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("PORTAL_EDIT_ROUNDS", "60"))
COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)

Rules = dict[tuple[str, ...], Any]


class Files:
    """The folders of the house in memory, edited again and again."""

    def __init__(self) -> None:
        reading = read_root(HOUSE)
        self.documents = {each.path: each for each in reading.documents if each.kind != "gateway"}
        self.texts = {path: reading.contents[path].decode() for path in self.documents}

    def write(self, wish: Wish) -> tuple[str, str]:
        """Write *wish* into its file; return what the file said before, and what it says now."""
        documents = list(self.documents.values())
        holder = (network_file if wish.at is None else location_file)(documents, wish)
        before = self.texts[holder.path]
        after = written(Manuscript(holder.path, before), wish).text
        document, problems = read_document(holder.path, after.encode(), holder.kind)
        assert document is not None, "\n".join(map(str, problems))
        self.documents[holder.path], self.texts[holder.path] = document, after
        return before, after

    @property
    def rules(self) -> Rules:
        """All that the files say, a key for each rule that an edit could be about."""
        return dict(pair for document in self.documents.values() for pair in rules_of(document))


def rules_of(document: Document) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Take a document apart without the help of what writes it."""
    for keys, value in leaves(document.data):
        match keys:
            case ("sections", name, "access"):
                yield ("", "section", name), value
            case ("sections", name, "feature"):
                yield ("", "feature", name), value
            case ("actions", name, "allow"):
                yield ("", "action", name), value
            case ("switches", name):
                yield ("", "switch", name), value
            case ("types", name, "rows", "scope"):
                yield ("", "scope", name), value
            case ("sections", name, "locations-may", "open-to"):
                yield ("", "leash of section", name), value
            case ("sections", name, "locations-may", "keep"):
                yield ("", "keep of", name), value
            case ("types", name, "locations-may", "keep"):
                for field in value:
                    yield ("", "keep of", f"{name}.{field}"), True
            case ("types", name, "locations-may", "scope"):
                yield ("", "leash of type", name), value
            case ("types", name, "locations-may", "open", field):
                yield ("", "leash of field", f"{name}.{field}"), value
            case ("types", name, "see", words):
                for field in value:
                    who = frozenset(word.strip() for word in words.split(","))
                    yield ("", "field", f"{name}.{field}"), who
            case ("changes",):
                yield from changes_of(document.path, value)
            case _:
                yield (document.path, *keys), value


def leaves(data: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield what stands at the end of each way through mappings."""
    if isinstance(data, dict) and keys != ("switches",):
        for key, value in data.items():
            yield from leaves(value, (*keys, key))
    elif isinstance(data, dict):
        for key, value in data.items():
            yield (*keys, key), value
    else:
        yield keys, data


def changes_of(path: str, changes: list[dict[str, Any]]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each change by what it is about and its days."""
    for entry in changes:
        days = str(entry.get("from")), str(entry.get("until"))
        if "locations-may" in entry:
            for part, name, said in leashes_of(entry["locations-may"]):
                yield (path, part, name, *days), (said, entry["because"])
        for part in ("section", "feature", "scope", "action", "switch"):
            if part in entry:
                yield (path, part, str(entry[part]), *days), entry
        for word in ("hide", "open"):
            if word in entry:
                yield (path, "field", entry[word], *days), entry


def leashes_of(leash: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield each leash of an entry by itself."""
    if "section" in leash:
        yield "leash of section", leash["section"], leash["open-to"]
        return
    for field, said in leash.get("open", {}).items():
        yield "leash of field", f"{leash['type']}.{field}", said
    if "scope" in leash:
        yield "leash of type", leash["type"], leash["scope"]


def removal(dice: random.Random, files: Files) -> Wish:
    """Wish something away that stands in a file: a location's change, or a leash of the network."""
    taken = [
        key
        for key in files.rules
        if (key[0].startswith("locations/") and len(key) == 5)
        or (key[0] == "" and key[1] in (*LEASHES.values(), Part.KEEP, "feature", "switch"))
    ]  # fmt: skip
    path, part, name, *days = dice.choice(taken)
    if not path:
        return Wish(Part(part), name, None)
    since, until = (None if day == "None" else day for day in days)
    at = path.removeprefix("locations/").removesuffix(".yaml")
    return Wish(Part(part), name, None, at, None, since, until)


def wishes(dice: random.Random, files: Files) -> Iterator[Wish]:
    """Yield wishes of every kind, at locations and of the network, without end."""
    levels = ["public", "logged-in", "contact", "member", "customers", "our-members", "residents"]
    lists = {
        name: [field for fields in rule["see"].values() for field in fields]
        for document in files.documents.values()
        if document.kind == "types"
        for name, rule in document.data["types"].items()
    }
    locations = [
        each.path.removeprefix("locations/").removesuffix(".yaml")
        for each in files.documents.values()
        if each.kind == "location"
    ]
    sections = [*files.documents["policies/portal.yaml"].data["sections"]][1:]
    actions = [*files.documents["policies/actions.yaml"].data["actions"]]
    scopes = ["current", "child", "parent", "network"]
    days = ["2026-10-01", "2026-11-15", "2027-01-01", "2027-03-31"]
    for number in itertools.count():
        if number % 5 == 4:
            yield removal(dice, files)
            continue
        part = dice.choice(list(Part))
        audience: tuple[str, ...] = tuple(dice.sample(levels, dice.choice([1, 1, 2])))
        at = dice.choice([None, dice.choice(locations), dice.choice(locations)])
        name = dice.choice(sections)
        value: object = audience
        match part:
            case Part.KEEP:
                type_name = dice.choice(list(lists))
                name = dice.choice([name, f"{type_name}.{dice.choice(lists[type_name])}"])
                at, value = None, True
            case Part.FEATURE:
                value = dice.choice(["on", "off"])
            case Part.FIELD | Part.FIELD_LEASH:
                name = dice.choice(list(lists))
                name = f"{name}.{dice.choice(lists[name])}"
                value = dice.choice([("nobody",), audience])
            case Part.SCOPE | Part.SCOPE_LEASH:
                name = dice.choice(list(lists))
                value = tuple(dice.sample(scopes, dice.choice([1, 2])))
            case Part.ACTION:
                name = dice.choice(actions)
            case Part.SWITCH:
                name, value = dice.choice(
                    [
                        ("freeze.member-sections", "allow"),
                        ("freeze.blocks-all-bookings", True),
                        ("suspension.readable-sections", ["home", "payments"]),
                        ("suspension.automatic", ["sign-up", {"overdue-days": 30}]),
                        ("directory.includes", "everyone"),
                    ]
                )
        if at is None:
            yield Wish(part, name, value)
            continue
        since, until = sorted(dice.sample(days, 2)) if dice.random() < 0.4 else (None, None)
        because = dice.choice(["Just so", "Works council: BM-17", "Größer, # und “besser”"])
        hidden = part is Part.FIELD and value == ("nobody",)
        everywhere = hidden and dice.random() < 0.3
        yield Wish(part, name, value, at, f"{because} {number}", since, until, everywhere)


def remarks(texts: dict[str, str]) -> list[str]:
    """All comments; in our files a `#` after a blank begins one, unless it stands in quotes."""
    found = []
    for text in texts.values():
        for line in text.splitlines():
            bare = re.sub(r'"(?:[^"\\]|\\.)*"', lambda quoted: "x" * len(quoted[0]), line)
            found += COMMENT.findall(bare)
    return sorted(found)


def test_edits_keep_every_comment_and_change_one_rule_each() -> None:
    """Whatever they are about, one after the other, in the same files."""
    files = Files()
    begun = remarks(files.texts)
    assert len(begun) > 60
    counts: dict[Part, int] = dict.fromkeys(Part, 0)
    taken_out = 0
    for wish in wishes(random.Random(4), files):
        before = files.rules
        try:
            old, new = files.write(wish)
        except EditRefused:
            continue
        after = files.rules
        differing = {key for key in {*before, *after} if before.get(key) != after.get(key)}
        wanted = (
            ("", wish.part.value, wish.name)
            if wish.at is None
            else (
                f"locations/{wish.at}.yaml",
                wish.part.value,
                wish.name,
                str(wish.since),
                str(wish.until),
            )
        )
        assert differing <= {wanted}, (wish, differing)
        assert remarks(files.texts) == begun, wish
        touched = [
            code
            for code, *_ in difflib.SequenceMatcher(
                None, old.splitlines(), new.splitlines(), autojunk=False
            ).get_opcodes()
            if code != "equal"
        ]
        assert len(touched) <= 3, (wish, touched)
        assert bool(touched) == bool(differing)
        counts[wish.part] += bool(differing)
        taken_out += wish.takes_out
        if sum(counts.values()) >= ROUNDS:
            break
    assert all(counts.values()), counts
    assert taken_out > ROUNDS / 10


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("bookings", Part.SECTION),
        ("bookings.create", Part.ACTION),
        ("freeze.member-sections", Part.SWITCH),
        ("denials", Part.SWITCH),
        ("Event", Part.SCOPE),
        ("Event.title", Part.FIELD),
    ],
)
def test_a_rule_is_known_by_its_name(name: str, part: Part) -> None:
    """Nobody has to say of which kind it is."""
    assert part_named(name) is part


def test_a_field_takes_its_place_among_those_alike() -> None:
    """It joins the list of its audiences, in whatever order they are named; else it gets one."""
    files = Files()
    files.write(Wish(Part.FIELD, "Event.host", ("events-staff", "our-members")))
    assert "our-members, events-staff: [attendees, host]" in files.texts["policies/content.yaml"]
    files.write(Wish(Part.FIELD, "Event.host", ("member",)))
    assert "[attendees]\n      member: [host]\n" in files.texts["policies/content.yaml"]
    files.write(Wish(Part.FIELD, "Event.host", ("events-staff", "logged-in")))
    assert files.texts["policies/content.yaml"].count("member: [") == 0


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(Part.FIELD, "Evnt.title", ("public",)), "did you mean `Event`"),
        (Wish(Part.SECTION, "events", ("public",), "berlin-mite", "Why"), "`berlin-mitte`"),
        (Wish(Part.FEATURE, "help-desk", "off", "nowhere", "Why"), "no location `nowhere`"),
    ],
)
def test_what_there_is_not_cannot_be_changed(wish: Wish, words: str) -> None:
    """Whoever misspells is told what is near."""
    with pytest.raises(EditRefused, match=words):
        Files().write(wish)


BERLIN = """\
name: Berlin
parent: harbour      # the country has none of its own

changes:
  - open: Event.description      # the first one
    to: public
    because: Neighbours are welcome

  - locations-may: { type: Event, open: { title: public, venue: member }, scope: [current] }
    because: Not too far

  # While the roof is mended.
  - section: bookings
    access: nobody
    because: The roof
    from: 2026-10-01
    until: 2026-11-01
"""


def without(text: str, wish: Wish) -> str:
    """Return a file after *wish* took something out of it."""
    return written(Manuscript("locations/berlin.yaml", text), wish).text


def test_what_is_taken_out_leaves_the_rest_as_it_stood() -> None:
    """Of an entry about several things the others stay; comments and blank lines do, too."""
    leash = Wish(Part.FIELD_LEASH, "Event.venue", None, "berlin")
    assert without(BERLIN, leash) == BERLIN.replace(", venue: member", "")
    section = Wish(Part.SECTION, "bookings", None, "berlin")
    assert without(BERLIN, section) == BERLIN[: BERLIN.index("  - section")]
    field = Wish(Part.FIELD, "Event.description", None, "berlin")
    kept = BERLIN.replace(
        BERLIN[BERLIN.index("  - open") : BERLIN.index("\n  - loc")], "  # the first one\n"
    )
    assert without(BERLIN, field) == kept


def test_the_last_change_takes_its_list_along() -> None:
    """An empty list would be refused."""
    text = "name: Berlin\nchanges:\n  - { hide: Event.title, because: Why }\nparent: harbour\n"
    assert without(text, Wish(Part.FIELD, "Event.title", None, "berlin")) == (
        "name: Berlin\nparent: harbour\n"
    )


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(Part.FIELD, "Event.host", None, "berlin"), "no change of the field `Event.host`"),
        (
            Wish(Part.SECTION, "bookings", None, "berlin", None, "2026-12-01"),
            "no change of the section `bookings` from 2026-12-01",
        ),
    ],
)
def test_what_is_not_said_cannot_be_taken_out(wish: Wish, words: str) -> None:
    """The file is named, and the days if they were."""
    with pytest.raises(EditRefused, match=words):
        without(BERLIN, wish)


def test_one_change_of_several_is_named_by_its_dates() -> None:
    """Else nobody could tell which one was meant; a single one goes without."""
    again = "  - { section: bookings, access: nobody, because: Again, from: 2027-01-01 }\n"
    wish = Wish(Part.SECTION, "bookings", None, "berlin")
    with pytest.raises(EditRefused, match="from 2026-10-01 until 2026-11-01; from 2027-01-01"):
        without(BERLIN + again, wish)
    dated = Wish(Part.SECTION, "bookings", None, "berlin", None, "2027-01-01")
    assert without(BERLIN + again, dated) == BERLIN


def test_a_leash_among_others_gets_an_entry_of_its_own() -> None:
    """The reason and the days that stand there are those of the others."""
    wish = Wish(Part.SCOPE_LEASH, "Event", ("current", "child"), "berlin", "Ours")
    after = written(Manuscript("locations/berlin.yaml", BERLIN), wish).text
    assert ", scope: [current] }" not in after
    assert after.endswith(
        "  - locations-may: { type: Event, scope: [current, child] }\n    because: Ours\n"
    )


def test_a_rule_that_closes_by_standing_there_is_not_taken_out() -> None:
    """A section without a rule would be closed, and a field without one is an oversight."""
    with pytest.raises(EditRefused, match="to close it, set it to `nobody`"):
        Files().write(Wish(Part.SECTION, "bookings", None))
