"""YAML examples, put where a reader would put them: into the file that their first line names."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from documents.composer import compose
from tests.docs.pages import Block

_FILE = re.compile(r"# ((?:policies|policies/tests|locations|config)/[a-z0-9-]+\.yaml)\n")


def file_of(block: Block) -> str:
    """The file that the example's first line names."""
    named = _FILE.match(block.text)
    assert named is not None, f"{block} does not say which file it is about"
    return named[1]


def put(block: Block, root: Path) -> None:
    """Put the example into its file in *root*; what it says goes before what stood there.

    A field that the example lists moves to where it is listed, changes are added to those that
    stand there.
    """
    path = root / file_of(block)
    composed = compose(file_of(block), block.text)
    assert composed.problems == [], f"{block}: {composed.problems}"
    before = compose(str(path), path.read_text()).data if path.exists() else {}
    path.write_text(yaml.safe_dump(merged(before, composed.data), allow_unicode=True))


def merged(before: Any, after: Any, keys: tuple[str, ...] = ()) -> Any:
    """Return *before* with *after* in it."""
    if keys == ("changes",):
        return [*(before or []), *after]
    if not isinstance(before, dict) or not isinstance(after, dict):
        return after
    result = copy.deepcopy(before)
    if keys[-1:] == ("see",):
        named = set(fields(after))
        kept = {who: [name for name in result[who] if name not in named] for who in result}
        result = {who: names for who, names in kept.items() if names}
    for key, value in after.items():
        result[key] = merged(result.get(key), value, (*keys, key))
    return result


def fields(see: dict[str, list[str]]) -> Iterator[str]:
    """Every field that stands below `see`."""
    for names in see.values():
        yield from names
