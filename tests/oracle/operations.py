"""Random valid operations: every part of the language that the planner has to plan."""

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
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)

from planning.entities import (
    Catalogue,
    Column,
    Entity,
    Everywhere,
    NodeById,
    NodesById,
    Pages,
    Place,
    PlaceOf,
    Search,
    ToMany,
    ToOne,
    Worked,
)
from tests.oracle.hostile import TEXTS
from tests.oracle.records import KINDS, rows_of
from tests.oracle.worlds import World


class Name(str):
    """The name of an enum value, which stands without quotes."""

    __slots__ = ()


@dataclass(frozen=True)
class Operation:
    """One operation: its text, its variables, those of them that take cursors of which type."""

    text: str
    variables: dict[str, Any]
    cursors: dict[str, str]
    features: frozenset[str]


def make_operation(
    schema: GraphQLSchema, catalogue: Catalogue, world: World, seed: object
) -> Operation:
    """Write a random operation; the same seed writes the same."""
    return _Writer(schema, catalogue, world, random.Random(f"{seed}")).write()


@dataclass
class _Writer:
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

    def write(self) -> Operation:
        """Write the operation and the fragments that it uses."""
        roots = list(self.catalogue.query)
        weights = [
            5.0 if isinstance(bound, Pages) else
            6.0 if isinstance(bound, NodeById | NodesById | Search) else
            8.0 if name == "me" else 0.7
            for name, bound in self.catalogue.query.items()
        ]
        chosen = self.dice.choices(roots, weights, k=self.dice.choice((1, 2, 2, 3)))
        parts = []
        for name in dict.fromkeys(chosen):
            parts.append(self._decorated(self._root(name), "Query"))
            if self._chance(0.12):
                parts.append(self._root(name, alias=True))
        if self._chance(0.05):
            parts.append("__typename")
        body = " ".join(parts)
        heads = ", ".join(f"${name}: {kind}" for name, kind in self.declared.items())
        if heads:
            self.features.add("variable")
        head = f"query Asked({heads}) " if heads else self.dice.choice(("", "query ", "query Asked "))
        text = f"{head}{{ {body} }} {' '.join(self.fragments)}".strip()
        return Operation(text, self.variables, self.cursors, frozenset(self.features))

    # ------------------------------------------------------------ dice

    def _chance(self, chance: float) -> bool:
        return self.dice.random() < chance

    def _pick(self, choices: Iterable[Any]) -> Any:
        return self.dice.choice(list(choices))

    def _fresh(self, word: str) -> str:
        self.count += 1
        return f"{word}{self.count}"

    # ------------------------------------------------------------ fields

    def _root(self, name: str, *, alias: bool = False) -> str:
        bound = self.catalogue.query[name]
        assert self.schema.query_type is not None
        declared = self.schema.query_type.fields[name]
        arguments = ""
        match bound:
            case Pages():
                arguments = self._page_arguments(bound.target, declared)
            case NodesById():
                self.features.add("node")
                ids = [self._id() for _ in range(self.dice.choice((1, 4, 8)))]
                arguments = f"(ids: {self._value(ids, '[ID!]!')})"
            case Search():
                self.features |= {"search", "union"}
                arguments = self._search_arguments(list(bound.targets))
            case _ if "id" in declared.args:
                self.features.add("node")
                target = None if isinstance(bound, NodeById) else bound.target  # type: ignore[union-attr]
                arguments = f"(id: {self._value(self._id(target), 'ID!')})"
        below = self._selection(get_named_type(declared.type), 0)
        key = f"{self._fresh('r')}: " if alias or self._chance(0.15) else ""
        return f"{key}{name}{arguments}{below}"

    def _selection(self, kind: Any, depth: int) -> str:
        """Write the selection on a type, or nothing for a leaf."""
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            return self._abstract(kind, depth)
        if not isinstance(kind, GraphQLObjectType):
            return ""
        parts = self._parts(kind, depth)
        return "{ " + " ".join(parts or ["__typename"]) + " }"

    def _parts(self, kind: GraphQLObjectType, depth: int) -> list[str]:
        if kind.name.endswith("Connection"):
            return self._connection_parts(kind, depth)
        if kind.name not in self.catalogue.entities:
            return self._value_parts(kind)
        entity = self.catalogue.entities[kind.name]
        names = [name for name in kind.fields if name != "id"]
        leaves, links = [], []
        for name in names:
            binding = entity.fields.get(name)
            link = isinstance(binding, Place | PlaceOf | ToOne | ToMany | Pages)
            (links if link else leaves).append(name)
        chosen = self.dice.sample(leaves, min(len(leaves), self.dice.choice((1, 2, 3, 5))))
        if depth < 4 and self.budget > 0:
            chosen += self.dice.sample(links, min(len(links), self.dice.choice((0, 1, 1, 2))))
        if self._chance(0.03):
            chosen = leaves
        parts = [self._field(kind, name, depth) for name in chosen]
        if self._chance(0.6):
            parts.insert(0, "id")
        if self._chance(0.1):
            parts.append("__typename")
        return self._grouped(parts, kind.name)

    def _field(self, kind: GraphQLObjectType, name: str, depth: int) -> str:
        self.budget -= 1
        declared = kind.fields[name]
        binding = self.catalogue.entities[kind.name].fields.get(name)
        arguments = ""
        alias = f"{self._fresh('a')}: " if self._chance(0.08) else ""
        if isinstance(binding, Pages):
            arguments = self._page_arguments(binding.target, declared)
            alias = f"{self._fresh('a')}: " if arguments else alias
            self.features.add("nested")
        elif isinstance(binding, ToMany | ToOne):
            self.features.add("nested")
        below = self._selection(get_named_type(declared.type), depth + 1)
        return self._decorated(f"{alias}{name}{arguments}{below}", kind.name, field=True)

    def _value_parts(self, kind: GraphQLObjectType) -> list[str]:
        chosen = self.dice.sample(list(kind.fields), self.dice.randint(1, len(kind.fields)))
        return [
            f"{name}{self._selection(get_named_type(kind.fields[name].type), 9)}"
            for name in chosen
        ]

    def _connection_parts(self, kind: GraphQLObjectType, depth: int) -> list[str]:
        record: Any = get_named_type(kind.fields["nodes"].type)
        parts = []
        if self._chance(0.7):
            parts.append(f"nodes{self._selection(record, depth)}")
        if self._chance(0.35) or not parts:
            inner = self.dice.sample(("cursor", "node"), self.dice.choice((1, 2, 2)))
            below = [f"node{self._selection(record, depth)}" if each == "node" else each
                     for each in inner]
            parts.append("edges{ " + " ".join(below) + " }")
        if self._chance(0.5):
            info: Any = get_named_type(kind.fields["pageInfo"].type)
            parts.append(f"pageInfo{self._selection(info, 9)}")
        if self._chance(0.35):
            self.features.add("count")
            parts.append("totalCount totalCountIsExact" if self._chance(0.7) else "totalCount")
        self.dice.shuffle(parts)
        return parts

    def _abstract(self, kind: Any, depth: int) -> str:
        self.features.add("union")
        possible = [each.name for each in self.schema.get_possible_types(kind)]
        possible = [name for name in possible if name in self.catalogue.entities]
        chosen = self.dice.sample(possible, min(len(possible), self.dice.choice((2, 4, 8))))
        parts = ["__typename"] if self._chance(0.6) else []
        if isinstance(kind, GraphQLInterfaceType) and self._chance(0.6):
            parts.append("id")
        elif self._chance(0.5):
            parts.append("... on Node { id }")
        for name in chosen:
            declared: Any = self.schema.get_type(name)
            inner = self._parts(declared, depth + 1)
            # the same key may mean different things on different types
            parts.append(self._fragment(name, [self._apart(each, name) for each in inner]))
        return "{ " + " ".join(parts) + " }"

    def _apart(self, part: str, type_name: str) -> str:
        head = part.split("(")[0].split("{")[0].split("@")[0].strip()
        if part.startswith("...") or part in ("id", "__typename") or ":" in head:
            return part
        return f"{type_name.lower()}_{head}: {part}" if self._chance(0.5) else part

    # ------------------------------------------------------------ fragments and directives

    def _grouped(self, parts: list[str], type_name: str) -> list[str]:
        """Put some of the parts into a fragment; sometimes a part stands in both places."""
        if len(parts) > 1 and self._chance(0.2):
            cut = self.dice.randrange(1, len(parts))
            inside = parts[cut:]
            rest = parts[: cut + 1] if self._chance(0.3) else parts[:cut]
            return [*rest, self._fragment(type_name, inside)]
        return parts

    def _fragment(self, type_name: str, parts: list[str]) -> str:
        body = "{ " + " ".join(parts or ["__typename"]) + " }"
        self.features.add("fragment")
        directive = self._directive() if self._chance(0.15) else ""
        if self._chance(0.35):
            name = self._fresh("Part")
            self.fragments.append(f"fragment {name} on {type_name} {body}")
            return f"...{name}{directive}"
        return f"... on {type_name}{directive} {body}"

    def _decorated(self, part: str, type_name: str, *, field: bool = False) -> str:
        if not self._chance(0.06):
            return part
        condition = f" on {type_name}" if self._chance(0.5) else ""
        return f"...{condition}{self._directive()} {{ {part} }}"

    def _directive(self) -> str:
        self.features.add("directive")
        kind = self._pick(("include", "skip"))
        value = self._chance(0.7) == (kind == "include")
        return f" @{kind}(if: {self._value(value, 'Boolean!')})"

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
        if "filter" in declared.args and self._chance(0.25):
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
            operator = self._pick(operators.fields)
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
            kinds = [Name(each.upper()) for each in self.dice.sample(targets, self.dice.randint(0, 4))]
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


__all__ = ["Everywhere", "GraphQLNonNull", "Name", "Operation", "make_operation"]
