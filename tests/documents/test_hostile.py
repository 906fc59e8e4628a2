"""Hostile files: an answer in a second, problems for operators, never a traceback."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reader import read_document
from documents.schemas import KINDS
from tests.failing.test_failing import BASE, FOREIGN

CHANGES = "name: x\ntimezone: UTC\nchanges:\n"
SEE = "types:\n  E:\n    section: none\n    see:\n"


def each(count: int, text: str) -> str:
    """Write *text* once for each number, which stands for `#` in it."""
    return "".join(text.replace("#", str(number)) for number in range(count))


HOSTILE: dict[str, tuple[str, Callable[[], str | bytes]]] = {
    "20 MB": ("portal", lambda: "a: b\n" * 4_000_000),
    "100,000 brackets": ("portal", lambda: "[" * 100_000),
    "100,000 braces": ("portal", lambda: "{a: " * 100_000),
    "100,000 question marks": ("portal", lambda: "? " * 100_000),
    "100,000 hyphens": ("portal", lambda: "- " * 100_000),
    "100,000 colons": ("portal", lambda: ": " * 100_000),
    "100,000 anchors": ("portal", lambda: "&a " * 100_000),
    "100,000 tags": ("portal", lambda: "!a " * 100_000),
    "a billion laughs": ("portal", lambda: each(99, "a#: &a# [*a, *a, *a, *a, *a, *a]\n")),
    "a merge bomb": ("portal", lambda: "a: &a {x: 1}\n" + "b: {<<: [*a, *a]}\n" * 20_000),
    "an alias in itself": ("portal", lambda: "a: &a [*a]\n"),
    "100,000 equal keys": ("portal", lambda: "a: 1\n" * 100_000),
    "100,000 keys": ("portal", lambda: each(60_000, "a#: 1\n")),
    "unknown keys": ("portal", lambda: "sections:\n" + each(4900, "  evnts#: {}\n")),
    "unknown keys in blocks": ("types", lambda: "types:\n" + each(3000, "  E#: {sectoin: x}\n")),
    "no reasons": ("location", lambda: CHANGES + "  - {hide: E.a}\n" * 3300),
    "changes of all": ("location", lambda: CHANGES + "  - {section: x, hide: y}\n" * 1900),
    "fields of every type": ("types", lambda: f"{SEE}      public: [{'a, {b: 1}, 3, ' * 2400}]"),
    "equal fields": ("types", lambda: f"{SEE}      public: [{'a, ' * 9900}]"),
    "a number of many digits": ("gateway", lambda: "server: {port: " + "9" * 500_000 + "}"),
    "a number with an exponent": ("gateway", lambda: "server: {port: 1e" + "9" * 20 + "}"),
    "a long word": ("portal", lambda: "sections: {portal: {access: " + "a-" * 250_000 + "!}}"),
    "a long key": ("portal", lambda: "a" * 500_000 + ": 1"),
    "a long host": ("location", lambda: "name: x\nhosts: [" + "a-." * 150_000 + "!]"),
    "a long time zone": ("location", lambda: "name: x\ntimezone: " + "A/" * 250_000 + "!"),
    "a long address": ("location", lambda: "name: x\nemail: " + "a@" * 250_000),
    "many audiences": ("types", lambda: f"{SEE}      ? '{'a , ' * 120_000}!'\n      : [a]\n"),
    "an open quote": ("portal", lambda: "a: '" + "''" * 250_000),
    "deep indentation": ("portal", lambda: "".join(" " * depth + "a:\n" for depth in range(900))),
    "tabs": ("portal", lambda: "\ta: 1\n" * 80_000),
    "bells": ("portal", lambda: "\x07" * 500_000),
    "zeros": ("portal", lambda: bytes(500_000)),
    "every byte": ("portal", lambda: bytes(range(256)) * 2000),
    "broken surrogates": ("portal", lambda: b"\xed\xa0\x80" * 100_000),
    "carriage returns": ("portal", lambda: "a:\r" * 100_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_answer_within_a_second(name: str) -> None:
    """No file, however made, holds the gateway up or brings it down."""
    kind, make = HOSTILE[name]
    made = make()
    content = made if isinstance(made, bytes) else made.encode()
    read_document("f.yaml", b"sections: {}", kind)  # reads the schema
    start = time.process_time()
    document, problems = read_document("f.yaml", content, kind)
    assert time.process_time() - start < 1
    assert document is None
    assert 0 < len(problems) <= 101
    for problem in problems:
        assert len(str(problem)) < 1000
        assert problem.help
        assert not FOREIGN.search(str(problem))


def check(content: bytes, kind: str) -> None:
    """Read *content*, whatever it is: a document or problems, in an operator's words."""
    document, problems = read_document("f.yaml", content, kind)
    assert (document is None) == bool(problems)
    assert problems == sorted(problems)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for problem in problems:
        assert 1 <= problem.place.line <= lines
        assert problem.place.column >= 1
        assert problem.help
        assert not FOREIGN.search(problem.message.split("`")[0])


@given(content=st.binary(max_size=400), kind=st.sampled_from(KINDS))
def test_any_bytes(content: bytes, kind: str) -> None:
    """Bytes that mean nothing are refused like everything else."""
    check(content, kind)


WORDS = [
    "name", "sections", "types", "access", "member", "changes", "08:00", "null", "true", "0x1",
    ": ", "- ", "? ", "[", "]", "{", "}", ",", '"', "'", "#", "&a ", "*a ", "!b ", "!<", "%", "@",
    "|", ">", "\n", "\n  ", "\n    ", "---\n", "...\n", "<<: ", "~", "\\", "\\x", "é", "😀", "\r\n",
]  # fmt: skip


@given(words=st.lists(st.sampled_from(WORDS), max_size=40), kind=st.sampled_from(KINDS))
def test_any_signs_of_yaml(words: list[str], kind: str) -> None:
    """Nor does anything made of YAML's own signs."""
    check("".join(words).encode(), kind)


def test_files_half_written() -> None:
    """A file cut anywhere, or with a few bytes changed, is read or refused."""
    dice = random.Random(20261122)
    kinds = {"content": "types", "harbour": "location", "ghent": "location"}
    for file in sorted(BASE.rglob("*.yaml")):
        content = file.read_bytes()
        kind = kinds.get(file.stem, file.stem)
        for end in range(0, len(content), 3):
            check(content[:end], kind)
        for _ in range(150):
            changed = bytearray(content)
            for _ in range(dice.randint(1, 3)):
                start = dice.randrange(len(changed))
                changed[start : start + dice.choice([0, 1, 4])] = dice.choice(WORDS).encode()
            check(bytes(changed), kind)
