"""The policies in force: one set for every request, and swapped as a whole."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from access.phrases import counted
from access.shape import GraphShape
from documents.places import Problem
from gateway.policies.loading import Loaded, PoliciesRefused, load_policies

log = logging.getLogger("portal.policies")

MOST_ACTIVATED = 100
"""So many sets wait to be kept while the database is away; then the oldest go unkept."""

MOST_FORESEEN = 512
"""So many of those who asked last find their view ready in a new set; many have the same one."""


class PolicyHolder:
    """Holds the set in force, and replaces it by a better one; never by a broken one.

    `activated` are the sets that came into force, until whoever keeps them takes them out.
    """

    def __init__(self, root: Path, shape: GraphShape) -> None:
        """Load the first set.

        Raises:
            PoliciesRefused: where there is none that holds.
        """
        self.root = root
        self.manifest: str | None = None  # of trusted documents, as last read
        self._shape = shape
        loaded = load_policies(root, shape)
        self._last = loaded.reading
        if loaded.current is None:
            raise PoliciesRefused(loaded.problems)
        self.current = loaded.current
        self.manifest = loaded.manifest
        self.since = loaded.read_at       # when it was read
        self.problems = 0                 # of what was last looked at
        self._digest = loaded.digest      # of what is in force
        self._settled = loaded.digest     # of what was last looked at and reported
        self.activated = deque([loaded], MOST_ACTIVATED)
        _report_warnings(loaded.warnings)
        log.info("policies %s in force", self.current.policies.hash)

    def read(self) -> Loaded:
        """Read the folders again, without consequence.

        Those who asked last find ready what they see by the set that was read.
        """
        loaded = load_policies(self.root, self._shape, last=self._last)
        self._last = loaded.reading
        if loaded.current is not None:
            asked = self.current.policies.asked()[-MOST_FORESEEN:]
            loaded.current.policies.foresee(reversed(asked), loaded.read_at)
        return loaded

    def activate(self, loaded: Loaded) -> bool:
        """Put *loaded* in force, or report why not; tell whether something changed for visitors.

        From one statement to the next, all at once: a request that has begun keeps the set it has.
        """
        if loaded.digest == self._settled:
            return False
        self._settled = loaded.digest
        self.problems = len(loaded.problems)
        self.manifest = loaded.manifest or self.manifest
        before = self.current.policies.hash
        if loaded.current is None:
            self._report_refusal(loaded.problems)
            return False
        if loaded.digest == self._digest:
            log.info("policies as before; %s stays in force", before)
            return False
        self._digest = loaded.digest
        self.current, self.since = loaded.current, loaded.read_at
        self.activated.append(loaded)
        _report_warnings(loaded.warnings)
        log.info("policies %s in force, in place of %s", loaded.current.policies.hash, before)
        return True

    def _report_refusal(self, problems: Sequence[Problem]) -> None:
        count = counted(len(problems), "problem")
        lines = "\n".join(map(str, problems))
        log.error(
            "the edited policies do not hold: %s; %s stays in force\n%s",
            count, self.current.policies.hash, lines,
        )


def _report_warnings(warnings: Sequence[Problem]) -> None:
    for warning in warnings:
        log.warning("%s", warning)
