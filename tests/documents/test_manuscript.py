"""A text that is changed in one place: what is written there, and that the rest stays."""

from __future__ import annotations

import pytest

from documents.manuscript import CannotBeChanged, Manuscript

TEXT = """\
# who may enter
sections:
  portal: { access: public }     # everybody
  events:
    access: public
    feature: on                  # since May
see:
  public, staff:
    - title       # always
    # the rest may wait
    - summary
  member: [email, phone]         # what people chose
changes:
  # a long summer
  - section: bookings
    access: [contact, member]
    because: >-
      Day guests
      may come
    from: 2026-10-01

  - hide: Event.title
    everywhere: true
    because: "Works council: BM-17"
"""


def changed(before: Manuscript, after: Manuscript) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    old, new = before.text.splitlines(), after.text.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.fixture(name="text")
def _text() -> Manuscript:
    """A file with comments in every place where one can stand."""
    return Manuscript("some.yaml", TEXT)


def test_a_value_between_brackets(text: Manuscript) -> None:
    """What stands beside it on the line stays."""
    assert changed(text, text.with_value(("sections", "portal", "access"), ["contact", "own"])) == (
        ["  portal: { access: public }     # everybody"],
        ["  portal: { access: [contact, own] }     # everybody"],
    )


def test_a_value_of_several_lines(text: Manuscript) -> None:
    """It may become one of a single line, in quotes where it needs them."""
    after = text.with_value(("changes", 0, "because"), "Day guests: yes")
    assert changed(text, after)[1] == ['    because: "Day guests: yes"']
    assert "    from: 2026-10-01\n\n  - hide" in after.text


def test_a_list_of_lines_becomes_a_word(text: Manuscript) -> None:
    """Its comments get lines of their own."""
    after = text.with_value(("see", "public, staff"), ["body"])
    assert after.text.count("#") == TEXT.count("#")
    assert "  public, staff: [body]\n  # always\n  # the rest may wait\n  member:" in after.text


def test_a_value_that_is_there_already(text: Manuscript) -> None:
    """Then nothing is written."""
    assert text.with_value(("sections", "events", "feature"), "on") is text


def test_a_pair_is_added(text: Manuscript) -> None:
    """Between brackets, on a line of its own, and at the end of the file."""
    assert (
        "{ access: public, feature: off }"
        in text.with_pair(("sections", "portal"), "feature", "off").text
    )
    below = text.with_pair(("sections", "events"), "shown", "on", after="access")
    assert "    access: public\n    shown: on\n    feature: on " in below.text
    last = Manuscript("some.yaml", TEXT.rstrip()).with_pair((), "switches", {"denials": "report"})
    assert last.text.endswith('BM-17"\n\nswitches:\n  denials: report')


def test_an_entry_is_added(text: Manuscript) -> None:
    """As those are written that stand there."""
    assert "[email, phone, tags]" in text.with_entry(("see", "member"), "tags").text
    assert (
        "    - summary\n    - body\n  member"
        in text.with_entry(("see", "public, staff"), "body").text
    )
    added = text.with_entry(("changes",), {"open": "Event.body", "to": "public", "because": "Why"})
    assert added.text.endswith('BM-17"\n\n  - open: Event.body\n    to: public\n    because: Why\n')


def test_what_is_taken_out_leaves_its_comments(text: Manuscript) -> None:
    """On lines of their own, where they stood."""
    assert (
        "    # always\n    # the rest may wait\n    - summary"
        in text.without(("see", "public, staff", 0)).text
    )
    assert "  # what people chose\nchanges:" in text.without(("see", "member")).text
    assert "[phone]         # what people chose" in text.without(("see", "member", 0)).text
    assert "[email]         # what people chose" in text.without(("see", "member", 1)).text


def test_an_entry_is_turned_into_another(text: Manuscript) -> None:
    """Its first key stands behind a dash."""
    after = text.with_key(("changes", 1, "hide"), "open").without(("changes", 1, "everywhere"))
    assert "  - open: Event.title\n    because:" in after.text
    assert "  - access: [contact, member]\n" in text.without(("changes", 0, "section")).text


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_end_as_they_did(ending: str) -> None:
    """New lines, too."""
    text = Manuscript("some.yaml", TEXT.replace("\n", ending))
    after = text.with_entry(("changes",), {"hide": "Event.body", "because": "Why"})
    after = after.without(("see", "public, staff", 1)).with_value(("see", "member"), ["phone"])
    assert after.text.replace("\r\n", "").count("\n") == (
        after.text.count("\n") if ending == "\n" else 0
    )
    assert after.data == Manuscript("some.yaml", after.text.replace("\r\n", "\n")).data


@pytest.mark.parametrize(
    "value",
    ["on", "yes", "a: b", "a # b", "[x", "Größe, Länge", "'tis", "2026-10-01", "007", "null", "~",
     "1e3", " a", "a ", "-", "- a", "{", "a\nb", "@x", "true", "", "?", "x:", "https://x.test/#a"],
)  # fmt: skip
def test_a_text_is_read_as_it_was_meant(text: Manuscript, value: str) -> None:
    """Whatever its letters, alone or between brackets."""
    for keys in (("changes", 1, "because"), ("sections", "portal", "access")):
        assert text.with_value(keys, value).at(keys) == value


def test_where_a_comment_would_be_lost_nothing_is_changed() -> None:
    """The operator is told to do it by hand, with the place."""
    text = Manuscript("some.yaml", "a: [one, # first\n    two]\n")
    with pytest.raises(CannotBeChanged, match=r"some\.yaml:1:4: `a` is written in a way"):
        text.with_value(("a",), ["three"])
