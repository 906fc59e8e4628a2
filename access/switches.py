"""Switches: the closed list, with the value each has where no file sets it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from access.frozen import FrozenDict, freeze
from access.rules import Setting, SwitchRule
from documents.document import Document
from documents.places import Place, Problem

COUNTS_AS_MEMBER = "freeze.counts-as-member"
MEMBER_SECTIONS = "freeze.member-sections"
READABLE_SECTIONS = "suspension.readable-sections"
BLOCKS_ALL = "freeze.blocks-all-bookings"
INTROSPECTION = "introspection"
CASCADE = "network-records-cascade"


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch: its default, and whether a location may set it."""

    default: Setting
    at_locations: bool


SWITCHES: FrozenDict[str, Switch] = FrozenDict(
    {
        COUNTS_AS_MEMBER: Switch(default=True, at_locations=False),
        MEMBER_SECTIONS: Switch(default="restrict", at_locations=True),
        BLOCKS_ALL: Switch(default=False, at_locations=True),
        READABLE_SECTIONS: Switch(default="all", at_locations=True),
        "suspension.automatic": Switch(default=(), at_locations=True),
        CASCADE: Switch(default=False, at_locations=False),
        "directory.includes": Switch(default="published-all", at_locations=True),
        "denials": Switch(default="report", at_locations=False),
        INTROSPECTION: Switch(default="full", at_locations=False),
    }
)


def read_switches(document: Document | None, problems: list[Problem]) -> dict[str, SwitchRule]:
    """Read all switches; what the file leaves out has its default."""
    written: dict[str, Any] = {}
    if document is not None:
        written = document.data.get("switches") or {}
        problems += nothing_to_cascade(document, written)
    return {
        name: SwitchRule(freeze(written.get(name, switch.default)), _place(document, name))
        for name, switch in SWITCHES.items()
    }


def nothing_to_cascade(document: Document, written: dict[str, Any]) -> Iterable[Problem]:
    """A switch that would change nothing is refused, so that nobody relies on it."""
    if written.get(CASCADE):
        yield document.problem(
            ("switches", CASCADE),
            'records cannot be marked "everywhere" in this version, so this would change nothing',
            "write `false`, and give types the scope `parent` or `network`",
        )


def _place(document: Document | None, name: str) -> Place:
    if document is None:
        return Place("policies/portal.yaml", 1, 1)
    return document.place(("switches", name))
