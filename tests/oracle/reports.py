"""A failing case, cut down until nothing can be taken away, and written for somebody to read."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import yaml
from graphql import (
    REMOVE,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    Node,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    get_named_type,
    parse,
    print_ast,
    visit,
)

from tests.oracle.answers import Difference
from tests.oracle.cases import Bench, Case, Verdict, compile_rules, visit_of
from tests.oracle.operations import Operation

MOST_STEPS = 600


async def report(bench: Bench, case: Case) -> str:
    """Return a failing case in its smallest form."""
    smaller = await smallest(bench, case)
    verdict = await bench.judge(smaller)
    if not verdict.differences:
        smaller, verdict = case, await bench.judge(case)
    return describe(bench, smaller, verdict)


def describe(bench: Bench, case: Case, verdict: Verdict) -> str:
    """Write a case down: who, where, what, under which rules, and where the answers part."""
    lines = [
        f"{case.guest.words} at {case.portal}, {case.world.now.isoformat()}",
        f"  {_facts(case)}",
        "", print_ast(parse(case.operation.text)), "",
    ]
    if case.operation.variables:
        lines.append(f"variables: {case.operation.variables}")
    if case.cursors:
        lines.append(f"cursors: { {name: pair[1] for name, pair in case.cursors.items()} }")
    lines += [
        "differing:", *(f"  {_short(difference)}" for difference in verdict.differences[:4]), "",
        "policy:", _rules(bench, case),
    ]
    return "\n".join(lines)


def _facts(case: Case) -> str:
    person = visit_of(case).person
    facts = {
        field.name: value for field in dataclasses.fields(person)
        if (value := getattr(person, field.name)) and field.name != "network"
    }
    return ", ".join(
        f"{name}: {sorted(value) if isinstance(value, frozenset) else value}"
        for name, value in facts.items()
    ) or "nobody known"


def _short(difference: Difference) -> str:
    return "\n  ".join(line[:800] for line in str(difference).splitlines())


def _rules(bench: Bench, case: Case) -> str:
    """Return the rules of what the operation asks for, and the changes that are left."""
    policy = case.rules.policy
    types = {name: policy.types[name] for name in _types(bench, case.operation.text)
             if name in policy.types}
    sections = {rule["section"] for rule in types.values()} | {"portal"}
    portal = case.rules.written.files["policies/portal.yaml"]
    shown: dict[str, Any] = {
        "sections": {name: policy.sections.get(name) for name in sorted(sections - {"none"})},
        "switches": portal.get("switches", {}),
        "types": types,
        "actions": policy.actions,
        "changes": [{"at": path, **change} for path, change in case.rules.written.changes],
    }
    return yaml.safe_dump(shown, sort_keys=False, allow_unicode=True, width=140)


def _types(bench: Bench, text: str) -> list[str]:
    info, found = TypeInfo(bench.schema), []

    class Types(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            declared = info.get_type()
            found.append(get_named_type(declared).name if declared else "")
            parent = info.get_parent_type()
            found.append(parent.name if parent else "")

    visit(parse(text), TypeInfoVisitor(info, Types()))
    return [name.removesuffix("Connection").removesuffix("Edge") for name in dict.fromkeys(found)]


# ---------------------------------------------------------------- making it smaller


async def smallest(bench: Bench, case: Case) -> Case:
    """Take away selections, arguments and changes for as long as the answers still differ."""

    async def differs(candidate: Case) -> bool:
        if not bench.is_valid(candidate.operation):
            return False
        return bool((await bench.judge(candidate)).differences)

    case = await _reduced(case, _smaller_operations, differs)
    return await _reduced(case, _smaller_policies, differs)


async def _reduced(
    case: Case,
    smaller: Callable[[Case], Iterator[Case]],
    differs: Callable[[Case], Awaitable[bool]],
) -> Case:
    steps = 0
    again = True
    while again:
        again = False
        for candidate in smaller(case):
            steps += 1
            if steps > MOST_STEPS:
                return case
            try:
                if await differs(candidate):
                    case, again = candidate, True
                    break
            except (GraphQLError, AssertionError):
                continue
    return case


def _smaller_policies(case: Case) -> Iterator[Case]:
    for path, change in case.rules.written.changes:
        rules = compile_rules(case.rules.written.without(path, change))
        if not isinstance(rules, list):
            yield dataclasses.replace(case, rules=rules)


def _smaller_operations(case: Case) -> Iterator[Case]:
    document = parse(case.operation.text)
    nodes: list[Node] = []

    class Collect(Visitor):
        def enter(self, node: Node, *_: Any) -> None:
            if node.kind in ("field", "inline_fragment", "fragment_spread", "argument",
                             "directive", "object_field"):
                nodes.append(node)

    visit(document, Collect())
    for target in nodes:
        text = _without(document, target)
        if text is not None:
            used = {name: value for name, value in case.operation.variables.items()
                    if f"${name}" in text}
            operation = Operation(text, used, {}, frozenset())
            cursors = {name: pair for name, pair in case.cursors.items() if f"${name}" in text}
            yield dataclasses.replace(case, operation=operation, cursors=cursors)


def _without(document: DocumentNode, target: Node) -> str | None:
    class Remove(Visitor):
        def enter(self, node: Node, *_: Any) -> Any:
            return REMOVE if node is target else None

    smaller: Any = visit(document, Remove())
    for _ in range(3):
        smaller = _tidied(smaller)
    text = print_ast(smaller)
    return text if "{" in text else None


def _tidied(document: DocumentNode) -> DocumentNode:
    """Drop fragments that nothing spreads, and variables that nothing takes."""
    spread, taken = set(), set()

    class Used(Visitor):
        def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
            spread.add(node.name.value)

        def enter_variable(self, node: VariableNode, key: Any, parent: Any, *_: Any) -> None:
            if getattr(parent, "kind", "") != "variable_definition":
                taken.add(node.name.value)

    visit(document, Used())

    class Tidy(Visitor):
        def enter_variable_definition(self, node: Any, *_: Any) -> Any:
            return None if node.variable.name.value in taken else REMOVE

    kept = [
        each for each in document.definitions
        if not isinstance(each, FragmentDefinitionNode) or each.name.value in spread
    ]
    assert any(isinstance(each, OperationDefinitionNode) for each in kept)
    whole: DocumentNode = visit(DocumentNode(definitions=tuple(kept)), Tidy())
    return whole
