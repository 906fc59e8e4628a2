"""A process that publishes without end: `python -m tests.race.publisher ROOT NAME ACKNOWLEDGED`.

For each line that it reads it begins a child, whose number it tells, and which is there to be
killed. A publication that has returned is acknowledged by a line in a file.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from documents.policy_files import PolicyFiles
from gateway.policies.publishing import PublishingRefused, base_of, draft, rehearsed
from tests.small_world import SHAPE

SERIAL = re.compile(rb"\A# serial (\d+)\n")


def numbered(content: bytes, serial: int) -> bytes:
    """Return *content* with this number in its first line."""
    return b"# serial %d\n" % serial + SERIAL.sub(b"", content)


def serial_of(files: PolicyFiles) -> set[int]:
    """Return the numbers of all files: of a set that is whole there is one."""
    numbers = [SERIAL.match(content) for content in files.contents.values()]
    return {int(found[1]) if found else -1 for found in numbers}


def publish_on(root: Path, name: str, acknowledged: int) -> None:
    """Make a draft, change every file of it, publish it, and begin again."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix="draft-", dir=root.parent))
        try:
            files = draft(root, folder, SHAPE).files
            (serial,) = serial_of(files)
            edit = f"{name}-{time.time_ns()}"
            for path, content in files.contents.items():
                (folder / path).write_bytes(numbered(content, serial + 1))
            with (folder / "policies/portal.yaml").open("a") as portal:
                portal.write(f"# edit {edit}\n")
            with rehearsed(root, folder, base_of(folder, None), SHAPE) as ready:
                ready.publish(name, edit)
            os.write(acknowledged, f"{edit}\n".encode())
            time.sleep(0.02)  # or the other one would hardly ever have its turn
        except PublishingRefused:  # the other one was faster: make a draft on theirs
            continue
        finally:
            shutil.rmtree(folder)


def main(root: Path, name: str, acknowledged: Path) -> None:
    """Begin a child whenever told to."""
    log = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            publish_on(root, name, log)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
