"""The people and records of one file of tests: read once, and seen from each portal in turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from access.described import NotDescribed, described
from access.naming import not_a_plan
from access.policy_set import PolicySet
from access.shape import TypeShape
from access.testing.cases import Record
from access.viewer import Viewer
from documents.document import Document
from documents.places import Problem
from documents.quoting import quoted
from documents.standing import Keys
from documents.suggestions import did_you_mean

EVERYONE = "everyone"
NOBODY = "nobody"


@dataclass(slots=True)
class Cast:
    """Reads `people`, `groups` and `records` of *document*; what is wrong goes to *problems*."""

    document: Document
    policies: PolicySet
    problems: list[Problem]
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    _unfit: set[tuple[str, str]] = field(default_factory=set)

    def read(self) -> Cast:
        """Read groups and records, and look at each person once."""
        for name in self.names:
            if name in (EVERYONE, NOBODY):
                advice = "give the person another name"
                self.complain(("people", name), f"{quoted(name)} is no person", advice, key=True)
        self._read_groups()
        for name in self.document.data.get("records", {}):
            if (record := self._record(name)) is not None:
                self.records[name] = record
        return self

    @property
    def names(self) -> list[str]:
        """Everybody, in the file's order."""
        return list(self.document.data["people"])

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans that policies declare, in their order; the number of each is its id."""
        return self.policies.layers.rules.plans

    @property
    def teams(self) -> list[str]:
        """Every team that somebody is in; the number of each is its id."""
        people = self.document.data["people"].values()
        blocks = [each for each in people if isinstance(each, dict)]
        return list(dict.fromkeys(team for each in blocks for team in each.get("teams", ())))

    def complain(self, keys: Keys, message: str, advice: str | None, *, key: bool = False) -> None:
        """Note a problem of what stands at *keys*, or of its key."""
        self.problems.append(self.document.problem(keys, message, advice, at_key=key))

    # ------------------------------------------------------------ people

    def seen_from(self, portal: str) -> dict[str, Viewer]:
        """Return everybody as *portal* knows them; who cannot be described is left out."""
        found = {}
        for number, name in enumerate(self.names, start=1):
            viewer = self._viewer(name, number, portal)
            if viewer is not None:
                found[name] = viewer
        return found

    def _viewer(self, name: str, number: int, portal: str) -> Viewer | None:
        written = self.document.data["people"][name]
        facts: dict[str, Any] = {"is": written} if isinstance(written, str) else written
        at: Keys = ("people", name)
        parts = [self._part(at if isinstance(written, str) else (*at, "is"), facts["is"], portal)]
        parts += [
            self._part((*at, "also", index), words, portal)
            for index, words in enumerate(facts.get("also", ()))
        ]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        viewer = self._together(known, number)
        if "home" in facts:
            if not self.is_location((*at, "home"), facts["home"]):
                return None
            viewer = replace(viewer, home=facts["home"])
        if "teams" in facts:
            if viewer.customer is None:
                message = f"`{name}` is no customer, and only customers are in teams"
                self._once(name, "teams", (*at, "teams"), message, "take `teams` out")
                return None
            teams = tuple((self.team(team), role) for team, role in facts["teams"].items())
            viewer = replace(viewer, teams=teams)
        return viewer

    def _part(self, at: Keys, words: str, portal: str) -> Viewer | None:
        try:
            viewer = described(words, self.policies, portal)
        except NotDescribed as reason:
            message, _, advice = str(reason).partition("; ")
            self._once(words, "words", at, message, advice)
            return None
        contracts = (replace(held, plan_id=self.plan(held.plan)) for held in viewer.contracts)
        return replace(viewer, contracts=tuple(contracts))

    def _once(self, who: str, what: str, at: Keys, message: str, advice: str | None) -> None:
        """Complain of a person, however many portals look at them."""
        if (who, what) not in self._unfit:
            self._unfit.add((who, what))
            self.complain(at, message, advice)

    def plan(self, name: str) -> int:
        """Return the id of a plan; 0 for any that no file names."""
        return self.plans.index(name) + 1 if name in self.plans else 0

    def team(self, name: str) -> int:
        """Return the id of a team."""
        return self.teams.index(name) + 1

    @staticmethod
    def _together(parts: list[Viewer], number: int) -> Viewer:
        first = parts[0]
        customer = any(part.customer is not None for part in parts)
        return Viewer(
            network=first.network,
            customer=number if customer else None,
            suspended=any(part.suspended for part in parts),
            home=next((part.home for part in parts if part.home is not None), None),
            contracts=tuple(held for part in parts for held in part.contracts),
            staff=frozenset().union(*(part.staff for part in parts)),
        )

    # ------------------------------------------------------------ groups

    def _read_groups(self) -> None:
        for name, members in self.document.data.get("groups", {}).items():
            if name in (*self.names, EVERYONE, NOBODY):
                message = f"{quoted(name)} is the name of a person, too"
                self.complain(("groups", name), message, "give the group another name", key=True)
            found: set[str] = set()
            for index, member in enumerate(members):
                found |= self.named(("groups", name, index), [member])
            self.groups[name] = frozenset(found)

    def named(self, at: Keys, words: Iterable[str], *, key: bool = False) -> frozenset[str]:
        """Return the people whom *words* name, one by one or as groups."""
        found: set[str] = set()
        for word in words:
            if word in self.groups:
                found |= self.groups[word]
            elif word in self.names:
                found.add(word)
            else:
                known = [*self.names, *self.groups]
                advice = did_you_mean(word, known) or "add it under `people`"
                self.complain(at, f"{quoted(word)} is nobody of this file", advice, key=key)
        return frozenset(found)

    # ------------------------------------------------------------ records

    def is_location(self, at: Keys, name: str) -> bool:
        """Tell whether *name* is a location; complain if it is none."""
        if name in self.policies.tree:
            return True
        advice = did_you_mean(name, self.policies.tree.locations) or "name a file of `locations/`"
        self.complain(at, f"{quoted(name)} is not a location", advice)
        return False

    def _record(self, name: str) -> Record | None:
        written: dict[str, Any] = self.document.data["records"][name]
        at: Keys = ("records", name)
        shape = self.policies.shape.types.get(written["type"])
        if shape is None:
            advice = did_you_mean(written["type"], self.policies.shape.types)
            message = f"{quoted(written['type'])} is not a type"
            self.complain((*at, "type"), message, advice or "write it as clients see it")
            return None
        sound = self.is_location((*at, "at"), written["at"])
        sound &= self._carries(at, written, shape)
        owner = team = None
        if "owner" in written:
            sound &= bool(self.named((*at, "owner"), [written["owner"]]))
            owner = self.names.index(written["owner"]) + 1 if sound else None
        if "team" in written:
            if written["team"] in self.teams:
                team = self.team(written["team"])
            else:
                advice = did_you_mean(written["team"], self.teams) or "give somebody a role in it"
                message = f"nobody of this file is in a team {quoted(written['team'])}"
                self.complain((*at, "team"), message, advice)
                sound = False
        for index, plan in enumerate(written.get("plans", ())):
            if plan not in self.plans:
                self.complain((*at, "plans", index), *not_a_plan(plan, self.plans))
                sound = False
        if not sound:
            return None
        plans = frozenset(self.plan(plan) for plan in written.get("plans", ()))
        level = written.get("audience")
        return Record(name, shape.name, written["at"], owner, team, level, plans)

    def _carries(self, at: Keys, written: Mapping[str, Any], shape: TypeShape) -> bool:
        """Tell whether records of a type have what is said of one; complain if they do not."""
        sound = True
        carried = {
            "owner": shape.owner, "team": shape.team, "audience": shape.audience,
            "plans": shape.plans,
        }  # fmt: skip
        for key, there in carried.items():
            if key in written and not there:
                message = f"records of `{shape.name}` have no `{key}`"
                self.complain((*at, key), message, "take it out", key=True)
                sound = False
        return sound
