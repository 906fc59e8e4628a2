"""Equal answers: a server is measured only if it answers what the gateway answers."""

from __future__ import annotations

import datetime as dt
import json
import re
import socket
from collections.abc import Sequence
from typing import Any

from benchmarks.contestants import Contestant
from benchmarks.pages import PAGES, VISIT
from benchmarks.visitors import MOST

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


class Different(Exception):
    """A server's answer is not the gateway's; the text says where."""


def compare(contestants: Sequence[Contestant]) -> None:
    """Ask each page that they share of each of them, as each visitor; the first is the measure.

    Their connections are those of the same people, in the same order.

    Raises:
        Different: with the server, the page, the place and both values.
    """
    for page in {page.name: page for page in (*PAGES, *VISIT)}.values():
        taking_part = [each for each in contestants if page.name in each.pages]
        for person in range(MOST):
            expected: Any = None
            for each in taking_part:
                if person >= each.compared:
                    continue
                answer = canonical(ask(each, page.name))
                expected = answer if expected is None else expected
                place = difference(expected, answer)
                if place is not None:
                    told = f"{each.name} answers visitor {person} on {page.name!r}"
                    raise Different(f"{told} differently at {place}")


def ask(contestant: Contestant, page: str) -> Any:
    """Return one answer, read as JSON; the server closes afterwards, as it is asked to."""
    head, _, body = contestant.pages[page]().partition(b"\r\n\r\n")
    asked = head + b"\r\nconnection: close\r\n\r\n" + body
    with socket.create_connection(("127.0.0.1", contestant.server.port), timeout=30) as wire:
        wire.sendall(asked)
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def canonical(answer: Any) -> Any:
    """Return *answer* with moments in one notation, and of cursors only that there is one.

    How a moment is written and what stands in a cursor is each server's own business.
    """
    match answer:
        case dict():
            return {
                name: bool(value) if name == "endCursor" else canonical(value)
                for name, value in answer.items()
                if (name, value) != ("errors", None)
            }
        case list():
            return [canonical(value) for value in answer]
        case str() if MOMENT.fullmatch(answer):
            return dt.datetime.fromisoformat(answer).astimezone(dt.UTC).isoformat()
        case _:
            return answer


def difference(expected: Any, found: Any, place: str = "answer") -> str | None:
    """Return the first place at which two answers differ, with both values; None if nowhere."""
    if isinstance(expected, dict) and isinstance(found, dict):
        names = [*expected, *(name for name in found if name not in expected)]
        pairs = [(f".{name}", expected.get(name), found.get(name)) for name in names]
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = [(f"[{i}]", *both) for i, both in enumerate(zip(expected, found, strict=True))]
    elif expected == found and type(expected) is type(found):
        return None
    else:
        return f"{place}: {_short(found)} in place of {_short(expected)}"
    for step, one, other in pairs:
        deeper = difference(one, other, place + step)
        if deeper is not None:
            return deeper
    return None


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else text[:200] + "…"
