"""What staff may write into a customer's file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from resolvers.plain_text import has_control, written_length
from resolvers.refusals import error
from store.email_addresses import is_email_address

MOST_LINE = 200
MOST_NOTES = 4_000

LINES = ("phone", "companyName", "position", "billingName", "taxId")


def problems_in(
    given: Mapping[str, Any], languages: Sequence[str], today: dt.date
) -> Iterator[dict[str, Any]]:
    """Yield an error for each value that cannot be kept; what was left out is not looked at."""
    rules: dict[str, Callable[[Any], str | None]] = {
        "kind": _kind,
        "name": name_complaint,
        "email": email_complaint,
        **dict.fromkeys(LINES, lambda value: text_complaint(value, MOST_LINE)),
        "notes": lambda value: text_complaint(value, MOST_NOTES),
        "dateOfBirth": lambda value: _born(value, today),
        "preferredLanguage": lambda value: _language(value, languages),
    }
    for field, complaint_about in rules.items():
        if field in given:
            complaint = complaint_about(given[field])
            if complaint is not None:
                yield error("INVALID_VALUE", complaint, field)


def name_complaint(value: str | None) -> str | None:
    """Say what is wrong with a name; None where nothing is."""
    if value is None or not 1 <= written_length(value) <= MOST_LINE:
        return f"A name has from 1 to {MOST_LINE} characters."
    return _plain(value)


def _kind(value: str | None) -> str | None:
    return "A customer is an individual or a company." if value is None else None


def email_complaint(value: str | None) -> str | None:
    """Say what is wrong with an e-mail address; None where nothing is."""
    if value is None or len(value) > MOST_LINE or not is_email_address(value.strip()):
        return (
            "An e-mail address looks like name@example.org: letters, digits and few signs, and "
            "one @."
        )
    return None


def text_complaint(value: str | None, most: int) -> str | None:
    """Say what is wrong with a text that may be left out; None where nothing is."""
    if value is not None and len(value) > most:
        return f"This has {most} characters at the most."
    return _plain(value or "")


def _plain(value: str) -> str | None:
    return "A text has no control characters." if has_control(value) else None


def _born(value: dt.date | None, today: dt.date) -> str | None:
    return None if value is None or value <= today else "A date of birth is not in the future."


def _language(value: str | None, languages: Sequence[str]) -> str | None:
    if value is None or value in languages:
        return None
    return f"The customer's home speaks {', '.join(languages)}."
