"""The JSON Schema of each kind of file, as editors and the reader use it.

Each kind has a file `<kind>.json` here; definitions that several kinds need stand in `shared.json`.
Besides the standard's keywords they hold the words of messages: `title` (what a value is, as in
"`blue` is not a color"), `examples` (the first is shown), `x-write` (what to write instead),
`x-problem` (what is wrong, where the keyword alone would not say it), `x-empty`, `x-none` and
`x-together` (help where a list is empty, where no alternative is given, where two are), and
`x-refused` (help for keys that people try).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

KINDS = (
    "portal",
    "audiences",
    "actions",
    "staff",
    "types",
    "promises",
    "tests",
    "survivors",
    "location",
    "gateway",
)

_SHARED = "shared.json#/$defs/"
_OWN = "#/$defs/"


@cache
def schema_of(kind: str) -> dict[str, Any]:
    """Return the schema of *kind*, with all definitions that it refers to. Do not change it.

    Raises:
        KeyError: *kind* is none of :data:`KINDS`.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    schema = _read(kind)
    definitions = schema.setdefault("$defs", {})
    shared = _read("shared")["$defs"]
    missing = _take_in(schema)
    while missing:
        name = missing.pop()
        if name not in definitions:
            definitions[name] = shared[name]
            missing |= _take_in(shared[name])
    return schema


@cache
def flat_schema_of(kind: str) -> dict[str, Any]:
    """Return the schema of *kind* with every reference replaced by what it names.

    What stands beside a reference goes before what it names. Do not change it.
    """
    schema = schema_of(kind)
    definitions = schema["$defs"]
    return {key: _flat(part, definitions) for key, part in schema.items() if key != "$defs"}


def _read(name: str) -> dict[str, Any]:
    text = files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _take_in(part: Any) -> set[str]:
    """Let the references of *part* name definitions of the same file; return their names."""
    found: set[str] = set()
    if isinstance(part, dict):
        reference = part.get("$ref")
        if isinstance(reference, str):
            part["$ref"] = reference.replace(_SHARED, _OWN)
            found.add(part["$ref"].removeprefix(_OWN))
        return found.union(*map(_take_in, part.values()))
    return found.union(*map(_take_in, part)) if isinstance(part, list) else found


def _flat(part: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_flat(item, definitions) for item in part]
    if not isinstance(part, dict):
        return part
    own = {key: _flat(value, definitions) for key, value in part.items() if key != "$ref"}
    if "$ref" not in part:
        return own
    return _flat(definitions[part["$ref"].removeprefix(_OWN)], definitions) | own
