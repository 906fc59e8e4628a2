"""What all requests share: the graph, its data, and what arguments mean there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSchema
from graphql.execution.values import VariableValues

from access.mask import MaskShape
from planning import asking
from planning.asking import Asked, KeysShape, PageShape
from planning.catalogue import Catalogue
from planning.cursors import Signer
from planning.entities import Entity
from planning.fields import Computed, Pages, Place
from planning.limits import Limits
from planning.operations import Site
from planning.root_fields import FOLLOWED, ById, Followed, NodeById, NodesById, Search


@dataclass(frozen=True, slots=True)
class Graph:
    """What all requests share: the graph, its data, the limits, the secret that signs cursors.

    `masked_schema` returns the graph as those see it who have a certain mask.
    """

    schema: GraphQLSchema
    catalogue: Catalogue
    dialect: str
    limits: Limits
    secret: bytes
    masked_schema: Callable[[MaskShape], GraphQLSchema]

    def ask(self, site: Site, variables: VariableValues | None, signer: Signer) -> Asked:
        """Take the arguments of one field apart."""
        arguments = site.arguments(variables)
        default, most = self.limits.page_default, self.limits.page_size
        match self.field(site):
            case Pages() as field:
                target = self.catalogue.entities[field.target]
                assert isinstance(target, Entity), f"{field.target} has no table"
                return asking.ask_page(arguments, target, signer, default, most)
            case ById() | NodeById():
                return asking.ask_key(arguments)
            case NodesById():
                return asking.ask_keys(arguments)
            case Search():
                return asking.ask_search(arguments, default, most)
            case Followed():
                return asking.ask_resource(arguments)
            case Computed() as field:
                return asking.ask_computed(arguments, field)
        return Asked(KeysShape(()), {})

    def places_filtered_by(self, site: Site, asked: Asked) -> set[str]:
        """Return the types of locations that a field's filters compare with."""
        if not isinstance(asked.shape, PageShape) or not asked.shape.filters:
            return set()
        fields: Any = self.catalogue.entities[self.field(site).target].fields
        bindings = [fields[name] for name, _, _ in asked.shape.filters]
        return {binding.target for binding in bindings if isinstance(binding, Place)}

    def depends(self, site: Site, asked: Asked) -> bool:
        """Whether a field takes values of the request besides its arguments."""
        field = self.field(site)
        if isinstance(field, Computed):
            return field.parameters is not None
        return bool(self.places_filtered_by(site, asked))

    def field(self, site: Site) -> Any:
        """Return what the catalogue says of a field with arguments."""
        name = site.node.name.value
        if site.parent == "Query":
            return self.catalogue.query.get(name)
        if site.parent == FOLLOWED:
            return self.catalogue.followed.get(name)
        entity = self.catalogue.entities.get(site.parent)
        return None if entity is None else entity.fields.get(name)
