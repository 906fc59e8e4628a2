"""The policies of another moment: those that were in force then, with the facts of then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from access.policy_set import PolicySet, compile_policies
from access.shape import GraphShape
from documents.policy_files import PolicyFiles
from gateway.policies import PoliciesRefused
from store.databases import Connection
from store.policy_history import Activation, find_activation, read_set


@dataclass(frozen=True, slots=True)
class Then:
    """A set, and when it was in force; `activation` is None where nothing was kept of that time."""

    policies: PolicySet
    activation: Activation | None = None

    def holds_at(self, moment: dt.datetime) -> bool:
        """Whether the set was in force at *moment*, as far as anybody knows."""
        if self.activation is None:
            return True
        until = self.activation.until
        return self.activation.since <= moment and (until is None or moment < until)


async def policies_then(
    connection: Connection, today: PolicySet, moment: dt.datetime, now: dt.datetime
) -> Then:
    """Return the set that was in force at *moment*; for moments to come it is *today*.

    Where nothing was kept of that time, it is *today*, too: say so to whoever asks.

    Raises:
        PoliciesRefused: the files of then cannot be read by this version.
    """
    if moment >= now:
        return Then(today)
    activation = await find_activation(connection, moment)
    if activation is None:
        return Then(today)
    kept = await read_set(connection, activation.digest)
    if kept is None:
        return Then(today)
    return Then(compile_files(PolicyFiles.of_texts(kept.files), today.shape), activation)


def compile_files(files: PolicyFiles, shape: GraphShape) -> PolicySet:
    """Compile the files of a set.

    Raises:
        PoliciesRefused: they do not hold.
    """
    documents, problems = files.documents()
    if problems:
        raise PoliciesRefused(problems)
    compiled = compile_policies(documents, shape)
    if compiled.policies is None:
        raise PoliciesRefused(compiled.problems)
    return compiled.policies
