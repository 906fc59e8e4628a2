"""Putting a letter together at the moment at which it is sent: the words, and the way to go on."""

from __future__ import annotations

from access.tree import Location
from resolvers.letters.letter_rows import Waiting
from resolvers.letters.mailer import Letter, LetterRefused
from resolvers.letters.tokens import OneTimeTokens, Sealed
from resolvers.letters.words import CODE, WORDS, language_of

PAGES = {"sign-up": "sign-up-page", "known-address": "password-page",
         "new-password": "password-page"}  # fmt: skip
"""Which page of the portal's takes the token of a letter, by its kind."""


def write(letter: Waiting, place: Location, tokens: OneTimeTokens) -> Letter:
    """Put a letter of *place* together.

    Raises:
        LetterRefused: it carries a token, and the secret that made it is gone.
    """
    language = language_of(letter.language, place.languages)
    words = WORDS[language][letter.kind]
    way = ""
    if letter.sealed is not None:
        way = way_on(letter.kind, letter.sealed, place, tokens, language)
    return Letter(
        id=str(letter.id),
        to=letter.to,
        subject=words.subject.format(house=place.name),
        text=words.text.format(house=place.name, way=way),
        house=place.name,
        reply_to=place.data.get("email"),
    )


def way_on(
    kind: str, sealed: Sealed, place: Location, tokens: OneTimeTokens, language: str
) -> str:
    """Return the link to the portal's page, or the code alone where the location names no page.

    The token stands behind `#`: browsers keep that to themselves, so that no log has it.
    """
    token = tokens.open(sealed)
    if token is None:
        raise LetterRefused("the secret that made its token is gone")
    page = place.data.get("letters", {}).get(PAGES[kind])
    return CODE[language].format(token=token) if page is None else f"{page}#token={token}"
