"""What letters say: in whose words, in which language, and what stands for the placeholders."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from access.frozen import freeze
from access.letter_words import PLACEHOLDER, PLACEHOLDERS
from access.tree import Location
from resolvers.letters.mailer import Letter
from resolvers.letters.own_words import choose_words
from resolvers.letters.words import CODE, WORDS
from resolvers.letters.writing import PAGES, Reader, compose
from store.letters import LETTER_KINDS
from tests.resolvers.booking.house import policies

UNTIL = dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)


def place(languages: tuple[str, ...] = ("de", "en"), /, **letters: Any) -> Location:
    """Return Berlin Mitte, speaking *languages*, with what stands under `letters` in its file."""
    mitte = policies().tree["berlin-mitte"]
    data = freeze({**mitte.data, "letters": letters})
    return dataclasses.replace(mitte, languages=languages, data=data)


def own(kind: str, **languages: tuple[str, str]) -> dict[str, Any]:
    """Return one letter in own words, its subject and text by language."""
    return {
        kind: {
            name.replace("_", "-"): {"subject": subject, "text": text}
            for name, (subject, text) in languages.items()
        }
    }


def read(kind: str, here: Location, **known: Any) -> Letter:
    """Return what somebody reads who wants English."""
    return compose("7", kind, "en", here, Reader("ada@post.test", **known))


@pytest.mark.parametrize("language", WORDS)
def test_the_gateway_s_words_hold_to_what_it_asks_of_others(language: str) -> None:
    """Every letter is there, with the placeholders that it may have and those that it needs."""
    assert set(WORDS[language]) == set(LETTER_KINDS) == set(PLACEHOLDERS)
    assert "{token}" in CODE[language]
    for kind, words in WORDS[language].items():
        usable = PLACEHOLDERS[kind]
        assert ("link" in usable.needed) is (kind in PAGES), kind
        assert set(PLACEHOLDER.findall(words.subject)) <= set(usable.usable)
        text = set(PLACEHOLDER.findall(words.text))
        assert set(usable.needed) <= text <= set(usable.in_text)
        assert "house" in text


WRITTEN = own("welcome", nl=("Welkom", "Dag"), pt=("Ola", "Ola"), pt_BR=("Oi", "Oi"))


@pytest.mark.parametrize(
    ("wanted", "spoken", "subject", "language", "is_own"),
    [
        ("nl", ("en",), "Welkom", "nl", True),
        ("nl-BE", ("en",), "Welkom", "nl", True),
        ("pt-BR", ("en",), "Oi", "pt-BR", True),
        ("pt-PT", ("en",), "Ola", "pt", True),
        ("de", ("nl",), None, "de", False),
        ("de-AT", ("nl",), None, "de", False),
        ("fr", ("nl", "en"), "Welkom", "nl", True),
        (None, ("nl", "en"), "Welkom", "nl", True),
        (None, ("fr", "de"), None, "de", False),
        ("fr", (), None, "en", False),
    ],
)
def test_the_person_s_language_goes_before_the_house_s(
    wanted: str | None, spoken: tuple[str, ...], subject: str | None, language: str, is_own: bool
) -> None:
    """And English before one that nobody writes letters in; own words go before the gateway's."""
    chosen = choose_words("welcome", wanted, place(spoken, words=WRITTEN))
    assert (chosen.language, chosen.own) == (language, is_own)
    assert chosen.words.subject == (subject or WORDS[language]["welcome"].subject)


def test_what_is_not_written_is_the_gateway_s() -> None:
    """Own words for one letter are no words for another."""
    chosen = choose_words("new-password", "nl", place(("nl",), words=WRITTEN))
    assert (chosen.language, chosen.own) == ("en", False)


def test_placeholders_are_filled_once() -> None:
    """A name with braces in it stays a name, and in a subject it stays on one line."""
    words = own("welcome", en=("For {name}", "{name}, of {house}: {address}\n"))
    letter = read("welcome", place(words=words), name="{house}\nBcc: all@post.test")
    assert letter.subject == "For {house} Bcc: all@post.test"
    assert letter.text == "{house}\nBcc: all@post.test, of Berlin Mitte: ada@post.test"


def test_whoever_has_no_name_is_called_by_the_address() -> None:
    """Staff who sign in may have no profile."""
    words = own("password-changed", en=("Changed", "Dear {name}"))
    assert read("password-changed", place(words=words)).text == "Dear ada@post.test"


def test_links_lead_to_the_portal_s_page_until_a_moment_of_the_place() -> None:
    """Without a page the code stands alone, in a sentence where the gateway has one."""
    words = own("sign-up", en=("Hello", "{link} until {until}"), eo=("Saluton", "{link}"))
    page = {"sign-up-page": "https://mitte.harbour.test/welcome"}
    letter = read("sign-up", place(words=words, **page), token="t0k", until=UNTIL)
    assert letter.text == "https://mitte.harbour.test/welcome#token=t0k until 2026-11-24 12:00"
    bare = read("sign-up", place(words=words), token="t0k", until=UNTIL)
    assert bare.text.startswith("Your code: t0k until")
    ada = Reader("ada@post.test", token="t0k", until=UNTIL)
    assert compose("7", "sign-up", "eo", place(words=words), ada).text == "t0k"
