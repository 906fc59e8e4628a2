"""Compiling policies: from documents to a policy set, or to the problems that stand against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from access.canonical import digest
from access.layering import Layers, audiences_of
from access.level_table import LevelTable
from access.policy_set import PolicySet
from access.proving.proof import Proof, prove
from access.reading import Policies, read_policies
from access.shape import GraphShape
from documents.document import Document
from documents.places import Problem, in_order

NOT_RULES = frozenset({"gateway", "tests", "survivors"})
"""Kinds of file that decide nothing: editing them leaves the hash as it is."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What compiling came to: a policy set, or the problems that stand against it.

    `proof` says what it took to prove the promises; None where the policies were not even sound.
    """

    policies: PolicySet | None
    problems: list[Problem]
    warnings: list[Problem]
    proof: Proof | None = None


def compile_policies(documents: Iterable[Document], shape: GraphShape) -> Compiled:
    """Compile all that operators wrote, for the graph *shape*; all problems at once."""
    documents = sorted(documents, key=lambda document: document.path)
    read = read_policies(documents, shape)
    if read.problems:
        return Compiled(None, in_order(read.problems), in_order(read.warnings))
    layers = layers_of(read)
    proof = prove(layers, shape, read.promises)
    if proof.problems:
        return Compiled(None, in_order(proof.problems), in_order(read.warnings), proof)
    written = [(each.path, each.data) for each in documents if each.kind not in NOT_RULES]
    policies = PolicySet(layers, shape, digest(written, shape), read.promises)
    return Compiled(policies, [], in_order(read.warnings), proof)


def layers_of(read: Policies) -> Layers:
    """Lay what was *read*, and has no problems, over each other."""
    promised = [promise.audience for promise in read.promises]
    levels = LevelTable([*audiences_of(read.rules, read.changes), *promised])
    return Layers(read.tree, read.rules, read.changes, levels)
