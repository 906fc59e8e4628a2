"""Passwords: right or wrong, known or unknown, always the same work."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from gateway.credentials import passwords
from gateway.credentials.passwords import Passwords, hash_password
from tests.conftest import AS_EVER


@pytest.fixture(name="in_service", scope="module", autouse=True)
def _in_service() -> Iterator[None]:
    """Passwords are as much work as they are to a gateway that serves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Argon2Hasher.__init__, "__defaults__", AS_EVER)
        _forget()
        yield
    _forget()


def _forget() -> None:
    passwords._hasher.cache_clear()
    passwords._hash_of_nobody.cache_clear()


@pytest.fixture(name="kept", scope="module")
def _kept(in_service: None) -> str:
    """What is kept of the password `correct horse`."""
    return hash_password("correct horse")


async def test_a_password_is_verified(kept: str) -> None:
    """The right one, and no other."""
    verify = Passwords().verify
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert await verify(kept, "correct horse")
    for wrong in ("", "Correct horse", "correct horse ", "correct horse" + "x" * 2000):
        assert not await verify(kept, wrong)


async def test_nobody_has_no_password() -> None:
    """Not even the one whose hash stands in for theirs."""
    verify = Passwords().verify
    assert not await verify(None, "anything")
    assert not await verify(None, "this is nobody's password")
    assert not await verify("not a hash", "anything")


async def test_an_unknown_person_costs_as_much_as_a_known_one(
    kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the time of an answer does not tell who exists: one comparison of the same kind."""
    compared: list[str] = []
    hasher = passwords._hasher()

    class Counting:
        def verify(self, password: str, against: str) -> bool:
            compared.append(against)
            return hasher.verify(password, against)

    passwords._hash_of_nobody()
    monkeypatch.setattr(passwords, "_hasher", Counting)
    await Passwords().verify(kept, "wrong")
    await Passwords().verify(None, "wrong")
    parameters = [against.split("$")[:4] for against in compared]
    assert len(parameters) == 2
    assert parameters[0] == parameters[1]


async def test_the_loop_goes_on_meanwhile(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are compared in other threads, and only so many at once."""
    busy = most = 0
    lock = threading.Lock()
    ticks = 0

    def slow(*_: object) -> bool:
        nonlocal busy, most
        assert threading.current_thread() is not threading.main_thread()
        with lock:
            busy += 1
            most = max(most, busy)
        threading.Event().wait(0.02)
        with lock:
            busy -= 1
        return True

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.001)

    monkeypatch.setattr(passwords, "_verify", slow)
    ticking = asyncio.create_task(tick())
    verify = Passwords().verify
    await asyncio.gather(*(verify(kept, "x") for _ in range(12)))
    ticking.cancel()
    assert most == passwords.AT_ONCE
    assert ticks > 5
