"""Whoever shows a credential asks the gateway that a module's tests share."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.gateway.world import World
from tests.store.rows import NOW


@pytest.fixture(name="client")
def _client(world: World) -> TestClient:
    """Its client, at noon."""
    world.clock.now = NOW
    return world.client
