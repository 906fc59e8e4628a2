"""Text that is not YAML: what the parser below says, and what an operator reads."""

from __future__ import annotations

import pytest
import yaml

from documents.composer import compose
from documents.syntax import _EXPLANATIONS

TABLE = [
    ("a: b: c", "1:5", "a second `: ` stands in this line"),
    ("a: 1\n  b: 2", "2:3", "this line stands deeper than the one above, `a: 1`"),
    ("a:\n  b:1\n  c: 2", "2:3", "a space is missing after the colon of `b:1`"),
    ("a\nb: 2", "1:1", "`a` stands here without a colon"),
    ("sections\n  portal: x", "1:1", "`sections` stands here without a colon"),
    ("a: 1\nb", "2:1", "`b` stands here without a colon"),
    ("a:\n    b: 1\n  c: 2", "3:3", "this line begins in a column in which no line"),
    ("a:\n    - b\n  - c", "3:3", "this line begins in a column in which no line"),
    ("a: 1\n- b", "2:1", "this list entry stands among keys"),
    ("- a\nb: 1", "2:1", "this key stands among list entries"),
    ('a: "b" c', "1:8", "`c` stands after the value has ended"),
    (": a", "1:1", "a key is missing before the colon"),
    ("a: [b, c\nd: 1", "1:4", "the `[` that stands here is never closed"),
    ("a: {b: c", "1:4", "the `{` that stands here is never closed"),
    ("a: [b", "1:4", "the `[` that stands here is never closed"),
    ("a: ['b' 'c']", "1:9", "a comma or `]` is missing before `'c']`"),
    ("a: {b: c d: e}", "1:10", "a comma or `}` is missing before `d`"),
    ("a: [b,, c]", "1:7", "a value is missing before `,`"),
    ("a: [", "1:4", "this file ends where a value is missing, inside brackets"),
    ("a: {b: [c,\n\n", "1:10", "this file ends where a value is missing, inside brackets"),
    ("a: ]", "1:4", "a value is missing before `]`"),
    ("{a:[b]}", "1:3", "a space is missing after this colon"),
    ('a: "b', "1:4", 'the quotation mark `"` that stands here is never closed'),
    ("a: 'b\nc: d", "1:4", "the quotation mark `'` that stands here is never closed"),
    ('a: "b\n---\nc"', "1:4", 'the quotation mark `"` that stands here is never closed'),
    ('a: "C:\\dir"', "1:7", "`\\d` has no meaning between double quotes"),
    ('a: "\\ud800"', "1:5", "`\\u` has no meaning between double quotes"),
    ('a: "\\xZZ"', "1:5", "`\\x` has no meaning between double quotes"),
    ("a: @b", "1:4", "a value cannot begin with `@`"),
    ("a: `b`", "1:4", "a value cannot begin with ```"),
    ("a: %b", "1:4", "a value cannot begin with `%`"),
    ("a: - b", "1:4", "a list entry cannot begin here"),
    ("a: ? b", "1:4", "a key cannot begin here with `?`"),
    ("a: *", "1:4", "a value cannot begin with `*`"),
    ("a: & b", "1:4", "a value cannot begin with `&`"),
    ("a: !b!c d", "1:4", "a tag, a word that begins with `!`"),
    ("a: !<b c", "1:4", "a tag, a word that begins with `!`"),
    ("a: !<> c", "1:4", "a tag, a word that begins with `!`"),
    ("a: !b%zz c", "1:4", "a tag, a word that begins with `!`"),
    ("%FOO\n---\na: 1", "1:1", "a line that begins with `%`"),
    ("%YAML 3.0\n---\na: 1", "1:1", "a line that begins with `%`"),
    ("%YAML x\n---\na: 1", "1:1", "a line that begins with `%`"),
    ("%YAML 1.1 x\n---\na: 1", "1:1", "a line that begins with `%`"),
    ("%TAG x\n---\na: 1", "1:1", "a line that begins with `%`"),
    ("%YAML 1.1\n%YAML 1.1\n---\na: 1", "2:1", "a line that begins with `%`"),
    ("{a: 1}\nb: 2", "2:1", "something stands here after the file's content has ended"),
    ("a: |0\n b", "1:5", "`0` stands in the line that opens a text of several lines"),
    ("a: | b\n c", "1:6", "`b` stands in the line that opens a text of several lines"),
    ("a" * 1100 + ": 1", "1:1101", "a key of more than 1,000 characters"),
]


@pytest.mark.parametrize(("text", "place", "words"), TABLE)
def test_the_place_and_what_to_mend(text: str, place: str, words: str) -> None:
    """Each sentence of the parser becomes one about the file, at the place to mend."""
    problems = compose("a.yaml", text).problems
    assert str(problems[-1].place) == f"a.yaml:{place}"
    assert problems[-1].message.startswith(words)
    assert problems[-1].help


def test_every_explanation_is_used() -> None:
    """No explanation is for a sentence that the parser does not know."""
    said = []
    for text, _, _ in TABLE:
        with pytest.raises(yaml.MarkedYAMLError) as raised:
            list(yaml.parse(text, Loader=yaml.CSafeLoader))
        said.append(f"{raised.value.context}: {raised.value.problem}")
    used = {next(i for i, (part, _) in enumerate(_EXPLANATIONS) if part in told) for told in said}
    explained = {_EXPLANATIONS[index][1] for index in used}
    assert explained == {explain for _, explain in _EXPLANATIONS}


def test_what_came_before_is_told_as_well() -> None:
    """A syntax error does not hide a key that stands twice above it."""
    problems = compose("a.yaml", "a: 1\na: 2\nb: [c\n").problems
    assert [problem.place.line for problem in problems] == [2, 3]
