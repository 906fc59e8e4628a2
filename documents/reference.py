"""The reference of every key that operators may write, made from the JSON Schemas: `docs/`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from documents.quoting import flow
from documents.schemas import KINDS, flat_schema_of

Schema = Mapping[str, Any]

_OPENING = """\
# Reference: every key of the YAML files

This page is made by `scripts/reference` from the JSON Schemas that the gateway checks the files
with; `portal schema KIND` prints those. Do not edit it by hand.

`sections › home › access` is the key `access` below `home` below `sections`; `[]` is each entry of
a list, and `<name>` is a name that you choose. Keys in **bold** have to be there. How the rules
work together stands in the [operator's guide](operators.md).
"""


@dataclass(slots=True)
class _Table:
    """The rows of one kind of file; *seen* are the blocks that have been described already."""

    rows: list[str] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def describe(self, path: str, schema: Schema, *, required: bool) -> None:
        """Add the row of the key at *path*, and those of the keys below it."""
        keys = json.dumps(_below(schema), sort_keys=True)
        known = self.seen.get(keys) if _below(schema) else None
        value = _value(schema)
        if known is not None:
            value = f"{value}; keys as below `{known}`"
        name = f"**`{path}`**" if required else f"`{path}`"
        meaning = _cell(str(schema.get("description", "")))
        self.rows.append(f"| {name} | {_cell(value)} | {meaning} | {_cell(_example(schema))} |")
        if known is None and _below(schema):
            self.seen[keys] = path
            self.descend(path, schema)

    def descend(self, path: str, schema: Schema) -> None:
        """Add the rows of the keys below *path*."""
        needed = schema.get("required", ())
        for key, below in schema.get("properties", {}).items():
            self.describe(_join(path, key), below, required=key in needed)
        others = schema.get("additionalProperties")
        if isinstance(others, dict):
            self.describe(_join(path, "<name>"), others, required=False)
        if _has_keys(schema.get("items")):
            self.describe(_join(path, "[]"), schema["items"], required=False)


def reference() -> str:
    """Return the whole page."""
    return "\n".join([_OPENING, *_chapters()])


def _chapters() -> Iterator[str]:
    for kind in KINDS:
        schema = flat_schema_of(kind)
        file, _, title = schema["title"].partition(": ")
        table = _Table()
        table.descend("", schema)
        yield f"## `{file}`: {title}\n"
        yield f"{schema['description']}\n"
        yield "| key | value | meaning | example |\n|---|---|---|---|"
        yield "\n".join(table.rows) + "\n"


def _join(path: str, key: str) -> str:
    return f"{path} › {key}" if path else key


def _has_keys(schema: object) -> bool:
    return isinstance(schema, dict) and bool(_below(schema))


def _below(schema: Schema) -> Schema:
    """Return what *schema* says of keys below it; nothing where there are none."""
    names = ("properties", "additionalProperties", "items")
    parts = {name: schema[name] for name in names if isinstance(schema.get(name), dict)}
    if "items" in parts and not _has_keys(parts["items"]):
        del parts["items"]
    return parts


def _value(schema: Schema) -> str:
    """Say what may be written: the choices, the bounds, or what the value is called."""
    if "enum" in schema:
        words = ", ".join(f"`{flow(each)}`" for each in schema["enum"])
    elif "const" in schema:
        words = f"`{flow(schema['const'])}`"
    elif schema.get("type") == "integer":
        words = f"a whole number, {schema['minimum']} to {schema['maximum']}"
    else:
        words = str(schema.get("title", "see below"))
    return f"{words}; default `{flow(schema['default'])}`" if "default" in schema else words


def _example(schema: Schema) -> str:
    examples = schema.get("examples")
    return f"`{flow(examples[0])}`" if examples else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.stdout.write(reference())
