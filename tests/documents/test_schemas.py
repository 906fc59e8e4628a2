"""The JSON Schemas: what editors show, and what messages are made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from documents.reader import read_document
from documents.schemas import KINDS, flat_schema_of, schema_of
from documents.wording import keywords

ANNOTATIONS = {
    "$schema", "$comment", "$defs", "$ref", "title", "description", "examples", "default",
    "x-write", "x-known", "x-problem", "x-empty", "x-none", "x-together", "x-refused",
}  # fmt: skip
CONTAINERS = {"properties", "items", "allOf", "if", "then", "dependentSchemas", "propertyNames"}
Found = tuple[str, dict[str, Any]]


def parts(schema: dict[str, Any], path: str = "") -> Iterator[Found]:
    """Yield each part of *schema* that describes a value, with the way to it."""
    yield path, schema
    for name, part in schema.get("properties", {}).items():
        yield from parts(part, f"{path}/{name}")
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(schema.get(key), dict):
            yield from parts(schema[key], f"{path}/({key})")


def rules(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield each part of *schema*, conditions included."""
    yield schema
    for key in ("properties", "dependentSchemas"):
        for part in schema.get(key, {}).values():
            yield from rules(part)
    for key in ("items", "additionalProperties", "propertyNames", "if", "then", "not"):
        if isinstance(schema.get(key), dict):
            yield from rules(schema[key])
    for part in schema.get("allOf", ()):
        yield from rules(part)


ALL = [(kind, path, part) for kind in KINDS for path, part in parts(flat_schema_of(kind))]
NAMED = [pytest.param(part, id=f"{kind}{path}") for kind, path, part in ALL]


