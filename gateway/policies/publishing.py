"""Publishing: a draft is checked and proved, and takes the place of what runs, or does not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from access.policy_set import PolicySet
from access.shape import GraphShape
from documents.notes import Note
from documents.policy_files import PolicyFiles
from documents.publication import changing, publish
from documents.quoting import quoted
from documents.saving import save
from gateway.policies.loading import Loaded, PoliciesRefused, load_policies

DRAFTED_ON = ".portal-draft.json"
SHORTEST = 6
"""The fewest characters of a hash that name a set."""


class PublishingRefused(Exception):
    """The draft is not published; the text says why, to the operator."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A policy set that holds, with its files."""

    policies: PolicySet
    files: PolicyFiles
    loaded: Loaded


@dataclass(frozen=True, slots=True)
class Base:
    """The set that a draft was made from: its hash, and, where a command made it, its files."""

    hash: str
    digest: str | None = None

    def is_of(self, whole: Whole) -> bool:
        """Whether this is *whole*: the same rules and, where that is known, the same bytes."""
        same = self.digest is None or self.digest == whole.files.digest
        return same and whole.policies.hash.startswith(self.hash)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What publishing a draft would put in the place of what."""

    root: Path
    old: Whole
    new: Whole

    def publish(self, by_whom: str, why: str) -> None:
        """Do it, all at once; only within the block that rehearsed it."""
        publish(self.root, self.old.files, self.new.files, self.note(by_whom, why))

    def note(self, by_whom: str, why: str) -> Note:
        """Return what is noted of it."""
        return Note(self.new.files.digest, by_whom, why)


def load_whole(root: Path, shape: GraphShape, settings: Path | None = None) -> Whole:
    """Load what stands in *root*.

    Raises:
        PoliciesRefused: it does not hold, or breaks a promise.
    """
    loaded = load_policies(root, shape, settings)
    if loaded.current is None or loaded.files is None:
        raise PoliciesRefused(loaded.problems)
    return Whole(loaded.current.policies, loaded.files, loaded)


def draft(root: Path, folder: Path, shape: GraphShape) -> Whole:
    """Copy the set that runs into *folder*, with a note of which one it is.

    Raises:
        PublishingRefused: something stands there already.
        PoliciesRefused: what stands in *root* does not hold.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PublishingRefused(f"{folder} is not empty: name a new folder")
    with changing(root):
        whole = load_whole(root, shape)
        settings = (root / "config/gateway.yaml").read_bytes()
    whole.files.write(folder)
    (folder / "config").mkdir()
    (folder / "config/gateway.yaml").write_bytes(settings)
    note_base(folder, Base(whole.policies.hash, whole.files.digest))
    return whole


def note_base(folder: Path, base: Base) -> None:
    """Note in the draft *folder* which set it was made from."""
    noted = {"policies": base.hash, "digest": base.digest}
    save(folder / DRAFTED_ON, json.dumps(noted).encode())


def base_of(folder: Path, on: str | None) -> Base:
    """Return which set a draft was made from: as its maker says, else as it says itself.

    Raises:
        PublishingRefused: nobody says so.
    """
    if on is not None:
        if len(on) < SHORTEST:
            raise PublishingRefused(f"{quoted(on)} is too short to name a set")
        return Base(on)
    try:
        noted: Mapping[str, str] = json.loads((folder / DRAFTED_ON).read_bytes())
        return Base(noted["policies"], noted["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        raise PublishingRefused(
            f"nothing says on which set {folder} was drafted: say it with --on, "
            "or begin a draft with `portal draft`"
        ) from None


@contextmanager
def rehearsed(root: Path, folder: Path, base: Base, shape: GraphShape) -> Iterator[Rehearsed]:
    """Try a draft out while nobody else publishes; publish it within the block, or not at all.

    Raises:
        PoliciesRefused: the draft does not hold, or what stands in *root* does not.
        PublishingRefused: the set that runs is no longer the one that the draft was made from.
    """
    new = load_whole(folder, shape, settings=root)
    with changing(root):
        old = load_whole(root, shape)
        if not base.is_of(old):
            raise PublishingRefused(
                f"the draft was made on {base.hash[:8]}, and {old.policies.hash[:8]} runs by now: "
                "make a draft on that one, and your changes again"
                if not old.policies.hash.startswith(base.hash)
                else "the files have been edited since the draft was made: make a draft on them, "
                "and your changes again"
            )
        yield Rehearsed(root, old, new)
