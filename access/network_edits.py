"""Writing a rule of the network into the file of `policies/` that holds it."""

from __future__ import annotations

from collections.abc import Iterable

from access.wishes import EditRefused, Part, Wish
from documents.document import Document
from documents.manuscript import Manuscript
from documents.standing import Keys
from documents.suggestions import did_you_mean


def network_file(documents: Iterable[Document], wish: Wish) -> Document:
    """Return the file that holds the network's rule.

    Raises:
        EditRefused: no file does.
    """
    kinds = {Part.FIELD: "types", Part.SCOPE: "types", Part.ACTION: "actions"}
    kind = kinds.get(wish.part, "portal")
    found = [document for document in documents if document.kind == kind]
    if kind != "types":
        return found[0]
    name = wish.name.partition(".")[0]
    for document in found:
        if name in document.data["types"]:
            return document
    known = [each for document in found for each in document.data["types"]]
    hint = did_you_mean(name, known)
    raise EditRefused(f"no file in policies/ lists the type `{name}`" + (f"; {hint}" * bool(hint)))


def write_network_rule(manuscript: Manuscript, wish: Wish) -> Manuscript:
    """Write what *wish* says of the network's own rule.

    Raises:
        EditRefused: there is no rule that it could be written into.
        CannotBeChanged: the file is written in a way that cannot be changed safely.
    """
    match wish.part:
        case Part.SECTION:
            return _pair(manuscript, ("sections",), wish, "access")
        case Part.ACTION:
            return _pair(manuscript, ("actions",), wish, "allow")
        case Part.FEATURE:
            return _feature(manuscript, wish)
        case Part.SWITCH:
            return _set(manuscript, ("switches",), wish.name, wish.written)
        case Part.SCOPE:
            return _scope(manuscript, wish)
        case Part.FIELD:
            return _field(manuscript, wish)


def _set(manuscript: Manuscript, keys: Keys, name: str, value: object) -> Manuscript:
    """Set the key *name* of the mapping at *keys*, which stands at the top of the file."""
    if manuscript.at(keys) is None:
        return manuscript.with_pair((), str(keys[0]), {name: value})
    if manuscript.at((*keys, name)) is None:
        return manuscript.with_pair(keys, name, value)
    return manuscript.with_value((*keys, name), value)


def _pair(manuscript: Manuscript, keys: Keys, wish: Wish, key: str) -> Manuscript:
    """Set whom a section is open or an action allowed to; one that is not listed is added."""
    if manuscript.at((*keys, wish.name)) is None:
        return manuscript.with_pair(keys, wish.name, {key: wish.written})
    return manuscript.with_value((*keys, wish.name, key), wish.written)


def _feature(manuscript: Manuscript, wish: Wish) -> Manuscript:
    at: Keys = ("sections", wish.name)
    if manuscript.at(at) is None:
        raise EditRefused(f"section `{wish.name}` is not listed, and so is closed: open it first")
    if manuscript.at((*at, "feature")) is not None:
        return manuscript.with_value((*at, "feature"), wish.value)
    if wish.value == "on":  # as it is where nothing is said
        return manuscript
    return manuscript.with_pair(at, "feature", wish.value, after="access")


def _scope(manuscript: Manuscript, wish: Wish) -> Manuscript:
    at: Keys = ("types", wish.name)
    if manuscript.at((*at, "rows")) is None:
        return manuscript.with_pair(at, "rows", {"scope": wish.written}, after="section")
    if manuscript.at((*at, "rows", "scope")) is None:
        return manuscript.with_pair((*at, "rows"), "scope", wish.written)
    return manuscript.with_value((*at, "rows", "scope"), wish.written)


def _field(manuscript: Manuscript, wish: Wish) -> Manuscript:
    """Move a field from the list that it stands in to that of the wished audiences."""
    name, _, field = wish.name.partition(".")
    see: Keys = ("types", name, "see")
    lists = manuscript.at(see)
    old = next((key for key, fields in lists.items() if field in fields), None)
    new = next((key for key in lists if _audiences(key) == {*wish.value}), None)
    if old is not None and old == new:
        return manuscript
    if new is not None:
        manuscript = manuscript.with_entry((*see, new), field)
    else:
        manuscript = manuscript.with_pair(see, ", ".join(wish.value), [field], after=old)
    if old is None:
        return manuscript
    alone = len(lists[old]) == 1
    return manuscript.without((*see, old) if alone else (*see, old, lists[old].index(field)))


def _audiences(key: str) -> set[str]:
    return {word.strip() for word in key.split(",")}
