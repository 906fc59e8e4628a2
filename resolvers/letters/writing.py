"""Putting a letter together at the moment at which it is sent: the words, and the way to go on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from access.letter_words import PLACEHOLDER
from access.tree import Location
from resolvers.letters.letter_rows import Waiting
from resolvers.letters.mailer import Letter, LetterRefused
from resolvers.letters.own_words import choose_words
from resolvers.letters.tokens import OneTimeTokens
from resolvers.letters.words import CODE

PAGES = {"sign-up": "sign-up-page", "known-address": "password-page",
         "new-password": "password-page"}  # fmt: skip
"""Which page of the portal's takes the token of a letter, by its kind."""


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a letter goes: what it calls them, and the token that it brings, if it brings one."""

    address: str
    name: str | None = None
    token: str | None = None
    until: dt.datetime | None = None


def write(letter: Waiting, place: Location, tokens: OneTimeTokens) -> Letter:
    """Put a letter of *place* together.

    Raises:
        LetterRefused: it carries a token, and the secret that made it is gone.
    """
    token = None if letter.sealed is None else tokens.open(letter.sealed)
    if letter.sealed is not None and token is None:
        raise LetterRefused("the secret that made its token is gone")
    reader = Reader(letter.to, letter.name, token, letter.expires_at)
    return compose(str(letter.id), letter.kind, letter.language, place, reader)


def compose(
    key: str, kind: str, language: str | None, place: Location, reader: Reader
) -> Letter:
    """Put together what *place* writes to *reader*, who wants *language*; *key* is the letter's id.

    Whoever has no name is called by the address. Moments are the place's own.
    """
    chosen = choose_words(kind, language, place)
    until = None if reader.until is None else reader.until.astimezone(place.timezone)
    values = {
        "house": place.name,
        "address": reader.address,
        "name": reader.name or reader.address,
        "link": "" if reader.token is None else way_on(kind, reader.token, place, chosen.language),
        "until": "" if until is None else f"{until:%Y-%m-%d %H:%M}",
    }

    def fill(text: str) -> str:
        return PLACEHOLDER.sub(lambda found: values[found[1]], text)  # once: names may have braces

    return Letter(
        id=key,
        to=reader.address,
        subject=" ".join(fill(chosen.words.subject).split()),
        text=fill(chosen.words.text),
        house=place.name,
        reply_to=place.data.get("email"),
    )


def way_on(kind: str, token: str, place: Location, language: str) -> str:
    """Return the link to the portal's page, or the code alone where the location names no page.

    The token stands behind `#`: browsers keep that to themselves, so that no log has it.
    """
    page = place.data.get("letters", {}).get(PAGES[kind])
    if page is not None:
        return f"{page}#token={token}"
    return CODE.get(language.partition("-")[0], "{token}").format(token=token)
