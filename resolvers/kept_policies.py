"""The policies of another moment: those that were in force then, with the facts of then."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from access.compiling import compile_policies
from access.policy_set import PolicySet
from access.shape import GraphShape
from documents.places import Problem
from documents.policy_files import PolicyFiles
from store.databases import Connection
from store.policy_history import Activation, find_activation, read_set

MOST_COMPILED = 4
"""So many sets are remembered: questions about one moment come together."""


class SetUnusable(Exception):
    """A set that was kept does not hold in this version; `problems` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


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


class KeptPolicies:
    """Finds the sets of other moments, compiles them aside, and remembers the last few."""

    def __init__(self) -> None:
        self._compiled: dict[str, PolicySet] = {}
        self._one_at_a_time = asyncio.Lock()

    async def at(
        self, connection: Connection, today: PolicySet, moment: dt.datetime, now: dt.datetime
    ) -> Then:
        """Return the set that was in force at *moment*; for moments to come it is *today*.

        Where nothing was kept of that time, it is *today*, too: say so to whoever asks.

        Raises:
            SetUnusable: the files of then cannot be read by this version.
        """
        if moment >= now:
            return Then(today)
        activation = await find_activation(connection, moment)
        if activation is None:
            return Then(today)
        if activation.hash == today.hash:
            return Then(today, activation)
        async with self._one_at_a_time:
            policies = await self._policies(connection, activation.digest, today.shape)
        return Then(policies, activation) if policies is not None else Then(today)

    async def _policies(
        self, connection: Connection, digest: str, shape: GraphShape
    ) -> PolicySet | None:
        policies = self._compiled.pop(digest, None)
        if policies is None:
            kept = await read_set(connection, digest)
            if kept is None:
                return None
            files = PolicyFiles.of_texts(kept.files)
            policies = await asyncio.to_thread(compile_files, files, shape)
        self._compiled[digest] = policies  # the last one used is forgotten last
        if len(self._compiled) > MOST_COMPILED:
            del self._compiled[next(iter(self._compiled))]
        return policies


def compile_files(files: PolicyFiles, shape: GraphShape) -> PolicySet:
    """Compile the files of a set.

    Raises:
        SetUnusable: they do not hold.
    """
    documents, problems = files.documents()
    if problems:
        raise SetUnusable(problems)
    compiled = compile_policies(documents, shape)
    if compiled.policies is None:
        raise SetUnusable(compiled.problems)
    return compiled.policies
