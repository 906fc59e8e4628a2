"""One file read: its data, the place of everything in it, and all that is wrong at once."""

from __future__ import annotations

from textwrap import dedent

import pytest

from documents.places import Place
from documents.reader import Document, read_document
from documents.standing import Keys

LOCATION = """\
# yaml-language-server: $schema=../documents/schemas/location.json
name: Berlin Mitte
parent: berlin
hosts: [mitte.example.test, "www.mitte.example.test"]
opening-hours:
  monday: 08:00-20:00
contact: { form: true }
changes:
  - section: bookings
    access: [logged-in, "our-members"]
    because: >-
      Day guests
      may see the rooms
    from: 2026-10-01

  - feature: events
    set: off
    because: On stage
"""


@pytest.fixture(name="mitte")
def _mitte() -> Document:
    """Berlin Mitte: hosts in a line, two changes, values of every style."""
    return read("locations/mitte.yaml", LOCATION, "location")


def read(path: str, text: str, kind: str) -> Document:
    """Read a text that holds."""
    document, problems = read_document(path, text.encode(), kind)
    assert problems == []
    assert document is not None
    return document


def problems_of(text: str, kind: str) -> list[str]:
    """Return the problems of a text, as place and sentence."""
    document, problems = read_document("f.yaml", dedent(text).encode(), kind)
    assert (document is None) == bool(problems)
    return [f"{p.place.line}:{p.place.column} {p.message}" for p in problems]


def test_data_is_plain(mitte: Document) -> None:
    """Times, dates and `off` are text; `true` is a boolean; nothing is a library's own type."""
    assert mitte.kind == "location"
    assert mitte.path == "locations/mitte.yaml"
    assert mitte.data == {
        "name": "Berlin Mitte",
        "parent": "berlin",
        "hosts": ["mitte.example.test", "www.mitte.example.test"],
        "opening-hours": {"monday": "08:00-20:00"},
        "contact": {"form": True},
        "changes": [
            {
                "section": "bookings",
                "access": ["logged-in", "our-members"],
                "because": "Day guests may see the rooms",
                "from": "2026-10-01",
            },
            {"feature": "events", "set": "off", "because": "On stage"},
        ],
    }


@pytest.mark.parametrize(
    ("keys", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("name",), (2, 7), (2, 1)),
        (("hosts",), (4, 8), (4, 1)),
        (("hosts", 0), (4, 9), (4, 9)),
        (("hosts", 1), (4, 29), (4, 29)),
        (("opening-hours", "monday"), (6, 11), (6, 3)),
        (("contact", "form"), (7, 18), (7, 12)),
        (("changes",), (9, 3), (8, 1)),
        (("changes", 0), (9, 5), (9, 5)),
        (("changes", 0, "access", 1), (10, 25), (10, 25)),
        (("changes", 0, "because"), (11, 14), (11, 5)),
        (("changes", 1, "set"), (17, 10), (17, 5)),
        (("changes", 1, "until"), (16, 5), (16, 5)),  # left out: what would hold it
        (("about", "text"), (2, 1), (2, 1)),
    ],
)
def test_everything_has_its_place(
    mitte: Document, keys: Keys, value: tuple[int, int], key: tuple[int, int]
) -> None:
    """Line and column of a value and of its key; what is left out has its holder's."""
    assert mitte.place(keys) == Place("locations/mitte.yaml", *value)
    assert mitte.place(keys, at_key=True) == Place("locations/mitte.yaml", *key)


def test_a_problem_of_a_document_stands_at_its_place(mitte: Document) -> None:
    """What later floors find wrong reads like what the reader finds."""
    problem = mitte.problem(("parent",), "`berlin` is not a location", "did you mean `bern`?")
    assert str(problem) == (
        "locations/mitte.yaml:3:9: `berlin` is not a location\n  help: did you mean `bern`?"
    )
    assert mitte.problem(("parent",), "x", at_key=True).place.column == 1


def test_columns_count_characters() -> None:
    """A letter with an accent, or an emoji, is one column, as in an editor."""
    text = 'name: x\ntimezone: UTC\nhome: { text: "é😀", headline: x }\n'
    assert read("f.yaml", text, "location").place(("home", "headline")).column == 31


def test_windows_line_ends_are_one_line_end() -> None:
    """Line numbers do not depend on who saved the file."""
    document = read("f.yaml", LOCATION.replace("\n", "\r\n"), "location")
    assert document.place(("changes", 1, "set")) == Place("f.yaml", 17, 10)


