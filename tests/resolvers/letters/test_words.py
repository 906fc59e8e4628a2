"""What letters say: in every language the same letters, each with what its reader needs."""

from __future__ import annotations

import pytest

from resolvers.letters.words import CODE, WORDS, language_of
from resolvers.letters.writing import PAGES
from store.letters import LETTER_KINDS


@pytest.mark.parametrize("language", WORDS)
def test_each_language_has_every_letter(language: str) -> None:
    """Those that carry a token say how to go on, the others do not; all say who writes."""
    assert set(WORDS[language]) == set(LETTER_KINDS)
    assert "{token}" in CODE[language]
    for kind, words in WORDS[language].items():
        assert ("{way}" in words.text) is (kind in PAGES), kind
        assert "{house}" in words.subject
        assert "{house}" in words.text


@pytest.mark.parametrize(
    ("wanted", "spoken", "language"),
    [
        ("de", ("en",), "de"),
        ("de-AT", ("en",), "de"),
        ("pt", ("de", "en"), "de"),
        (None, ("nl", "en"), "en"),
        (None, (), "en"),
    ],
)
def test_the_person_s_language_goes_before_the_house_s(
    wanted: str | None, spoken: tuple[str, ...], language: str
) -> None:
    """And English before one that letters are not written in."""
    assert language_of(wanted, spoken) == language
