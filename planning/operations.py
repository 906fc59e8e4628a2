"""Documents: parsed, validated and measured once, then kept."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    get_argument_values,
    parse,
    validate,
    visit,
)
from graphql.execution.values import VariableValues, get_variable_values

from planning.limits import LimitExceeded, Limits, measure
from planning.selections import Selections


@dataclass(frozen=True, slots=True)
class Site:
    """A field with arguments, where it stands in the document; its parameters have its prefix."""

    prefix: str
    parent: str
    field: GraphQLField
    node: FieldNode
    constant: Mapping[str, Any] | None   # the arguments, where no variable stands in them

    @property
    def settled(self) -> bool:
        """Whether the arguments mean the same whoever asks: no variable, and no cursor."""
        return self.constant is not None and not self.constant.keys() & {"after", "before"}

    def arguments(self, variables: VariableValues | None) -> Mapping[str, Any]:
        """Return the coerced arguments."""
        if self.constant is not None:
            return self.constant
        return get_argument_values(self.field, self.node, variables, hide_suggestions=True)


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One operation of a valid document, ready to be planned.

    `settled` keeps the arguments of fields that mean the same in every request, taken apart;
    `length` is that of the document, in characters, and `size` the memory it takes, about. A query
    takes as many `statements` at the most.
    """

    definition: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    sites: tuple[Site, ...]
    flags: frozenset[str]       # variables that stand in @skip or @include
    length: int = 0
    size: int = 0
    settled: dict[str, Any] = field(default_factory=dict)
    roots: frozenset[str] = frozenset()     # fields with arguments at the top of the document
    statements: int = 1

    @property
    def kind(self) -> OperationType:
        """Query, mutation or subscription."""
        return self.definition.operation


class Rejected(Exception):
    """A request that is refused before anything is asked of a database."""

    def __init__(self, *errors: dict[str, Any]) -> None:
        super().__init__()
        self.errors = errors


def rejected(code: str, message: str, error: GraphQLError | None = None) -> Rejected:
    """Return the refusal with one error."""
    return Rejected(_error(code, message, error))


def _error(code: str, message: str, error: GraphQLError | None = None) -> dict[str, Any]:
    entry: dict[str, Any] = {"message": message}
    if error is not None and error.locations:
        entry["locations"] = [
            {"line": place.line, "column": place.column} for place in error.locations
        ]
    return {**entry, "extensions": {"code": code}}


def read_document(text: str, schema: GraphQLSchema, limits: Limits) -> DocumentNode:
    """Parse and validate *text*. Raises Rejected."""
    try:
        document = parse(
            text, max_tokens=limits.tokens, max_lexical_tokens=limits.tokens * 2,
            max_comments=limits.tokens, allow_empty_selection_sets=False,
        )
    except GraphQLError as error:
        raise rejected("GRAPHQL_PARSE_FAILED", error.message, error) from None
    try:
        measure(document, limits)
        errors = validate(
            schema, document, max_errors=20, hide_suggestions=True,
            allow_empty_selection_sets=False,
        )
    except LimitExceeded as excess:
        raise rejected(excess.code, str(excess)) from None
    except RecursionError:
        raise rejected("TOO_DEEP", "The document's fragments are nested too deeply.") from None
    if errors:
        raise Rejected(
            *(_error("GRAPHQL_VALIDATION_FAILED", each.message, each) for each in errors)
        )
    return document


def size_of(document: DocumentNode, text: str) -> int:
    """About how many bytes a parsed document takes, its text included."""
    return 1_000 * (document.token_count or 0) + 2 * len(text)


def choose(
    document: DocumentNode,
    name: str | None,
    schema: GraphQLSchema,
    rowless: Container[str] = (),
) -> Operation:
    """Return the operation of *document* that was asked for. Raises Rejected.

    The root fields of queries in *rowless* take no statement.
    """
    fragments = {
        each.name.value: each
        for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    found = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    if name is not None:
        found = [each for each in found if each.name and each.name.value == name]
    if not found:
        what = "no operation" if name is None else "no operation of that name"
        raise rejected("OPERATION_RESOLUTION_FAILURE", f"The document has {what}.")
    if len(found) > 1:
        message = "The document has several operations; say which in `operationName`."
        raise rejected("OPERATION_RESOLUTION_FAILURE", message)
    root = schema.get_root_type(found[0].operation)
    assert root is not None, "validation refuses operations of a kind that there are none of"
    finder = _Finder(TypeInfo(schema))
    visit(document, TypeInfoVisitor(finder.info, finder))
    declared = {each.variable.name.value for each in found[0].variable_definitions or ()}
    text = document.loc.source.body if document.loc else ""
    return Operation(
        found[0], fragments, tuple(finder.sites), frozenset(finder.flags & declared),
        len(text), size_of(document, text),
        roots=frozenset(each.node.name.value for each in finder.sites if each.parent == "Query"),
        statements=sum(
            not (each.name.startswith("__") or each.name in rowless)
            for each in Selections(schema, fragments, None).of(root, [found[0].selection_set])
        ),
    )


class _Finder(Visitor):
    """Finds the fields with arguments, and the variables that decide what is included."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.sites: list[Site] = []
        self.flags: set[str] = set()

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Note a field that takes arguments."""
        field, parent = self.info.get_field_def(), self.info.get_parent_type()
        if field is None or not field.args or not isinstance(parent, GraphQLObjectType):
            return
        constant = None if _has_variables(node) else get_argument_values(field, node)
        prefix = f"p{len(self.sites)}"
        self.sites.append(Site(prefix, parent.name, field, node, constant))

    def enter_directive(self, node: Any, *_: Any) -> None:
        """Note the variables of @skip and @include."""
        for argument in node.arguments or ():
            if isinstance(argument.value, VariableNode):
                self.flags.add(argument.value.name.value)


def _has_variables(node: FieldNode) -> bool:
    found = []

    class Found(Visitor):
        def enter_variable(self, variable: VariableNode, *_: Any) -> None:
            found.append(variable)

    for argument in node.arguments or ():
        visit(argument, Found())
    return bool(found)


def coerce(
    operation: Operation, schema: GraphQLSchema, given: Mapping[str, Any] | None
) -> VariableValues | None:
    """Return the operation's coerced variables. Raises Rejected."""
    definitions = operation.definition.variable_definitions
    if not definitions:
        return None
    values = get_variable_values(
        schema, definitions, dict(given or {}), max_errors=20, hide_suggestions=True
    )
    if isinstance(values, list):
        raise Rejected(*(_error("BAD_VARIABLES", each.message, each) for each in values))
    return values
