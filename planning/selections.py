"""What an operation selects on a type: fragments opened, directives obeyed, fields merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)


@dataclass(frozen=True, slots=True)
class Selected:
    """One response field: its key, the field's name, and every node that asks for it."""

    key: str
    name: str
    nodes: tuple[FieldNode, ...]

    @property
    def node(self) -> FieldNode:
        """The first node; validation made sure that all have the same arguments."""
        return self.nodes[0]

    @property
    def below(self) -> list[SelectionSetNode]:
        """The selection sets under the field, to be merged."""
        return [node.selection_set for node in self.nodes if node.selection_set is not None]


@dataclass(frozen=True, slots=True)
class Selections:
    """Collects fields for one schema, one document's fragments and the values of its flags.

    Without `flags` what directives may leave out is collected, too.
    """

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    flags: Mapping[str, bool] | None

    def of(self, parent: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> list[Selected]:
        """Return the fields selected on *parent*, in the order of the answer."""
        found: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for selection_set in sets:
            self._collect(parent, selection_set.selections, found, seen)
        return [
            Selected(key, nodes[0].name.value, tuple(nodes)) for key, nodes in found.items()
        ]

    def _collect(
        self,
        parent: GraphQLObjectType,
        selections: Iterable[SelectionNode],
        found: dict[str, list[FieldNode]],
        seen: set[str],
    ) -> None:
        for node in selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._applies(
                    node.type_condition.name.value, parent
                ):
                    self._collect(parent, node.selection_set.selections, found, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, parent):
                    self._collect(parent, fragment.selection_set.selections, found, seen)

    def _included(self, node: SelectionNode) -> bool:
        if self.flags is None:
            return True
        for directive in node.directives or ():
            if directive.name.value not in ("skip", "include"):
                continue
            assert directive.arguments, "validation asks for `if`"
            value = directive.arguments[0].value
            given = (
                self.flags[value.name.value]
                if isinstance(value, VariableNode)
                else bool(getattr(value, "value", False))
            )
            if given is (directive.name.value == "skip"):
                return False
        return True

    def _applies(self, condition: str, parent: GraphQLObjectType) -> bool:
        if condition == parent.name:
            return True
        named = self.schema.get_type(condition)
        return isinstance(named, GraphQLAbstractType) and self.schema.is_sub_type(named, parent)
