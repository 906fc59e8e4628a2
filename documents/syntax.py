"""What is wrong with text that is not YAML at all, in an operator's words.

The parser below names what it expected; an operator wants to know what to mend. Its sentences are
matched here and never shown.
"""

from __future__ import annotations

import re

import yaml

from documents.halt import Halt
from documents.places import Place, Problem
from documents.quoting import quoted
from documents.text import place_at

LONGEST_KEY = 1000

_QUOTES = "put the whole text into quotes"
_KEY_AND_ENTRY = "a key is followed by a colon and a space, `key: value`; an entry begins with `- `"
_NO_SPACE = re.compile(r"\s*(- +)*[A-Za-z0-9_.-]+:[^\s/:]")
_BEFORE = re.compile(r"\s*(- +)*[^\s:][^:]*: +\S")


def broken_syntax(path: str, text: str, error: yaml.YAMLError) -> Problem:
    """Say in an operator's words what *error*, raised while parsing *text*, is about."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(
            Place(path, 1, 1), "this file cannot be read as YAML", "save it as plain text in UTF-8"
        )
    halt = Halt(path, text, error)
    told = f"{error.context}: {error.problem}"
    for part, explain in _EXPLANATIONS:
        if part in told:
            return explain(halt)
    return halt.here(
        "this cannot be read as YAML",
        "look at the quotes, brackets and indentation of this line and the one above",
    )


def _second_colon(halt: Halt) -> Problem:
    if len(halt.before) > LONGEST_KEY:
        return halt.here(
            f"a key of more than {LONGEST_KEY:,} characters ends here", "write a shorter key"
        )
    if _BEFORE.match(halt.before):
        return halt.here(
            "a second `: ` stands in this line",
            'a text with a colon goes into quotes, `key: "text: more text"`, and keys of one line '
            "into braces, `key: { other: value }`",
        )
    line, above = halt.line_above
    indent = len(above) - len(above.lstrip())
    if _NO_SPACE.match(above):
        return halt.at(
            line,
            indent,
            f"a space is missing after the colon of {quoted(above.strip())}",
            "write `key: value`",
        )
    if ": " in above:
        return halt.at(
            halt.place.line,
            halt.indent,
            f"this line stands deeper than the one above, {quoted(above.strip())}, "
            "which has its value already",
            "give this line as many spaces as the line that it belongs with",
        )
    return halt.at(
        line, indent, f"{quoted(above.strip())} stands here without a colon", _KEY_AND_ENTRY
    )


def _unlined(halt: Halt) -> Problem:
    if halt.word.startswith(":"):
        return halt.here("a key is missing before the colon", "write `key: value`")
    if halt.before.strip(" -"):
        return halt.here(
            f"{quoted(halt.word)} stands after the value has ended",
            f"{_QUOTES}, or take this away",
        )
    if halt.place.column != halt.begun.column:
        return halt.here(
            "this line begins in a column in which no line that it could belong with begins",
            "give this line as many spaces as the line that it belongs with",
        )
    if halt.word.startswith("-"):
        return halt.here(
            "this list entry stands among keys", "indent it below the key that it belongs to"
        )
    return halt.here(
        "this key stands among list entries, which begin with `- `",
        "indent it below the entry that it belongs to",
    )


def _open_bracket(halt: Halt) -> Problem:
    opening = halt.text[halt.begun_index : halt.begun_index + 1]
    closing = {"[": "]", "{": "}"}.get(opening, "]")
    if halt.place.line == halt.begun.line and halt.word.startswith(":"):
        before = halt.before.rstrip()
        key = re.split(r"[\s\"']", before)[-1]
        return halt.at(
            halt.place.line,
            len(before) - len(key),
            f"a comma or `{closing}` is missing before {quoted(key)}",
            f"write a comma between two entries, and `{closing}` after the last",
        )
    if halt.place.line == halt.begun.line and not halt.at_end:
        return halt.here(
            f"a comma or `{closing}` is missing before {quoted(halt.word)}",
            f"write a comma between two entries, and `{closing}` after the last",
        )
    return halt.at_begun(
        f"the `{opening}` that stands here is never closed",
        f"write `{closing}` after the last entry, and a comma between two",
    )


def _no_colon(halt: Halt) -> Problem:
    return halt.at_begun(
        f"{quoted(halt.first_word)} stands here without a colon",
        _KEY_AND_ENTRY,
    )


def _open_quote(halt: Halt) -> Problem:
    mark = halt.text[halt.begun_index : halt.begun_index + 1]
    return halt.at_begun(
        f"the quotation mark {quoted(mark)} that stands here is never closed",
        "write the same mark at the end of the text",
    )


def _escape(halt: Halt) -> Problem:
    start = halt.text.rfind("\\", 0, halt.index + 1)
    word = halt.text[start : start + 2]
    return Problem(
        place_at(halt.path, halt.text, start),
        f"{quoted(word)} has no meaning between double quotes",
        "write `\\\\` for a backslash, or use single quotes",
    )


def _no_value(halt: Halt) -> Problem:
    if halt.at_end:
        return Problem(
            place_at(halt.path, halt.text, max(0, len(halt.text.rstrip()) - 1)),
            "this file ends where a value is missing, inside brackets",
            "write the value, and close every `[` with `]` and every `{` with `}`",
        )
    return halt.here(
        f"a value is missing before {quoted(halt.word)}",
        "write the value, or take the comma or bracket away",
    )


def _strange_character(halt: Halt) -> Problem:
    return halt.here(
        f"a value cannot begin with {quoted(halt.text[halt.index : halt.index + 1])}", _QUOTES
    )


def _entry(halt: Halt) -> Problem:
    return halt.here(
        "a list entry cannot begin here",
        "begin `- ` on a line of its own below the key, or write `[one, two]`",
    )


def _complex_key(halt: Halt) -> Problem:
    return halt.here("a key cannot begin here with `?`", "write `key: value`")


def _name_missing(halt: Halt) -> Problem:
    mark = halt.text[halt.begun_index : halt.begun_index + 1]
    return halt.at_begun(f"a value cannot begin with {quoted(mark)}", _QUOTES)


def _tag(halt: Halt) -> Problem:
    return halt.at_begun(
        "a tag, a word that begins with `!`, stands here",
        "take it out; a text that begins with `!` goes into quotes",
    )


def _directive(halt: Halt) -> Problem:
    return halt.at_begun("a line that begins with `%` stands here", "take it out")


def _after_the_end(halt: Halt) -> Problem:
    return halt.here(
        "something stands here after the file's content has ended",
        "begin every key of the file in the first column, without brackets around them",
    )


def _tight_colon(halt: Halt) -> Problem:
    return halt.here(
        "a space is missing after this colon",
        "write `key: value`; a text with a colon needs quotes",
    )


def _line_break(halt: Halt) -> Problem:
    return halt.here(
        f"{quoted(halt.word)} stands in the line that opens a text of several lines",
        "after `|` or `>` the text begins on the next line",
    )


_EXPLANATIONS = (
    ("directive", _directive),
    ("mapping values are not allowed", _second_colon),
    ("found unexpected ':'", _tight_colon),
    ("did not find expected key", _unlined),
    ("did not find expected '-' indicator", _unlined),
    ("did not find expected ',' or", _open_bracket),
    ("could not find expected ':'", _no_colon),
    ("found unexpected end of stream", _open_quote),
    ("found unexpected document indicator", _open_quote),
    ("found unknown escape character", _escape),
    ("did not find expected hexdecimal number", _escape),
    ("found invalid Unicode character escape code", _escape),
    ("did not find expected node content", _no_value),
    ("found character that cannot start any token", _strange_character),
    ("block sequence entries are not allowed", _entry),
    ("mapping keys are not allowed", _complex_key),
    ("did not find expected alphabetic or numeric character", _name_missing),
    ("found undefined tag handle", _tag),
    ("did not find the expected '>'", _tag),
    ("did not find expected tag URI", _tag),
    ("did not find expected '!'", _tag),
    ("did not find URI escaped octet", _tag),
    ("UTF-8 octet", _tag),
    ("found incompatible YAML document", _directive),
    ("did not find expected <document start>", _after_the_end),
    ("found an indentation indicator equal to 0", _line_break),
    ("did not find expected comment or line break", _line_break),
    ("did not find expected whitespace", _line_break),
)
