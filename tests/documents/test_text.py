"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest

from documents.text import MAX_BYTES, read_text

GOOD = "name: Café\r\nabout: 東京 😀 e\u0301 שלום\n"


def test_utf_8_is_read_as_it_is() -> None:
    """Letters of every language, emoji and Windows' line ends are text."""
    assert read_text("a.yaml", GOOD.encode()) == (GOOD, [])


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"x" * (MAX_BYTES + 1), "a.yaml:1:1", "larger than 512 KiB"),
        (GOOD.encode("utf-16"), "a.yaml:1:1", "UTF-16"),
        (GOOD.encode("utf-16-le"), "a.yaml:1:1", "UTF-16"),
        (GOOD.encode("utf-16-be"), "a.yaml:1:1", "UTF-16"),
        (GOOD.encode("utf-32"), "a.yaml:1:1", "UTF-32"),
        ("a: 1\nb: Café".encode("latin-1"), "a.yaml:2:7", "0xE9"),
        (b"a: \xc3", "a.yaml:1:4", "0xC3"),
        (b"a: \xed\xa0\x80", "a.yaml:1:4", "0xED"),  # half of a surrogate pair
        (b"a: \xc0\xaf", "a.yaml:1:4", "0xC0"),  # a slash, longer than needed
        (b"name: a\x00b\nmore: text", "a.yaml:1:8", "<U+0000>"),
        (b"a: 1\r\nb: \x1b[31m", "a.yaml:2:4", "<U+001B>"),
        (b"a: 1\rb: \x7f", "a.yaml:2:4", "<U+007F>"),
        ("a: \u2028b".encode(), "a.yaml:1:4", "<U+2028>"),
        ("a: \u0085b".encode(), "a.yaml:1:4", "<U+0085>"),
        ("é: \u202eb".encode(), "a.yaml:1:4", "<U+202E>"),
        ("a: \u2066b".encode(), "a.yaml:1:4", "<U+2066>"),
        ("a: \u200bb\u200b".encode(), "a.yaml:1:4", "<U+200B>, stands here (and 1 more"),
        ("a: \ufeffb".encode(), "a.yaml:1:4", "<U+FEFF>"),
        (b"a:\tb", "a.yaml:1:3", "a tab stands here"),
        (b"a:\n\tb: 1\n\tc: 2\n\td: 3", "a.yaml:2:1", "(and in 2 more lines)"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, place: str, words: str) -> None:
    """Wrong size, encodings, invisible characters and tabs: the place, what stands there."""
    text, problems = read_text("a.yaml", content)
    assert text is None
    assert [str(problem.place) for problem in problems] == [place]
    assert words in problems[0].message
    assert problems[0].help


def test_a_byte_order_mark_does_not_hide_the_rest() -> None:
    """The mark is refused, and the text is read on for whatever else is wrong."""
    text, problems = read_text("a.yaml", codecs.BOM_UTF8 + b"a: 1")
    assert text == "a: 1"
    assert "byte order mark" in problems[0].message


def test_a_file_as_large_as_may_be_is_read() -> None:
    """The limit itself is within it."""
    assert read_text("a.yaml", b"x" * MAX_BYTES) == ("x" * MAX_BYTES, [])
