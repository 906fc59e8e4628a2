"""Everything that a client sees is described."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
    is_specified_scalar_type,
)


def _descriptions(graph: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    for name, named in graph.type_map.items():
        if is_introspection_type(named) or is_specified_scalar_type(named):
            continue
        yield name, named.description
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in named.fields.items():
                yield f"{name}.{field_name}", field.description
                for argument_name, argument in field.args.items():
                    yield f"{name}.{field_name}({argument_name}:)", argument.description
        elif isinstance(named, GraphQLInputObjectType):
            for field_name, input_field in named.fields.items():
                yield f"{name}.{field_name}", input_field.description
        elif isinstance(named, GraphQLEnumType):
            for value_name, value in named.values.items():
                yield f"{name}.{value_name}", value.description


def test_everything_has_a_description(graph: GraphQLSchema) -> None:
    """Every type, field, argument, input field and enum value says what it is."""
    described = dict(_descriptions(graph))
    assert len(described) > 800
    assert [name for name, text in described.items() if not text] == []


def test_descriptions_are_sentences(graph: GraphQLSchema) -> None:
    """A description begins with a capital, ends with a full stop, and fits into a tooltip."""
    for name, text in _descriptions(graph):
        assert text is not None
        assert text == text.strip(), name
        assert text[0].isupper() or text[0] in "`…", f"{name}: {text}"
        assert text[-1] in ".…", f"{name}: {text}"
        assert len(text) <= 200, name