def test_there_is_a_file_for_each_kind_and_no_other() -> None:
    """What the package ships is what it names."""
    names = {item.name for item in files("documents.schemas").iterdir()}
    assert {name for name in names if name.endswith(".json")} == {
        "shared.json",
        *(f"{kind}.json" for kind in KINDS),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_schemas(kind: str) -> None:
    """JSON Schema 2020-12, complete in itself once read."""
    schema = schema_of(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    Draft202012Validator.check_schema(flat_schema_of(kind))
    assert set(re.findall(r'"\$ref": "#/\$defs/([^"]*)"', json.dumps(schema))) <= set(
        schema["$defs"]
    )
    assert "shared.json" not in json.dumps(schema)


def test_no_kind_hides_a_shared_definition() -> None:
    """A name means one thing, so that a reference cannot find another."""
    text = files("documents.schemas").joinpath("shared.json").read_text("utf-8")
    shared = set(json.loads(text)["$defs"])
    for kind in KINDS:
        text = files("documents.schemas").joinpath(f"{kind}.json").read_text("utf-8")
        assert shared.isdisjoint(json.loads(text).get("$defs", {}))


def test_an_unknown_kind_is_a_mistake_of_ours() -> None:
    """Nobody guesses at a kind."""
    with pytest.raises(KeyError):
        schema_of("portals")


@pytest.mark.parametrize("part", NAMED)
def test_everything_has_a_title_and_a_description(part: dict[str, Any]) -> None:
    """An editor explains every key, list and entry; names of keys have a title for messages."""
    is_key = not {"type", "const", "examples"} & set(part)
    assert part.get("title", "").strip()
    assert is_key or len(part.get("description", "")) > 5, part
    assert is_key or part["description"].endswith(".")


@pytest.mark.parametrize("part", NAMED)
def test_blocks_are_closed(part: dict[str, Any]) -> None:
    """No block takes a key that is neither listed nor described by a pattern of names."""
    types = part.get("type", ())
    if "object" in ([types] if isinstance(types, str) else types):
        closed = part.get("additionalProperties") is False
        assert closed or "propertyNames" in part
        assert closed or isinstance(part["additionalProperties"], dict)


@pytest.mark.parametrize("part", NAMED)
def test_lists_are_never_empty(part: dict[str, Any]) -> None:
    """Where a list is given it names something."""
    types = part.get("type", ())
    if "array" in ([types] if isinstance(types, str) else types):
        assert part["minItems"] == 1
        assert "items" in part


@pytest.mark.parametrize("part", NAMED)
def test_examples_hold(part: dict[str, Any]) -> None:
    """What a message or an editor proposes is right."""
    bare = {key: value for key, value in part.items() if key != "description"}
    for example in part.get("examples", ()):
        Draft202012Validator(bare).validate(example)


@pytest.mark.parametrize("part", NAMED)
def test_what_is_missed_has_an_example(part: dict[str, Any]) -> None:
    """A message about a missing key shows how it is written."""
    for key in part.get("required", ()):
        if "properties" in part:
            assert part["properties"][key]["examples"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_keyword_has_words(kind: str) -> None:
    """No schema uses a keyword that messages have no words for, and no words are idle."""
    used = {key for rule in rules(flat_schema_of(kind)) for key in rule}
    assert used - ANNOTATIONS - CONTAINERS <= keywords()


def test_no_words_are_idle() -> None:
    """Words that no schema can cause would go untested."""
    used = {key for kind in KINDS for rule in rules(flat_schema_of(kind)) for key in rule}
    assert keywords() <= used


@pytest.mark.parametrize("kind", KINDS)
def test_alternatives_are_told_apart_by_a_key(kind: str) -> None:
    """Of alternatives each asks for one key, so that a message can name them."""
    for rule in rules(flat_schema_of(kind)):
        for part in (*rule.get("oneOf", ()), *rule.get("anyOf", ())):
            assert list(part) == ["required"]
            assert len(part["required"]) == 1
        if "oneOf" in rule:
            assert rule["x-none"]
            assert rule["x-together"]


@pytest.mark.parametrize("kind", KINDS)
def test_patterns_are_read_alike_everywhere(kind: str) -> None:
    """A pattern is one that editors (ECMAScript) and the reader (Python) read alike."""
    for rule in rules(flat_schema_of(kind)):
        if pattern := rule.get("pattern"):
            assert re.fullmatch(r"\^.*\$|\\S", pattern)
            assert "$" not in pattern[:-1]
            assert not re.search(r"\(\?|\\[dwbAZz]", pattern)


def test_sections_are_the_sixteen_everywhere() -> None:
    """The list of sections is one list, wherever a file may name them."""
    sections = list(schema_of("portal")["properties"]["sections"]["properties"])
    assert len(sections) == 16
    assert schema_of("location")["$defs"]["section"]["enum"] == sections
    rule = schema_of("types")["$defs"]["rule"]["properties"]
    assert rule["section"]["enum"] == ["none", *sections]
    change = schema_of("location")["$defs"]["change"]["properties"]
    assert change["feature"]["enum"] == sections[1:]


def test_a_location_may_set_switches_of_the_portal() -> None:
    """Each switch that a location may set takes the values that it takes in the portal."""
    switches = flat_schema_of("portal")["properties"]["switches"]["properties"]
    change = flat_schema_of("location")["properties"]["changes"]["items"]
    names = change["properties"]["switch"]["enum"]
    values = {
        case["if"]["properties"]["switch"]["const"]: case["then"]["properties"]["value"]
        for case in change["allOf"]
    }
    assert list(values) == names
    assert values == {name: switches[name] for name in names}


SWITCHES = [
    ("freeze.counts-as-member", ["true", "false"], ["yes", "restrict", "[]"]),
    ("freeze.member-sections", ["restrict", "allow"], ["true", "deny"]),
    ("freeze.blocks-all-bookings", ["true", "false"], ["off", "1"]),
    ("suspension.readable-sections", ["all", "[payments]"], ["none", "[]", "[all]", "true"]),
    (
        "suspension.automatic",
        ["[sign-up]", "[plan, crm-stage, { overdue-days: 14 }]"],
        ["sign-up", "[]", "[overdue-days]", "[{}]", "[{ overdue-days: 0 }]", "[sign-up, sign-up]"],
    ),
    ("network-records-cascade", ["true", "false"], ["no"]),
    (
        "directory.includes",
        ["published-all", "published-members", "everyone", "members-everyone"],
        ["all", "false"],
    ),
    ("denials", ["report", "silent"], ["off"]),
    ("introspection", ["full", "masked", "off"], ["false", "on"]),
]


@pytest.mark.parametrize(("switch", "good", "bad"), SWITCHES)
def test_switches_are_a_closed_list(switch: str, good: list[str], bad: list[str]) -> None:
    """Each switch takes its own values and no others."""
    for value, holds in [*((value, True) for value in good), *((value, False) for value in bad)]:
        text = f"sections: {{ portal: {{ access: public }} }}\nswitches: {{ {switch}: {value} }}"
        document, _ = read_document("f.yaml", text.encode(), "portal")
        assert (document is not None) is holds, value
    assert {row[0] for row in SWITCHES} == set(
        schema_of("portal")["properties"]["switches"]["properties"]
    )


CHANGES = [
    ("section: bookings, access: logged-in", True),
    ("section: bookings, access: [contact, member], from: 2026-10-01, until: 2026-11-01", True),
    ("feature: events, set: off", True),
    ("hide: Event.attendees", True),
    ("hide: Event.attendees, everywhere: true", True),
    ("open: Event.description, to: public", True),
    ("scope: Event, use: [current, child]", True),
    ("action: bookings.create, allow: member", True),
    ("switch: denials, value: silent", False),
    ("switch: freeze.member-sections, value: allow", True),
    ("switch: freeze.member-sections, value: all", False),
    ("locations-may: { section: bookings, open-to: member }", True),
    ("locations-may: { type: Event, open: { description: member } }", True),
    ("locations-may: { type: Event, scope: [current] }", True),
    ("locations-may: { type: Event }", False),
    ("locations-may: { section: bookings, scope: [current] }", False),
    ("locations-may: { section: bookings, keep: true }", False),
    ("section: bookings", False),
    ("section: bookings, access: []", False),
    ("access: member", False),
    ("feature: portal, set: off", False),
    ("feature: events, set: true", False),
    ("hide: Event.attendees, to: public", False),
    ("hide: attendees", False),
    ("hide: Event.attendees, everywhere: yes", False),
    ("section: bookings, access: member, everywhere: true", False),
    ("scope: Event, use: current", False),
    ("scope: Event, use: [sibling]", False),
    ("section: bookings, access: member, hide: Event.title", False),
    ("from: 2026-10-01", False),
    ("section: bookings, access: member, from: 2026-13-01", False),
    ("section: bookings, access: member, from: 2026-W01-1", False),
]


@pytest.mark.parametrize(("change", "holds"), CHANGES)
def test_changes_have_the_forms_they_have(change: str, holds: bool) -> None:
    """One thing a change, with what belongs to it and nothing else; and always a reason."""
    text = f"name: x\nparent: y\nchanges: [{{ {change}, because: z }}]"
    document, _ = read_document("f.yaml", text.encode(), "location")
    assert (document is not None) is holds
    document, _ = read_document("f.yaml", text.replace(", because: z", "").encode(), "location")
    assert document is None


AUDIENCES = [
    ("any-of: [contact, member]", True),
    ("level: member", True),
    ("level: contact", True),
    ("level: member, at: [current, child]", True),
    ("level: member, plans: [hot-desk]", True),
    ("level: member, at: [current], plans: [hot-desk]", True),
    ("own-team: true", True),
    ("own-team: true, role: paying-member", True),
    ("staff: customers.health.read", True),
    ("", False),
    ("any-of: []", False),
    ("any-of: member", False),
    ("level: nobody", False),
    ("level: contact, at: [current]", False),
    ("level: logged-in, plans: [hot-desk]", False),
    ("level: member, at: [home]", False),
    ("at: [current]", False),
    ("plans: [hot-desk]", False),
    ("own-team: false", False),
    ("own-team: true, role: owner", False),
    ("role: member", False),
    ("level: member, staff: customers.read", False),
    ("staff: Customers.read", False),
    ("not: member", False),
]


@pytest.mark.parametrize(("audience", "holds"), AUDIENCES)
def test_audiences_have_the_forms_they_have(audience: str, holds: bool) -> None:
    """A union, a level that only members narrow, a team, a permission: positive, one at a time."""
    document, _ = read_document(
        "f.yaml", f"audiences: {{ a: {{ {audience} }} }}".encode(), "audiences"
    )
    assert (document is not None) is holds
