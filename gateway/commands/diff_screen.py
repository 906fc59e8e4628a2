"""A comparison of two policy sets, as an operator, a reviewer or a machine reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from access.comparing import Comparison, Lasting
from access.counting import Count, Touched
from access.differences import About, Direction, Subject, as_question
from access.kinds import kinds_in_words
from access.phrases import counted, together
from access.policy_set import PolicySet
from access.viewer import Viewer
from gateway.commands.explanation_screen import line_of

SECTIONS_OF_REPORT = (
    (Direction.LOOSER, "Looser: somebody sees or may do more"),
    (Direction.MIXED, "Mixed: more for some, less for others"),
    (Direction.STRICTER, "Stricter: somebody sees or may do less"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A difference at one portal, with the people it touches where they were counted."""

    lasting: Lasting
    touched: Touched | None


@dataclass(frozen=True, slots=True)
class Report:
    """Two sets, what differs, and how many people each network has."""

    old: PolicySet
    new: PolicySet
    comparison: Comparison
    rows: tuple[Row, ...]
    people: Mapping[str, int]


class Words(NamedTuple):
    """What is said of a difference, whichever subject and portal it is about."""

    about: About
    dates: str
    gains: str
    losses: str
    before: str
    after: str


class Entry(NamedTuple):
    """Differences told in one breath: subjects of which the same is said at the same portals."""

    words: Words
    subjects: tuple[Subject, ...]
    rows: tuple[Row, ...]

    @property
    def portals(self) -> list[str]:
        """Where."""
        return sorted({row.lasting.difference.portal for row in self.rows})


def entries(report: Report, direction: Direction) -> list[Entry]:
    """Put like differences together: first over portals, then over subjects."""
    alike: dict[tuple[Words, Subject], list[Row]] = {}
    for row in report.rows:
        difference = row.lasting.difference
        if difference.direction is direction:
            before, after = (words for words, _ in _lines(row.lasting))
            words = Words(
                difference.subject.about,
                _dates(row.lasting),
                _kinds(difference.gains, row.lasting),
                _kinds(difference.losses, row.lasting),
                before,
                after,
            )
            alike.setdefault((words, difference.subject), []).append(row)
    merged: dict[tuple[Words, tuple[str, ...]], list[tuple[Subject, list[Row]]]] = {}
    for (words, subject), rows in alike.items():
        portals = tuple(row.lasting.difference.portal for row in rows)
        merged.setdefault((words, portals), []).append((subject, rows))
    return [
        Entry(
            words,
            tuple(subject for subject, _ in told),
            tuple(row for _, rows in told for row in rows),
        )
        for (words, _), told in merged.items()
    ]


def _dates(lasting: Lasting) -> str:
    since = f"from {lasting.since}" if lasting.since else ""
    until = f"until {lasting.until}" if lasting.until else ""
    return " ".join(filter(None, [since, until]))


def _kinds(viewers: tuple[Viewer, ...], lasting: Lasting) -> str:
    rules = lasting.after.policies.rules_at(lasting.difference.portal, lasting.after.now)
    return kinds_in_words(viewers, rules)


def _lines(lasting: Lasting) -> list[tuple[str, str]]:
    """Return what decides before and after for somebody touched, and the lines that say so."""
    difference = lasting.difference
    viewer = min(difference.gains or difference.losses, key=lambda each: len(each.contracts))
    question = as_question(difference.subject)
    found = []
    for moment in (lasting.before, lasting.after):
        rules = moment.policies.rules_at(difference.portal, moment.now)
        if question is None:
            rule = rules.types.get(difference.subject.name)
            scope = ", ".join(scope.value for scope in rule.scope) if rule else ""
            line = line_of(rule.scope_place) if rule else ""
            found.append((f"records of scope [{scope}]", line))
            continue
        try:
            decision = question.decide(moment.policies, viewer, difference.portal, moment.now)
        except KeyError:
            found.append(("there is nothing of this name", ""))
        else:
            reason = decision.reason.split("; ")[0]
            for name in (f"section `{question.name}`", f"`{question.name}`"):
                reason = reason.replace(name, "it")
            found.append((reason, line_of(decision.place)))
    return found


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
            row.touched.gaining if gaining else row.touched.losing
            for row in rows
            if row.touched and report.new.tree.root(row.lasting.difference.portal) == root
        ]
        if not counts:
            continue
        least, most = (edge(counts, key=lambda count: count.people) for edge in (min, max))
        if not most.people:
            said.append(f"nobody of {root} as it is today")
            continue
        number = counted(most.people, "person", "people")
        if least.people != most.people:
            number = f"{least.people:,} to {number}, depending on the portal"
        samples = together([str(key) for key in most.samples])
        said.append(f"{number} of {root}, such as {samples}")
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
    found = sorted({_lines(row.lasting)[number][1] for row in entry.rows} - {""}, key=_by_line)
    words = (entry.words.before, entry.words.after)[number]
    more = f" and {counted(len(found) - 2, 'more line')}" if len(found) > 2 else ""
    return ", ".join([words, *found[:2]]) + more


def _by_line(line: str) -> tuple[str, int]:
    path, _, number = line.rpartition(":")
    return path, int(number)


def summary(report: Report) -> str:
    """Say in one sentence what comes of it."""
    numbers = {
        direction: len(entries(report, direction)) for direction, _ in SECTIONS_OF_REPORT
    }
    if not report.rows and not report.comparison.added and not report.comparison.removed:
        return "Nothing changes for anybody, at any location, today or later."
    parts = [f"{number} {direction}" for direction, number in numbers.items() if number]
    new = [f"{len(report.comparison.added)} new locations"] if report.comparison.added else []
    gone = [f"{len(report.comparison.removed)} gone"] if report.comparison.removed else []
    return f"{together([*parts, *new, *gone])}; {report.old.hash[:8]} → {report.new.hash[:8]}"


def diff_screen(report: Report) -> str:
    """Write it for a terminal."""
    lines = [summary(report), *_tree_lines(report)]
    for direction, title in SECTIONS_OF_REPORT:
        found = entries(report, direction)
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
    lines = ["### What this changes", "", summary(report)]
    lines += ["", *(f"- {line.strip()}" for line in _tree_lines(report))]
    for direction, title in SECTIONS_OF_REPORT:
        found = entries(report, direction)
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

    def count(found: Count | None) -> dict[str, Any] | None:
        return None if found is None else {"people": found.people, "samples": list(found.samples)}

    return {
        "old": report.old.hash,
        "new": report.new.hash,
        "looser": report.comparison.is_looser,
        "added": list(report.comparison.added),
        "removed": list(report.comparison.removed),
        "people": dict(report.people),
        "differences": [
            {
                "about": row.lasting.difference.subject.about,
                "name": row.lasting.difference.subject.name,
                "portal": row.lasting.difference.portal,
                "direction": row.lasting.difference.direction,
                "from": row.lasting.since,
                "until": row.lasting.until,
                "gain": _kinds(row.lasting.difference.gains, row.lasting),
                "lose": _kinds(row.lasting.difference.losses, row.lasting),
                "gaining": count(row.touched.gaining if row.touched else None),
                "losing": count(row.touched.losing if row.touched else None),
                "before": list(_lines(row.lasting)[0]),
                "after": list(_lines(row.lasting)[1]),
            }
            for row in report.rows
        ],
    }


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
