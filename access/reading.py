"""Reading policies: from documents to rules, changes and a tree, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from access.actions import read_actions
from access.bounds import check_bounds
from access.change_reader import read_changes
from access.changes import Changes
from access.letter_words import letters_can_be_written
from access.locations import location_of, offered_plans_are_declared, read_tree
from access.naming import declared_plans, read_names
from access.omissions import find_omissions
from access.proving.promise import Promise
from access.proving.reading import read_promises
from access.rules import Rules
from access.sections import read_sections
from access.shape import GraphShape
from access.staff import read_staff
from access.switches import read_switches
from access.tree import Tree
from access.types import read_types
from documents.document import Document
from documents.places import Place, Problem
from documents.steps import in_steps

REQUIRED = ("portal", "audiences", "actions", "staff")


@dataclass(frozen=True, slots=True)
class Policies:
    """All that operators wrote, as it is meant, and what is wrong with it."""

    tree: Tree
    rules: Rules
    changes: Mapping[str, Changes]
    promises: tuple[Promise, ...]
    problems: list[Problem]
    warnings: list[Problem]


def read_policies(documents: Sequence[Document], shape: GraphShape) -> Policies:
    """Read the documents in the order in which their names depend on each other."""
    missing = list(files_are_there(documents))
    problems = [*missing]
    only = {document.kind: document for document in documents}
    portal, actions = only.get("portal"), only.get("actions")
    locations = [document for document in documents if document.kind == "location"]
    types = [document for document in documents if document.kind == "types"]

    tree = read_tree(locations, problems)
    staff = read_staff(only.get("staff"), problems)
    names = read_names(only.get("audiences"), staff, problems)
    problems += offered_plans_are_declared(locations, only.get("audiences"))
    problems += letters_can_be_written(locations)
    rules = Rules(
        plans=declared_plans(only.get("audiences")),
        staff=staff,
        sections=read_sections(portal, names, problems),
        types=read_types(types, shape, names, problems),
        actions=read_actions(actions, names, shape, problems),
        switches=read_switches(portal, problems),
        actions_place=(
            actions.place(("actions",), at_key=True) if actions else Place("policies", 1, 1)
        ),
    )
    changes = {
        location_of(document): read_changes(document, rules, shape, names, problems)
        for document in in_steps(locations)
        if document.data.get("changes")
    }
    promises = read_promises(only.get("promises"), rules, names, shape, problems)
    if not missing:
        problems += check_bounds(tree, rules, changes)
    warnings = list(find_omissions(rules, changes, shape))
    return Policies(tree, rules, changes, promises, problems, warnings)


def files_are_there(documents: Iterable[Document]) -> Iterator[Problem]:
    """There is a file of every kind without which nothing is decided."""
    kinds = {document.kind for document in documents}
    for kind in REQUIRED:
        if kind not in kinds:
            yield Problem(Place(f"policies/{kind}.yaml", 1, 1), "this file is missing", "write it")
    if "location" not in kinds:
        yield Problem(Place("locations", 1, 1), "there is no location", "write one")
