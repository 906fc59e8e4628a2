"""A comparison of two policy sets, as an operator or a reviewer reads it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from access.counting import Sample
from access.differences import Direction
from access.phrases import counted, together
from access.regions import region
from access.subjects import About, Subject
from documents.quoting import visible
from gateway.commands.diff_entries import Entry, Report, Row, entries

SECTIONS_OF_REPORT = (
    (Direction.LOOSER, "Looser: somebody sees or may do more"),
    (Direction.MIXED, "Mixed: more for some, less for others"),
    (Direction.STRICTER, "Stricter: somebody sees or may do less"),
)
TOUCHING_NOBODY = "Touching nobody, as people are today"


class Section(NamedTuple):
    """What is told under one title; with `is_idle` it touches nobody, and so nobody is counted."""

    title: str
    told: list[tuple[Entry, Direction]]
    is_idle: bool = False


def _sections(report: Report) -> list[Section]:
    """Put what touches nobody into a section of its own, behind the others."""
    found = [
        Section(title, [(entry, direction) for entry in entries(report, direction)])
        for direction, title in SECTIONS_OF_REPORT
    ]
    idle = [each for section in found for each in section.told if each[0].touches_nobody]
    touching = [
        Section(section.title, [each for each in section.told if not each[0].touches_nobody])
        for section in found
    ]
    return [*touching, Section(TOUCHING_NOBODY, idle, is_idle=True)]


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
        samples = together([_called(report, root, each) for each in most.samples])
        said.append(f"{number}, such as {samples}")
    return "; ".join(said)


def _called(report: Report, network: str, sample: Sample) -> str:
    name = report.names.get((network, sample))
    return str(sample) if name is None else f"{visible(name)} ({sample})"


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


def summary(report: Report, sections: Iterable[Section]) -> str:
    """Say in one sentence what comes of it."""
    if not report.rows and not report.comparison.added and not report.comparison.removed:
        return "Nothing changes for anybody, at any location, today or later."
    told = [(direction, section) for section in sections for _, direction in section.told]
    numbers = {way: sum(each is way for each, _ in told) for way, _ in SECTIONS_OF_REPORT}
    parts = [f"{number} {direction}" for direction, number in numbers.items() if number]
    new = [f"{len(report.comparison.added)} new locations"] if report.comparison.added else []
    gone = [f"{len(report.comparison.removed)} gone"] if report.comparison.removed else []
    idle = sum(section.is_idle for _, section in told)
    of_them = f"; touching nobody today: {idle} of {len(told)}" if idle else ""
    hashes = f"{report.old.hash[:8]} → {report.new.hash[:8]}"
    return f"{together([*parts, *new, *gone])}{of_them}; {hashes}"


def diff_screen(report: Report) -> str:
    """Write it for a terminal."""
    sections = _sections(report)
    lines = [summary(report, sections), *_tree_lines(report)]
    for section in sections:
        lines += ["", section.title] if section.told else []
        for entry, direction in section.told:
            lines.append(f"  {_what(entry, direction, section)}")
            lines.append(f"    where   {_where_and_when(report, entry)}")
            lines += [f"    {line}" for line in _who(report, entry, counts=not section.is_idle)]
            lines.append(f"    before  {lines_of(entry, 0)}")
            lines.append(f"    after   {lines_of(entry, 1)}")
    if report.people:
        counts = [f"{number:,} of {name}" for name, number in sorted(report.people.items())]
        lines += ["", f"People are counted as they are today: {together(counts)}."]
    return "\n".join(line.rstrip() for line in lines)


def _what(entry: Entry, direction: Direction, section: Section) -> str:
    """Name what differs; which way it does is said where the title does not say so."""
    return (f"{direction}: " if section.is_idle else "") + names_of(entry.subjects)


def _where_and_when(report: Report, entry: Entry) -> str:
    dates = f", {entry.words.dates}" if entry.words.dates else ""
    return _where(report, entry) + dates


def _where(report: Report, entry: Entry) -> str:
    return region(report.new.tree, entry.portals, without=report.comparison.added)


def _tree_lines(report: Report) -> Iterator[str]:
    if report.comparison.added:
        yield f"  new portals: {together(report.comparison.added)}"
    if report.comparison.removed:
        yield f"  portals that are gone: {together(report.comparison.removed)}"


def _who(report: Report, entry: Entry, *, counts: bool = True) -> Iterator[str]:
    for word, kinds in (("gain", entry.words.gains), ("lose", entry.words.losses)):
        if not kinds:
            continue
        yield f"{word:6}  {kinds}"
        numbers = _numbers(report, entry.rows, gaining=word == "gain") if counts else ""
        if numbers:
            yield f"{'':6}  {numbers}"


def diff_markdown(report: Report) -> str:
    """Write it for a pull request."""
    names = {key: html.escape(name, quote=False) for key, name in report.names.items()}
    report = replace(report, names=names)
    sections = _sections(report)
    lines = ["### What this changes", "", summary(report, sections)]
    lines += ["", *(f"- {line.strip()}" for line in _tree_lines(report))]
    for section in sections:
        if not section.told:
            continue
        lines += ["", f"#### {section.title}", "", "| what | where | for whom | before → after |"]
        lines.append("|---|---|---|---|")
        for entry, direction in section.told:
            who = _who(report, entry, counts=not section.is_idle)
            cells = [
                _what(entry, direction, section),
                _where_and_when(report, entry),
                "<br>".join(" ".join(line.split()) for line in who),
                f"{lines_of(entry, 0)} → {lines_of(entry, 1)}",
            ]
            lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines).rstrip()


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
        lines.append(f"    where   {_where(report, entry)}")
        lines += [f"    {line}" for line in _who(report, entry)]
        lines.append(f"    before  {lines_of(entry, 0)}")
        lines.append(f"    then    {lines_of(entry, 1)}")
    return "\n".join(lines[1:])
