"""What locations may write in letters: which placeholders each letter has, and which it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from documents.document import Document
from documents.places import Problem
from documents.quoting import listed, quoted
from documents.suggestions import closest, did_you_mean

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class Placeholders:
    """What stands in braces for what only the moment of sending knows.

    `usable` may stand in subject and text, `text_only` in the text alone, `needed` has to.
    """

    usable: tuple[str, ...]
    text_only: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    @property
    def in_text(self) -> tuple[str, ...]:
        """All that the text may have."""
        return (*self.text_only, *self.usable)


_ANYBODY = ("house", "address")
_KNOWN = ("name", *_ANYBODY)
_WAY_ON = ("link", "until")

PLACEHOLDERS: Mapping[str, Placeholders] = {
    "sign-up": Placeholders(_ANYBODY, _WAY_ON, ("link",)),
    "known-address": Placeholders(_KNOWN, _WAY_ON, ("link",)),
    "welcome": Placeholders(_KNOWN),
    "new-password": Placeholders(_KNOWN, _WAY_ON, ("link",)),
    "password-changed": Placeholders(_KNOWN),
}
"""The placeholders of each letter.

Whoever signs up is nobody yet, and may have typed another's address and any name: so the letter to
confirm it has no `{name}`. Subjects are shown on locked screens: they have no `{link}`.
"""


def letters_can_be_written(documents: Iterable[Document]) -> Iterator[Problem]:
    """Every placeholder is one that the letter has, and those that it needs are there."""
    for document in documents:
        letters: Mapping[str, Any] = document.data.get("letters", {}).get("words", {})
        for kind, languages in letters.items():
            known = PLACEHOLDERS[kind]
            for language, words in languages.items():
                keys = ("letters", "words", kind, language)
                yield from _known(document, (*keys, "subject"), words["subject"], known.usable)
                yield from _known(document, (*keys, "text"), words["text"], known.in_text)
                yield from _needed(document, (*keys, "text"), words["text"], known.needed)


def _known(
    document: Document, keys: tuple[str, ...], text: str, usable: tuple[str, ...]
) -> Iterator[Problem]:
    """Each pair of braces holds a placeholder that may stand there, and no brace stands alone."""
    written = [_braced(name) for name in usable]
    for found in dict.fromkeys(PLACEHOLDER.findall(text)):
        if found not in usable:
            yield document.problem(
                keys,
                f"{quoted(_braced(found))} is nothing that the {keys[-1]} of `{keys[-3]}` can say",
                did_you_mean(_braced(found), written) or f"write {listed(written)}",
            )
    if _BRACE.search(PLACEHOLDER.sub("", text)):
        yield document.problem(
            keys, "a brace stands alone", "use braces in pairs, for placeholders such as `{house}`"
        )


def _needed(
    document: Document, keys: tuple[str, ...], text: str, needed: tuple[str, ...]
) -> Iterator[Problem]:
    """What a letter is sent for stands in it, unless it is only misspelt, which is said already."""
    found = PLACEHOLDER.findall(text)
    for name in needed:
        if all(closest(each, [name]) is None for each in found):
            yield document.problem(
                keys,
                f"`{_braced(name)}` is missing, and `{keys[-3]}` is of no use without it",
                "put it on a line of its own",
            )


def _braced(name: str) -> str:
    return f"{{{name}}}"
