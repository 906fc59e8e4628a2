"""What is kept between requests is never another's: not in any order, and not at once.

Every operation is asked by everybody: of a gateway to which nobody has spoken before, of one that
has answered all the others first, in the contrary order, and of one that answers all of them at
the same time.
"""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hostile.town import PEOPLE, Town, opened

QUESTIONS = Path(__file__).parent.parent / "questions"
ASKED = sorted(
    path for path in QUESTIONS.glob("*.graphql") if not path.with_suffix(".variables.json").exists()
)
AT_ONCE = 8


@pytest.fixture(name="alone", scope="module")
def _alone(here: Town) -> dict[tuple[str, str], bytes]:
    """What everybody is answered, one after another."""
    return {
        (person, path.stem): here.ask(person, path.read_text())
        for person in PEOPLE for path in ASKED
    }


def test_they_are_answered_differently(alone: dict[tuple[str, str], bytes]) -> None:
    """Else it would prove nothing: most operations have three answers or more."""
    answers = {path.stem: {alone[person, path.stem] for person in PEOPLE} for path in ASKED}
    assert sum(len(each) >= 3 for each in answers.values()) > len(ASKED) / 2


def test_in_the_contrary_order(here: Town, alone: dict[tuple[str, str], bytes]) -> None:
    """A gateway that begins with whoever came last answers the same."""
    with opened(here.url, here.ids) as other:
        for path in reversed(ASKED):
            for person in reversed(list(PEOPLE)):
                answer = other.ask(person, path.read_text())
                assert answer == alone[person, path.stem], (person, path.stem)


def test_all_at_once(here: Town, alone: dict[tuple[str, str], bytes]) -> None:
    """Whoever else is being answered meanwhile."""
    asked = [(person, path) for person in PEOPLE for path in ASKED] * 2
    random.Random(7).shuffle(asked)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(lambda each: here.ask(each[0], each[1].read_text()), asked)
        for (person, path), answer in zip(asked, answers, strict=True):
            assert answer == alone[person, path.stem], (person, path.stem)
