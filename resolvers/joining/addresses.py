"""Addresses and passwords that people bring along, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from resolvers.desk.values import email_complaint, name_complaint, text_complaint
from resolvers.refusals import error
from store.folding import fold

LEAST_CHARACTERS = 10
MOST_CHARACTERS = 1_000
"""Of a password: long ones are welcome, whatever they are made of (NIST SP 800-63B, 5.1.1.2)."""

FEW_DIFFERENT = 4
MOST_PHONE = 200


def problems_in(given: Mapping[str, Any], languages: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield an error for each value of a sign-up that cannot be kept."""
    complaints = {
        "name": name_complaint(given["name"]),
        "email": email_complaint(given["email"]),
        "password": password_complaint(given["password"], given["email"], given["name"]),
        "phone": text_complaint(given.get("phone"), MOST_PHONE),
    }
    for field, complaint in complaints.items():
        if complaint is not None:
            yield error("INVALID_VALUE", complaint, field)
    language = given.get("preferredLanguage")
    if language is not None and language not in languages:
        words = f"This portal speaks {', '.join(languages)}."
        yield error("INVALID_VALUE", words, "preferredLanguage")


def password_complaint(password: str, *known: str) -> str | None:
    """Say what is wrong with a password; None where nothing is.

    *known* is what anybody could guess first: address and name.
    """
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        return f"A password has from {LEAST_CHARACTERS} to {MOST_CHARACTERS} characters."
    folded = fold(password)
    if len(set(folded)) < FEW_DIFFERENT:
        return "A password is not one character again and again."
    if any(folded == fold(each.strip()) for each in known):
        return "A password is neither one's name nor one's address."
    return None
