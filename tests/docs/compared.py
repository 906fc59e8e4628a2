"""The README's table of answers: who asked, and what each field came to."""

from __future__ import annotations

import json
import re
from typing import Any

PEOPLE = {
    "anonymous": None,
    "contact (Anna)": "anna@harbour.test",
    "member (Ben)": "ben@harbour.test",
    "frozen member (Frida)": "frida@harbour.test",
    "suspended member (Sam)": "sam@harbour.test",
}
FIELDS = (
    "me.name",
    "events.totalCount",
    "events.nodes.0.title",
    "events.nodes.0.description",
    "resources.nodes.0.name",
    "resources.nodes.0.viewerCanBook",
)


def table(answers: dict[str, Any]) -> str:
    """Write the table of *answers*, each by who asked.

    A field that is null is followed by the code that `extensions.access` gives for it.
    """
    head = ["asked by", *(f"`{field}`" for field in FIELDS)]
    rows = [head, ["---"] * len(head)]
    rows += [[who, *map(_cell, FIELDS, [answer] * len(FIELDS))] for who, answer in answers.items()]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def leaves(data: Any, path: tuple[str, ...] = ()) -> set[str]:
    """Every path in *data* that leads to a value, or to null."""
    if isinstance(data, dict):
        return set().union(*(leaves(value, (*path, key)) for key, value in data.items()))
    if isinstance(data, list):
        return set().union(*(leaves(each, (*path, str(i))) for i, each in enumerate(data)))
    return {".".join(path)}


def codes(answer: Any) -> dict[str, str]:
    """The codes of an answer, by the path that each is about."""
    entries = answer.get("extensions", {}).get("access", [])
    return {".".join(entry["path"]): entry["code"] for entry in entries}


def _cell(field: str, answer: Any) -> str:
    found: Any = answer["data"]
    passed: list[str] = []
    for key in field.split("."):
        if found is None:
            break
        passed.append(key)
        found = found[int(key)] if key.isdigit() else found[key]
    if found is not None:
        return f"`{json.dumps(found, ensure_ascii=False)}`"
    place = re.sub(r"\.\d+", "", ".".join(passed))
    code = codes(answer).get(place)
    return f"`null` {code}" if code else "`null`"
