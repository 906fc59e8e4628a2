"""Parts of the sentences that operators read: names, values, examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.faults import Fault
from documents.quoting import flow, quoted
from documents.standing import Keys

Words = tuple[str, str | None]
"""A message and its help."""


def name_of(keys: Keys) -> str:
    """Name the value at *keys*: `access`, this entry of `changes`, this file."""
    if not keys:
        return "this file"
    if isinstance(keys[-1], str):
        return quoted(keys[-1])
    lists = [key for key in keys if isinstance(key, str)]
    return f"this entry of {quoted(lists[-1])}" if lists else "this entry"


def shown(fault: Fault, written: str | None) -> str:
    """Show the value, or key, as it stands in the file."""
    if fault.at_key:
        return quoted(str(fault.keys[-1]))
    if isinstance(fault.value, str):
        return quoted(fault.value)
    return quoted(written if written is not None else flow(fault.value))


def example_of(schema: Mapping[str, Any], keys: Keys) -> str | None:
    """Give an example of the value at *keys*, with its key, as one line of YAML."""
    if not schema.get("examples"):
        return None
    example = flow(schema["examples"][0])
    key = keys[-1] if keys else 0
    return f"`{key}: {example}`" if isinstance(key, str) else f"`{example}`"


def what_to_write(fault: Fault) -> str | None:
    """Say what to write: the schema's own words, and an example."""
    if not fault.keys:
        return f"begin it with `{first_key(fault.schema)}:`"
    words = fault.schema.get("x-write")
    example = example_of(fault.schema, (0,) if fault.at_key else fault.keys)
    if words and example and example not in words:
        return f"{words}, for example {example}"
    return words or (example and f"write, for example, {example}")


def first_key(schema: Mapping[str, Any]) -> str:
    """Return the key that a file of this schema begins with."""
    first: str = next(iter(schema.get("required", schema["properties"])))
    return first
