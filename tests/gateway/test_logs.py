"""The log: lines for people, objects for machines."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import orjson
import pytest

from gateway.logs import Lines, Objects, configure_logs
from gateway.settings import Log
from tests.loggers import loggers_as_before


@pytest.fixture(name="quiet_afterwards")
def _quiet_afterwards() -> Iterator[None]:
    """Puts the loggers back as they were."""
    with loggers_as_before():
        yield


@pytest.mark.usefixtures("quiet_afterwards")
def test_lines_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Moment, level, message; below the level that is set nothing is written."""
    configure_logs(Log(level="warning"))
    logging.getLogger("portal.policies").info("not this")
    logging.getLogger("portal.policies").warning("but %s", "this")
    line = capsys.readouterr().err
    assert line.endswith(" warning but this\n")
    assert "not this" not in line


@pytest.mark.usefixtures("quiet_afterwards")
@pytest.mark.parametrize(("level", "told"), [("info", False), ("debug", True)])
def test_the_server_says_no_more_than_needed(
    capsys: pytest.CaptureFixture[str], level: str, told: bool
) -> None:
    """Its chatter comes at `debug`; its warnings always."""
    configure_logs(Log(level=level))
    logging.getLogger("uvicorn.error").info("Waiting for application startup.")
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    lines = capsys.readouterr().err
    assert ("Waiting" in lines) is told
    assert "Invalid" in lines


@pytest.mark.usefixtures("quiet_afterwards")
def test_objects_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    """One a line, whatever the message holds."""
    configure_logs(Log(level="debug", format="json"))
    logging.getLogger("portal.requests").debug("two\nlines")
    entry = orjson.loads(capsys.readouterr().err)
    assert (entry["level"], entry["logger"]) == ("debug", "portal.requests")
    assert entry["message"] == "two\nlines"
    assert entry["process"] == os.getpid()
    assert "request" not in entry


def test_what_is_said_of_a_request_has_fields_of_its_own() -> None:
    """A machine need not read them out of the sentence; nothing else of a record is written."""
    record = logging.makeLogRecord({"msg": "…", "request": "5c1f", "status": 200, "email": "no"})
    entry = orjson.loads(Objects().format(record))
    assert (entry["request"], entry["status"]) == ("5c1f", 200)
    assert "email" not in entry


def test_a_failure_brings_its_traceback() -> None:
    """To the log, which is where it belongs."""
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        failure = (ZeroDivisionError, error, error.__traceback__)
    record = logging.LogRecord("portal.failures", logging.ERROR, "", 1, "broke", (), failure)
    assert "ZeroDivisionError" in Lines().format(record)
    assert "ZeroDivisionError" in orjson.loads(Objects().format(record))["traceback"]
