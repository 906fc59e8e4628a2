"""One request at run time: what computed fields may ask, and what assemblers call."""

from __future__ import annotations

import datetime as dt
import weakref
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from access.decision import Decision
from access.mask import Mask
from access.policy_set import PolicySet
from access.tree import Tree
from access.viewer import Viewer
from planning.cursors import Signer


class Broken:
    """Stands in an answer where a stored value is none of its field's type."""


BROKEN = Broken()


class Named(dict[Any, Any]):
    """Stored values and their names on the wire; any other value is broken."""

    def __missing__(self, key: Any) -> Any:
        return BROKEN


@dataclass(slots=True, weakref_slot=True)
class Run:
    """One operation being answered; it ends with its request."""

    now: dt.datetime
    portal: str
    tree: Tree
    viewer: Viewer
    mask: Mask
    decide: Callable[[str], Decision]
    admits: Callable[[str, str | None, Collection[int]], Decision]
    policies: PolicySet
    signer: Signer
    values: Mapping[str, Any]
    variables: Mapping[str, Any]
    known: dict[Callable[[Run, Any], Any], Once] = field(default_factory=dict)


class Once(dict[Any, Any]):
    """What a function makes of each value in one request, worked out when it is first asked for.

    The request holds it, and not the other way round: a ring would keep the policies of a request
    that has ended, all of them, until the collector finds it.
    """

    __slots__ = ("_make", "_run")

    def __init__(self, run: Run, make: Callable[[Run, Any], Any]) -> None:
        self._run, self._make = weakref.ref(run), make

    def __missing__(self, value: Any) -> Any:
        run = self._run()
        assert run is not None, "a request that has ended asks nothing any more"
        found = self[value] = self._make(run, value)
        return found


def once(run: Run, make: Callable[[Run, Any], Any]) -> Once:
    """Return what *make* has made in this request."""
    found = run.known.get(make)
    if found is None:
        found = run.known[make] = Once(run, make)
    return found


def cut(rows: Sequence[Any], limit: int, backward: bool) -> tuple[list[Any], bool]:
    """Return a page's rows in the list's order, and whether there are more beyond it.

    One row more than the page has was asked for.
    """
    more = len(rows) >= limit
    page = list(rows[: limit - 1])
    if backward:
        page.reverse()
    return page, more


def integer(value: int | None) -> Any:
    """Return a number that GraphQL's `Int` can carry; another one is broken."""
    if value is None or -(2**31) <= value < 2**31:
        return value
    return BROKEN


FLAGS = {0: False, 1: True, None: None}
"""SQLite's booleans."""
