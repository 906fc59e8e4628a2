"""Rules that decide nothing any more, or never did: over, overruled everywhere, or without effect.

They are no mistakes and refuse nothing. Left standing, they are read by people who then believe
them. Reads the clock: what is over today was not yesterday.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from access.holding import meaning, nearest_change, network_rule, valued
from access.layering import Layers
from documents.places import Place, Problem, in_order


def idle_rules(layers: Layers, now: dt.datetime) -> list[Problem]:
    """Return a warning for each rule that changes nothing from the day of *now* on."""
    found = [
        *_changes_that_are_over(layers, now),
        *_changes_of_nothing(layers, now),
        *_rules_overruled(layers, now),
        *_rules_behind_closed_doors(layers, now),
    ]
    return in_order(found)


def _changes_that_are_over(layers: Layers, now: dt.datetime) -> Iterator[Problem]:
    for location, changes in layers.changes.items():
        today = layers.tree[location].day(now)
        told: set[Place] = set()
        for timeline in changes.timelines:
            for _, dated in timeline.all():
                if dated.period.is_over(today) and dated.place not in told:
                    told.add(dated.place)
                    yield Problem(
                        dated.place,
                        f"this ended on {dated.period.end}, and changes nothing any more",
                        "take it out, or give it new dates",
                    )


def _changes_of_nothing(layers: Layers, now: dt.datetime) -> Iterator[Problem]:
    """A change that says what would hold without it, on every day that it is in force."""
    for location, changes in layers.changes.items():
        today = layers.tree[location].day(now)
        days = _days_to_come(layers, location, now)
        above = layers.tree.chain(location)[1:]
        for kind, key, dated in valued(changes):
            if dated.period.is_over(today) or (kind == "fields" and key in changes.hidden):
                continue
            network = network_rule(layers, kind, key)
            in_force = [day for day in days if day in dated.period]
            held = [nearest_change(layers, kind, key, above, day) or network for day in in_force]
            if network is None or not held:
                continue
            if all(each is not None and each.value == meaning(dated.value) for each in held):
                first = held[0]
                assert first is not None
                yield Problem(
                    dated.place,
                    f"this changes nothing: {network.about} is {first.words} here without it "
                    f"({first.place})",
                    "take it out",
                )


def _rules_overruled(layers: Layers, now: dt.datetime) -> Iterator[Problem]:
    """A rule of the network's that some change overrules at every portal, on every day to come."""
    keys = {(kind, key) for each in layers.changes.values() for kind, key, _ in valued(each)}
    for kind, key in sorted(keys, key=str):
        network = network_rule(layers, kind, key)
        if network is None or not all(
            nearest_change(layers, kind, key, layers.tree.chain(portal), day)
            for portal in layers.tree
            for day in _days_to_come(layers, portal, now)
        ):
            continue
        yield Problem(
            network.place,
            f"this decides nowhere: at every location a change says something else of "
            f"{network.about}",
            "say here what is to hold, and take those changes out",
        )


def _rules_behind_closed_doors(layers: Layers, now: dt.datetime) -> Iterator[Problem]:
    """Lists of fields for visitors, in a section that no location ever opens to anybody."""
    sections = {rule.section for rule in layers.rules.types.values() if rule.section is not None}
    for section in sorted(sections):
        names = [
            name
            for name, rule in layers.rules.types.items()
            if rule.section == section
            and any(access.audience.levels for access in rule.fields.values())
        ]
        if not names or any(
            _is_open(layers, section, portal, day)
            for portal in layers.tree
            for day in _days_to_come(layers, portal, now)
        ):
            continue
        rule = layers.rules.sections[section]
        state = "switched off" if not rule.feature else f"open to {rule.access.words}"
        types = ", ".join(f"`{name}`" for name in names)
        yield Problem(
            rule.feature_place if not rule.feature else rule.access.place,
            f"section `{section}` is {state} at every location, so no visitor sees anything of "
            f"{types}, whatever their lists say",
            "open it somewhere, or list those fields under `nobody`, staff, or their owner",
        )


def _is_open(layers: Layers, section: str, portal: str, day: dt.date) -> bool:
    door = nearest_change(layers, "access", section, layers.tree.chain(portal), day)
    feature = nearest_change(layers, "features", section, layers.tree.chain(portal), day)
    rule = layers.rules.sections[section]
    is_on = feature.value if feature is not None else rule.feature
    audience = door.value if door is not None else rule.access.audience.levels
    return bool(is_on) and bool(audience)



def _days_to_come(layers: Layers, location: str, now: dt.datetime) -> list[dt.date]:
    """Return today, and each later day on which a change at or above *location* begins or ends."""
    today = layers.tree[location].day(now)
    return [today, *sorted(day for day in layers.days_above(location) if day > today)]
