"""How words from a file stand in a message: in backticks, on one line, nothing invisible."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

LONGEST = 60

_PLAIN = re.compile(r"[A-Za-z0-9_/+.][A-Za-z0-9_/+.:@ -]*\Z")
_READ_OTHERWISE = re.compile(r"[-+.]?[0-9][0-9._]*\Z|true\Z|false\Z|null\Z|.*: |.*:\Z|.* \Z")


def visible(text: str) -> str:
    """Write *text* on one line, with characters that cannot be seen named by their code point."""
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)


def on_one_line(text: str) -> str:
    """Write a sentence of a file on one line, however it is laid out there."""
    return visible(" ".join(text.split()))


def quoted(text: str) -> str:
    """Put *text* into backticks, shortened where it is long."""
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return f"`{visible(short)}`"


def listed(words: Iterable[str], link: str = "or") -> str:
    """Write `a`, `b` or `c`."""
    marked = [quoted(word) for word in words]
    if len(marked) < 2:
        return "".join(marked)
    return f"{', '.join(marked[:-1])} {link} {marked[-1]}"


def flow(value: Any) -> str:
    """Write *value* as an operator would on one line of YAML: `{ access: member }`."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + " }"
    if isinstance(value, str):
        plain = _PLAIN.match(value) and not _READ_OTHERWISE.match(value)
        return value if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Sequence):
        return f"[{', '.join(flow(item) for item in value)}]"
    return json.dumps(value)
