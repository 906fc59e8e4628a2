"""The line that breaks a promise: the change without which it would hold, else the rule itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import fields, replace

from access.changes import Changes
from access.denials import own_way, way_to
from access.explaining import Here, explain_action, explain_section
from access.field_explaining import NO_FILE, explain_field
from access.in_force import InForce
from access.interning import Interned
from access.layering import Layers
from access.levels import PORTAL
from access.masking import MaskMaker
from access.periods import Timeline
from access.proving.promise import About, Kind, Promise, Subject
from access.proving.verdicts import Breach, Through
from access.shape import GraphShape
from access.viewer import Viewer
from documents.places import Place

CHANGING = ("access", "features", "fields", "hidden", "scopes", "actions", "switches")


def change_to_blame(
    layers: Layers,
    subject: Subject,
    portal: str,
    day: dt.date,
    is_broken: Callable[[InForce], bool],
) -> Place | None:
    """Return the nearest change without which the promise would hold at *portal* on *day*."""
    for location, place in _changes(layers, subject, portal, day):
        without = {**layers.changes, location: _without(layers.changes[location], place)}
        others = Layers(layers.tree, layers.rules, without, layers.levels)
        if not is_broken(others.in_force(portal, day)):
            return place
    return None


def rule_to_blame(
    promise: Promise, found: Breach, rules: InForce, viewer: Viewer, graph: GraphShape
) -> Place:
    """Return the line in force that shows what it should not, or that stands in the way."""
    subject = promise.subjects[0]
    shown = promise.kind is Kind.NEVER
    who = rules.project(viewer)
    match subject.about:
        case About.RECORDS:
            rule = rules.types.get(subject.name)
            return rule.scope_place if rule is not None else NO_FILE
        case About.SECTION if shown:
            return rules.sections[subject.name].access.place
        case About.SECTION:
            return explain_section(subject.name, rules, who).place
        case About.ACTION:
            action = rules.actions.get(subject.name)
            if action is None:
                return NO_FILE
            if shown and viewer.suspended and action.rule.while_suspended:
                return action.rule.suspended_place
            here = Here.of(viewer, rules.permissions_here(viewer))
            return explain_action(subject.name, rules, who, here).place
    return _line_of_field(subject, shown, found, rules, viewer, graph)


def _line_of_field(
    subject: Subject,
    shown: bool,
    found: Breach,
    rules: InForce,
    viewer: Viewer,
    graph: GraphShape,
) -> Place:
    type_name, name = subject.type_name, subject.field
    rule = rules.types.get(type_name)
    field = rule.fields.get(name) if rule is not None else None
    who = rules.project(viewer)
    if rule is None:
        return NO_FILE
    if field is None:
        return rule.rule.place
    if found.through is Through.RECORDS:
        return min(rule.hidden[name][location] for location in found.places)
    if found.through is Through.PORTAL and shown:
        return field.access.place
    if found.through is Through.PORTAL:
        mask = MaskMaker(graph, rules, who, Interned()).make()
        if mask.shape.types[type_name].cells[name]:  # shown after all, on their own records
            closed = way_to(rule.rule.section, rules, who)
            return (
                field.access.place
                if closed.admits(who.truth) or rule.rule.section is None
                else explain_section(rule.rule.section, rules, who).place
            )
        return explain_field(graph.types[type_name], name, rules, who, mask).place
    if not shown and found.through is not Through.STAFF and not own_way(rules).admits(who.truth):
        return rules.sections[PORTAL].access.place
    network = rule.rule.fields.get(name)
    return network.place if network is not None else rule.rule.place


def _changes(
    layers: Layers, subject: Subject, portal: str, day: dt.date
) -> Iterator[tuple[str, Place]]:
    """Yield what is changed about *subject* on *day*, the nearest location's first."""
    rule = layers.rules.types.get(subject.type_name)
    section = rule.section if rule is not None else subject.name
    keys = {section, PORTAL, subject.name, subject.type_name, (subject.type_name, subject.field)}
    seen: set[Place] = set()
    chain = layers.tree.chain(portal)
    others = sorted(layers.tree.network(chain[-1]) - {*chain})
    for location in (*chain, *others):
        changes = layers.changes.get(location)
        if changes is None:
            continue
        for name in CHANGING if location in chain else ("hidden",):
            timeline: Timeline[object, object] = getattr(changes, name)
            for key, dated in timeline.in_force(day):
                if (key in keys or name == "switches") and dated.place not in seen:
                    seen.add(dated.place)
                    yield location, dated.place


def _without(changes: Changes, place: Place) -> Changes:
    """Return *changes* without what stands at *place*."""
    left: dict[str, Timeline[object, object]] = {}
    for each in fields(changes):
        timeline: Timeline[object, object] = Timeline()
        for key, dated in getattr(changes, each.name).all():
            if dated.place != place:
                timeline.add(key, dated)
        left[each.name] = timeline
    return replace(changes, **left)  # type: ignore[arg-type]


