"""The graph in its own language, as a portal's developers read it."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from schema.graph import build_schema


class _Sdl(SingleFileSnapshotExtension):
    file_extension = "graphql"
    _write_mode = WriteMode.TEXT


@pytest.fixture(name="sdl")
def _sdl(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Snapshots that an editor opens as a schema."""
    return snapshot.use_extension(_Sdl)


def test_the_schema_is_the_one_that_clients_know(sdl: SnapshotAssertion) -> None:
    """Whatever changes for clients is seen in a review."""
    assert build_schema().as_str() + "\n" == sdl
