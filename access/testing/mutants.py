"""Mutants: the files of a root with one rule loosened by one step, rule after rule.

A mutant is an edit that an operator could make by mistake. It is made in the data of one file and
then compiled like any other edit, so nothing here knows what a rule means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from access.naming import Names
from access.rules import Rules
from access.shape import GraphShape
from access.testing.location_mutants import LocationMutants
from access.testing.mutant import Mutant
from access.testing.network_mutants import NetworkMutants
from access.testing.type_mutants import TypeMutants
from documents.document import Document


def mutants(
    documents: Sequence[Document], rules: Rules, names: Names, shape: GraphShape
) -> Iterator[Mutant]:
    """Yield every mutant of *documents*, file by file."""
    for document in documents:
        network = NetworkMutants(document, rules, names, shape)
        match document.kind:
            case "portal":
                yield from network.sections()
                yield from network.switches()
            case "types":
                yield from TypeMutants(document, rules, names, shape).types()
            case "actions":
                yield from network.actions()
            case "audiences":
                yield from network.audiences()
            case "staff":
                yield from network.roles()
            case "location":
                yield from LocationMutants(document, rules, names, shape).changes()
