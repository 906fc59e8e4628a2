"""Policy sets that the store keeps, by name: the one in force, or one that a hash names."""

from __future__ import annotations

import re

from access.policy_set import PolicySet
from access.shape import GraphShape
from documents.policy_files import PolicyFiles
from gateway.policies.publishing import SHORTEST
from resolvers.kept_policies import SetUnusable, compile_files
from store.databases import Connection
from store.policy_history import Activation, KeptSet, find_hashes, read_activations, read_set

RUNNING = "running"
"""Names the set in force, as the gateways keep it; the files may have been edited since."""

_HASH = re.compile(rf"[0-9a-f]{{{SHORTEST},64}}")


class NotKept(Exception):
    """No set of that name is kept; the text says why, to the operator."""


def names_kept(name: str) -> bool:
    """Whether *name* is `running`, or has the form of a hash."""
    return name == RUNNING or _HASH.fullmatch(name) is not None


async def find_kept(connection: Connection, name: str) -> KeptSet:
    """Return the set in force, where *name* is `running`, or the one whose hash begins so.

    Raises:
        NotKept: there is none, or there are several.
    """
    if name == RUNNING:
        found = await read_activations(connection, limit=1)
        if not found:
            raise NotKept(
                "no policy set is kept yet: a gateway keeps each one that it puts in force"
            )
    elif not names_kept(name):
        raise NotKept(
            f"`{name}` is no hash; write {SHORTEST} characters or more of one that "
            "`portal history` lists"
        )
    else:
        found = await find_hashes(connection, name)
    if not found:
        raise NotKept(f"no policies with the hash `{name}` are kept; `portal history` lists them")
    if len(found) > 1:
        listed = "".join(f"\n  {each.hash[: len(name) + 8]}" for each in found)
        raise NotKept(f"`{name}` names several sets; write more of one{listed}")
    return await _set_of(connection, found[0])


def policies_of_set(kept: KeptSet, shape: GraphShape) -> PolicySet:
    """Compile a set that was kept.

    Raises:
        NotKept: it does not hold by the rules of this version.
    """
    try:
        return compile_files(PolicyFiles.of_texts(kept.files), shape)
    except SetUnusable as unusable:
        raise NotKept(
            f"the policies {kept.hash[:8]}, as they are kept, do not hold in this version:\n"
            f"  {unusable.problems[0]}"
        ) from None


async def _set_of(connection: Connection, activation: Activation) -> KeptSet:
    kept = await read_set(connection, activation.digest)
    assert kept is not None  # an activation refers to its set
    return kept
