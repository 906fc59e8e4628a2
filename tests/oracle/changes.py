"""Random changes of locations, within the leash as far as it goes."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from planning.catalogue import Catalogue
from tests.oracle.worlds import World

SCOPES = (
    "current", "child", "parent", "network", "parent-network", "home", "home-child", "home-parent",
)
ACTIONS = ("bookings.create", "payments.pay-due-invoice", "store.purchase", "profile.update")

Change = tuple[Any, dict[str, Any]]
"""A change, and what it is about: a file says one thing of it only."""


class Changes:
    """Writes what locations change; the network's rules are there already."""

    def __init__(
        self,
        world: World,
        catalogue: Catalogue,
        fields: Mapping[str, list[str]],
        dice: random.Random,
    ) -> None:
        self.world = world
        self.catalogue = catalogue
        self.fields = fields
        self.dice = dice
        self.openness = dice.choice((0.4, 0.75, 0.9, 0.97))
        self.sections: dict[str, Any] = {}
        self.types: dict[str, Any] = {}
        self.actions: dict[str, Any] = {}

    def _chance(self, chance: float) -> bool:
        return self.dice.random() < chance

    def _pick(self, *choices: Any) -> Any:
        return self.dice.choice(choices)

    def _some(self, choices: Any, least: int, most: int) -> list[Any]:
        return self.dice.sample(list(choices), min(len(choices), self.dice.randint(least, most)))

    def _changes(self, place: str) -> list[dict[str, Any]]:
        changes: list[dict[str, Any]] = []
        used: set[Any] = set()
        made: list[Any] = [
            self._pick(
                self._section_change, self._feature_change, self._hide, self._open, self._open,
                self._scope_change, self._action_change, self._switch_change,
            )()
            for _ in range(self._pick(0, 0, 2, 4, 6))
        ]
        if self._chance(0.01):
            made.append(self._overstep())
        if self._chance(0.6):
            for name in self._some(self.types, 2, 6):
                made += [self._hide_all(name, field) for field in self.fields[name]]
        for each in made:
            if each is not None and each[0] not in used:
                used.add(each[0])
                changes += self._dated(each[1])
        return changes

    def _hide_all(self, name: str, field: str) -> Change | None:
        keep = self.types[name].get("locations-may", {}).get("keep", ())
        if field in keep or not self._chance(0.5):
            return None
        return ("field", name, field), {"hide": f"{name}.{field}", "everywhere": True}

    def _dated(self, change: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the change with dates around today, or twice, one after the other."""
        today = self.world.now.date()
        change["because"] = "The test says so"
        edge = today + dt.timedelta(days=self._pick(-1, 0, 1))
        kind = self._pick("always", "always", "from", "until", "twice")
        if kind == "from":
            return [{**change, "from": edge.isoformat()}]
        if kind == "until":
            return [{**change, "until": edge.isoformat()}]
        if kind == "twice" and "hide" in change:
            return [
                {**change, "until": edge.isoformat()},
                {**change, "from": (edge + dt.timedelta(days=1)).isoformat()},
            ]
        return [change]

    def _section_change(self) -> Change | None:
        section = self._pick(*self.sections)
        rule = self.sections[section]
        leash = rule.get("locations-may", {})
        if leash.get("keep"):
            return None
        choices = [rule["access"]] if section == "portal" else ["nobody", rule["access"]]
        if "open-to" in leash:
            choices += [leash["open-to"], leash["open-to"]]
        if rule["access"] == "public":
            choices += ["logged-in", "member", "our-members"]
        return ("section", section), {"section": section, "access": self._pick(*choices)}

    def _feature_change(self) -> Change | None:
        section = self._pick(*self.sections)
        rule = self.sections[section]
        if section == "portal" or rule.get("locations-may", {}).get("keep"):
            return None
        value = "off" if rule.get("feature", "on") == "on" and self._chance(0.6) else rule.get(
            "feature", "on"
        )
        return ("feature", section), {"feature": section, "set": value}

    def _field(self) -> tuple[str, str, list[str]]:
        name = self._pick(*self.types)
        groups = self.types[name]["see"]
        audiences = self._pick(*groups)
        return name, self._pick(*groups[audiences]), audiences.split(", ")

    def _hide(self) -> Change | None:
        name, field, _ = self._field()
        if field in self.types[name].get("locations-may", {}).get("keep", ()):
            return None
        change: dict[str, Any] = {"hide": f"{name}.{field}"}
        if self._chance(0.5):
            change["everywhere"] = True
        return ("field", name, field), change

    def _open(self) -> Change | None:
        name = self._pick(*self.types)
        leash = self.types[name].get("locations-may", {})
        opened = leash.get("open", {})
        field = self._pick(*opened) if opened else self._field()[1]
        if field in leash.get("keep", ()) or field not in opened:
            return None
        return ("field", name, field), {
            "open": f"{name}.{field}",
            "to": self._pick(opened[field], opened[field], "nobody"),
        }

    def _overstep(self) -> Change | None:
        """Return a change that goes beyond what locations may; the whole policy is refused then."""
        section = self._pick(*self.sections)
        if self.sections[section]["access"] == "public":
            return None
        return ("section", section), {"section": section, "access": "public"}

    def _scope_change(self) -> Change | None:
        name = self._pick(*self.types)
        rule = self.types[name]
        network = rule.get("rows", {}).get("scope", ["current"])
        leash = rule.get("locations-may", {}).get("scope")
        pool = sorted({*network, *(leash or ())}, key=SCOPES.index)
        chosen = sorted(self._some(pool, 1, 2), key=SCOPES.index)
        return ("scope", name), {"scope": name, "use": chosen}

    def _action_change(self) -> Change | None:
        action = self._pick(*ACTIONS)
        if action not in self.actions:
            return None
        allowed = self.actions[action]["allow"]
        narrower = ["logged-in", "member"] if allowed == "public" else [allowed]
        return ("action", action), {"action": action, "allow": self._pick("nobody", *narrower)}

    def _switch_change(self) -> Change | None:
        switch, values = self._pick(
            ("freeze.member-sections", ("restrict", "allow")),
            ("freeze.blocks-all-bookings", (True, False)),
            ("suspension.readable-sections", ("all", ["portal", "events", "bookings"])),
            ("directory.includes", ("published-all", "everyone", "members-everyone")),
        )
        return ("switch", switch), {"switch": switch, "value": self._pick(*values)}
