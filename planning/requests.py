"""One operation asked by one viewer at one portal: its arguments, its mask and its values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import FieldNode, GraphQLSchema, OperationType
from graphql.execution.values import VariableValues

from planning.askers import Asker
from planning.asking import ArgumentsShape, Asked
from planning.build import Build
from planning.cursors import Signer
from planning.fields import Computed
from planning.graph import Graph
from planning.operations import Operation, Site
from planning.places import shown_parameter, shown_places
from planning.running import Run
from planning.selections import Selected, Selections

WHOLE = ""
"""Under this name `Operation.settled` keeps the arguments of all fields; no prefix is empty."""


class Prepared(NamedTuple):
    """A valid operation and its variables: nothing has been asked of a database yet."""

    operation: Operation
    variables: VariableValues | None

    @property
    def is_mutation(self) -> bool:
        """Whether the operation changes something."""
        return self.operation.kind is OperationType.MUTATION

    @property
    def is_subscription(self) -> bool:
        """Whether the operation asks for a stream."""
        return self.operation.kind is OperationType.SUBSCRIPTION

    @property
    def needs_snapshot(self) -> bool:
        """Whether several statements have to see the same moment."""
        return self.operation.statements > 1

    def arguments(self, node: FieldNode) -> dict[str, Any]:
        """Return the coerced arguments of a field; empty where it takes none."""
        site = next((site for site in self.operation.sites if site.node is node), None)
        return {} if site is None else dict(site.arguments(self.variables))

    def selections(self, schema: GraphQLSchema) -> Selections:
        """Return what opens the operation's fragments, as its variables include them."""
        return Selections(schema, self.operation.fragments, self.flags)

    @property
    def flags(self) -> dict[str, bool]:
        """The values of the variables that decide what is included."""
        if self.variables is None:
            return {}
        return {name: bool(self.variables.coerced.get(name)) for name in self.operation.flags}


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of an operation's fields, taken apart.

    `asked` holds them by node, each with the prefix of its parameters, `values` these parameters,
    `shapes` what plans depend on besides the operation itself. The sites that are `open` take
    values of the request besides.
    """

    asked: Mapping[int, tuple[str, Asked]]
    values: Mapping[str, Any]
    shapes: tuple[Any, ...]
    open: tuple[Site, ...]


class Request:
    """One operation asked by one viewer at one portal at one moment; it ends with its answer.

    *further* are values that the plan's parameters take besides the request's own.
    """

    def __init__(
        self,
        graph: Graph,
        prepared: Prepared,
        asker: Asker,
        further: Mapping[str, Any] | None = None,
    ) -> None:
        viewer = asker.viewer
        self.mask = asker.mask()
        self._graph = graph
        self._prepared = prepared
        signer = Signer(graph.secret, *asker.holder)
        arguments = self._arguments(signer)
        self._asked, self._shapes = arguments.asked, arguments.shapes
        values = {
            **asker.bindings(self.mask), "now": asker.now, **asker.told, **(further or {}),
            **arguments.values,
        }
        variables = {} if prepared.variables is None else prepared.variables.coerced
        self.run = Run(
            asker.now, asker.portal, asker.tree, viewer, self.mask, asker.decide,
            asker.admits, asker.policies, signer, values, variables,
        )
        for site in arguments.open:
            prefix, asked = self._asked[id(site.node)]
            for target in graph.places_filtered_by(site, asked):
                values[shown_parameter(target)] = shown_places(self.run, target)
            for name, value in self._worked_out(site, asked).items():
                values[f"{prefix}_{name}"] = value

    def _arguments(self, signer: Signer) -> Arguments:
        """Take all arguments apart; where they mean the same in every request, only once."""
        operation = self._prepared.operation
        known: Arguments | None = operation.settled.get(WHOLE)
        if known is not None:
            return known
        asked = {id(site.node): (site.prefix, self._ask(site, signer)) for site in operation.sites}
        found = Arguments(
            asked,
            {
                f"{prefix}_{name}": value
                for prefix, each in asked.values()
                for name, value in each.values.items()
            },
            tuple(
                asked[id(site.node)][1].shape for site in operation.sites if not site.settled
            ),
            tuple(
                site for site in operation.sites
                if self._graph.depends(site, asked[id(site.node)][1])
            ),
        )
        if all(site.settled for site in operation.sites):
            operation.settled[WHOLE] = found
        return found

    def _ask(self, site: Site, signer: Signer) -> Asked:
        settled = self._prepared.operation.settled
        if site.prefix in settled:
            return settled[site.prefix]  # type: ignore[no-any-return]
        asked = self._graph.ask(site, self._prepared.variables, signer)
        if site.settled:
            settled[site.prefix] = asked
        return asked

    def _worked_out(self, site: Site, asked: Asked) -> Mapping[str, Any]:
        """Return what a computed field's collections compare with besides its arguments."""
        field = self._graph.field(site)
        if not isinstance(field, Computed) or field.parameters is None:
            return {}
        assert isinstance(asked.shape, ArgumentsShape)
        if asked.shape.complaint is not None:
            return {}
        found = field.parameters(self.run, asked.values)
        assert not found.keys() & asked.values.keys(), "a parameter is named like an argument"
        return found

    @property
    def settled(self) -> Mapping[str, Any]:
        """The parameters that have these values whenever the operation is asked."""
        return {
            f"{site.prefix}_{name}": value
            for site in self._prepared.operation.sites if site.settled
            for name, value in self._asked[id(site.node)][1].values.items()
        }

    @property
    def is_from_a_stranger(self) -> bool:
        """Whether nothing is known of who asks."""
        viewer = self.run.viewer
        return viewer.customer is None and viewer.login is None and not viewer.is_staff

    @property
    def silent(self) -> bool:
        """Whether the answer leaves out why something is null."""
        return bool(self.mask.shape.switches.get("denials") == "silent")

    @property
    def size(self) -> int:
        """About how many bytes its operation takes, which a kept plan holds on to."""
        return self._prepared.operation.size

    @property
    def key(self) -> Hashable:
        """All that the plan's shape depends on."""
        return (
            self._prepared.operation,
            self.mask.shape,
            tuple(sorted(self._prepared.flags.items())),
            self._shapes,
        )

    def asked(self, selected: Selected) -> tuple[str, Asked]:
        """Return a field's arguments, taken apart, and the prefix of its parameters."""
        return self._asked[id(selected.node)]

    def build(self) -> Build:
        """Begin a plan."""
        graph, operation = self._graph, self._prepared.operation
        selections = self._prepared.selections(graph.schema)
        return Build(
            graph.schema, graph.catalogue, selections, self.mask.shape, graph.dialect,
            self.asked, graph.limits.count_bound, graph.limits.page_size, operation.definition,
            graph.masked_schema,
        )
