"""Answers: data, errors and refusals, as bytes for the wire."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from access.mask import Mask
from planning import problems
from planning.problems import FieldError
from planning.running import BROKEN

OPTIONS = orjson.OPT_UTC_Z


class Decided(NamedTuple):
    """Under which mask and when an answer was made, and what it was refused.

    `refused` are fields or types, with codes. `rows` are the types whose rows decided, besides the
    rules, what a stranger was answered; None where anything else did, or somebody else asked.
    """

    mask: Mask
    now: dt.datetime
    refused: tuple[tuple[str, str], ...]
    rows: frozenset[str] | None = None


class Answer(NamedTuple):
    """What a client receives.

    `status` is 200 where the operation was executed, 400 where it was refused before; `codes` are
    those of its errors and refusals, for logs; `statements` counts the SQL that it took. `decided`
    is what policy had to say; None where the operation was refused before.
    """

    status: int
    body: bytes
    codes: tuple[str, ...] = ()
    statements: int = 0
    decided: Decided | None = None


def refused(errors: Sequence[Mapping[str, Any]], status: int = 400) -> Answer:
    """Return the answer to a request that was not executed."""
    codes = tuple(error["extensions"]["code"] for error in errors)
    return Answer(status, orjson.dumps({"errors": list(errors)}), codes)


def answered(
    data: Mapping[str, Any] | None,
    errors: Iterable[FieldError],
    access: Sequence[Mapping[str, Any]],
    statements: int,
    decided: Decided | None = None,
    preview: Mapping[str, Any] | None = None,
    cost: Mapping[str, int] | None = None,
) -> Answer:
    """Return the answer to an operation that was executed; a rehearsal's says so in *preview*."""
    found = list(errors)
    marks = {}
    if preview is not None:
        marks["preview"] = preview
    if cost is not None:
        marks["cost"] = cost
    try:
        return _answer(data, found, access, statements, decided, marks)
    except (orjson.JSONEncodeError, TypeError):
        data = _mended(data, (), found)
        return _answer(data, found, access, statements, decided, marks)


def _answer(
    data: Any,
    errors: list[FieldError],
    access: Sequence[Mapping[str, Any]],
    statements: int,
    decided: Decided | None,
    marks: Mapping[str, Any],
) -> Answer:
    whole: dict[str, Any] = {"data": data}
    codes: tuple[str, ...] = ()
    if errors:
        whole["errors"] = [error.to_json() for error in errors]
        codes = tuple(error.code for error in errors)
    if access:
        whole["extensions"] = {"access": access}
        codes += tuple(entry["code"] for entry in access)
    if marks:
        whole.setdefault("extensions", {}).update(marks)
    return Answer(200, orjson.dumps(whole, option=OPTIONS), codes, statements, decided)


def _mended(value: Any, path: tuple[str | int, ...], errors: list[FieldError]) -> Any:
    """Return *value* with null for each stored value that its field cannot carry."""
    if isinstance(value, dict):
        return {key: _mended(each, (*path, key), errors) for key, each in value.items()}
    if isinstance(value, list):
        return [_mended(each, (*path, index), errors) for index, each in enumerate(value)]
    if value is BROKEN:
        message = "The stored value is none of this field's type."
        errors.append(FieldError(path, problems.UNREADABLE_VALUE, message))
        return None
    return value
