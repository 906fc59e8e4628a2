"""The log: to standard error, for people or for machines; names and codes, never values."""

from __future__ import annotations

import datetime as dt
import logging
import sys

import orjson

from gateway.settings import Log

_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


FIELDS = ("request", "method", "status", "milliseconds", "statements", "policies", "codes")
"""What a line may say of a request, each by itself, where machines read."""


class Lines(logging.Formatter):
    """One line an event, and what belongs to it below."""

    def format(self, record: logging.LogRecord) -> str:
        """Write *record* for a person."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        text = f"{moment:%Y-%m-%d %H:%M:%S} {record.levelname.lower():7} {record.getMessage()}"
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text


class Objects(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write *record* for a machine."""
        entry: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        for field in FIELDS:
            if hasattr(record, field):
                entry[field] = getattr(record, field)
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return orjson.dumps(entry).decode()


def configure_logs(settings: Log) -> None:
    """Send everything that is logged from here on to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Objects() if settings.format == "json" else Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    level = _LEVELS[settings.level]
    logging.getLogger("portal").setLevel(level)
    # uvicorn tells much of itself at `info`, and its access lines would name queries
    logging.getLogger("uvicorn").setLevel(
        logging.INFO if level == logging.DEBUG else max(level, logging.WARNING)
    )
    logging.getLogger("uvicorn.access").disabled = True
