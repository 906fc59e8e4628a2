"""An address that cannot be listened at, and open files: found out before the gateway starts."""

from __future__ import annotations

import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.listening import AddressUnusable, require_address
from gateway.open_files import allow_files, wanted_files
from gateway.settings import Live, Server, Settings


@pytest.fixture(name="taken")
def _taken() -> Iterator[int]:
    """A port at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_port_that_is_taken(taken: int) -> None:
    """The message names it, and what to do."""
    with pytest.raises(AddressUnusable, match=f"127.0.0.1:{taken}: another process .*--port"):
        require_address(Server(port=taken))


@pytest.mark.parametrize(
    ("host", "words"),
    [("192.0.2.1", "no such address"), ("no-such-host.invalid", "no host has that name")],
)
def test_an_address_of_another_machine(host: str, words: str) -> None:
    """A gateway listens at its own."""
    with pytest.raises(AddressUnusable, match=words):
        require_address(Server(host=host))


def test_a_port_that_is_free(taken: int) -> None:
    """Nothing is said, and nothing is kept: it can be listened at afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert port != taken
    require_address(Server(port=port))
    with socket.create_server(("127.0.0.1", port)):
        pass


def test_as_many_files_as_the_settings_give_away(tmp_path: Path) -> None:
    """A process takes what it may have; where that is less, it learns how much."""
    settings = Settings(root=tmp_path, database_url="sqlite://", live=Live(connections=1_000))
    wanted = wanted_files(settings)
    assert wanted > 1_000 + settings.server.requests_at_once
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (200, before[1]))
        assert allow_files(300) == 300
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 300
        assert allow_files(100) == 100
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 300
        if before[1] != resource.RLIM_INFINITY:
            assert allow_files(before[1] + 1) == before[1]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
