"""The watch: sees every change, and never acts on half of one."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from pathlib import Path

import pytest

from gateway.policies import watching
from gateway.policies.holder import PolicyHolder
from gateway.policies.loading import Loaded
from gateway.policies.watching import fingerprint, reload, watch
from tests.gateway.house import edit
from tests.gateway.policies.events import EVENTS, events_open


async def eventually(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until *condition* holds."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for raises no event
            await asyncio.sleep(0.02)


@pytest.fixture(name="watched")
async def _watched(holder: PolicyHolder) -> AsyncIterator[PolicyHolder]:
    """A holder over whose folders there is a watch."""
    watcher = asyncio.create_task(watch(holder, fingerprint(holder.root)))
    await asyncio.sleep(0.3)
    yield holder
    assert not watcher.done()
    watcher.cancel()
    await asyncio.wait([watcher])


async def test_an_edit_takes_effect(watched: PolicyHolder, root: Path) -> None:
    """Soon, and without a restart."""
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: member")
    await eventually(lambda: not events_open(watched))


async def test_a_broken_edit_is_reported_and_a_mended_one_taken(
    watched: PolicyHolder, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Visitors notice the second one only."""
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: membr")
    await eventually(lambda: "do not hold" in caplog.text)
    assert events_open(watched)
    edit(root, "policies/portal.yaml", "membr", "member")
    await eventually(lambda: not events_open(watched))


async def test_a_file_may_be_replaced_as_editors_do_it(watched: PolicyHolder, root: Path) -> None:
    """Written beside the old one, then moved over it."""
    path = root / "policies/portal.yaml"
    draft = root / "draft"
    draft.write_text(path.read_text().replace(EVENTS, "events: { access: member"))
    draft.replace(path)
    await eventually(lambda: not events_open(watched))


async def test_a_folder_may_be_replaced(watched: PolicyHolder, root: Path) -> None:
    """As deployments do it: the watch goes on with the new one."""
    shutil.copytree(root / "policies", root / "next")
    edit(root, "next/portal.yaml", EVENTS, "events: { access: member")
    (root / "policies").rename(root / "before")
    (root / "next").rename(root / "policies")
    await eventually(lambda: not events_open(watched))
    edit(root, "policies/portal.yaml", "events: { access: member", EVENTS)
    await eventually(lambda: events_open(watched))


async def test_a_stumble_does_not_end_the_watch(
    holder: PolicyHolder,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whatever happens while folders are read."""
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.1)
    fine = holder.read

    def stumble() -> Loaded:
        holder.read = fine  # type: ignore[method-assign]
        raise OSError("disk on fire")

    holder.read = stumble  # type: ignore[method-assign]
    watcher = asyncio.create_task(watch(holder, ""))
    await eventually(lambda: "stumbled" in caplog.text)
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: member")
    await eventually(lambda: not events_open(holder))
    caplog.clear()
    holder.read = stumble  # type: ignore[method-assign]
    edit(root, "policies/portal.yaml", "events: { access: member", EVENTS)
    await eventually(lambda: "stumbled" in caplog.text)  # the same again, and worth a report again
    await eventually(lambda: events_open(holder))
    watcher.cancel()
    await asyncio.wait([watcher])


async def test_a_system_without_watches_left_is_looked_at_by_itself(
    holder: PolicyHolder,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Where inotify has reached its limits edits come a little later; it is told once."""

    async def none_left(*_: object, **__: object) -> AsyncGenerator[None]:
        raise OSError("OS file watch limit reached.")
        yield

    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(watching, "awatch", none_left)
    watcher = asyncio.create_task(watch(holder, ""))
    edit(root, "policies/portal.yaml", EVENTS, "events: { access: member")
    await eventually(lambda: not events_open(holder))
    edit(root, "policies/portal.yaml", "events: { access: member", EVENTS)
    await eventually(lambda: events_open(holder))
    watcher.cancel()
    await asyncio.wait([watcher])
    assert caplog.text.count("gives no notice of edits, `OS file watch limit reached.`") == 1
    assert "Traceback" not in caplog.text


async def test_a_file_that_is_being_written_is_not_looked_at(
    holder: PolicyHolder, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Each half of the writing would be a set of its own; only the whole is ever read."""
    caplog.set_level(logging.INFO, "portal.policies")
    path = root / "policies/portal.yaml"
    whole = path.read_text().replace(EVENTS, "events: { access: member")
    read = 0
    original = holder.read

    def counted() -> Loaded:
        nonlocal read
        read += 1
        return original()

    holder.read = counted  # type: ignore[method-assign]
    path.write_text("")
    reloading = asyncio.create_task(reload(holder))
    for end in range(0, len(whole), 60):
        path.write_text(whole[:end])
        await asyncio.sleep(watching.SETTLE_SECONDS / 4)
        assert events_open(holder)
    path.write_text(whole)
    await reloading
    assert not events_open(holder)
    assert read == 1
    assert "do not hold" not in caplog.text


async def test_what_changes_while_it_is_read_is_read_again(
    holder: PolicyHolder, root: Path
) -> None:
    """What was read in between is thrown away."""
    original = holder.read
    reads = 0

    def meddled() -> Loaded:
        nonlocal reads
        reads += 1
        loaded = original()
        if reads == 1:
            edit(root, "policies/portal.yaml", EVENTS, "events: { access: member")
        return loaded

    holder.read = meddled  # type: ignore[method-assign]
    edit(root, "config/gateway.yaml", "north", "isle")
    await reload(holder)
    assert reads == 2
    assert not events_open(holder)
    assert holder.current.default_portal == "isle"


async def test_whoever_ends_the_watch_ends_its_notices(
    holder: PolicyHolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where that is in the middle of a look: nothing is left for the loop to clean up."""
    ended = asyncio.Event()

    async def notices(_: Path) -> AsyncGenerator[None]:
        try:
            while True:
                yield
        finally:
            ended.set()

    looked = asyncio.Event()

    async def look(_: PolicyHolder) -> str:
        looked.set()
        await asyncio.Event().wait()
        return ""

    monkeypatch.setattr(watching, "_notices", notices)
    monkeypatch.setattr(watching, "_look", look)
    watcher = asyncio.create_task(watch(holder, ""))
    await asyncio.wait_for(looked.wait(), 5)
    watcher.cancel()
    await asyncio.wait([watcher])
    assert ended.is_set()


def test_a_fingerprint_tells_states_apart(root: Path) -> None:
    """Content, files, folders and links that lead nowhere; reading changes nothing."""
    seen = {fingerprint(root)}
    (root / "policies/portal.yaml").read_text()
    assert fingerprint(root) in seen
    for change in (
        lambda: (root / "policies/new.yaml").write_text("types: {}"),
        lambda: (root / "policies/tests").mkdir(),
        lambda: (root / "policies/link.yaml").symlink_to(root / "nowhere"),
        lambda: (root / "policies/new.yaml").unlink(),
    ):
        change()
        assert fingerprint(root) not in seen
        seen.add(fingerprint(root))
    with contextlib.suppress(OSError):
        shutil.rmtree(root / "policies")
    assert fingerprint(root) not in seen
