"""What policies leave out, and what they say in vain: warnings, for `portal check` to name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from access.changes import Changes
from access.rules import Rules
from access.shape import GraphShape
from documents.places import Place, Problem
from documents.quoting import listed


def find_omissions(
    rules: Rules, changes: Mapping[str, Changes], shape: GraphShape
) -> Iterator[Problem]:
    """Yield all warnings."""
    yield from fields_that_stand_nowhere(rules, shape)
    yield from types_that_stand_nowhere(rules, shape)
    yield from actions_that_stand_nowhere(rules, shape)
    yield from hiding_in_vain(rules, changes)


def fields_that_stand_nowhere(rules: Rules, shape: GraphShape) -> Iterator[Problem]:
    """A field that no list of its type names is nobody's."""
    for name, rule in rules.types.items():
        left_out = sorted(shape.types[name].listable - rule.fields.keys())
        if left_out:
            yield Problem(
                rule.place,
                f"nobody sees {listed(left_out, 'and')} of type `{name}`: no list names "
                + ("it" if len(left_out) == 1 else "them"),
                "put each under the audience that may see it, or under `nobody`",
            )


def types_that_stand_nowhere(rules: Rules, shape: GraphShape) -> Iterator[Problem]:
    """A type that no file names is nobody's."""
    for name in sorted(shape.types.keys() - rules.types.keys()):
        yield Problem(
            Place("policies", 1, 1),
            f"nobody sees anything of type `{name}`: no file names it",
            "give it a section and lists of fields under `types`",
        )


def actions_that_stand_nowhere(rules: Rules, shape: GraphShape) -> Iterator[Problem]:
    """An action that the graph asks for and no file lists is nobody's."""
    for action in sorted(shape.actions - rules.actions.keys()):
        yield Problem(
            rules.actions_place,
            f"nobody may do `{action}`: it is not listed",
            "say whom it is allowed to",
        )


def hiding_in_vain(rules: Rules, changes: Mapping[str, Changes]) -> Iterator[Problem]:
    """Hiding takes a field from the portal's visitors, not from its owner or from staff."""
    for each in changes.values():
        for (name, field), change in each.fields.all():
            access = rules.types[name].fields.get(field)
            if change.value.audience or access is None:
                continue
            if access.audience and not access.audience.levels:
                yield Problem(
                    change.place,
                    f"hiding `{name}.{field}` changes nothing: it is shown to {access.words} "
                    "alone, and a location takes nothing from them",
                    "take the change out",
                )
