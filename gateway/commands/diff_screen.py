"""A comparison of two policy sets, as an operator, a reviewer or a machine reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from access.counting import Count
from access.differences import Direction
from access.phrases import counted, together
from access.subjects import About, Subject
from gateway.commands.diff_entries import Entry, Report, Row, Wording, entries

SECTIONS_OF_REPORT = (
    (Direction.LOOSER, "Looser: somebody sees or may do more"),
    (Direction.MIXED, "Mixed: more for some, less for others"),
    (Direction.STRICTER, "Stricter: somebody sees or may do less"),
)


def _where(report: Report, portals: list[str]) -> str:
    """Name the portals, or the network where it is all of them."""
    whole = []
    rest = set(portals)
    for root in report.new.tree.roots:
        network = report.new.tree.network(root) - set(report.comparison.added)
        if network and network <= rest:
            whole.append(f"all of {root}" if len(network) > 1 else root)
            rest -= network
    return together([*whole, *sorted(rest)])


def _numbers(report: Report, rows: tuple[Row, ...], *, gaining: bool) -> str:
    """Say how many people are touched, network by network; samples are of the first."""
    said = []
    for root in report.new.tree.roots:
        counts = [
            touched.gaining if gaining else touched.losing
            for row in rows
            if row.touched is not None and row.lasting.site.network == root
            for touched in row.touched.values()
        ]
        if not counts:
            continue
        least, most = (edge(counts, key=lambda count: count.people) for edge in (min, max))
        if not most.people:
            said.append(f"nobody of {root} as it is today")
            continue
        number = f"{counted(most.people, 'person', 'people')} of {root}"
        if least.people != most.people:
            number = f"{least.people:,} to {number}, depending on the portal"
        samples = together([str(key) for key in most.samples])
        said.append(f"{number}, such as {samples}")
    return "; ".join(said)


def names_of(subjects: tuple[Subject, ...]) -> str:
    """Write the names of subjects, fields by their type."""
    if subjects[0].about is not About.FIELD:
        return f"{subjects[0].about} {together([each.name for each in subjects])}"
    types: dict[str, list[str]] = {}
    for each in subjects:
        name, _, field = each.name.partition(".")
        types.setdefault(name, []).append(field)
    return "; ".join(
        f"{name}.{fields[0]}" if len(fields) == 1 else f"{name}: {', '.join(fields)}"
        for name, fields in types.items()
    )


def lines_of(entry: Entry, number: int) -> str:
    """Write what was said before (0) or is said after (1), with the lines that say it."""
    found = entry.lines[number]
    words = (entry.words.before, entry.words.after)[number]
    more = f" and {counted(len(found) - 2, 'more line')}" if len(found) > 2 else ""
    return ", ".join([words, *found[:2]]) + more


def summary(report: Report, told: Mapping[Direction, Sequence[Entry]]) -> str:
    """Say in one sentence what comes of it."""
    numbers = {direction: len(found) for direction, found in told.items()}
    if not report.rows and not report.comparison.added and not report.comparison.removed:
        return "Nothing changes for anybody, at any location, today or later."
    parts = [f"{number} {direction}" for direction, number in numbers.items() if number]
    new = [f"{len(report.comparison.added)} new locations"] if report.comparison.added else []
    gone = [f"{len(report.comparison.removed)} gone"] if report.comparison.removed else []
    return f"{together([*parts, *new, *gone])}; {report.old.hash[:8]} → {report.new.hash[:8]}"


def diff_screen(report: Report) -> str:
    """Write it for a terminal."""
    told = {direction: entries(report, direction) for direction, _ in SECTIONS_OF_REPORT}
    lines = [summary(report, told), *_tree_lines(report)]
    for direction, title in SECTIONS_OF_REPORT:
        found = told[direction]
        lines += ["", title] if found else []
        for entry in found:
            dates = f", {entry.words.dates}" if entry.words.dates else ""
            lines.append(f"  {names_of(entry.subjects)}")
            lines.append(f"    where   {_where(report, entry.portals)}{dates}")
            lines += [f"    {line}" for line in _who(report, entry)]
            lines.append(f"    before  {lines_of(entry, 0)}")
            lines.append(f"    after   {lines_of(entry, 1)}")
    if report.people:
        counts = [f"{number:,} of {name}" for name, number in sorted(report.people.items())]
        lines += ["", f"People are counted as they are today: {together(counts)}."]
    return "\n".join(line.rstrip() for line in lines)


def _tree_lines(report: Report) -> Iterator[str]:
    if report.comparison.added:
        yield f"  new portals: {together(report.comparison.added)}"
    if report.comparison.removed:
        yield f"  portals that are gone: {together(report.comparison.removed)}"


def _who(report: Report, entry: Entry) -> Iterator[str]:
    for word, kinds in (("gain", entry.words.gains), ("lose", entry.words.losses)):
        if not kinds:
            continue
        yield f"{word:6}  {kinds}"
        numbers = _numbers(report, entry.rows, gaining=word == "gain")
        if numbers:
            yield f"{'':6}  {numbers}"


def diff_markdown(report: Report) -> str:
    """Write it for a pull request."""
    told = {direction: entries(report, direction) for direction, _ in SECTIONS_OF_REPORT}
    lines = ["### What this changes", "", summary(report, told)]
    lines += ["", *(f"- {line.strip()}" for line in _tree_lines(report))]
    for direction, title in SECTIONS_OF_REPORT:
        found = told[direction]
        if not found:
            continue
        lines += ["", f"#### {title}", "", "| what | where | for whom | before → after |"]
        lines.append("|---|---|---|---|")
        for entry in found:
            dates = f", {entry.words.dates}" if entry.words.dates else ""
            cells = [
                names_of(entry.subjects),
                f"{_where(report, entry.portals)}{dates}",
                "<br>".join(line.strip() for line in _who(report, entry)),
                f"{lines_of(entry, 0)} → {lines_of(entry, 1)}",
            ]
            lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines).rstrip()


def diff_report(report: Report) -> dict[str, Any]:
    """Return it as plain data, a difference for each portal."""
    return {
        "old": report.old.hash,
        "new": report.new.hash,
        "looser": report.comparison.is_looser,
        "added": list(report.comparison.added),
        "removed": list(report.comparison.removed),
        "people": dict(report.people),
        "differences": [
            entry
            for row in report.rows
            for entry in _at_each_portal(row, report.wording)
        ],
    }


def _at_each_portal(row: Row, wording: Wording) -> Iterator[dict[str, Any]]:
    lasting = row.lasting
    before, after = (list(decided) for decided in wording.decided(lasting))
    gains, losses = wording.kinds(lasting.difference)
    for portal in lasting.portals:
        touched = row.touched[portal] if row.touched is not None else None
        yield {
            "about": lasting.difference.subject.about,
            "name": lasting.difference.subject.name,
            "portal": portal,
            "direction": lasting.difference.direction,
            "from": lasting.since,
            "until": lasting.until,
            "gain": gains,
            "lose": losses,
            "gaining": _count_entry(touched.gaining if touched else None),
            "losing": _count_entry(touched.losing if touched else None),
            "before": before,
            "after": after,
        }


def _count_entry(found: Count | None) -> dict[str, Any] | None:
    return None if found is None else {"people": found.people, "samples": list(found.samples)}


def upcoming_screen(report: Report, days: int) -> str:
    """Write what dates will change, day by day."""
    if not report.rows:
        return f"Nothing changes by itself in the next {counted(days, 'day')}."
    told = sorted(
        ((entry, direction) for direction, _ in SECTIONS_OF_REPORT for entry in
         entries(report, direction)),
        key=lambda each: each[0].words.dates,
    )
    lines: list[str] = []
    last = ""
    for entry, direction in told:
        if entry.words.dates != last:
            last = entry.words.dates
            lines += ["", last[0].upper() + last[1:]]
        lines.append(f"  {direction}: {names_of(entry.subjects)}")
        lines.append(f"    where   {_where(report, entry.portals)}")
        lines += [f"    {line}" for line in _who(report, entry)]
        lines.append(f"    before  {lines_of(entry, 0)}")
        lines.append(f"    then    {lines_of(entry, 1)}")
    return "\n".join(lines[1:])
