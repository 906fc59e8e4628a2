"""Filling a database with the demo: completely or not at all, and always with the same rows."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from store.demo import PASSWORD, DemoRefused, fill
from store.errors import DatabaseUnavailable
from tests.databases import KINDS, fresh_database
from tests.store.demo_world import TODAY, built, dump

_DIGEST = """
import datetime as dt, hashlib
from store.demo.building import build
digest = hashlib.sha256()
for rows in build(dt.date(2026, 11, 22)):
    for table, some in rows.drain():
        digest.update(repr((table.name, some)).encode())
print(digest.hexdigest())
"""


@pytest.mark.parametrize("kind", KINDS)
async def test_two_fills_are_equal(kind: str, tmp_path: Path) -> None:
    """The same day gives the same rows, to the last column."""
    with fresh_database(kind, tmp_path) as one, fresh_database(kind, tmp_path) as other:
        fill(one, today=TODAY)
        fill(other, today=TODAY)
        first, second = await dump(one), await dump(other)
    assert len(first["customers"]) > 300
    assert first == second


def test_no_set_decides_about_the_order() -> None:
    """Two processes that hash differently build the same rows."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


async def test_it_is_written_as_it_was_built(database_url: str) -> None:
    """Every row that is built arrives, on both databases; nobody has done anything yet."""
    fill(database_url, today=TODAY)
    found = {name: len(rows) for name, rows in (await dump(database_url)).items()}
    assert found == {name: len(rows) for name, rows in built().items()}
    empty = {name for name, number in found.items() if not number}
    done = {
        "sessions", "login_identities", "audit_entries", "idempotency_keys", "payment_events",
        "credit_uses", "money_uses", "api_keys", "happenings", "letters", "one_time_tokens",
    }
    assert empty == {*done, "policy_sets", "policy_activations", "sign_in_attempts"}


async def test_a_database_that_holds_something_is_left_alone(database_url: str) -> None:
    """The demo does not mix with rows of others, nor with its own."""
    fill(database_url, today=TODAY)
    before = await dump(database_url)
    with pytest.raises(DemoRefused, match="already holds"):
        fill(database_url, today=TODAY)
    assert await dump(database_url) == before


async def test_it_comes_whole_or_not_at_all(database_url: str) -> None:
    """Whatever goes wrong on the way, nothing stays behind."""

    def stumble(line: str) -> None:
        raise RuntimeError(line)

    with pytest.raises(RuntimeError, match="1 of 1"):
        fill(database_url, today=TODAY, progress=stumble)
    assert not any((await dump(database_url)).values())


@pytest.mark.parametrize("kind", KINDS)
def test_without_tables_there_is_no_demo(kind: str, tmp_path: Path) -> None:
    """The store says that its tables are missing, and what to do."""
    with (
        fresh_database(kind, tmp_path, tables=False) as url,
        pytest.raises(DatabaseUnavailable),
    ):
        fill(url, today=TODAY)


def test_a_scale_below_one_is_refused(tmp_path: Path) -> None:
    """There is no half a demo."""
    with pytest.raises(ValueError, match="from 1 on"):
        fill(f"sqlite:///{tmp_path / 'none.db'}", 0)


def test_it_takes_a_moment(tmp_path: Path) -> None:
    """Whoever tries the gateway waits for three seconds at the most (of a processor's time)."""
    with fresh_database("sqlite", tmp_path) as url:
        began = time.process_time()
        fill(url)
        assert time.process_time() - began < 3


def test_a_larger_demo_is_the_same_and_more() -> None:
    """A scale adds strangers, bookings and events; whatever was there stays, with its id."""
    small, large = built(), built(scale=3)
    for name, rows in small.items():
        if name != "invoice_series":  # the numbers go on counting
            assert large[name][: len(rows)] == rows, name
    for name in ("customers", "contracts", "bookings", "events", "event_attendees", "invoices"):
        assert len(large[name]) > 1.8 * len(small[name]), name
    for name in ("plans", "resources", "articles", "staff_grants"):
        assert large[name] == small[name], name


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    """One line for each part that is written."""
    lines: list[str] = []
    with fresh_database("sqlite", tmp_path) as url:
        fill(url, 3, TODAY, progress=lines.append)
    assert [line.partition(":")[0] for line in lines] == ["1 of 3", "2 of 3", "3 of 3"]


def test_every_login_has_the_password_of_the_demo() -> None:
    """It is hashed once, so that filling is quick, and it verifies."""
    hashes = Counter(login["password_hash"] for login in built()["logins"])
    (only,) = hashes
    assert Argon2Hasher().verify(PASSWORD, only)
    assert not Argon2Hasher().verify("another password", only)
