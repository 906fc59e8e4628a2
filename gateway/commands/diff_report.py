"""A comparison of two policy sets as a machine reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from access.counting import Count, Sample
from access.differences import Direction
from gateway.commands.diff_entries import Entry, Report, Row, entries


def diff_report(report: Report) -> dict[str, Any]:
    """Return it as plain data: every difference for each portal, and once more who is idle."""
    return {
        "old": report.old.hash,
        "new": report.new.hash,
        "looser": report.comparison.is_looser,
        "added": list(report.comparison.added),
        "removed": list(report.comparison.removed),
        "people": dict(report.people),
        "differences": differences_report(report),
        "touching-nobody": [
            _idle_entry(entry, direction)
            for direction in Direction
            for entry in entries(report, direction)
            if entry.touches_nobody
        ],
    }


def differences_report(report: Report) -> list[dict[str, Any]]:
    """Return the differences, one for each portal, whether or not they touch anybody."""
    return [entry for row in report.rows for entry in _at_each_portal(report, row)]


def samples_report(samples: Iterable[Sample]) -> list[dict[str, Any]]:
    """Return the ids of a few people: `customer`, or `login` of staff without a profile."""
    return [{"login" if each.is_login else "customer": each.id} for each in samples]


def _at_each_portal(report: Report, row: Row) -> Iterator[dict[str, Any]]:
    lasting = row.lasting
    before, after = (list(decided) for decided in report.wording.decided(lasting))
    gains, losses = report.wording.kinds(lasting.difference)
    for portal in lasting.portals:
        touched = row.touched[portal] if row.touched is not None else None
        network = lasting.site.network
        yield {
            "about": lasting.difference.subject.about,
            "name": lasting.difference.subject.name,
            "portal": portal,
            "direction": lasting.difference.direction,
            "from": lasting.since,
            "until": lasting.until,
            "gain": gains,
            "lose": losses,
            "gaining": _count_entry(report, network, touched.gaining) if touched else None,
            "losing": _count_entry(report, network, touched.losing) if touched else None,
            "before": before,
            "after": after,
        }


def _count_entry(report: Report, network: str, found: Count) -> dict[str, Any]:
    samples = samples_report(found.samples)
    for entry, sample in zip(samples, found.samples, strict=True):
        name = report.names.get((network, sample))
        if name is not None:
            entry["name"] = name
    return {"people": found.people, "samples": samples}


def _idle_entry(entry: Entry, direction: Direction) -> dict[str, Any]:
    lasting = entry.rows[0].lasting
    return {
        "about": entry.words.about,
        "names": [subject.name for subject in entry.subjects],
        "portals": entry.portals,
        "direction": direction,
        "from": lasting.since,
        "until": lasting.until,
        "gain": entry.words.gains,
        "lose": entry.words.losses,
        "before": entry.words.before,
        "after": entry.words.after,
    }
