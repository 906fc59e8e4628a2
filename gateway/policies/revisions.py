"""Policy sets by name: a folder, or a revision of the repository that the root stands in."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from access.policy_set import PolicySet
from gateway.policies.loading import PoliciesRefused, load_policies
from schema.shape import graph_shape

FOLDERS = ("policies", "locations", "config")
GIT = "git:"


class NoSuchRevision(Exception):
    """There is nothing of that name to load; the text says why."""


def policies_named(name: str, root: Path) -> PolicySet:
    """Load the policies of a folder, or of `git:REVISION` as *root* had them then.

    Raises:
        NoSuchRevision: there is none of that name.
        PoliciesRefused: they do not hold.
    """
    if not name.startswith(GIT):
        folder = Path(name)
        if not folder.is_dir():
            raise NoSuchRevision(f"there is no folder {name}; a revision is written git:HEAD, "
                "the set in force `running`, and a set that is kept by its hash")
        return _loaded(folder)
    with tempfile.TemporaryDirectory() as scratch:
        _unpack(name.removeprefix(GIT), root, Path(scratch))
        return _loaded(Path(scratch))


def _loaded(folder: Path) -> PolicySet:
    loaded = load_policies(folder.resolve(), graph_shape())
    if loaded.current is None:
        raise PoliciesRefused(loaded.problems)
    return loaded.current.policies


def _unpack(revision: str, root: Path, into: Path) -> None:
    if not revision or revision.startswith("-"):
        raise NoSuchRevision(f"`{revision}` is no revision; write for example git:HEAD")
    try:
        packed = subprocess.run(  # noqa: S603 - no shell, and the revision is no option
            ["git", "archive", "--format=tar", revision, *FOLDERS],  # noqa: S607
            cwd=root,
            env=dict(os.environ, LC_ALL="C"),
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise NoSuchRevision(f"git cannot be run: {error.strerror}") from None
    if packed.returncode != 0:
        raise NoSuchRevision(_why(revision, packed.stderr.decode(errors="replace")))
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(into, filter="data")


def _why(revision: str, said: str) -> str:
    """Say why git gave nothing, in our own words."""
    if "not a git repository" in said:
        return "the root stands in no git repository; name a folder, `running`, or a kept hash"
    if "did not match any files" in said:
        return f"`{revision}` has not all of {', '.join(f'{each}/' for each in FOLDERS)}"
    return f"git knows no revision `{revision}`; `git log --oneline` lists them"
