"""`portal documents`: the documents of the front ends, checked before visitors send them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import typer
from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

from access.described import kinds_of_viewer
from access.policy_set import PolicySet
from documents.places import Place
from documents.quoting import quoted
from gateway.commands.asking import AtOption, WhenOption, moment_of, portal_of
from gateway.commands.exits import Exit
from gateway.commands.options import ROOT, Format, FormatOption, RootOption, settings_for
from gateway.commands.screen import note, print_json, print_result
from gateway.policies.loading import PoliciesRefused, load_policies
from gateway.policies.manifests import TrustedDocuments
from planning.foreseen import foreseen
from planning.hidden_parts import hidden_parts
from planning.limits import Limits
from planning.operations import Rejected, read_document
from resolvers.catalogue import CATALOGUE
from schema.graph import build_graph
from schema.shape import graph_shape


@dataclass(frozen=True, slots=True)
class Checked:
    """One document: what is wrong with it, and what it would not be shown.

    `refused` has for each part of the graph the code that each kind of viewer would read.
    """

    id: str
    place: Place
    operations: tuple[str, ...]
    errors: tuple[str, ...]
    refused: Mapping[str, Mapping[str, str]]


def commands() -> typer.Typer:
    """Put the commands about documents together."""
    app = typer.Typer(
        name="documents",
        help="Check the documents that front ends were built with.",
        no_args_is_help=True,
    )
    app.callback()(lambda: None)  # so that `check` has to be said
    app.command()(check)
    return app


def check(
    at: AtOption = None,
    when: WhenOption = None,
    root: RootOption = ROOT,
    output: FormatOption = Format.TEXT,
) -> None:
    """Check each trusted document against the schema, and say for whom which fields are null.

    Kinds of viewer are those of the matrix. A field that is null for some of them is no problem;
    a document that the gateway would not answer is one.
    """
    loaded = load_policies(root.resolve(), graph_shape())
    if loaded.current is None:
        raise PoliciesRefused(loaded.problems)
    current = loaded.current
    portal = portal_of(current.policies, at, current.default_portal)
    now = moment_of(current.policies, portal, when)
    limits = settings_for(root, None).limits.of_operations()
    graph = build_graph()
    hidden = {
        kind.words: (mask, hidden_parts(graph, CATALOGUE, mask))
        for kind in kinds_of_viewer(current.policies, portal)
        for mask in [current.policies.mask(kind.viewer, portal, now).shape]
    }
    checked = list(_checked(current.documents, graph, limits, hidden))
    wrong = sum(bool(each.errors) for each in checked)
    if output is Format.JSON:
        print_json([_entry(each) for each in checked])
    elif checked:
        print_result(_screen(checked, portal, current.policies))
    if checked:
        note(f"{_count(len(checked), 'document')}, {_count(wrong, 'problem')}")
    else:
        note(f"There are no documents at `{loaded.manifest}`.")
    if wrong:
        raise typer.Exit(Exit.PROBLEMS)


def _checked(
    documents: TrustedDocuments,
    graph: GraphQLSchema,
    limits: Limits,
    hidden: Mapping[str, tuple[Any, frozenset[str]]],
) -> Iterator[Checked]:
    for id_ in sorted(documents.texts, key=documents.places.__getitem__):
        place = documents.places[id_]
        try:
            document = read_document(documents.texts[id_], graph, limits)
        except Rejected as refusal:
            yield Checked(id_, place, (), tuple(each["message"] for each in refusal.errors), {})
            continue
        refused: dict[str, dict[str, str]] = {}
        for words, (mask, parts) in hidden.items():
            for part, code in foreseen(document, graph, mask, parts).items():
                refused.setdefault(part, {})[words] = code
        yield Checked(id_, place, _names(document), (), refused)


def _names(document: DocumentNode) -> tuple[str, ...]:
    return tuple(
        each.name.value if each.name else "(without a name)"
        for each in document.definitions
        if isinstance(each, OperationDefinitionNode)
    )


def _screen(checked: list[Checked], portal: str, policies: PolicySet) -> str:
    lines = [f"Refused at {policies.tree[portal].name}: which fields, why, and to whom"]
    for each in checked:
        lines += ["", f"{each.place}  {', '.join(each.operations) or quoted(each.id)}"]
        lines += [f"  wrong: {error}" for error in each.errors]
        if not each.refused and not each.errors:
            lines.append("  nothing is refused")
        for part, kinds in sorted(each.refused.items()):
            codes: dict[str, list[str]] = {}
            for words, code in kinds.items():
                codes.setdefault(code, []).append(words)
            whom = "; ".join(f"{code} for {', '.join(some)}" for code, some in codes.items())
            lines.append(f"  {part}: {whom}")
    return "\n".join(lines)


def _entry(checked: Checked) -> dict[str, Any]:
    return {
        "id": checked.id,
        "place": str(checked.place),
        "operations": checked.operations,
        "errors": checked.errors,
        "refused": checked.refused,
    }


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
