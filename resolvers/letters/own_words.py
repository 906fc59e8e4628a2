"""Which words a letter is written in: the location's own, or the gateway's, in which language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from access.tree import Location
from resolvers.letters.words import USUAL_LANGUAGE, WORDS, Words


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words of a letter; `own` where they are a location's and not the gateway's."""

    words: Words
    language: str
    own: bool


def choose_words(kind: str, wanted: str | None, place: Location) -> Chosen:
    """Choose the words of a letter of *place* for somebody who wants the language *wanted*.

    The first language counts in which there are any: theirs, those of the place in their order,
    English. In one language the place's own words go before the gateway's.
    """
    own = place.data.get("letters", {}).get("words", {}).get(kind, {})
    for language in _languages(wanted, place):
        if language in own:
            found = own[language]
            words = Words(found["subject"].strip(), found["text"].strip())
            return Chosen(words, language, own=True)
        if language in WORDS:
            return Chosen(WORDS[language][kind], language, own=False)
    return Chosen(WORDS[USUAL_LANGUAGE][kind], USUAL_LANGUAGE, own=False)


def _languages(wanted: str | None, place: Location) -> Iterator[str]:
    """Yield the languages to look for, `pt-BR` before `pt`."""
    for language in (wanted, *place.languages):
        if language:
            yield language
            yield language.partition("-")[0]
