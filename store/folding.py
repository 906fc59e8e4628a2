"""How text is folded, so that it sorts and matches alike on every database."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

_SUFFIX = "_folded"

_NUL, _IN_PLACE_OF_NUL = "\0", "\ufffd"
"""No text of PostgreSQL's holds the first: what is folded can be asked for on either database."""


def fold(text: str) -> str:
    """Fold *text* for comparison: composed (NFC), without case, composed again; no NUL in it.

    >>> fold("Straße"), fold("ＡＢＣ"), fold("E\\u0301t\\u00e9")
    ('strasse', 'ａｂｃ', 'été')
    """
    composed = unicodedata.normalize("NFC", text.replace(_NUL, _IN_PLACE_OF_NUL))
    return unicodedata.normalize("NFC", composed.casefold())


def with_folded(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return *row* with the folded companion of each of its texts that has one in *table*."""
    folded = {
        name + _SUFFIX: fold(value)
        for name, value in row.items()
        if name + _SUFFIX in table.columns and isinstance(value, str)
    }
    return {**row, **folded}