def test_a_start_of_document_may_stand() -> None:
    """One `---` before the first key, and `...` after the last, change nothing."""
    document = read("f.yaml", "---\nname: x\ntimezone: UTC\n...\n", "location")
    assert document.place(("name",)).line == 2


def test_all_problems_at_once_sorted_by_place() -> None:
    """What YAML allows, what the schema refuses, and odd numbers come in one list."""
    found = problems_of(
        """\
        default-portal: &here harbour
        server:
          port: 08
          port: 9
          hots: x
        log: { level: loud }
        graphiql: yes
        """,
        "gateway",
    )
    assert found == [
        "1:17 an anchor, `&here`, stands here",
        "3:9 `08` is a number that programs read in different ways",
        "4:3 `port` stands twice; it stands in line 3 already",
        "5:3 unknown key `hots` in `server`",
        "6:15 `loud` is not a level of the log",
        "7:11 `yes` is not `true` or `false`",
    ]


def test_of_two_equal_keys_neither_wins_in_silence() -> None:
    """Libraries keep the last of two; here the file is refused, quoted or not."""
    text = "sections:\n  portal: { access: public }\n  'portal': { access: nobody }\n"
    assert problems_of(text, "portal") == ["3:3 `portal` stands twice; it stands in line 2 already"]


def test_what_cannot_be_read_is_not_checked_further() -> None:
    """An alias, a tag, a merge are named once, without what follows from them."""
    text = """\
        sections:
          portal: { access: *all }
          events: !open { acess: 3 }
          store: { <<: *more }
        """
    assert problems_of(text, "portal") == [
        "2:21 an alias, `*all`, stands here",
        "3:11 a tag, a word that begins with `!`, stands here",
        "4:12 `<<` would merge another block into this one",
        "4:16 an alias, `*more`, stands here",
    ]


def test_a_misspelt_key_is_not_missed_as_well() -> None:
    """The key that was meant is named in the help, and not as missing."""
    assert problems_of("actions:\n  a.b: { alow: member }\n", "actions") == [
        "2:10 unknown key `alow` in `a.b`"
    ]


def test_hidden_characters_in_escapes_are_refused() -> None:
    """What may not stand in a file cannot come in through `\\u` either."""
    for escape in ("\\0", "\\x1b", "\\u202e", "\\u2028", "\\N"):
        text = f'name: "a{escape}b"\ntimezone: UTC\n'
        assert [p[:4] for p in problems_of(text, "location")] == ["1:7 "]


def test_an_end_of_line_does_not_end_a_name() -> None:
    """A pattern's end is the end of the text: a name with a line end is another name."""
    assert problems_of('audiences: { a: { staff: "x.y\\n" } }', "audiences") == [
        "1:26 `x.y<U+000A>` is not written like the name of a permission"
    ]


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (100, "101:3 unknown key `x99` in `sections`"),
        (101, "102:3 there is 1 more problem from here on"),
        (300, "102:3 there are 200 more problems from here on"),
    ],
)
def test_more_problems_than_anybody_reads_are_counted(count: int, last: str) -> None:
    """A hundred are named, the rest is a number."""
    found = problems_of("sections:\n" + "".join(f"  x{n}: 1\n" for n in range(count)), "portal")
    assert len(found) == min(count, 101)
    assert found[-1] == last


def test_problems_of_all_sorts_are_counted_together() -> None:
    """Keys that stand twice, keys that are unknown: a hundred in all, the rest one number."""
    twice = "  portal: { access: public }\n" * 51
    unknown = "".join(f"  x{number}: 1\n" for number in range(300))
    found = problems_of(f"sections:\n{twice}{unknown}", "portal")
    assert len(found) == 101
    assert found[49].startswith("52:3 `portal` stands twice")
    assert found[50].startswith("53:3 unknown key `x0`")
    assert found[-1] == "103:3 there are 250 more problems from here on"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "this file is empty"),
        ("# a comment\n\n", "this file is empty"),
        ("---\n", "this file is empty"),
        ("null", "this file is empty"),
        ("[]", "this file wants keys with values below it, and a list stands here"),
        ("42", "this file wants keys with values below it, and the number `42` stands here"),
        ("x", "this file wants keys with values below it, and the text `x` stands here"),
    ],
)
def test_files_without_keys(text: str, message: str) -> None:
    """An empty file, or one that holds something else than keys, says what it should begin with."""
    _, problems = read_document("f.yaml", text.encode(), "portal")
    assert [problem.message for problem in problems] == [message]
    assert problems[0].help == "begin it with `sections:`"
