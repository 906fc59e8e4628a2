"""What is told of a comparison: like differences in one breath, each in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from access.comparing import Comparison, Lasting
from access.counting import Sample
from access.crowds import Touched
from access.differences import Difference, Direction
from access.granted import Moment
from access.kinds import kinds_in_words
from access.lines import line_of
from access.policy_set import PolicySet
from access.subjects import About, Subject
from access.viewer import Viewer
from gateway.commands.diff_switches import Decided, Switches


@dataclass(frozen=True, slots=True)
class Row:
    """A difference, with the people it touches at each of its portals where they were counted."""

    lasting: Lasting
    touched: Mapping[str, Touched] | None

    @property
    def touches_nobody(self) -> bool:
        """Whether people were counted and none of them is touched, nor whoever is not signed in."""
        if self.touched is None or any(any(each.numbers) for each in self.touched.values()):
            return False
        difference = self.lasting.difference
        return not any(each.is_visitor for each in (*difference.gains, *difference.losses))


@dataclass(frozen=True, slots=True)
class Report:
    """Two sets, what differs, and how many people each network has.

    `names` are those of people who are shown as samples, by network; empty unless asked for.
    """

    old: PolicySet
    new: PolicySet
    comparison: Comparison
    rows: tuple[Row, ...]
    people: Mapping[str, int]
    names: Mapping[tuple[str, Sample], str] = field(default_factory=dict)
    wording: Wording = field(default_factory=lambda: Wording(), compare=False)


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
    lines: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def portals(self) -> list[str]:
        """Where."""
        return sorted({portal for row in self.rows for portal in row.lasting.portals})

    @property
    def touches_nobody(self) -> bool:
        """Whether it is told of nobody who is known today, at none of its portals."""
        return all(row.touches_nobody for row in self.rows)


def entries(report: Report, direction: Direction) -> list[Entry]:
    """Put like differences together: first over portals, then over subjects."""
    wording = report.wording
    alike: dict[tuple[Words, Subject], list[Row]] = {}
    for row in _joined(report.rows, wording):
        difference = row.lasting.difference
        if difference.direction is direction:
            alike.setdefault((wording.of(row.lasting), difference.subject), []).append(row)
    merged: dict[tuple[Words, tuple[str, ...]], list[tuple[Subject, list[Row]]]] = {}
    for (words, subject), rows in alike.items():
        portals = tuple(sorted(portal for row in rows for portal in row.lasting.portals))
        merged.setdefault((words, portals), []).append((subject, rows))
    return [
        Entry(
            words,
            tuple(subject for subject, _ in told),
            tuple(row for _, rows in told for row in rows),
            wording.lines(row.lasting for _, rows in told for row in rows),
        )
        for (words, _), told in merged.items()
    ]


def _joined(rows: Iterable[Row], wording: Wording) -> list[Row]:
    """Join rows of which one begins where the other ends, if all else that is told is the same."""
    found: list[Row] = []
    ends: dict[tuple[Subject, tuple[str, ...], Words, object], int] = {}
    for row in rows:
        lasting = row.lasting
        words = wording.of(lasting)._replace(dates=str(lasting.since or ""))
        touched = row.touched or {}
        numbers = tuple((name, each.numbers) for name, each in touched.items())
        key = lasting.difference.subject, lasting.portals, words, numbers
        number = ends.pop(key, None)
        if number is None:
            number = len(found)
            found.append(row)
        else:
            longer = replace(found[number].lasting, until=lasting.until)
            found[number] = replace(row, lasting=longer)
        if lasting.until is not None:
            ends[key[0], key[1], words._replace(dates=str(lasting.until)), key[3]] = number
    return found


class Wording:
    """Finds the words for differences; the same difference is found at many portals."""

    def __init__(self) -> None:
        self._kinds: dict[int, tuple[str, str]] = {}
        self._decided: dict[int, tuple[Decided, Decided]] = {}
        self._switches = Switches()

    def of(self, lasting: Lasting) -> Words:
        """Return what is said of a difference."""
        before, after = (words for words, _ in self.decided(lasting))
        gains, losses = self.kinds(lasting.difference)
        about = lasting.difference.subject.about
        return Words(about, _dates(lasting), gains, losses, before, after)

    def decided(self, lasting: Lasting) -> tuple[Decided, Decided]:
        """Return what decides before and after."""
        known = self._decided.get(id(lasting))
        if known is None:
            known = self._decided[id(lasting)] = _decided(lasting, self._switches)
        return known

    def lines(self, some: Iterable[Lasting]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the lines that say so before and after, each once."""
        found: tuple[set[str], set[str]] = set(), set()
        for lasting in some:
            for lines, (_, line) in zip(found, self.decided(lasting), strict=True):
                lines |= {line} - {""}
        before, after = (tuple(sorted(lines, key=_by_line)) for lines in found)
        return before, after

    def kinds(self, difference: Difference) -> tuple[str, str]:
        """Name the kinds of viewer that gain, and those that lose."""
        known = self._kinds.get(id(difference))
        if known is None:
            known = self._kinds[id(difference)] = (
                kinds_in_words(difference.gains, difference.stands),
                kinds_in_words(difference.losses, difference.stands),
            )
        return known


def _dates(lasting: Lasting) -> str:
    since = f"from {lasting.since}" if lasting.since else ""
    until = f"until {lasting.until}" if lasting.until else ""
    return " ".join(filter(None, [since, until]))


def _decided(lasting: Lasting, switches: Switches) -> tuple[Decided, Decided]:
    """Say what decides before and after for somebody touched, and which lines say so."""
    difference, site = lasting.difference, lasting.site
    touched = difference.gains or difference.losses
    viewer = site.viewer(min(touched, key=lambda each: len(each.contracts or ())))
    question = difference.subject.question

    def at(moment: Moment, viewer: Viewer = viewer) -> Decided:
        if question is None:
            rules = moment.policies.rules_at(site.portal, moment.now)
            rule = rules.types.get(difference.subject.name)
            scope = ", ".join(scope.value for scope in rule.scope) if rule else ""
            return f"records of scope [{scope}]", line_of(rule.scope_place) if rule else ""
        try:
            decision = question.decide(moment.policies, viewer, site.portal, moment.now)
        except KeyError:
            return "there is nothing of this name", ""
        reason = decision.reason
        for name in (f"section `{question.name}`", f"`{question.name}`"):
            reason = reason.replace(name, "it")
        return reason, line_of(decision.place)

    before, after = at(site.before), at(site.after)
    short = [reason.split("; ")[0] for reason, _ in (before, after)]
    switched = switches.of(site, viewer)
    if switched is not None:
        running = tuple(replace(held, frozen=False) for held in viewer.contracts)
        usual = replace(viewer, suspended=False, contracts=running)
        is_one_rule = short[0] == short[1] or before[1] == after[1]
        if is_one_rule or at(site.before, usual)[0] == at(site.after, usual)[0]:
            return switched
    if short[0] == short[1]:  # the rule is the same one: what stands behind it makes the difference
        return before, after
    return (short[0], before[1]), (short[1], after[1])


def _by_line(line: str) -> tuple[str, int]:
    path, _, number = line.rpartition(":")
    return path, int(number)
