"""The program that the Node peers run in, and their packages."""

from __future__ import annotations

import platform
import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent / "node"
LEAST = 22
"""PostGraphile 5 asks for it; all Node peers run in the same."""

_MACHINES = {"x86_64": "x64", "aarch64": "arm64"}


class NotThere(Exception):
    """The Node peers cannot run here; the text says why."""


def find_node() -> Path:
    """Return a Node that is new enough: the machine's own, else the one among the packages.

    Raises:
        NotThere: with a sentence.
    """
    _install()
    own = shutil.which("node")
    if own and _major(own) >= LEAST:
        return Path(own)
    name = f"node-linux-{_MACHINES.get(platform.machine(), platform.machine())}"
    carried = FOLDER / "node_modules" / name / "bin/node"
    if not carried.is_file():
        raise NotThere(f"Node {LEAST} or newer is not installed, and no package carries it here")
    return carried


def _install() -> None:
    """Fetch the packages that the lock file names, unless they are there."""
    if (FOLDER / "node_modules").is_dir():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise NotThere("npm is not installed")
    done = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
        cwd=FOLDER, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    if done.returncode:
        raise NotThere(f"npm could not fetch the packages:\n{done.stderr.strip()[-500:]}")


def _major(node: str) -> int:
    printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return int(printed.stdout.strip().lstrip("v").partition(".")[0])
