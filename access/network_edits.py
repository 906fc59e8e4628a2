"""Writing a rule of the network into the file of `policies/` that holds it."""

from __future__ import annotations

from collections.abc import Iterable

from access.leash_entries import MAY, keys_of_leash
from access.naming import audiences_in
from access.wishes import LEASHES, EditRefused, Part, Wish
from documents.document import Document
from documents.manuscript import Manuscript
from documents.standing import Keys
from documents.suggestions import did_you_mean, with_hint


def network_file(documents: Iterable[Document], wish: Wish) -> Document:
    """Return the file that holds the network's rule.

    Raises:
        EditRefused: no file does.
    """
    kinds = {Part.FIELD: "types", Part.SCOPE: "types", Part.ACTION: "actions"}
    if wish.part is Part.KEEP and "." in wish.name:
        kinds[Part.KEEP] = "types"
    kinds |= {LEASHES[part]: kinds[part] for part in (Part.FIELD, Part.SCOPE)}
    kind = kinds.get(wish.part, "portal")
    found = [document for document in documents if document.kind == kind]
    if kind != "types":
        return found[0]
    name = wish.type_name
    for document in found:
        if name in document.data["types"]:
            return document
    known = [each for document in found for each in document.data["types"]]
    hint = did_you_mean(name, known)
    raise EditRefused(with_hint(f"no file in policies/ lists the type `{name}`", hint))


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
            return _set(manuscript, ("switches", wish.name), wish.written)
        case Part.SCOPE:
            return _set(manuscript, ("types", wish.name, "rows", "scope"), wish.written, "section")
        case Part.FIELD:
            return _field(manuscript, wish)
        case Part.SECTION_LEASH | Part.FIELD_LEASH | Part.SCOPE_LEASH:
            _see_listed(manuscript, wish)
            return _set(manuscript, _leash(wish), wish.written)
        case Part.KEEP:
            return _keep(manuscript, wish)


def take_out_network_rule(manuscript: Manuscript, wish: Wish) -> Manuscript:
    """Take out what the network says of *wish*, so that it is as where nothing is said.

    Raises:
        EditRefused: nothing is said of it, or it is what is closed by saying so.
        CannotBeChanged: the file is written in a way that cannot be changed safely.
    """
    match wish.part:
        case Part.SWITCH:
            keys: Keys = ("switches", wish.name)
        case Part.FEATURE:
            keys = ("sections", wish.name, "feature")
        case Part.SECTION_LEASH | Part.FIELD_LEASH | Part.SCOPE_LEASH:
            keys = _leash(wish)
        case Part.KEEP:
            keys = _kept(manuscript, wish)
        case Part.SCOPE:
            raise EditRefused(f"the {wish} stays in its file: set it to what it should be")
        case _:
            raise EditRefused(f"the {wish} stays in its file: to close it, set it to `nobody`")
    if manuscript.at(keys) is None:
        raise EditRefused(f"{manuscript.path} says nothing about the {wish}")
    return manuscript.pruned(keys)


def _leash(wish: Wish) -> Keys:
    """Return the way to the network's own leash."""
    if wish.part is Part.SECTION_LEASH:
        return ("sections", wish.name, MAY, *keys_of_leash(wish))
    return ("types", wish.type_name, MAY, *keys_of_leash(wish))


def _keep(manuscript: Manuscript, wish: Wish) -> Manuscript:
    """Let locations keep a section open, or a field shown."""
    _see_listed(manuscript, wish)
    keys = _kept(manuscript, wish)
    if manuscript.at(keys) is not None:
        return manuscript
    if isinstance(keys[-1], str):
        return _set(manuscript, keys, wish.value)
    if manuscript.at(keys[:-1]) is None:
        return _set(manuscript, keys[:-1], [wish.field])
    return manuscript.with_entry(keys[:-1], wish.field)


def _kept(manuscript: Manuscript, wish: Wish) -> Keys:
    """Return the way to where a section is kept, or to a field among those of its type."""
    if not wish.field:
        return ("sections", wish.name, MAY, "keep")
    keys: Keys = ("types", wish.type_name, MAY, "keep")
    fields = manuscript.at(keys) or []
    return (*keys, fields.index(wish.field) if wish.field in fields else len(fields))


def _set(
    manuscript: Manuscript, keys: Keys, value: object, after: str | None = None
) -> Manuscript:
    """Set the value at *keys*; what is missing on the way is added, behind the key *after*."""
    if manuscript.at(keys) is not None:
        return manuscript.with_value(keys, value)
    there = next(n for n in range(len(keys) - 1, -1, -1) if manuscript.at(keys[:n]) is not None)
    for key in reversed(keys[there + 1 :]):
        value = {key: value}
    return manuscript.with_pair(keys[:there], str(keys[there]), value, after)


def _pair(manuscript: Manuscript, keys: Keys, wish: Wish, key: str) -> Manuscript:
    """Set whom a section is open or an action allowed to; one that is not listed is added."""
    if manuscript.at((*keys, wish.name)) is None:
        return manuscript.with_pair(keys, wish.name, {key: wish.written})
    return manuscript.with_value((*keys, wish.name, key), wish.written)


def _feature(manuscript: Manuscript, wish: Wish) -> Manuscript:
    _see_listed(manuscript, wish)
    keys: Keys = ("sections", wish.name, "feature")
    if manuscript.at(keys) is None and wish.value == "on":  # as it is where nothing is said
        return manuscript
    return _set(manuscript, keys, wish.value, after="access")


def _see_listed(manuscript: Manuscript, wish: Wish) -> None:
    """See to it that a section has a rule to be changed; types have been found with theirs."""
    in_types = wish.part in (Part.FIELD_LEASH, Part.SCOPE_LEASH) or "." in wish.name
    if not in_types and manuscript.at(("sections", wish.name)) is None:
        raise EditRefused(f"section `{wish.name}` is not listed, and so is closed: open it first")


def _field(manuscript: Manuscript, wish: Wish) -> Manuscript:
    """Move a field from the list that it stands in to that of the wished audiences."""
    field, see = wish.field, ("types", wish.type_name, "see")
    lists = manuscript.at(see)
    old = next((key for key, fields in lists.items() if field in fields), None)
    new = next((key for key in lists if {*audiences_in(key)} == {*wish.value}), None)
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

