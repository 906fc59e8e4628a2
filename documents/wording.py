"""What an operator reads about a fault: what stands there, and what to write.

One function for each keyword of JSON Schema that our schemas use; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from documents.faults import Fault
from documents.phrases import Words
from documents.wrong_blocks import (
    additional_properties_words,
    alternatives_words,
    dependent_required_words,
    min_items_words,
    min_properties_words,
    required_words,
    unique_items_words,
)
from documents.wrong_types import type_words
from documents.wrong_values import (
    bounds_words,
    const_words,
    enum_words,
    format_words,
    max_length_words,
    not_words,
    pattern_words,
)

_WORDS: Mapping[str, Callable[[Fault, str | None], Words]] = {
    "type": type_words,
    "enum": enum_words,
    "const": const_words,
    "not": not_words,
    "pattern": pattern_words,
    "format": format_words,
    "minimum": bounds_words,
    "maximum": bounds_words,
    "maxLength": max_length_words,
    "minItems": min_items_words,
    "uniqueItems": unique_items_words,
    "minProperties": min_properties_words,
    "additionalProperties": additional_properties_words,
    "required": required_words,
    "dependentRequired": dependent_required_words,
    "oneOf": alternatives_words,
    "anyOf": alternatives_words,
}


def word(fault: Fault, written: str | None) -> Words:
    """Say what is wrong and what to write; *written* is the value's text in the file, if plain."""
    return _WORDS[fault.keyword](fault, written)


def keywords() -> frozenset[str]:
    """Return the keywords that can be worded."""
    return frozenset(_WORDS)
