"""The words for lists and blocks of keys: what is empty, unknown, missing, or too much."""

from __future__ import annotations

from documents.faults import Fault
from documents.phrases import Words, example_of, name_of, shown, what_to_write
from documents.quoting import listed, quoted
from documents.suggestions import did_you_mean


def min_items_words(fault: Fault, _written: str | None) -> Words:
    """Word a list without entries."""
    advice = fault.schema.get("x-empty", "name at least one, or take the key away")
    return f"{name_of(fault.keys)} is an empty list", advice


def unique_items_words(fault: Fault, written: str | None) -> Words:
    """Word an entry that stands twice in its list."""
    return f"{shown(fault, written)} stands twice in this list", "keep one of them"


def min_properties_words(fault: Fault, _written: str | None) -> Words:
    """Word a block without keys."""
    return f"{name_of(fault.keys)} is empty", fault.schema.get("x-empty") or what_to_write(fault)


def additional_properties_words(fault: Fault, _written: str | None) -> Words:
    """Word a key that has no place in its block."""
    known = list(fault.schema["properties"])
    message = f"unknown key {quoted(fault.about)} in {name_of(fault.keys)}"
    if refused := fault.schema.get("x-refused", {}).get(fault.about):
        return message, refused
    guess = did_you_mean(fault.about, known)
    keys = f"the keys here are {listed(known, 'and')}" if len(known) > 1 else f"write `{known[0]}`"
    return message, guess or keys


def required_words(fault: Fault, _written: str | None) -> Words:
    """Word a key that its block cannot do without."""
    if "x-problem" in fault.schema:
        return fault.schema["x-problem"], fault.schema.get("x-write")
    message = f"{quoted(fault.about)} is missing in {name_of(fault.keys)}"
    return message, _add(fault, fault.about)


def _add(fault: Fault, key: str) -> str:
    example = example_of(fault.schema.get("properties", {}).get(key, {}), (key,))
    return f"add it, for example {example}" if example else f"add `{key}`"


def dependent_required_words(fault: Fault, _written: str | None) -> Words:
    """Word a key that means nothing without another one."""
    return (
        f"{quoted(fault.about)} stands here without {quoted(fault.needed)}",
        f"{_add(fault, fault.needed)}, or take {quoted(fault.about)} away",
    )


def alternatives_words(fault: Fault, _written: str | None) -> Words:
    """Word a block with none of the keys of which it needs one, or with two of them."""
    together = fault.given
    if len(together) > 1:
        return f"{listed(together, 'and')} stand together", fault.schema["x-together"]
    message = f"{name_of(fault.keys)} {fault.schema['x-none']}"
    return message, f"write one of {listed(fault.alternatives)}"
