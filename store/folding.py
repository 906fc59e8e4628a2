"""How text is folded, so that it sorts and matches alike on every database."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

_SUFFIX = "_folded"


def fold(text: str) -> str:
    """Fold *text* for comparison: composed (NFC), without case, composed again.

    >>> fold("Straße"), fold("ＡＢＣ"), fold("E\\u0301t\\u00e9")
    ('strasse', 'ａｂｃ', 'été')
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def with_folded(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return *row* with the folded companion of each of its texts that has one in *table*."""
    folded = {
        name + _SUFFIX: fold(value)
        for name, value in row.items()
        if name + _SUFFIX in table.columns and isinstance(value, str)
    }
    return {**row, **folded}
