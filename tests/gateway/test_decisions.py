"""The decision log: what was refused, in lines that are bounded and that nobody waits for."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from access.mask import Mask, MaskShape
from gateway.application import create_app
from gateway.decisions import MOST_REFUSED, MOST_WAITING, DecisionLog
from gateway.settings import Decisions, Settings
from planning.answers import Decided
from tests.gateway.house import (
    Clock,
    ask,
    sign_in,
)
from tests.store.rows import NOW

MASK = Mask(MaskShape({}, {}), "ghent", {}, {}, {}, "abc123")
DECIDED = Decided(MASK, NOW, (("Event", "FEATURE_OFF"), ("Plan.price", "NOT_ALLOWED")))


class Blocked(io.StringIO):
    """A stream that nobody reads, until somebody does."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = threading.Event()

    def write(self, text: str) -> int:
        """Wait."""
        self.opened.wait()
        return super().write(text)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """What was written, read."""
    return [orjson.loads(line) for line in stream.getvalue().splitlines()]


def logged(settings: Decisions, note: Callable[[DecisionLog], None]) -> list[dict[str, Any]]:
    """What is written of what *note* notes."""
    stream = io.StringIO()
    log = DecisionLog(settings, stream)
    log.start()
    note(log)
    log.stop()
    return lines(stream)


def test_a_line_holds_names_and_codes() -> None:
    """Under which rules and mask, and what was refused."""
    (line,) = logged(Decisions("all"), lambda log: log.note("r-1", "hash", DECIDED))
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "logger": "portal.decisions",
        "request": "r-1",
        "policies": "hash",
        "portal": "ghent",
        "mask": "abc123",
        "refused": {"Event": "FEATURE_OFF", "Plan.price": "NOT_ALLOWED"},
    }


def test_a_line_is_bounded() -> None:
    """However much one operation was refused."""
    many = Decided(MASK, NOW, tuple((f"Event.f{number}", "NOT_ALLOWED") for number in range(500)))
    (line,) = logged(Decisions("all"), lambda log: log.note("r", "hash", many))
    assert (len(line["refused"]), line["more"]) == (MOST_REFUSED, 500 - MOST_REFUSED)


def test_lines_a_second_are_bounded_and_the_rest_is_counted() -> None:
    """A flood leaves a few lines, and a later one says how many there were."""

    def flood(log: DecisionLog) -> None:
        for _ in range(10_000):
            log.note("r", "hash", DECIDED)
        log._second = 0  # another second
        log.note("last", "hash", DECIDED)

    written = logged(Decisions("all", lines_a_second=5), flood)
    assert 6 <= len(written) <= 11
    assert written[-1]["request"] == "last"
    assert written[-1]["dropped"] == 10_001 - len(written)


def test_a_sample_is_about_one_in_so_many() -> None:
    """Neither none nor all."""
    settings = Decisions("sampled", one_in=10, lines_a_second=10_000)

    def note(log: DecisionLog) -> None:
        for _ in range(5_000):
            log.note("r", "hash", DECIDED)
            if log._waiting.qsize() > MOST_WAITING // 2:
                time.sleep(0.01)

    assert 300 <= len(logged(settings, note)) <= 700


def test_nobody_waits_for_a_reader_who_does_not_read() -> None:
    """What does not fit is dropped at once, and what fits is written when reading goes on."""
    stream = Blocked()
    log = DecisionLog(Decisions("all", lines_a_second=10_000), stream)
    log.start()
    began = time.perf_counter()
    for _ in range(MOST_WAITING + 500):
        log.note("r", "hash", DECIDED)
    assert time.perf_counter() - began < 1.0
    assert log.dropped >= 400
    stream.opened.set()
    log.stop(10.0)
    assert log.written == MOST_WAITING + 500 - log.dropped


def test_a_stream_that_is_gone_is_no_reason_to_stop() -> None:
    """Answers go on, and the lines are counted as dropped."""
    stream = io.StringIO()
    stream.close()
    log = DecisionLog(Decisions("all"), stream)
    log.start()
    log.note("r", "hash", DECIDED)
    log.stop()
    assert (log.written, log.dropped) == (0, 1)


# ------------------------------------------------------------ through the gateway


@pytest.fixture(name="told")
def _told(
    settings: Settings, people: dict[str, int], clock: Clock
) -> Iterator[TestClient]:
    """A gateway that tells of each answer, and counts."""
    assert people
    told = replace(settings, decisions=Decisions("all"), metrics=True)
    with TestClient(create_app(told, clock=clock)) as client:
        yield client


QUESTION = """query ($secret: String!) {
  alias: resources(first: 1) { nodes { name } }
  events(filter: { title: { eq: $secret } }) { nodes { title attendees { totalCount } } }
  contracts(orderBy: { field: STARTS_AT }) { totalCount }
  ok: portal { name }
}"""


def test_each_answer_is_told_and_no_value_of_it(
    told: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fields and types by their names in the schema, whatever they were called and given."""
    answer = ask(told, QUESTION, secret="canary-in-an-argument")
    assert answer.status_code == 200
    token = sign_in(told, "una")["token"]
    ask(told, "{ me { name } }", token)
    ask(told, "{ nothing }")
    for _ in range(100):
        if "portal_decision_lines_total 3.0" in told.get("/metrics").text:
            break
        time.sleep(0.02)
    err = capsys.readouterr().err
    told_lines = [orjson.loads(line) for line in err.splitlines() if "portal.decisions" in line]
    visitor, _, member = told_lines
    assert visitor["request"] == answer.headers["x-request-id"]
    assert visitor["policies"] == answer.headers["x-policy"]
    assert visitor["portal"] == "berlin-mitte"
    assert visitor["refused"] == {
        "Contract": "LOGIN_REQUIRED",
        "Event.attendees": "LOGIN_REQUIRED",
        "Resource": "LOGIN_REQUIRED",
    }
    assert member["refused"] == {}
    assert member["mask"] != visitor["mask"]
    for value in ("canary", "alias", "Una", "Berlin Mitte", token):
        assert value not in "".join(map(str, told_lines))


def test_nothing_is_told_unless_it_is_wanted(
    settings: Settings, people: dict[str, int], clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is no log where the settings do not say otherwise."""
    assert people
    with TestClient(create_app(settings, clock=clock)) as client:
        ask(client, "{ resources { totalCount } }")
    assert "portal.decisions" not in capsys.readouterr().err
