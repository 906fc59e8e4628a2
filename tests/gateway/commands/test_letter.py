"""`portal letter`: what people would read, before anybody does."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from gateway.commands.exits import Exit
from tests.gateway.ended import Portal

LETTERS = {
    "inherited-words": "sign-up --location ghent-docks",
    "the-gateway-s-words": "sign-up --at ghent-docks --language de",
    "without-a-page": "new-password --at ghent --language fr-BE",
    "a-name-in-it": "welcome --at ghent-docks --language nl-NL",
}


@pytest.mark.parametrize("case", LETTERS)
def test_a_letter_is_shown_as_it_would_be(
    case: str, portal: Portal, snapshot: SnapshotAssertion
) -> None:
    """In the language and the words in which that person would get it; it says whose they are."""
    ended = portal("letter", *LETTERS[case].split())
    assert ended.exit == Exit.DONE
    assert ended.screen == snapshot


def test_an_edit_is_seen_at_once(portal: Portal, root: Path) -> None:
    """A house's own words go before those of its country."""
    file = root / "locations/ghent-docks.yaml"
    text = file.read_text(encoding="utf-8")
    words = """letters:
  words: { welcome: { nl: { subject: "Hoi {name}", text: "Kom binnen bij {house}." } } }
"""
    file.write_text(text.replace("letters:\n", words, 1), encoding="utf-8")
    at = ("--at", "ghent-docks", "--root", str(root))
    shown = portal("letter", "welcome", *at, "--format", "json").json
    assert shown == {
        "language": "nl", "own": True, "subject": "Hoi Alex Morgan",
        "text": "Kom binnen bij Ghent Docks.",
    }  # fmt: skip
    kept = portal("letter", "sign-up", *at)
    assert "in the words of `harbour-belgium`" in kept.err


def test_what_is_no_letter_is_not_shown(portal: Portal) -> None:
    """A misspelt one is guessed; a location that is none is said to be."""
    wrong = portal("letter", "welcom", "--at", "ghent-docks")
    assert (wrong.exit, "did you mean `welcome`?" in wrong.err) == (Exit.USAGE, True)
    nowhere = portal("letter", "welcome", "--at", "ghent-dox")
    assert (nowhere.exit, "ghent-docks" in nowhere.err) == (Exit.PROBLEMS, True)
