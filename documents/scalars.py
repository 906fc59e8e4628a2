"""What an unquoted word means: YAML 1.2, core schema, and nothing beyond it.

`on`, `off`, `yes` and `no` are text, and so are dates (`2026-10-01`) and times (`08:00`).
"""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

LONGEST_NUMBER = 30

_NULLS = frozenset(["", "~", "null", "Null", "NULL"])
_BOOLEANS = {
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OTHER_BASE = re.compile(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z")
_PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")


class Unreadable(ValueError):
    """A number that no setting or rule could mean; its words are an operator's."""


def resolve(text: str) -> Scalar:
    """Give the value of the unquoted *text*.

    Raises:
        Unreadable: the text is infinity, not-a-number, or a number of very many digits.
    """
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _ENDLESS.match(text):
        raise Unreadable("is not a number that can be counted with")
    whole, other_base = _INTEGER.match(text), _OTHER_BASE.match(text)
    if not (whole or other_base or _FLOAT.match(text)):
        return text
    if len(text) > LONGEST_NUMBER:
        raise Unreadable("is a number of too many digits")
    if other_base:
        return int(text, 0)
    if whole:
        return int(text)
    number = float(text)
    if math.isinf(number):
        raise Unreadable("is a number too large to count with")
    return number


def is_plain_number(text: str) -> bool:
    """Whether *text* is a number that everybody reads alike: `8080`, not `08`, `0x1F` or `1e3`."""
    return bool(_PLAIN_NUMBER.match(text))
