"""The arguments of random operations: values of rows where they hit, odd ones where they hurt."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLSchema,
    get_named_type,
)

from planning.catalogue import Catalogue
from planning.entities import Entity
from planning.fields import Column, Place, ToOne
from tests.oracle.hostile import TEXTS
from tests.oracle.records import KINDS, rows_of
from tests.oracle.worlds import World


class Name(str):
    """The name of an enum value, which stands without quotes."""

    __slots__ = ()


@dataclass
class Inputs:
    """Writes arguments and values, and notes what they declare."""

    schema: GraphQLSchema
    catalogue: Catalogue
    world: World
    dice: random.Random
    declared: dict[str, str] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    cursors: dict[str, str] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    features: set[str] = field(default_factory=set)
    count: int = 0
    budget: int = 45

    def _chance(self, chance: float) -> bool:
        return self.dice.random() < chance

    def _pick(self, choices: Iterable[Any]) -> Any:
        return self.dice.choice(list(choices))

    def _fresh(self, word: str) -> str:
        self.count += 1
        return f"{word}{self.count}"

    # ------------------------------------------------------------ arguments

    def _page_arguments(self, target: str, declared: Any) -> str:
        given: list[str] = []
        backward = self._chance(0.2)
        size, cursor = ("last", "before") if backward else ("first", "after")
        if self._chance(0.75) or backward:
            number = self._pick((1, 2, 2, 3, 5, 16, 100))
            if self._chance(0.02):
                number = self._pick((0, -1, 101))
            given.append(f"{size}: {self._value(number, 'Int')}")
        if self._chance(0.5):
            name = self._fresh("cursor")
            self.declared[name] = "String"
            self.cursors[name] = target
            given.append(f"{cursor}: ${name}")
        elif self._chance(0.02):
            given.append(f"{cursor}: {self._value('bm90IGEgY3Vyc29y', 'String')}")
        elif self._chance(0.02):
            given.append(self._pick(("last: 1", "first: 1", 'before: "x"')))
            given = given[-1:]
        if "filter" in declared.args and self._chance(0.33):
            given += self._input("filter", self._filter(target, declared), declared)
        if "orderBy" in declared.args and self._chance(0.35):
            given += self._input("orderBy", self._order(declared), declared)
        return f"({', '.join(given)})" if given else ""

    def _input(self, name: str, value: Any, declared: Any) -> list[str]:
        if value is None:
            return []
        self.features.add("filter" if name == "filter" else "sort")
        return [f"{name}: {self._value(value, str(declared.args[name].type))}"]

    def _order(self, declared: Any) -> dict[str, Any]:
        kind: Any = get_named_type(declared.args["orderBy"].type)
        fields: Any = get_named_type(kind.fields["field"].type)
        order = {"field": Name(self._pick(fields.values))}
        if self._chance(0.7):
            order["direction"] = Name(self._pick(("ASCENDING", "DESCENDING")))
        return order

    def _filter(self, target: str, declared: Any) -> dict[str, Any] | None:
        kind: Any = get_named_type(declared.args["filter"].type)
        found: dict[str, Any] = {}
        for name in self.dice.sample(list(kind.fields), self.dice.choice((1, 1, 2))):
            operators: Any = get_named_type(kind.fields[name].type)
            assert isinstance(operators, GraphQLInputObjectType)
            operator = "isNull" if self._chance(0.25) else self._pick(operators.fields)
            found[name] = {
                operator: self._operand(target, name, operator, operators.fields[operator].type)
            }
            if found[name][operator] is None and self._chance(0.8):
                return None
        return found

    def _operand(self, target: str, name: str, operator: str, kind: Any) -> Any:
        if operator == "isNull":
            return self._chance(0.5)
        if isinstance(kind, GraphQLList):
            inner = get_named_type(kind)
            return [
                each for each in (
                    self._operand(target, name, "eq", inner)
                    for _ in range(self.dice.choice((0, 1, 2, 5)))
                ) if each is not None
            ]
        named: Any = get_named_type(kind)
        if isinstance(named, GraphQLEnumType):
            return Name(self._pick(named.values))
        stored = self._stored(target, name)
        match named.name:
            case "Boolean":
                return self._chance(0.5)
            case "Int":
                number = stored if isinstance(stored, int) else 1
                return max(-(2**31), min(2**31 - 1, number + self.dice.choice((0, 0, 1, -1))))
            case "ID":
                return self._operand_id(target, name, stored)
            case "DateTime":
                moment = stored if isinstance(stored, dt.datetime) else self.world.now
                moment += dt.timedelta(seconds=self.dice.choice((0, 0, 1, -1)))
                zone = dt.timezone(dt.timedelta(hours=self.dice.choice((0, 2, -5))))
                return moment.astimezone(zone).isoformat()
            case "Date":
                day = stored if isinstance(stored, dt.date) else self.world.now.date()
                return (day + dt.timedelta(days=self.dice.choice((0, 0, 1)))).isoformat()
        text = stored if isinstance(stored, str) else self._pick(TEXTS)
        if operator in ("contains", "startsWith") and text:
            start = 0 if operator == "startsWith" else self.dice.randrange(len(text))
            text = text[start : start + self.dice.choice((1, 2, 5))]
        return self._pick((text, text.upper(), text.lower()))

    def _stored(self, target: str, name: str) -> Any:
        """Return the value that some row has in the field's column."""
        entity = self.catalogue.entities[target]
        assert isinstance(entity, Entity)
        binding = entity.fields[name]
        column = (
            binding.name if isinstance(binding, Column)
            else binding.column if isinstance(binding, Place | ToOne) else None
        )
        rows = rows_of(self.world.rows[self.world.network], target)
        return self._pick(rows)[column] if rows and column is not None else None

    def _operand_id(self, target: str, name: str, stored: Any) -> str:
        entity: Any = self.catalogue.entities[target]
        other = entity.fields[name].target
        if self._chance(0.15) or stored is None:
            return self._id()
        return f"{other}:{stored}"

    def _search_arguments(self, targets: list[str]) -> str:
        text = self._pick([each for each in TEXTS if each.strip() or self._chance(0.1)])
        start = self.dice.randrange(max(1, len(text)))
        text = self._pick(("a", "e", "%", text[start : start + self.dice.choice((1, 1, 2, 4))]))
        given = [f"text: {self._value(text, 'String!')}"]
        if self._chance(0.4):
            chosen = self.dice.sample(targets, self.dice.randint(0, 4))
            kinds = [Name(each.upper()) for each in chosen]
            given.append(f"types: {self._value(kinds, '[SearchType!]')}")
        if self._chance(0.4):
            number = self._pick((1, 2, 3, 100, 100, 0 if self._chance(0.2) else 5))
            given.append(f"first: {self._value(number, 'Int')}")
        return f"({', '.join(given)})"

    def _id(self, target: str | None = None) -> str:
        """Return an id: of a row here, of the foreign network, of nothing, or none at all."""
        if self._chance(0.06):
            return str(self._pick((
                "", "Event", "Event:", "event:1", "Event:007", "Event:x", "Nothing:1", "Portal:1",
                "Event: 1", "Location:nowhere", "Customer:99999999999999999999", "Query:1",
            )))
        if self._chance(0.15) and target is None:
            place = self._pick(self.world.places)
            kind = self._pick(("Location", "Home", "About", "ContactPage", "Benefits"))
            return f"{kind}:{place}"
        kind = target if target is not None and self._chance(0.95) else self._pick(KINDS)
        network = self.world.foreign if self._chance(0.1) else self.world.network
        rows = self.world.rows[network][KINDS[kind].table]
        key = self._pick(rows)["id"] if rows and not self._chance(0.05) else 4711
        if self._chance(0.02):
            key = f"0{key}"
        return f"{kind}:{key}"

    # ------------------------------------------------------------ values

    def _value(self, value: Any, kind: str) -> str:
        """Write a value where it stands, or as a variable."""
        if not self._chance(0.25):
            return _literal(value)
        name = self._fresh("v")
        loose = kind.removesuffix("!")
        if self._chance(0.3):
            self.declared[name] = f"{loose}{'!' if kind.endswith('!') else ''} = {_literal(value)}"
            if self._chance(0.3):
                self.variables[name] = _plain(value)
        else:
            self.declared[name] = kind
            self.variables[name] = _plain(value)
        return f"${name}"


def _literal(value: Any) -> str:
    if isinstance(value, Name):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_literal(each) for each in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_literal(each)}" for key, each in value.items()) + "}"
    return json.dumps(value)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return str(value) if isinstance(value, Name) else value
