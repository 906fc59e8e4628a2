"""What fails in the middle is refused, and nothing of it is kept: the next answer is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest

from access.masking import MaskMaker
from planning import engine, planner, plans
from store.errors import DatabaseUnavailable
from store.sqlite import SqliteConnection
from tests.hostile.town import Town, opened

ASKING = ("anonymous", "contact", "member", "front desk")
QUERY = """{
  me { name } portal { viewer { kind } navigation { section } }
  events(first: 3) { totalCount nodes { id title %s: description } }
  resources(first: 3) { nodes { id name } }
}"""
VISITED, FIRST_VISITED = "lisbon-alfama", "ghent-docks"
"""A portal, and one at which nobody has been before: what they may see there is not known yet."""

STATEMENTS = 4
"""Who asks, and what they are shown: so many, or one fewer."""

SEAMS: dict[str, tuple[Any, str, int, type[Exception], str]] = {
    "mask": (MaskMaker, "make", 1, ZeroDivisionError, "INTERNAL_ERROR"),
    "plan": (planner, "root", 2, ZeroDivisionError, "INTERNAL_ERROR"),
    "statement": (plans, "compile_statement", 1, ZeroDivisionError, "INTERNAL_ERROR"),
    "answer": (engine, "answered", 1, ZeroDivisionError, "INTERNAL_ERROR"),
    **{
        f"row-{number}": (
            SqliteConnection, "fetch", number, DatabaseUnavailable, "DATABASE_UNAVAILABLE"
        )
        for number in range(1, STATEMENTS + 1)
    },
}
"""What fails, at which of its calls, and how; and what is answered."""


@pytest.fixture(name="failing", scope="module")
def _failing(here: Town) -> Iterator[Town]:
    """The town once more, behind a gateway in which things fail."""
    with opened(here.url, here.ids) as failing:
        yield failing


def fails_once(
    patch: pytest.MonkeyPatch, where: Any, name: str, at: int, error: type[Exception]
) -> Callable[[], bool]:
    """Have one call fail; return what says whether it came to that."""
    calls, whole = 0, getattr(where, name)

    def fail(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            raise error("in the middle")
        return whole(*given, **named)

    patch.setattr(where, name, fail)
    return lambda: calls >= at


@pytest.mark.parametrize("seam", SEAMS)
def test_a_failure_is_told_and_not_kept(here: Town, failing: Town, seam: str) -> None:
    """Never answered in part, nor as if nobody were asking; the same question then is answered."""
    where, name, at, error, code = SEAMS[seam]
    portal = FIRST_VISITED if seam == "mask" else VISITED
    failed = 0
    for person in ASKING:
        query = QUERY % seam.replace("-", "_")
        with pytest.MonkeyPatch.context() as patch:
            came_to_that = fails_once(patch, where, name, at, error)
            response = failing.send(person, query, portal=portal)
            if came_to_that():
                failed += 1
                (told,) = orjson.loads(response.content)["errors"]
                assert told["extensions"]["code"] == code, person
                assert "data" not in orjson.loads(response.content)
        again, whole = (
            each.send(person, query, portal=portal).content for each in (failing, here)
        )
        assert again == whole, person
    assert failed
