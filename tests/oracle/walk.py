"""What an answer says besides its data: refusals and errors that depend on no row.

The operation's selections are walked as they stand, whether or not there is any record below them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    VariableNode,
    get_argument_values,
)
from graphql.execution.values import VariableValues

from planning.catalogue import Catalogue
from planning.entities import Entity, PlaceOf
from planning.fields import Pages, Place, ToMany, ToOne
from planning.root_fields import ById, Everywhere, Mine, NodeById, NodesById, Search, Visited
from tests.oracle.arguments import Refused, ids_arguments, page_arguments, search_arguments
from tests.oracle.static import closed, could_see, why_closed, why_hidden
from tests.oracle.visit import Visit

Path = tuple[str, ...]
Fields = dict[str, list[FieldNode]]


@dataclass
class Walk:
    """One operation, walked for one visit."""

    schema: GraphQLSchema
    catalogue: Catalogue
    visit: Visit
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues | None
    refusals: set[tuple[Path, str | None, str]] = field(default_factory=set)
    errors: set[tuple[Path, str]] = field(default_factory=set)

    def operation(self, definition: OperationDefinitionNode) -> None:
        """Walk a whole query."""
        for key, nodes in self._fields("Query", [definition]).items():
            name = nodes[0].name.value
            if not name.startswith("__"):
                self._root(self.catalogue.query[name], nodes, (key,))

    # ------------------------------------------------------------ selections

    def _fields(self, type_name: str, holders: Iterable[Any]) -> Fields:
        """Return the fields selected on a type by their response keys, fragments opened."""
        found: Fields = {}
        for holder in holders:
            for node in self._opened(type_name, holder.selection_set.selections):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
        return found

    def _opened(self, type_name: str, selections: Iterable[SelectionNode]) -> Iterator[FieldNode]:
        for node in selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                yield node
                continue
            inline = isinstance(node, InlineFragmentNode)
            fragment: Any = node if inline else self.fragments[node.name.value]  # type: ignore[attr-defined]
            if fragment.type_condition is None or self._is(
                type_name, fragment.type_condition.name.value
            ):
                yield from self._opened(type_name, fragment.selection_set.selections)

    def _is(self, type_name: str, condition: str) -> bool:
        declared: Any = self.schema.get_type(condition)
        return type_name == condition or (
            not isinstance(declared, GraphQLObjectType)
            and type_name in [each.name for each in self.schema.get_possible_types(declared)]
        )

    def _included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            value: Any = (directive.arguments or ())[0].value
            if isinstance(value, VariableNode):
                assert self.variables is not None
                given = self.variables.coerced.get(value.name.value)
            else:
                given = value.value
            if bool(given) == (directive.name.value == "skip"):
                return False
        return True

    def _arguments(self, parent: str, node: FieldNode) -> dict[str, Any]:
        declared: Any = self.schema.get_type(parent)
        return dict(get_argument_values(declared.fields[node.name.value], node, self.variables))

    # ------------------------------------------------------------ the root

    def _root(self, bound: Any, nodes: list[FieldNode], path: Path) -> None:
        arguments = self._arguments("Query", nodes[0])
        match bound:
            case ById() | Mine() | Visited() | Everywhere():
                self._other(bound.target, nodes, path)
            case Pages():
                self._page(bound.target, arguments, nodes, path)
            case NodeById():
                target = arguments["id"].partition(":")[0]
                if target in self.catalogue.entities and _well_formed(arguments["id"]):
                    self._other(target, nodes, path)
            case NodesById():
                if self._ok(path, lambda: ids_arguments(arguments)):
                    for each in arguments["ids"]:
                        target = each.partition(":")[0] if _well_formed(each) else ""
                        self._open(target, nodes, path)
            case Search():
                if self._ok(path, lambda: search_arguments(arguments)):
                    wanted = arguments.get("types")
                    for target in bound.targets:
                        if wanted is None or target.upper() in wanted:
                            self._searched(target, nodes, path)

    def _searched(self, target: str, nodes: list[FieldNode], path: Path) -> None:
        entity: Any = self.catalogue.entities[target]
        if any(could_see(self.visit, target, name) for name in entity.search):
            self._record(target, nodes, path)

    def _open(self, target: str, nodes: list[FieldNode], path: Path) -> None:
        """Walk a type whose records may be null for any reason: nothing is said of a closed one."""
        if target in self.catalogue.entities and not closed(self.visit, target):
            self._record(target, nodes, path)

    def _ok(self, path: Path, check: Any) -> bool:
        try:
            check()
        except Refused as refused:
            self.errors.add((path, str(refused)))
            return False
        return True

    # ------------------------------------------------------------ records

    def _other(self, target: str, nodes: list[FieldNode], path: Path) -> None:
        if not self._closed(target, path):
            self._record(target, nodes, path)

    def _closed(self, target: str, path: Path) -> bool:
        if not closed(self.visit, target):
            return False
        section = self.visit.section_of(target)
        self.refusals.add((path, section, why_closed(self.visit, target)))
        return True

    def _page(
        self, target: str, arguments: Mapping[str, Any], nodes: list[FieldNode], path: Path
    ) -> None:
        entity = self.catalogue.entities[target]
        assert isinstance(entity, Entity)
        if self._closed(target, path) or not self._ok(
            path, lambda: page_arguments(self.visit, entity, arguments)
        ):
            return
        for key, below in self._fields(f"{target}Connection", nodes).items():
            if below[0].name.value == "nodes":
                self._record(target, below, (*path, key))
            elif below[0].name.value == "edges":
                for inner, deepest in self._fields(f"{target}Edge", below).items():
                    if deepest[0].name.value == "node":
                        self._record(target, deepest, (*path, key, inner))

    def _record(self, type_name: str, nodes: list[FieldNode], path: Path) -> None:
        for key, below in self._fields(type_name, nodes).items():
            name = below[0].name.value
            if name in ("id", "__typename"):
                continue
            here = (*path, key)
            if not could_see(self.visit, type_name, name):
                section = self.visit.section_of(type_name)
                self.refusals.add((here, section, why_hidden(self.visit, type_name, name)))
                continue
            bound = self.catalogue.entities[type_name].fields[name]
            if isinstance(bound, Pages):
                self._page(bound.target, self._arguments(type_name, below[0]), below, here)
            elif isinstance(bound, ToOne | ToMany | Place | PlaceOf):
                self._other(bound.target, below, here)


def _well_formed(text: str) -> bool:
    """Whether an id could be any record's: a type, a colon, a number or a location's name."""
    _, _, key = text.partition(":")
    return key.removeprefix("-").isdecimal() or key.replace("-", "").isalnum()


__all__ = ["Walk"]
