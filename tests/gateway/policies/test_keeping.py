"""Every set that comes into force is kept: once, with whoever brought it about, and in the end."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from documents.notes import Note
from documents.policy_files import PolicyFiles
from gateway.policies import keeping
from gateway.policies.holder import PolicyHolder
from gateway.policies.keeping import keep_sets
from gateway.policies.loading import Loaded
from store.databases import Database
from store.errors import DatabaseUnavailable
from store.policy_history import Activation, read_activations
from tests.gateway.house import edit
from tests.gateway.policies.events import EVENTS


@pytest.fixture(name="kept")
async def _kept(
    holder: PolicyHolder, database: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Database]:
    """A database in which somebody keeps what the holder activates."""
    monkeypatch.setattr(keeping, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(keeping, "AGAIN_SECONDS", 0.02)
    keeper = asyncio.create_task(keep_sets(holder, database))
    yield database
    keeper.cancel()
    await asyncio.wait([keeper])


async def eventually(database: Database, number: int) -> list[Activation]:
    """Wait until so many sets are kept."""
    async with asyncio.timeout(10):
        while True:
            async with database.connection() as connection:
                found = await read_activations(connection)
            if len(found) >= number:
                return found
            await asyncio.sleep(0.02)


async def test_sets_are_kept_with_their_notes(
    kept: Database, holder: PolicyHolder, root: Path
) -> None:
    """The first one too, of which nobody has said anything."""
    await eventually(kept, 1)
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: member")
    files = holder.read().files
    assert files is not None
    Note(files.digest, "Dana", "Evenings are for members").leave(root)
    assert holder.activate(holder.read())
    latest, first = await eventually(kept, 2)
    assert (first.by_whom, latest.by_whom) == (None, "Dana")
    assert latest.hash == holder.current.policies.hash
    assert first.until == latest.since


async def test_what_could_not_be_kept_is_kept_later(
    kept: Database,
    holder: PolicyHolder,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The database was away for a while; it is said once."""
    await eventually(kept, 1)
    fine, tries = keeping.keep, 0

    async def broken(database: Database, loaded: Loaded) -> bool:
        nonlocal tries
        tries += 1
        if tries < 4:
            raise DatabaseUnavailable("away")
        return await fine(database, loaded)

    monkeypatch.setattr(keeping, "keep", broken)
    caplog.set_level(logging.WARNING, "portal.policies")
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: member")
    holder.activate(holder.read())
    latest, _ = await eventually(kept, 2)
    assert latest.hash == holder.current.policies.hash
    assert [each.message for each in caplog.records].count(
        "the policies in force are not kept yet: away"
    ) == 1


async def test_what_was_pushed_out_takes_no_other_with_it(
    holder: PolicyHolder,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While one set is being kept, more come than may wait: the next one is still kept."""
    monkeypatch.setattr(keeping, "LOOK_SECONDS", 0.01)
    first, second = holder.activated[0], dataclasses.replace(holder.activated[0])
    kept: list[Loaded] = []

    async def slow(_: object, loaded: Loaded) -> bool:
        if not kept:
            holder.activated.clear()  # as a hundred edits do
            holder.activated.append(second)
        kept.append(loaded)
        return True

    monkeypatch.setattr(keeping, "keep", slow)
    keeper = asyncio.create_task(keep_sets(holder, None))  # type: ignore[arg-type]
    async with asyncio.timeout(5):
        while holder.activated:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
    keeper.cancel()
    await asyncio.wait([keeper])
    assert [each is first for each in kept] == [True, False]
    assert kept[1] is second


def test_a_note_is_about_its_own_files(root: Path, holder: PolicyHolder) -> None:
    """Whoever edits by hand afterwards is not taken for its writer."""
    files = holder.read().files
    assert isinstance(files, PolicyFiles)
    Note(files.digest, "Dana", "Why not").leave(root)
    assert holder.read().note == Note(files.digest, "Dana", "Why not")
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: member")
    assert holder.read().note is None
