"""How much one operation may ask for, before anything else is done with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one operation, and of what is kept between operations.

    `tokens` of the document; `depth` of nested fields; `aliases`, `fields` and `directives` with
    fragments counted wherever they are spread; `root_fields` of the operation; `page_size`,
    `page_default` and `count_bound` of connections; `documents` and `plans` kept, which take
    about `cache_bytes` of memory together at most.
    """

    tokens: int = 5_000
    depth: int = 15
    aliases: int = 60
    fields: int = 2_000
    root_fields: int = 20
    directives: int = 60
    page_size: int = 100
    page_default: int = 20
    count_bound: int = 1_000
    documents: int = 1_000
    plans: int = 2_000
    cache_bytes: int = 128 * 1024 * 1024


class LimitExceeded(Exception):
    """An operation that asks for too much; `code` is what the client reads."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Size:
    """What a selection amounts to, fragments opened."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    directives: int = 0


def measure(document: DocumentNode, limits: Limits) -> None:
    """Refuse a document that asks for too much. Raises LimitExceeded.

    Works on documents that were not validated: an unknown or circular fragment counts as nothing.
    Each fragment is measured once, so that nested spreads cost no more than their text.
    """
    fragments = {
        each.name.value: each
        for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    sizes: dict[str, Size] = {}
    open_fragments: set[str] = set()

    def of_fragment(name: str) -> Size:
        if name in sizes:
            return sizes[name]
        if name not in fragments or name in open_fragments:
            return Size()
        open_fragments.add(name)
        sizes[name] = of(fragments[name].selection_set.selections)
        open_fragments.discard(name)
        return sizes[name]

    def of(selections: Iterable[SelectionNode]) -> Size:
        depth = aliases = fields = directives = 0
        for node in selections:
            if isinstance(node, FragmentSpreadNode):
                below = of_fragment(node.name.value)
            else:
                nested = getattr(node, "selection_set", None)
                below = of(nested.selections) if nested else Size()
            own = isinstance(node, FieldNode)
            depth = max(depth, below.depth + own)
            aliases += below.aliases + (isinstance(node, FieldNode) and node.alias is not None)
            fields += below.fields + own
            directives += below.directives + len(node.directives or ())
            if fields > limits.fields:
                break
        return Size(depth, aliases, fields, directives)

    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode):
            continue
        _refuse(of(definition.selection_set.selections), limits)
        roots = sum(_roots(definition.selection_set.selections, fragments, set()))
        if roots > limits.root_fields:
            _raise("TOO_MANY_ROOT_FIELDS", "root fields", limits.root_fields)


def _roots(
    selections: Iterable[SelectionNode],
    fragments: dict[str, FragmentDefinitionNode],
    seen: set[str],
) -> Iterable[int]:
    for node in selections:
        if isinstance(node, FieldNode):
            yield 1
        elif isinstance(node, InlineFragmentNode):
            yield from _roots(node.selection_set.selections, fragments, seen)
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
            seen.add(node.name.value)
            if node.name.value in fragments:
                below = fragments[node.name.value].selection_set.selections
                yield from _roots(below, fragments, seen)


def _refuse(size: Size, limits: Limits) -> None:
    if size.depth > limits.depth:
        _raise("TOO_DEEP", "levels of fields", limits.depth)
    if size.fields > limits.fields:
        _raise("TOO_MANY_FIELDS", "fields", limits.fields)
    if size.aliases > limits.aliases:
        _raise("TOO_MANY_ALIASES", "aliases", limits.aliases)
    if size.directives > limits.directives:
        _raise("TOO_MANY_DIRECTIVES", "directives", limits.directives)


def _raise(code: str, words: str, most: int) -> None:
    raise LimitExceeded(code, f"An operation has at most {most} {words}.")
