"""Where data differs from the schema of its kind: each difference once, with its keys.

The JSON Schema library finds the differences; its sentences are never shown, see `wording`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, TypeChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from documents.composer import Composed
from documents.schemas import flat_schema_of
from documents.standing import Keys

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# What a whole block breaks; everything else is broken by a single value, and named once.
_ALTERNATIVES = ("oneOf", "anyOf")
_OF_BLOCKS = frozenset(["additionalProperties", "required", "dependentRequired", *_ALTERNATIVES])
_FIRST = ("type", "enum")  # of several things wrong with one value, what tells most


@dataclass(frozen=True, slots=True)
class Fault:
    """One difference: the schema's *keyword* that is broken by the value, or key, at *keys*.

    `about` is the key that is unknown, missing, or too much; `at_key` says that the fault is the
    spelling of a key; `schema` is the part of the schema that holds the keyword.
    """

    keyword: str
    keys: Keys
    value: Any
    schema: Mapping[str, Any]
    about: str = ""
    at_key: bool = False

    @property
    def alternatives(self) -> list[str]:
        """The keys of which one has to stand in a block; none where the fault is another."""
        if self.keyword not in _ALTERNATIVES:
            return []
        return [part["required"][0] for part in self.schema[self.keyword]]

    @property
    def given(self) -> list[str]:
        """Those of the alternatives that do stand in the block."""
        return [key for key in self.alternatives if key in self.value]

    @property
    def needed(self) -> str:
        """The key without which the key *about* means nothing."""
        key: str = self.schema["dependentRequired"][self.about][0]
        return key


def find_faults(composed: Composed, kind: str) -> list[Fault]:
    """Compare what *composed* holds with the schema of *kind*; what is spoilt is left out."""
    found: dict[tuple[object, ...], Fault] = {}
    for error in _validator(kind).iter_errors(composed.data):
        for fault in _faults(error):
            if _is_spoilt(fault.keys, composed.spoilt):
                continue
            block = fault.keyword in _OF_BLOCKS
            same = (fault.keys, fault.at_key, block and (fault.keyword, fault.about))
            if same not in found or fault.keyword in _FIRST:
                found[same] = fault
    return list(found.values())


def _is_spoilt(keys: Keys, spoilt: set[Keys]) -> bool:
    return bool(spoilt) and any(keys[:length] in spoilt for length in range(len(keys) + 1))


def _faults(error: ValidationError) -> Iterator[Fault]:
    """Name each key that one error of the library is about."""
    keyword, keys = str(error.validator), tuple(error.absolute_path)
    value: Any = error.instance
    schema: Any = error.schema
    if "propertyNames" in error.absolute_schema_path:
        yield Fault(keyword, (*keys, str(value)), value, schema, at_key=True)
    elif keyword in _KEYS_ABOUT:
        for key in _KEYS_ABOUT[keyword](schema, value):
            yield Fault(keyword, keys, value, schema, about=key)
    elif keyword not in _OF_BLOCKS or isinstance(value, dict):
        yield Fault(keyword, keys, value, schema)


def _unknown(schema: Any, block: Any) -> list[str]:
    return [key for key in block if key not in schema.get("properties", {})]


def _missing(schema: Any, block: Any) -> list[str]:
    return [key for key in schema["required"] if key not in block]


def _alone(schema: Any, block: Any) -> list[str]:
    pairs = schema["dependentRequired"].items()
    return [key for key, needed in pairs if key in block and needed[0] not in block]


_KEYS_ABOUT: Mapping[str, Callable[[Any, Any], list[str]]] = {
    "additionalProperties": _unknown,
    "required": _missing,
    "dependentRequired": _alone,
}


@cache
def _validator(kind: str) -> Validator:
    checker: Validator = _Checker(flat_schema_of(kind), format_checker=_FORMATS)
    return checker


# ---------------------------------------------------------------- what the library does otherwise


def _unique(
    _validator: Validator, unique: bool, items: Any, _schema: object
) -> Iterator[ValidationError]:
    """Find entries that stand twice without comparing each with each."""
    if not unique or not isinstance(items, list):
        return
    seen = set()
    for index, item in enumerate(items):
        if repr(item) in seen:
            error = ValidationError("twice", instance=item)
            error.path.append(index)
            yield error
        seen.add(repr(item))


def _matches(
    _validator: Validator, pattern: str, text: Any, _schema: object
) -> Iterator[ValidationError]:
    """Let `$` mean the end of the text, as the standard does and Python's `$` does not."""
    if isinstance(text, str) and not _strict(pattern).search(text):
        yield ValidationError("other")


@cache
def _strict(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("$", r"\Z"))


def spelled_like(pattern: str, text: str) -> bool:
    """Whether *text* is what *pattern* of a schema asks for."""
    return bool(_strict(pattern).search(text))


def _is_whole(_checker: TypeChecker, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return bool(_DATE.match(value)) and bool(dt.date.fromisoformat(value))


_Checker: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"uniqueItems": _unique, "pattern": _matches},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_whole),
)
