"""Writing a change of a rule into the file of the location that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from access.wishes import EditRefused, Part, Wish
from documents.document import Document
from documents.manuscript import Manuscript
from documents.standing import Keys
from documents.suggestions import did_you_mean

KEYS = {
    Part.SECTION: ("section", "access"),
    Part.FEATURE: ("feature", "set"),
    Part.FIELD: ("open", "to"),
    Part.SCOPE: ("scope", "use"),
    Part.ACTION: ("action", "allow"),
    Part.SWITCH: ("switch", "value"),
}
"""The key of an entry that names what it changes, and the key of what it makes of it."""


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
    raise EditRefused(f"there is no location `{wish.at}`" + (f"; {hint}" if hint else ""))


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


def is_about(entry: dict[str, Any], wish: Wish) -> bool:
    """Tell whether an entry of `changes` changes what *wish* is about."""
    subject, _ = KEYS[wish.part]
    names = [entry.get(subject)]
    if wish.part is Part.FIELD:
        names.append(entry.get("hide"))
    return wish.name in names


def _days(entry: dict[str, Any]) -> tuple[str | None, str | None]:
    return entry.get("from"), entry.get("until")


def _entry(wish: Wish) -> dict[str, Any]:
    subject, value = KEYS[wish.part]
    entry: dict[str, Any] = {subject: wish.name, value: wish.written}
    if wish.hides:
        entry = {"hide": wish.name}
    if wish.everywhere:
        entry["everywhere"] = True
    dates = {"because": wish.because, "from": wish.since, "until": wish.until}
    return entry | {key: said for key, said in dates.items() if said is not None}


def _rewritten(manuscript: Manuscript, at: Keys, entry: dict[str, Any], wish: Wish) -> Manuscript:
    """Change the keys of an entry that differ from what *wish* says, each where it stands."""
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
