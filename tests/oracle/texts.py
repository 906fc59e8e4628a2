"""How texts are compared."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Fold text for comparison: composed, without case, composed again."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return unicodedata.normalize("NFC", composed)
