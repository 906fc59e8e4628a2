"""The names of rules, as coverage, mutants and acknowledgements write them."""

from __future__ import annotations

from collections.abc import Iterator

from access.changes import Changes
from access.levels import PORTAL
from access.policy_set import PolicySet
from access.proving.promise import About as PromisedAbout
from access.proving.promise import Promise
from access.rules import Rules
from access.testing.cases import About, Case, Expectation, Refused


def section(name: str) -> str:
    """Who may enter a section, and whether it is on."""
    return f"section {name}"


def field(type_name: str, name: str) -> str:
    """Who sees a field."""
    return f"{type_name}.{name}"


def rows(type_name: str) -> str:
    """Which records of a type a portal shows."""
    return f"{type_name} rows"


def action(name: str) -> str:
    """Who may do something."""
    return name


def switch(name: str) -> str:
    """How a switch is set."""
    return f"switch {name}"


def leash(rule: str) -> str:
    """How far locations may open what *rule* says."""
    return f"leash of {rule}"


def keep(rule: str) -> str:
    """That locations must not close what *rule* says."""
    return f"keep {rule}"


def changed_rules(changes: Changes) -> Iterator[str]:
    """Yield the names of all rules that a location's changes are about."""
    yield from (section(name) for name in {*changes.access, *changes.features})
    yield from (field(*key) for key in {*changes.fields, *changes.hidden})
    yield from (rows(name) for name in changes.scopes)
    yield from (action(name) for name in changes.actions)
    yield from (switch(name) for name in changes.switches)
    yield from (leash(section(name)) for name in changes.may_access)
    yield from (leash(field(*key)) for key in changes.may_fields)
    yield from (leash(rows(name)) for name in changes.may_scopes)


def behind_field(type_name: str, names: Iterator[str] | list[str], rules: Rules) -> Iterator[str]:
    """Yield the rules that decide about fields of a type."""
    yield from (field(type_name, name) for name in names)
    yield rows(type_name)
    yield section(PORTAL)
    rule = rules.types.get(type_name)
    if rule is not None and rule.section is not None:
        yield section(rule.section)


def behind_expectation(expectation: Expectation, policies: PolicySet) -> frozenset[str]:
    """Return the rules on which an expectation depends."""
    rules = policies.layers.rules
    name, record = expectation.name, expectation.record
    match expectation.about:
        case About.OPENS:
            return frozenset({section(str(name)), section(PORTAL)})
        case About.DOES:
            return frozenset({action(str(name)), section(PORTAL)})
        case About.USES if record is not None:
            return frozenset({rows(record.type)})
    if expectation.field is not None:
        type_name, field_name = expectation.field
        return frozenset(behind_field(type_name, [field_name], rules))
    assert record is not None, "what is seen is a field or a record"
    fields = rules.types[record.type].fields if record.type in rules.types else ()
    return frozenset(behind_field(record.type, list(fields), rules))


def behind_refusal(refused: Refused) -> frozenset[str]:
    """Return the rules because of which a change is refused: leash, `keep`, and the rule itself."""
    plain = {rule.removeprefix("leash of ") for rule in refused.subjects}
    return frozenset(
        named for rule in plain for named in (rule, leash(rule), keep(rule))
    )


def behind_case(case: Case, policies: PolicySet) -> frozenset[str]:
    """Return all rules on which a test depends."""
    return frozenset[str]().union(
        *(behind_expectation(each, policies) for each in case.expectations),
        *(behind_refusal(each) for each in case.refused),
        {switch(each.name) for each in case.switches},
    )


def behind_promise(promise: Promise, rules: Rules) -> frozenset[str]:
    """Return the rules on which a promise depends."""
    found: set[str] = set()
    for subject in promise.subjects:
        match subject.about:
            case PromisedAbout.SECTION:
                found |= {section(subject.name), section(PORTAL)}
            case PromisedAbout.ACTION:
                found |= {action(subject.name), section(PORTAL)}
            case PromisedAbout.RECORDS:
                found.add(rows(subject.name))
            case PromisedAbout.FIELD:
                found |= {*behind_field(subject.type_name, [subject.field], rules)}
    return frozenset(found)
