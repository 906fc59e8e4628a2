"""One mutant, and what makes those of one file: a rule is widened by one step, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from access.naming import Names
from access.rules import Rules
from access.shape import GraphShape
from access.testing.loosening import wider_audience, wider_scope
from access.testing.plain_data import with_value
from documents.document import Document
from documents.places import Place
from documents.standing import Keys, value_at


@dataclass(frozen=True, slots=True)
class Mutant:
    """One loosened rule: its name, what became of it, where it stands, and the file with it.

    `touches` are the rules whose answers may change, None where any may. `answers` is False where
    no decision shows the difference: what locations may write, and switches that count in the rows.
    """

    rule: str
    step: str
    place: Place
    document: Document
    touches: frozenset[str] | None
    answers: bool = True

    def __str__(self) -> str:
        return f"{self.rule}: {self.step}"


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the mutants of one file."""

    document: Document
    rules: Rules
    names: Names
    shape: GraphShape

    def mutant(
        self,
        rule: str,
        step: str,
        keys: Keys,
        value: Any,
        *touches: str,
        answers: bool = True,
        at: Keys | None = None,
    ) -> Mutant:
        """Make the mutant in which *value* stands at *keys*; it touches its own rule at least."""
        data = with_value(self.document.data, keys, value)
        place = self.document.place(at if at is not None else keys)
        touched = frozenset({rule, *touches})
        return Mutant(rule, step, place, replace(self.document, data=data), touched, answers)

    def everywhere(self, rule: str, step: str, keys: Keys, value: Any) -> Mutant:
        """Make a mutant that may change any answer."""
        return replace(self.mutant(rule, step, keys, value), touches=None)

    def wider(
        self, rule: str, keys: Keys, verb: str, *touches: str, answers: bool = True
    ) -> Iterator[Mutant]:
        """Widen the audience at *keys*."""
        written = value_at(self.document.data, keys)
        words = list(written) if isinstance(written, list) else [written]
        word = wider_audience(words, self.names)
        if word is not None:
            kept = [each for each in words if each != "nobody"]
            step = f"{verb} `{word}`, too"
            yield self.mutant(rule, step, keys, [*kept, word], *touches, answers=answers)

    def wider_scope(
        self, rule: str, keys: Keys, verb: str, *touches: str, answers: bool = True
    ) -> Iterator[Mutant]:
        """Widen the scope at *keys*."""
        written = value_at(self.document.data, keys)
        scope = wider_scope(written)
        if scope is not None:
            step = f"{verb} `{scope}`, too"
            value = [*written, scope.value]
            yield self.mutant(rule, step, keys, value, *touches, answers=answers)
