"""From the bytes of a file to its text: size, encoding, and characters that have no place in it."""

from __future__ import annotations

import codecs
import re

from documents.places import Place, Problem
from documents.quoting import visible

MAX_BYTES = 512 * 1024

_FOREIGN = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BREAK = re.compile(r"\r\n?|\n")
# Control characters; U+0085, U+2028 and U+2029, which some programs take for the end of a line;
# marks that turn the direction of text, so that a reviewer reads what does not stand there;
# characters without width, which make two keys that look alike differ.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


def read_text(path: str, content: bytes) -> tuple[str | None, list[Problem]]:
    """Decode *content*; None where the text is of no use to whoever reads on."""
    start = Place(path, 1, 1)
    if len(content) > MAX_BYTES:
        return None, [
            Problem(
                start,
                f"this file is larger than {MAX_BYTES // 1024} KiB",
                "split it, or keep long texts and pictures elsewhere",
            )
        ]
    if content.startswith(_FOREIGN) or _is_half_empty(content[:200]):
        return None, [Problem(start, "this file is saved as UTF-16 or UTF-32", "save it as UTF-8")]
    problems = []
    if content.startswith(codecs.BOM_UTF8):
        content = content.removeprefix(codecs.BOM_UTF8)
        problems.append(
            Problem(
                start,
                "this file begins with a byte order mark, which cannot be seen",
                "save it as UTF-8 without BOM",
            )
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [*problems, _undecodable(path, content, error.start)]
    unusable = [*_invisible(path, text), *_tabs(path, text)]
    return (None if unusable else text), [*problems, *unusable]


def _is_half_empty(head: bytes) -> bool:
    """Whether about every second byte is zero, as in UTF-16 that names itself nowhere."""
    return head.count(0) * 3 > len(head)


def place_at(path: str, text: str, index: int) -> Place:
    """Tell the line and column of the character number *index* of *text*."""
    line, last = 1, 0
    for found in _BREAK.finditer(text, 0, index):
        line, last = line + 1, found.end()
    return Place(path, line, index - last + 1)


def _undecodable(path: str, content: bytes, index: int) -> Problem:
    before = content[:index].decode("utf-8")
    return Problem(
        place_at(path, before, len(before)),
        f"the byte 0x{content[index]:02X} is not UTF-8; "
        "this file seems to be saved in another encoding, such as Latin-1",
        "save it as UTF-8, and look at every letter with an accent",
    )


def _invisible(path: str, text: str) -> list[Problem]:
    first = INVISIBLE.search(text)
    if first is None:
        return []
    number = len(INVISIBLE.findall(text))
    more = f" (and {number - 1} more in this file)" if number > 1 else ""
    name = visible(first.group())
    return [
        Problem(
            place_at(path, text, first.start()),
            f"a character that cannot be seen, {name}, stands here{more}",
            "take it out; it often comes along when text is pasted",
        )
    ]


def _tabs(path: str, text: str) -> list[Problem]:
    first = text.find("\t")
    if first < 0:
        return []
    lines = sum("\t" in line for line in _BREAK.split(text))
    further = {1: "", 2: " (and in one more line)"}
    more = further.get(lines, f" (and in {lines - 1} more lines)")
    return [Problem(place_at(path, text, first), f"a tab stands here{more}", "write spaces")]
