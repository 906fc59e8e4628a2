"""Random policies, written as operators write them: YAML files, mostly within the leash."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from planning.catalogue import Catalogue
from planning.entities import Entity
from tests.oracle.changes import ACTIONS, SCOPES, Changes
from tests.oracle.policy import SECTIONS
from tests.oracle.townsfolk import PLAN_KEYS
from tests.oracle.worlds import World

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

HOMES = {
    "Event": "events", "EventTicket": "events", "EventAttendee": "events", "Article": "articles",
    "Activity": "events", "DiscussionBoard": "discussion", "BoardPost": "discussion",
    "PostComment": "discussion", "HelpTicket": "help-desk", "HelpMessage": "help-desk",
    "Teacher": "events", "Perk": "perks", "Faq": "faq", "Product": "store", "Resource": "bookings",
    "ResourceCategory": "bookings", "Rate": "bookings", "Booking": "bookings",
    "Invoice": "payments", "InvoiceLine": "payments", "Charge": "payments",
    "Subscription": "payments", "Payment": "payments", "PaymentMethod": "payments",
    "Profile": "directory", "ProfileTag": "directory", "Team": "directory",
    "TeamMember": "directory", "Plan": "plans", "Home": "home", "About": "about",
    "ContactPage": "contact", "Benefits": "benefits",
}
"""The section that a type usually stands in; the others say `none`."""

NOT_PUBLIC = ("help-desk", "payments", "benefits")

AUDIENCES: dict[str, Any] = {
    "customers": {"any-of": ["contact", "member"]},
    "our-members": {"level": "member", "at": ["current"]},
    "house-members": {"level": "member", "at": ["current", "child"]},
    "area-members": {"level": "member", "at": ["current", "parent"]},
    "residents": {"level": "member", "at": ["current", "child"], "plans": ["private-office"]},
    "desk-members": {"level": "member", "plans": ["hot-desk", "day-pass"]},
    "team-mates": {"own-team": True},
    "team-admins": {"own-team": True, "role": "administrator"},
    "desk-staff": {"staff": "desk.read"},
    "books-staff": {"staff": "books.read"},
    "all-staff": {"any-of": ["desk-staff", "books-staff"]},
    "insiders": {"any-of": ["our-members", "desk-staff"]},
}
STAFF = {
    "permissions": {"desk.read": "See the desk", "books.read": "See the books"},
    "roles": {
        "front-desk": ["desk.read"], "accountant": ["books.read"],
        "manager": ["desk.read", "books.read"],
    },
}
BY_LEVEL = (
    "public", "logged-in", "logged-in", "logged-in", "contact", "member", "member", "customers",
    "customers", "our-members", "house-members", "area-members", "residents", "desk-members",
)


@dataclass(frozen=True)
class Written:
    """The files of one policy, as data; `texts` are what the compiler and the oracle read."""

    files: Mapping[str, Any]

    @property
    def texts(self) -> dict[str, str]:
        """Return the files as they would lie on disk."""
        return {
            path: yaml.dump(
                data, Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=1_000
            )
            for path, data in self.files.items()
        }

    @property
    def changes(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the changes of all locations, each with its file."""
        return [
            (path, change)
            for path, data in self.files.items()
            for change in data.get("changes", ())
        ]

    def without(self, path: str, change: Mapping[str, Any]) -> Written:
        """Return the same files without one change."""
        left = [each for each in self.files[path]["changes"] if each is not change]
        data = {key: value for key, value in self.files[path].items() if key != "changes"}
        return Written({**self.files, path: {**data, **({"changes": left} if left else {})}})


def make_policy(
    world: World, catalogue: Catalogue, fields: Mapping[str, list[str]], seed: object
) -> Written:
    """Write a policy for a world; *fields* are the fields of each type that a policy may list."""
    return _Writer(world, catalogue, fields, random.Random(f"{seed}")).write()


