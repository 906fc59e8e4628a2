"""What somebody may write into their own profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from resolvers.plain_text import has_control, written_length
from resolvers.refusals import error

MOST_NAME = 100
MOST_SUMMARY = 2_000
MOST_WEBSITE = 500

_ADDRESS = re.compile(r"https?://[^\s<>\"'\x00-\x1f]+\Z")


def problems_in(given: Mapping[str, Any], languages: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield an error for each value that cannot be kept; what was left out is not looked at."""
    rules: dict[str, Callable[[Any], str | None]] = {
        "displayName": _name,
        "summary": _summary,
        "website": _website,
        "preferredLanguage": lambda value: _language(value, languages),
        "published": _published,
    }
    for field, complaint_about in rules.items():
        if field in given:
            complaint = complaint_about(given[field])
            if complaint is not None:
                yield error("INVALID_VALUE", complaint, field)


def _name(value: str | None) -> str | None:
    if value is None or not 1 <= written_length(value) <= MOST_NAME:
        return f"A name has from 1 to {MOST_NAME} characters."
    return _plain(value)


def _summary(value: str | None) -> str | None:
    if value is not None and len(value) > MOST_SUMMARY:
        return f"A summary has {MOST_SUMMARY} characters at the most."
    return _plain(value or "")


def _plain(value: str) -> str | None:
    return "A text has no control characters." if has_control(value) else None


def _website(value: str | None) -> str | None:
    if value is None or (len(value) <= MOST_WEBSITE and _ADDRESS.match(value)):
        return None
    return "A website's address begins with https:// or http:// and has no spaces."


def _language(value: str | None, languages: Sequence[str]) -> str | None:
    if value is None or value in languages:
        return None
    return f"The portal speaks {', '.join(languages)}."


def _published(value: bool | None) -> str | None:
    return "Say yes or no." if value is None else None
