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

from access.location_edits import location_file, write_change
from access.network_edits import network_file, write_network_rule
from access.wishes import EditRefused, Part, Wish, part_named
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
        if wish.at is None:
            holder, write = network_file(documents, wish), write_network_rule
        else:
            holder, write = location_file(documents, wish), write_change
        before = self.texts[holder.path]
        after = write(Manuscript(holder.path, before), wish).text
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
        for part in ("section", "feature", "scope", "action", "switch", "locations-may"):
            if part in entry:
                yield (path, part, str(entry[part]), *days), entry
        for word in ("hide", "open"):
            if word in entry:
                yield (path, "field", entry[word], *days), entry


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
        part = dice.choice(list(Part))
        audience: tuple[str, ...] = tuple(dice.sample(levels, dice.choice([1, 1, 2])))
        at = dice.choice([None, dice.choice(locations), dice.choice(locations)])
        name, value = dice.choice(sections), audience
        match part:
            case Part.FEATURE:
                value = dice.choice(["on", "off"])
            case Part.FIELD:
                name = dice.choice(list(lists))
                name = f"{name}.{dice.choice(lists[name])}"
                value = dice.choice([("nobody",), audience])
            case Part.SCOPE:
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
    written: dict[Part, int] = dict.fromkeys(Part, 0)
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
        written[wish.part] += bool(differing)
        if sum(written.values()) >= ROUNDS:
            break
    assert all(written.values()), written


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