class _Writer(Changes):
    """Writes the network's rules, and then what its locations change."""


    def write(self) -> Written:
        """Write all files."""
        self.sections = {
            section: self._section(section)
            for section in SECTIONS if section == "portal" or not self._chance(0.03)
        }
        self.types = {name: self._type(name) for name in self.catalogue.entities}
        self.allowed = {action: self._access() for action in ACTIONS}
        files: dict[str, Any] = {
            "policies/portal.yaml": {"sections": self.sections, **self._switches()},
            "policies/audiences.yaml": {"plans": list(PLAN_KEYS), "audiences": AUDIENCES},
            "policies/staff.yaml": STAFF,
            "policies/actions.yaml": {"actions": {
                action: {
                    "allow": self._pick("desk-staff", access, access),
                    **({"suspended": "allow"} if self._chance(0.4) else {}),
                }
                for action, access in self.allowed.items() if not self._chance(0.1)
            }},
            "policies/types.yaml": {"types": self.types},
            "config/gateway.yaml": {"default-portal": self.world.network},
        }
        self.actions = files["policies/actions.yaml"]["actions"]
        for place, written in self.world.places.items():
            changes = self._changes(place) if place in self.world.portals else []
            files[f"locations/{place}.yaml"] = {
                **written, **({"changes": changes} if changes else {})
            }
        return Written(files)


    # ------------------------------------------------------------ the network's rules

    def _access(self, *, public: bool = True) -> Any:
        if public and self._chance(self.openness):
            return "public"
        pool = [each for each in BY_LEVEL if public or each != "public"]
        chosen = sorted(set(self._some(pool, 1, 2)))
        return self._pick(chosen, chosen[0]) if len(chosen) == 1 else chosen

    def _section(self, name: str) -> dict[str, Any]:
        rule: dict[str, Any] = {"access": self._access(public=name not in NOT_PUBLIC)}
        if name == "portal":
            rule["access"] = self._pick(*["public"] * 6, "logged-in", rule["access"])
        elif self._chance(0.04):
            rule["feature"] = "off"
        if self._chance(0.4):
            leash = "logged-in" if name in NOT_PUBLIC else self._pick("public", "logged-in")
            rule["locations-may"] = {"open-to": leash}
        elif self._chance(0.1):
            rule["locations-may"] = {"keep": True}
        return rule

    def _switches(self) -> dict[str, Any]:
        found = {}
        for switch, values in (
            ("freeze.counts-as-member", (True, False)),
            ("freeze.member-sections", ("restrict", "allow")),
            ("freeze.blocks-all-bookings", (False, True)),
            ("suspension.readable-sections", ("all", ["portal", "payments", "events"])),
            ("directory.includes", (
                "published-all", "published-members", "everyone", "members-everyone"
            )),
            ("denials", ("report", "report", "report", "silent")),
        ):
            if self._chance(0.3):
                found[switch] = self._pick(*values)
        return {"switches": found} if found else {}

    def _type(self, name: str) -> dict[str, Any]:
        bound = self.catalogue.entities[name]
        rule: dict[str, Any] = {
            "section": HOMES.get(name, "none") if not self._chance(0.1) else "none"
        }
        rows: dict[str, Any] = {}
        if not self._chance(0.1):
            rows["scope"] = self._scopes()
        if isinstance(bound, Entity) and bound.audience is not None:
            if self._chance(0.7):
                rows["audience"] = self._pick("from-record", "from-record", "any")
            if self._chance(0.4) and rows.get("audience") != "any":
                rows["restricted"] = self._pick("hide", "lock")
        if rows:
            rule["rows"] = rows
        rule["see"] = self._see(name, bound)
        if isinstance(bound, Entity):
            listed = {field for fields in rule["see"].values() for field in fields}
            for key, possible in (("filter-by", bound.filters), ("sort-by", bound.sort)):
                chosen = [field for field in possible if field in listed and self._chance(0.93)]
                if chosen:
                    rule[key] = chosen
        leash = self._leash(rule)
        if leash:
            rule["locations-may"] = leash
        return rule

    def _scopes(self) -> list[str]:
        if self._chance(0.45):
            return ["network"]
        chosen = self._some(SCOPES if self._chance(0.3) else SCOPES[:4], 1, 3)
        return sorted(chosen, key=SCOPES.index)

    def _see(self, name: str, bound: Any) -> dict[str, list[str]]:
        own = []
        if isinstance(bound, Entity) and bound.owner is not None:
            own += ["own"]
        if isinstance(bound, Entity) and bound.team is not None:
            own += ["own-team", "team-admins"]
        groups = []
        for number in range(self.dice.randint(1, 4)):
            wide = self._chance(self.openness if number == 0 else self.openness / 3)
            level = "public" if wide else self._pick(*BY_LEVEL)
            group = [level] if wide or self._chance(0.4 + self.openness / 2) else []
            group += [each for each in own if self._chance(0.5)]
            group += self._some(("desk-staff", "books-staff", "all-staff", "insiders"), 0, 1)
            groups.append(", ".join(dict.fromkeys(group)) or self._pick("nobody", "public"))
        see: dict[str, list[str]] = {}
        for field in self.fields[name]:
            if not self._chance(0.04):
                see.setdefault(self._pick(groups[0], *groups), []).append(field)
        return see or {"public": self.fields[name][:1]}

    def _leash(self, rule: Mapping[str, Any]) -> dict[str, Any]:
        leash: dict[str, Any] = {}
        fields = [field for fields in rule["see"].values() for field in fields]
        if self._chance(0.3):
            leash["keep"] = self._some(fields, 1, 3)
        if self._chance(0.6):
            leash["open"] = {
                field: self._pick("public", "logged-in", "customers")
                for field in self._some(fields, 1, 4)
            }
        if self._chance(0.5):
            leash["scope"] = ["current", "child", "parent", "network"]
        return leash
