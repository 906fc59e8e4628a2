"""Two publishers at once, killed at any instant: never half a set, never a lost edit.

`PORTAL_KILL_ROUNDS` says how often they are killed; without it twenty times.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from documents.folders import read_root
from documents.pending import pending
from documents.policy_files import PolicyFiles
from documents.publication import try_to_finish
from tests.race.publisher import numbered, serial_of
from tests.small_world import WORLD

ROUNDS = int(os.environ.get("PORTAL_KILL_ROUNDS", "20"))
NAMES = ("anna", "ben")
INSTANTS = (0, 0, 0.0005, 0.002, 0.01)
"""Seconds after files have begun to be moved; all of it takes a few thousandths."""
FEW = ("locations/north.yaml", "locations/us.yaml", "locations/isle.yaml")


class Publisher:
    """A process whose children publish, and are killed."""

    def __init__(self, root: Path, name: str) -> None:
        self.log = root.parent / f"{name}.log"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.race.publisher", str(root), name, str(self.log)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._child = 0

    def begin(self) -> None:
        """Let a child publish without end."""
        assert self._process.stdin is not None
        self._process.stdin.write("begin\n")
        self._process.stdin.flush()
        self._child = int(self._line())

    def kill(self) -> None:
        """Kill the child, in whatever it is doing."""
        os.kill(self._child, signal.SIGKILL)

    def wait(self) -> None:
        """Wait until the child is gone."""
        assert self._line() == "gone"

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    @property
    def acknowledged(self) -> list[str]:
        """The edits that were published, as far as the publisher knows."""
        return self.log.read_text().split()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """A part of the small world, every file with the same number in its first line."""
    root = tmp_path / "root"
    world = {path: text for path, text in WORLD.items() if path[:9] != "locations" or path in FEW}
    for path, text in {**world, "config/gateway.yaml": "default-portal: north\n"}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(numbered(text.encode(), 1))
    return root


def read(root: Path) -> int:
    """Read the folders as a gateway does, and return the one number that all files have."""
    reading = read_root(root)
    assert reading.problems == ()
    (serial,) = serial_of(PolicyFiles.of(reading))
    return serial


def test_killed_publishers_leave_whole_sets(root: Path) -> None:
    """Read at any instant, too; and what was acknowledged is there in the end."""
    dice = random.Random(4)
    publishers = [Publisher(root, name) for name in NAMES]
    try:
        serial, unfinished, readings = 1, 0, 0
        for number in range(ROUNDS):
            for publisher in dice.sample(publishers, 2):
                publisher.begin()
            until = time.monotonic() + dice.uniform(0.2, 0.8)
            while time.monotonic() < until:
                earlier, serial = serial, read(root)
                readings += 1
                assert serial >= earlier
            if number % 2:  # every other time while files are being moved
                while not pending(root):
                    pass  # to read would take longer than to move them
                time.sleep(dice.choice(INSTANTS))
            for publisher in dice.sample(publishers, 2):
                publisher.kill()
            for publisher in publishers:
                publisher.wait()
            unfinished += pending(root)
            earlier, serial = serial, read(root)
            assert serial >= earlier
        assert readings > ROUNDS
        assert unfinished, "nobody was killed in the middle: kill at other instants"
        try_to_finish(root)
        files = {
            str(path.relative_to(root)): path.read_bytes()
            for folder in ("policies", "locations")
            for path in (root / folder).iterdir()
            if not path.name.startswith(".")
        }
        assert serial_of(PolicyFiles(files)) == {serial}
        found = re.findall(r"# edit (\S+)", files["policies/portal.yaml"].decode())
        acknowledged = [edit for publisher in publishers for edit in publisher.acknowledged]
        assert len(found) == serial - 1
        assert set(acknowledged) <= set(found)
        assert {edit.partition("-")[0] for edit in acknowledged} == {*NAMES}
    finally:
        for publisher in publishers:
            publisher.end()
