"""What policy would refuse of a document, read off the document and a mask, without asking it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graphql import (
    SKIP,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    GraphQLField,
    GraphQLSchema,
    ObjectFieldNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    visit,
)

from access.mask import Code, MaskShape, Refusal
from planning.problems import FIELD_NOT_READABLE


def foreseen(
    document: DocumentNode, graph: GraphQLSchema, mask: MaskShape, hidden: Iterable[str]
) -> dict[str, str]:
    """Return the parts of *graph* that a valid *document* names and *mask* refuses, with codes.

    *hidden* is what the mask hides, see `planning.hidden_parts`. Fields under a refused one are
    not named; what variables hold is not known.
    """
    info = TypeInfo(graph)
    reader = _Reader(info, mask, frozenset(hidden))
    visit(document, TypeInfoVisitor(info, reader))
    return reader.found


class _Reader(Visitor):
    def __init__(self, info: TypeInfo, mask: MaskShape, hidden: frozenset[str]) -> None:
        super().__init__()
        self.info = info
        self.mask = mask
        self.hidden = hidden
        self.found: dict[str, str] = {}

    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        parent, field = self.info.get_parent_type(), self.info.get_field_def()
        if parent is None or field is None:
            return None
        part = f"{parent.name}.{node.name.value}"
        if parent.name not in self.hidden and part not in self.hidden:
            return None
        code = self._code(parent.name, node.name.value, field)
        self.found[part] = (code or Code.NOT_ALLOWED).value
        return SKIP

    def _code(self, parent: str, name: str, field: GraphQLField) -> Refusal | None:
        """Why a field is refused: by its own cell, its type, or the type that it leads to."""
        types = self.mask.types
        if parent in types:
            cell = types[parent].cells.get(name)
            if cell is not None and cell.code is not None:
                return cell.code
            if not types[parent]:
                return types[parent].code
        target = get_named_type(field.type).name.removesuffix("Connection")
        return types[target].code if target in types else None

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> None:
        if not isinstance(node.value, EnumValueNode):  # which is looked at by itself
            self._unreadable(self.info.get_parent_input_type(), node.name.value)

    def enter_enum_value(self, node: EnumValueNode, *_: Any) -> None:
        self._unreadable(self.info.get_input_type(), node.value)

    def _unreadable(self, named: Any, name: str) -> None:
        part = f"{get_named_type(named)}.{name}"
        if part in self.hidden:
            self.found[part] = FIELD_NOT_READABLE
