"""Two processes over the same folders, asked all the time: an edit is in force in both.

What each set of rules answers, and under which hash, is learned from gateways that are neither.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterable
from contextlib import AsyncExitStack
from pathlib import Path
from time import monotonic

import pytest

from benchmarks.steady import Ask, Ledger, keep_asking, learn, policy_at, until_gone
from gateway.application import create_app
from gateway.policies.watching import LOOK_SECONDS
from gateway.settings import Settings
from tests.databases import fresh_database
from tests.gateway.live.test_two_processes import SLACK
from tests.served import served
from tests.test_faults import answering

DOORS = "policies/portal.yaml"
OPEN = "events:     { access: public }\n  articles:   { access: public }"
CLOSED = OPEN.replace("public", "member")
"""One edit of two lines: no answer may show the one and not the other."""

QUERY = """
{ events(first: 1) { totalCount } portal { navigation { section } } articles { totalCount } }
"""
EDITS = 2
MORE = 8
IN_FORCE_SECONDS = LOOK_SECONDS + 1.0


def _write(root: Path, old: str, new: str) -> None:
    path = root / DOORS
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def _ask(portal: str) -> Ask:
    body = json.dumps({"query": QUERY})
    head = (
        "POST /graphql HTTP/1.1\r\nhost: portal.test\r\ncontent-type: application/json\r\n"
        f"accept: application/json\r\nx-portal: {portal}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return Ask(portal, f"{head}{body}".encode())


ASKS = [_ask(portal) for portal in ("berlin-mitte", "ghent-docks")]


async def _learned(root: Path, url: str) -> tuple[str, dict[tuple[Ask, str], bytes]]:
    """What a gateway of its own answers by the rules at *root*, and their hash."""
    async with answering(create_app(Settings(root, url))) as where:
        policy = await policy_at(where)
        return policy, await learn(where, ASKS, policy)


async def _answered(ledgers: Iterable[Ledger], policy: str) -> None:
    """Wait until each has some more right answers under the policies of that hash."""
    for ledger in ledgers:
        enough = ledger.right[policy] + MORE
        while ledger.right[policy] < enough:
            assert not ledger.wrong
            await asyncio.sleep(0.005)


async def test_an_edit_is_in_force_in_both_and_each_answer_is_under_one_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each shows what the rules show whose hash it carries; both end with the new ones, soon."""
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    async with AsyncExitStack() as stack:
        url = stack.enter_context(fresh_database("sqlite", tmp_path))
        far = stack.enter_context(served(tmp_path, url))
        root, edited = tmp_path / "served", tmp_path / "edited"
        shutil.copytree(root, edited)
        _write(edited, OPEN, CLOSED)
        before, expected = await _learned(root, url)
        after, answers = await _learned(edited, url)
        expected |= answers
        for ask in ASKS:
            shown = json.loads(expected[ask, before])["data"]
            assert shown["events"] == shown["articles"] == {"totalCount": 0}
            shown = json.loads(expected[ask, after])["data"]
            assert (shown["events"], shown["articles"]) == (None, None)

        near = await stack.enter_async_context(answering(create_app(Settings(root, url))))
        ledgers = {where: Ledger() for where in ((far.host, far.port), near)}
        for where, ledger in ledgers.items():
            for asks in (ASKS, ASKS[::-1]):
                asking = asyncio.create_task(keep_asking(where, asks, expected, ledger, 0.02))
                stack.push_async_callback(until_gone, asking)
        old, new = before, after
        for _ in range(EDITS):
            given = [ledger.right[old] for ledger in ledgers.values()]
            _write(root, *((OPEN, CLOSED) if old == before else (CLOSED, OPEN)))
            began = monotonic()
            for where in ledgers:
                while await policy_at(where) != new:
                    assert monotonic() - began < IN_FORCE_SECONDS + SLACK
                    await asyncio.sleep(0.02)
            await _answered(ledgers.values(), new)  # what had begun before has come as well
            under_old = [ledger.right[old] for ledger in ledgers.values()]
            assert all(now > then for now, then in zip(under_old, given, strict=True))
            await _answered(ledgers.values(), new)
            assert under_old == [ledger.right[old] for ledger in ledgers.values()]
            old, new = new, old
    for ledger in ledgers.values():
        assert (ledger.wrong, ledger.broken, ledger.away) == ([], [], [])
