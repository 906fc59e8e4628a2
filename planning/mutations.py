"""What a mutation is to the planner: work on rows, then a payload read like any query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from access.decision import Decision
from access.policy_set import PolicySet
from access.tree import Tree
from access.viewer import Viewer
from store.databases import Database


@dataclass(frozen=True, slots=True)
class Work:
    """What the work of a mutation has at hand, inside one write transaction.

    `connection` runs compiled statements; `decide` answers whether the viewer may do an action
    at this portal; `services` are the gateway's (passwords and tokens; for an inquiry the policies
    that it keeps), of which this room knows nothing; `known` is what was found out before the
    transaction began, when there was no connection yet.
    """

    connection: Any
    now: dt.datetime
    portal: str
    tree: Tree
    viewer: Viewer
    policies: PolicySet
    decide: Callable[[str], Decision]
    services: Any
    known: Any = None

    @property
    def customer(self) -> int:
        """The customer profile that acts, where whoever has none was refused before."""
        assert self.viewer.customer is not None, "somebody without a profile was let through"
        return self.viewer.customer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the work came to.

    `values`  the payload's plain fields, JSON-ready; `errors`, where the payload has it, is a list
              of dicts with `field`, `code` and `message`: if it is not empty, nothing is kept
    `records` the payload's record fields: name -> row id, or None
    `session` the session whose facts the payload is read with (after signing in), else None:
              the asker's own
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    records: Mapping[str, int | None] = field(default_factory=dict)
    session: int | None = None

    @property
    def refused(self) -> bool:
        """Whether the work reports errors, so that its transaction must not be kept."""
        return bool(self.values.get("errors"))


@dataclass(frozen=True, slots=True)
class Mutation:
    """One root field of the mutation type.

    *records* maps the payload's record fields to entities; every other payload field is plain.
    *before* does what takes long and must not hold up other writers (its work has no connection
    yet); what it returns is the work's `known`. *leaves_viewer* says that the work changes
    nothing of who the viewer is and what they may, which then is not read again for the payload.
    """

    work: Callable[[Work, dict[str, Any]], Awaitable[Outcome]]
    records: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[Work, Database, dict[str, Any]], Awaitable[Any]] | None = None
    leaves_viewer: bool = False
