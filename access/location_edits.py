"""Writing a change of a rule into the file of the location that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from access.leash_entries import is_leash_of, keys_of_leash, leash_in, says_more
from access.wishes import LEASHES, EditRefused, Part, Wish
from documents.document import Document
from documents.manuscript import Manuscript
from documents.standing import Keys
from documents.suggestions import did_you_mean, with_hint

KEYS = {
    Part.SECTION: ("section", "access"),
    Part.FEATURE: ("feature", "set"),
    Part.FIELD: ("open", "to"),
    Part.SCOPE: ("scope", "use"),
    Part.ACTION: ("action", "allow"),
    Part.SWITCH: ("switch", "value"),
}
"""The key of an entry that names what it changes, and the key of what it makes of it.

A leash has neither: its entry is written and read in `leash_entries`. A keep is the network's.
"""


def location_file(documents: Iterable[Document], wish: Wish) -> Document:
    """Return the file of the location that *wish* names.

    Raises:
        EditRefused: there is no such location.
    """
    found = {each.path: each for each in documents if each.kind == "location"}
    path = f"locations/{wish.at}.yaml"
    if path in found:
        return found[path]
    names = [each.removeprefix("locations/").removesuffix(".yaml") for each in found]
    hint = did_you_mean(str(wish.at), names)
    raise EditRefused(with_hint(f"there is no location `{wish.at}`", hint))


def write_change(manuscript: Manuscript, wish: Wish) -> Manuscript:
    """Write what *wish* says into `changes`: over the entry of the same days, else as a new one.

    Raises:
        CannotBeChanged: the file is written in a way that cannot be changed safely.
    """
    changes = manuscript.at(("changes",))
    if changes is None:
        return manuscript.with_pair((), "changes", [_entry(wish)])
    for index, entry in enumerate(changes):
        if is_about(entry, wish) and _days(entry) == (wish.since, wish.until):
            return _rewritten(manuscript, ("changes", index), entry, wish)
    return manuscript.with_entry(("changes",), _entry(wish))


def take_out_change(manuscript: Manuscript, wish: Wish) -> Manuscript:
    """Take the entry of `changes` out that is about *wish*: of its days, or the only one.

    Of an entry that is about more, the rest stays.

    Raises:
        EditRefused: there is none, or there are several.
        CannotBeChanged: the file is written in a way that cannot be changed safely.
    """
    entries = list(enumerate(manuscript.at(("changes",)) or ()))
    found = [(index, entry) for index, entry in entries if is_about(entry, wish)]
    if wish.since is not None or wish.until is not None:
        found = [pair for pair in found if _days(pair[1]) == (wish.since, wish.until)]
    if not found:
        days = f" {_dates(wish.since, wish.until)}" if wish.since or wish.until else ""
        raise EditRefused(f"{manuscript.path} has no change of the {wish}{days}")
    if len(found) > 1:
        dates = "; ".join(_dates(*_days(entry)) for _, entry in found)
        raise EditRefused(
            f"{manuscript.path} changes the {wish} more than once: {dates}; "
            "say which change is meant, by its dates"
        )
    index, entry = found[0]
    return manuscript.pruned(("changes", index, *_part_of(entry, wish)))


def is_about(entry: dict[str, Any], wish: Wish) -> bool:
    """Tell whether an entry of `changes` changes what *wish* is about."""
    if wish.part in LEASHES.values():
        return is_leash_of(entry, wish)
    subject, _ = KEYS[wish.part]
    names = [entry.get(subject)]
    if wish.part is Part.FIELD:
        names.append(entry.get("hide"))
    return wish.name in names


def _days(entry: dict[str, Any]) -> tuple[str | None, str | None]:
    return entry.get("from"), entry.get("until")


def _dates(since: str | None, until: str | None) -> str:
    said = {"from": since, "until": until}
    return " ".join(f"{word} {day}" for word, day in said.items() if day) or "without dates"


def _part_of(entry: dict[str, Any], wish: Wish) -> Keys:
    """Return the way to what *wish* is about, where the entry is about more than that."""
    if wish.part in LEASHES.values() and says_more(entry):
        return ("locations-may", *keys_of_leash(wish))
    return ()


def _entry(wish: Wish) -> dict[str, Any]:
    if wish.part in LEASHES.values():
        entry = leash_in(wish)
    elif wish.hides:
        entry = {"hide": wish.name}
    else:
        subject, value = KEYS[wish.part]
        entry = {subject: wish.name, value: wish.written}
    if wish.everywhere:
        entry["everywhere"] = True
    dates = {"because": wish.because, "from": wish.since, "until": wish.until}
    return entry | {key: said for key, said in dates.items() if said is not None}


def _rewritten(manuscript: Manuscript, at: Keys, entry: dict[str, Any], wish: Wish) -> Manuscript:
    """Change the keys of an entry that differ from what *wish* says, each where it stands."""
    if part := _part_of(entry, wish):  # its reason and days are those of the rest
        alone = manuscript.pruned((*at, *part))
        return alone.with_entry(("changes",), _entry(wish))
    wanted = _entry(wish)
    if "open" in entry and wish.hides:
        manuscript = manuscript.with_key((*at, "open"), "hide").without((*at, "to"))
    elif "hide" in entry and not wish.hides:
        manuscript = manuscript.with_key((*at, "hide"), "open")
        manuscript = manuscript.with_pair(at, "to", wish.written, after="open")
    if "everywhere" in entry and not wish.everywhere:
        manuscript = manuscript.without((*at, "everywhere"))
    for key, value in wanted.items():
        if manuscript.at((*at, key)) is None:
            subject = next(iter(wanted))
            manuscript = manuscript.with_pair(at, key, value, after=subject)
        else:
            manuscript = manuscript.with_value((*at, key), value)
    return manuscript
