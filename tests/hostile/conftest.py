"""A gateway that serves, for clients of every wrong kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import fresh_database
from tests.hostile.town import Town, town
from tests.served import Served, served


@pytest.fixture(name="gateway", scope="module")
def _gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One gateway for the tests of a file; it gives a client two seconds to send its body."""
    folder = tmp_path_factory.mktemp("hostile")
    settings = {"patience-seconds": 2}
    with fresh_database("sqlite", folder) as url, served(folder, url, server=settings) as gateway:
        yield gateway


@pytest.fixture(name="here", scope="module")
def _here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The demo, for all tests of this file; nothing of it is changed."""
    with town(tmp_path_factory.mktemp("town")) as here:
        yield here
