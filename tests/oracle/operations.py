"""Random valid operations: every part of the language that the planner has to plan."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
)

from planning.catalogue import Catalogue
from planning.entities import PlaceOf
from planning.fields import Pages, Place, ToMany, ToOne
from planning.root_fields import NodeById, NodesById, Search
from tests.oracle.inputs import Inputs
from tests.oracle.values import ELSEWHERE
from tests.oracle.worlds import World


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


class _Writer(Inputs):
    """Writes selections: fields, fragments, directives."""


    def write(self) -> Operation:
        """Write the operation and the fragments that it uses."""
        asked = {
            name: bound for name, bound in self.catalogue.query.items()
            if name not in self.catalogue.inquiries          # about rules, and not about records
        }
        roots = list(asked)
        weights = [
            5.0 if isinstance(bound, Pages) else
            6.0 if isinstance(bound, NodeById | NodesById | Search) else
            8.0 if name == "me" else 0.7
            for name, bound in asked.items()
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
        head = f"query Asked({heads}) " if heads else self._pick(("", "query ", "query Asked "))
        text = f"{head}{{ {body} }} {' '.join(self.fragments)}".strip()
        return Operation(text, self.variables, self.cursors, frozenset(self.features))

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
        names = [
            name for name in kind.fields if name != "id" and (kind.name, name) not in ELSEWHERE
        ]
        leaves: list[str] = []
        links: list[str] = []
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
        if self._chance(0.06):
            self.features.add("number")
            return ["__typename totalCount"] if self._chance(0.5) else ["totalCountIsExact"]
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
