"""Random small policies with random promises, for one network of four places and one role a kind.

lake
└── shore
    ├── mill
    └── quay
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from access.shape import GraphShape, TypeShape

PLACES = {"lake": None, "shore": "lake", "mill": "shore", "quay": "shore"}
PLANS = ("desk", "office")
TYPES = ("Note", "Page", "Room")
FIELDS = ("title", "body")
SECTIONS = ("events", "articles", "bookings")
ROLES = {"host": ["look"], "clerk": ["count"], "chief": ["look", "count"]}
LEVELS: dict[str, dict[str, Any]] = {
    "here": {"level": "member", "at": ["current"]},
    "around": {"level": "member", "at": ["current", "parent"]},
    "below": {"level": "member", "at": ["child"]},
    "desks": {"level": "member", "plans": ["desk"]},
    "offices": {"level": "member", "at": ["current"], "plans": ["office"]},
    "customers": {"any-of": ["contact", "member"]},
}
RECORDS: dict[str, dict[str, Any]] = {
    "team-admins": {"own-team": True, "role": "administrator"},
    "lookers": {"staff": "look"},
    "counters": {"staff": "count"},
}
BY_LEVEL = ("public", "logged-in", "contact", "member", *LEVELS)
DAYS = ("2026-03-01", "2026-04-01")
SHAPE = GraphShape(
    {
        name: TypeShape(name, frozenset(["id", *FIELDS]), owner=True, team=True, audience=True)
        for name in TYPES
    },
    frozenset(["notes.write"]),
)


@dataclass(frozen=True)
class Small:
    """Files as data, and the promises that stand in one of them."""

    files: Mapping[str, Any]
    promises: list[dict[str, Any]]

    def texts(self, *, promised: bool) -> dict[str, str]:
        """Return the files as they would lie on disk, with the promises or without."""
        files = dict(self.files)
        if promised:
            files["policies/promises.yaml"] = {"promises": self.promises}
        alone = json.loads(json.dumps(files))  # without parts that stand in two places
        return {path: yaml.safe_dump(data, sort_keys=False) for path, data in alone.items()}


def small_policy(seed: object) -> Small:
    """Write a policy, and promises that may hold or not."""
    return _Writer(random.Random(f"{seed}")).write()


class _Writer:
    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def write(self) -> Small:
        leash = {"open-to": "public"}
        files: dict[str, Any] = {
            "policies/portal.yaml": {
                "sections": {
                    "portal": {"access": self.door(0.8), "locations-may": leash},
                    **{
                        name: {
                            "access": self.door(0.4),
                            **({"feature": "off"} if self.chance(0.1) else {}),
                            "locations-may": leash,
                        }
                        for name in SECTIONS
                    },
                },
                "switches": {
                    "freeze.counts-as-member": self.chance(0.7),
                    "freeze.member-sections": self.pick("restrict", "allow"),
                    "suspension.readable-sections": self.pick("all", "all", ["events"]),
                },
            },
            "policies/audiences.yaml": {"plans": [*PLANS], "audiences": {**LEVELS, **RECORDS}},
            "policies/actions.yaml": {
                "actions": {
                    "notes.write": {
                        "allow": self.some((*BY_LEVEL, "lookers", "counters"), 2),
                        "suspended": self.pick("allow", "deny"),
                    }
                }
            },
            "policies/staff.yaml": {
                "permissions": {"look": "Look", "count": "Count"},
                "roles": ROLES if self.chance(0.7) else {"chief": ROLES["chief"]},
            },
            "policies/types.yaml": {"types": {name: self.type(name) for name in TYPES}},
        }
        for place, parent in PLACES.items():
            head = {"parent": parent} if parent else {"timezone": "UTC"}
            changes = [self.change() for _ in range(self.pick(0, 0, 0, 1, 2))]
            files[f"locations/{place}.yaml"] = {
                "name": place.title(), **head, **({"changes": changes} if changes else {})
            }  # fmt: skip
        return Small(files, [self.promise() for _ in range(12)])

    def chance(self, chance: float) -> bool:
        return self.dice.random() < chance

    def pick(self, *choices: Any) -> Any:
        return self.dice.choice(choices)

    def some(self, choices: tuple[str, ...], most: int) -> list[str]:
        chosen = self.dice.sample(choices, self.dice.randint(1, most))
        return ["public"] if "public" in chosen else chosen

    def door(self, open_to_all: float) -> Any:
        return "public" if self.chance(open_to_all) else self.some(BY_LEVEL[1:], 2)

    def type(self, name: str) -> dict[str, Any]:
        see: dict[str, list[str]] = {}
        for field in FIELDS:
            words = self.some(BY_LEVEL, 2) if self.chance(0.6) else []
            words = ["contact"] if self.chance(0.15) else words
            words += [
                word
                for word in ("own", "own-team", "team-admins", "lookers", "counters")
                if self.chance(0.25)
            ]
            if not {"own-team", "team-admins"} <= {*words}:
                see.setdefault(", ".join(words) or "nobody", []).append(field)
        scopes = ("current", "child", "parent", "network", "home", "home-child")
        return {
            "section": self.pick("none", *SECTIONS),
            "rows": {"scope": self.dice.sample(scopes, self.pick(1, 1, 2))},
            "see": see or {"public": ["title"]},
            "locations-may": {
                "open": dict.fromkeys(FIELDS, "public"),
                "scope": ["current", "child", "parent", "network"],
            },
        }

    def change(self) -> dict[str, Any]:
        """Return a change of something; two of one thing may overlap, and are then refused."""
        type_name, field = self.pick(*TYPES), self.pick(*FIELDS)
        change: dict[str, Any] = self.pick(
            {"section": self.pick("portal", *SECTIONS), "access": self.door(0.3)},
            {"feature": self.pick(*SECTIONS), "set": self.pick("on", "off")},
            {"hide": f"{type_name}.{field}", "everywhere": True},
            {"hide": f"{type_name}.{field}", "everywhere": True},
            {"hide": f"{type_name}.{field}"},
            {"open": f"{type_name}.{field}", "to": self.some(BY_LEVEL, 2)},
            {"scope": type_name, "use": [self.pick("current", "child", "parent", "network")]},
            {"action": "notes.write", "allow": "nobody"},
            {"switch": "freeze.member-sections", "value": self.pick("restrict", "allow")},
            {"switch": "suspension.readable-sections", "value": self.pick("all", ["articles"])},
        )
        change["because"] = "The test says so"
        if self.chance(0.5):
            change[self.pick("from", "until")] = self.pick(*DAYS)
        return change

    # ------------------------------------------------------------ promises

    def promise(self) -> dict[str, Any]:
        kind = self.pick("never", "never", "always", "always", "monotone")
        about = self.pick("sees", "sees", "sees", "opens", "does", "shows")
        if about == "shows":
            kind = self.pick("never", "always")
            scopes = self.dice.sample(["current", "child", "parent", "network", "home"], 2)
            key = "beyond" if kind == "never" else "from"
            return {kind: {"shows": [self.pick(*TYPES)], key: scopes}, "because": "A test"}
        said: dict[str, Any] = {}
        if kind != "monotone":
            said["outside" if kind == "never" else "inside"] = self.audience(kind, about)
            if self.chance(0.3):
                said["when"] = self.pick("anonymous", "suspended", "frozen")
        said[about] = {
            "sees": [f"{self.pick(*TYPES)}.{self.pick(*FIELDS)}"],
            "opens": [self.pick("portal", *SECTIONS)],
            "does": ["notes.write"],
        }[about]
        return {kind: said, "because": "A test"}

    def audience(self, kind: str, about: str) -> list[str]:
        pool = BY_LEVEL[1:] if kind == "never" else BY_LEVEL
        words = self.some(pool, 2)
        if about == "opens":
            return words
        if about == "does":
            return words + [word for word in ("lookers", "counters") if self.chance(0.3)]
        more = [word for word in ("own", "own-team", *RECORDS) if self.chance(0.3)]
        if more and self.chance(0.5):
            words = []
        return [*words, *more]
