"""What is known while one plan is made, and what it collects on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson
import sqlalchemy as sa
from graphql import (
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)

from access.mask import Code as DenialCode
from access.mask import MaskShape, Refusal, TypeMask
from planning import running
from planning.asking import Asked
from planning.catalogue import Catalogue
from planning.code import Module
from planning.costs import Cost
from planning.entities import Entity, TreeEntity
from planning.levels import Level
from planning.problems import Complaint, FieldError
from planning.row_rules import Rules
from planning.selections import Selected, Selections
from store import moments

Path = tuple[str, ...]

ALIASES = 256
"""So many names of tables are kept, with their columns: five megabytes at the most."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A field that no row could ever show this viewer; the path has no list indexes.

    `subject` is what policy refused: the field, or the type that it leads to.
    """

    path: Path
    section: str | None
    code: Refusal
    subject: str

    def to_json(self) -> dict[str, Any]:
        """Return the entry of `extensions.access`."""
        return {"path": list(self.path), "section": self.section, "code": self.code.value}


@dataclass(slots=True)
class Build:
    """One plan in the making."""

    schema: GraphQLSchema
    catalogue: Catalogue
    selections: Selections
    mask: MaskShape
    dialect: str
    asked: Callable[[Selected], tuple[str, Asked]]
    count_bound: int
    page_size: int
    definition: OperationDefinitionNode
    masked_schema: Callable[[MaskShape], GraphQLSchema]
    denials: dict[Denial, None] = field(default_factory=dict)  # each once, in order
    errors: dict[FieldError, None] = field(default_factory=dict)
    rows: set[str] = field(default_factory=set)  # the types whose rows are asked
    costs: list[Cost] = field(default_factory=list)  # of each statement
    lasting: bool = True  # Python works nothing out of the clock or of the viewer
    module: Module = field(
        default_factory=lambda: Module(
            {
                "loads": orjson.loads, "once": running.once, "cut": running.cut,
                "integer": running.integer, "instant": moments.instant, "date": moments.date,
                "flags": running.FLAGS,
            }
        )
    )
    _levels: int = 0

    @property
    def selection_set(self) -> SelectionSetNode:
        """What the operation selects."""
        return self.definition.selection_set

    def fresh(self, word: str) -> str:
        """Return a name for a function that no other has."""
        self._levels += 1
        return f"{word}_{self._levels}"

    def level(self, entity: Entity, *, top: bool = False) -> Level:
        """Begin a select over *entity*'s table."""
        return self.level_of(entity.table, top=top)

    def level_of(self, table: sa.Table, *, top: bool = False) -> Level:
        """Begin a select over a table."""
        self._levels += 1
        return Level(self._levels, _alias(table, self._levels), top=top)

    def alias(self, entity: Entity) -> Any:
        """Return a further alias of *entity*'s table."""
        self._levels += 1
        return _alias(entity.table, self._levels)

    def entity(self, name: str) -> Entity:
        """Return the entity over a table that has this name."""
        entity = self.catalogue.entities[name]
        assert isinstance(entity, Entity), f"{name} has no table"
        return entity

    def tree_entity(self, name: str) -> TreeEntity:
        """Return the entity over the tree of locations that has this name."""
        entity = self.catalogue.entities[name]
        assert isinstance(entity, TreeEntity), f"{name} has a table"
        return entity

    def rules(self, entity: Entity) -> Rules:
        """Return the row rules of *entity* under this plan's mask."""
        if self.mask.types[entity.name]:
            self.rows.add(entity.name)
        return Rules.under(entity, self.mask, self.catalogue.entities)

    def object_type(self, name: str) -> GraphQLObjectType:
        """Return the GraphQL type of this name."""
        found = self.schema.get_type(name)
        assert isinstance(found, GraphQLObjectType), f"{name} is no object type"
        return found

    def result_type(self, parent: str, field_name: str) -> Any:
        """Return the named type of a field."""
        return get_named_type(self.object_type(parent).fields[field_name].type)

    def closed(self, type_name: str, path: Path) -> bool:
        """Whether nothing of a type can be visible; then say so in the answer."""
        type_mask: TypeMask = self.mask.types[type_name]
        if type_mask:
            return False
        self.deny(path, type_name, type_mask, type_mask.code)
        return True

    def deny(
        self,
        path: Path,
        subject: str,
        type_mask: TypeMask,
        code: Refusal | None,
    ) -> None:
        """Note a field that stays null whatever the rows are."""
        denial = Denial(path, type_mask.section, code or DenialCode.NOT_ALLOWED, subject)
        self.denials[denial] = None

    def complain(self, path: Path, complaint: Complaint) -> None:
        """Note a field whose arguments cannot be answered."""
        error = FieldError(path, complaint.code, complaint.message, complaint.subject)
        self.errors[error] = None


@lru_cache(ALIASES)
def _alias(table: sa.Table, number: int) -> Any:
    """Name a table for one place of a statement: the same name alike for all statements.

    To make the columns of an alias takes a quarter of the time in which a plan is made.
    """
    return table.alias(f"t{number}")
