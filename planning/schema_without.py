"""A copy of a schema without some of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    is_introspection_type,
)

T = TypeVar("T")


def schema_without(graph: GraphQLSchema, hidden: frozenset[str]) -> GraphQLSchema:
    """Return *graph* without the *hidden* parts, and without types that only they lead to.

    *hidden* are coordinates, see `planning.hidden_parts`.
    """
    return _Copy(graph, hidden).schema()


class _Copy:
    """Copies a schema type by type, and leaves out what is hidden."""

    def __init__(self, graph: GraphQLSchema, hidden: frozenset[str]) -> None:
        self.graph = graph
        self.hidden = hidden
        self.named: dict[str, Any] = {}
        for name, named in graph.type_map.items():
            if name not in hidden and not is_introspection_type(named):
                self.named[name] = self.copied(named)

    def schema(self) -> GraphQLSchema:
        graph = self.graph
        assert graph.query_type is not None, "a graph has a query"
        assert graph.query_type.name not in self.hidden, "the portal itself is always shown"
        mutation, subscription = graph.mutation_type, graph.subscription_type
        return GraphQLSchema(
            query=self.named[graph.query_type.name],
            mutation=None if mutation is None else self.named.get(mutation.name),
            subscription=None if subscription is None else self.named.get(subscription.name),
            types=[named for named in self.named.values() if self.implements(named)],
            directives=graph.directives,
            description=graph.description,
            assume_valid=True,
        )

    @staticmethod
    def implements(named: GraphQLNamedType) -> bool:
        """Whether *named* is reached through an interface, if not by a field of its own."""
        return isinstance(named, GraphQLObjectType) and bool(named.interfaces)

    def copied(self, named: GraphQLNamedType) -> Any:
        """Return a copy of one type; what it refers to is looked up when all are there."""
        match named:
            case GraphQLObjectType() | GraphQLInterfaceType():
                return type(named)(
                    named.name,
                    partial(self.outputs, named),
                    partial(self.all_of, named.interfaces),
                    description=named.description,
                )
            case GraphQLInputObjectType():
                return GraphQLInputObjectType(
                    named.name,
                    partial(self.inputs, named),
                    description=named.description,
                    is_one_of=named.is_one_of,
                )
            case GraphQLUnionType():
                members = [each for each in named.types if self.stays(named, each.name)]
                return GraphQLUnionType(
                    named.name, partial(self.all_of, members), description=named.description
                )
            case GraphQLEnumType():
                values = self.shown(named, named.values)
                if len(values) == len(named.values):
                    return named  # it refers to nothing
                return GraphQLEnumType(named.name, values, description=named.description)
        return named

    def stays(self, named: GraphQLNamedType, part: str) -> bool:
        """Whether a part of *named* is shown."""
        return f"{named.name}.{part}" not in self.hidden

    def shown(self, named: GraphQLNamedType, parts: Mapping[str, T]) -> dict[str, T]:
        """Return the parts of *named* that are shown."""
        return {name: part for name, part in parts.items() if self.stays(named, name)}

    def all_of(self, types: Iterable[GraphQLNamedType]) -> list[Any]:
        """Return the copies of those of *types* that are shown."""
        return [self.named[each.name] for each in types if each.name in self.named]

    def type_of(self, kind: Any) -> Any:
        """Return the copy of a type that may be wrapped in lists and `!`."""
        if isinstance(kind, GraphQLNonNull):
            return GraphQLNonNull(self.type_of(kind.of_type))
        if isinstance(kind, GraphQLList):
            return GraphQLList(self.type_of(kind.of_type))
        return self.named[kind.name]

    def outputs(self, named: GraphQLObjectType | GraphQLInterfaceType) -> dict[str, GraphQLField]:
        """Copy the fields of an object or interface."""
        return {
            name: GraphQLField(
                self.type_of(field.type),
                args={
                    key: self.argument(each)
                    for key, each in field.args.items()
                    if self.stays(named, f"{name}({key}:)")
                },
                description=field.description,
                deprecation_reason=field.deprecation_reason,
            )
            for name, field in self.shown(named, named.fields).items()
        }

    def argument(self, argument: GraphQLArgument) -> GraphQLArgument:
        """Copy an argument, its default value included."""
        given = {**argument.to_kwargs(), "type_": self.type_of(argument.type), "extensions": None}
        return GraphQLArgument(**given)

    def inputs(self, named: GraphQLInputObjectType) -> dict[str, GraphQLInputField]:
        """Copy the fields of an input, their default values included."""
        return {
            name: GraphQLInputField(
                **{**field.to_kwargs(), "type_": self.type_of(field.type), "extensions": None}
            )
            for name, field in self.shown(named, named.fields).items()
        }
