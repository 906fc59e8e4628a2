"""The problems of a file whose YAML can be read: wrong keys, wrong values, odd spellings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from documents.composer import Composed
from documents.faults import Fault, find_faults
from documents.places import Place, Problem
from documents.quoting import quoted
from documents.scalars import is_plain_number
from documents.standing import Keys, nearest, value_if_any
from documents.suggestions import closest
from documents.wording import word

MOST_PROBLEMS = 100

_COMMENT = re.compile(r"[ ]*(#[^\s]+)")


def shape_problems(composed: Composed, text: str, kind: str) -> list[Problem]:
    """Compare *composed*, read from *text*, with the schema of *kind*.

    Only the first :data:`MOST_PROBLEMS` are worded; show no more than so many.
    """
    faults = find_faults(composed, kind)
    explained = _explained(faults)
    placed = sorted(
        (_place(composed, fault), index, fault)
        for index, fault in enumerate(faults)
        if not _follows(fault, explained)
    )
    lines = text.splitlines()
    problems = [
        _problem(composed, lines, place, fault) for place, _, fault in placed[:MOST_PROBLEMS]
    ]
    # Whoever reads on shows so many in all, so that nobody sees these; they are counted.
    problems += [Problem(place, f"{index}") for place, index, _ in placed[MOST_PROBLEMS:]]
    faulty = {fault.keys for fault in faults}
    return problems + _odd_numbers(composed, faulty)


def _problem(composed: Composed, lines: list[str], place: Place, fault: Fault) -> Problem:
    standing = composed.standings.get(fault.keys)
    message, advice = word(fault, standing.written if standing else None)
    if fault.keyword == "type" and fault.value is None:
        rest = lines[place.line - 1][place.column - 1 :] if place.line <= len(lines) else ""
        if comment := _COMMENT.match(rest):
            advice = (
                "what follows ` #` is a comment; "
                f'if it is the value, put it into quotes: `"{comment[1]}"`'
            )
    return Problem(place, message, advice)


def _place(composed: Composed, fault: Fault) -> Place:
    """Tell where an operator has to look: at the key that is wrong, else at the value."""
    keys, at_key = fault.keys, fault.at_key
    if fault.keyword in ("additionalProperties", "dependentRequired"):
        keys, at_key = (*keys, fault.about), True
    elif fault.alternatives:
        at_key = True
        together = [(*keys, key) for key in fault.given]
        if len(together) > 1:
            keys = max(together, key=lambda key: composed.standings[key].value)
    elif fault.keyword in ("required", "minProperties"):
        at_key = True
    standing = nearest(composed.standings, keys)
    line, column = standing.key if at_key and standing.key else standing.value
    return Place(composed.path, line, column)


def _explained(faults: list[Fault]) -> Mapping[Keys, set[str]]:
    """Collect, for each block, the keys that are missed because of what is named already.

    A misspelt key is missed under its right name; `""` stands for all alternatives of a block
    that has half of one, two of them, or a key that people try in their place.
    """
    explained: dict[Keys, set[str]] = defaultdict(set)
    for fault in faults:
        if fault.keyword == "dependentRequired" or len(fault.given) > 1:
            explained[fault.keys].add("")
    unknown = [fault for fault in faults if fault.keyword == "additionalProperties"]
    for fault in unknown[:MOST_PROBLEMS]:
        if fault.about in fault.schema.get("x-refused", {}):
            explained[fault.keys].add("")
        elif (key := closest(fault.about, fault.schema["properties"])) is not None:
            explained[fault.keys].add(key)
    return explained


def _follows(fault: Fault, explained: Mapping[Keys, set[str]]) -> bool:
    """Whether the fault goes when another one, named already, is mended."""
    keys = explained.get(fault.keys, set())
    if fault.keyword == "required":
        return fault.about in keys
    if fault.keyword == "dependentRequired":
        return fault.needed in keys
    if fault.alternatives and not fault.given:
        return not keys.isdisjoint(["", *fault.alternatives])
    return False


def _odd_numbers(composed: Composed, faulty: set[Keys]) -> list[Problem]:
    """Refuse numbers that programs read differently: `08`, `0x1F`, `+3`, `1e3`."""
    problems = []
    for keys, standing in composed.standings.items():
        written = standing.written
        if written is None or written[:1] not in "+-.0123456789" or is_plain_number(written):
            continue
        value = value_if_any(composed.data, keys)
        if isinstance(value, bool | str) or value is None or keys in faulty:
            continue
        problems.append(
            Problem(
                Place(composed.path, *standing.value),
                f"{quoted(written)} is a number that programs read in different ways",
                f"write `{value}`" if isinstance(value, int) else "write digits alone",
            )
        )
    return problems
