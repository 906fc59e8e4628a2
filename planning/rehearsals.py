"""Rehearsals: an operation asked as somebody else would be answered, by staff who may look so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from access.policy_set import PolicySet
from access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Who looks at a portal as somebody else, and since when what they may see is asked.

    `previewer` is a viewer, `now` the moment on the clock (the one rehearsed may be another), and
    `told` what the answer says of it, under `preview` in its extensions. `today` are the policies
    in force, where the moment rehearsed was under others: no more shows than these let the
    previewer see.
    """

    previewer: Viewer
    now: dt.datetime
    told: dict[str, Any]
    today: PolicySet | None = None

    @property
    def holder(self) -> tuple[object, ...]:
        """Whose cursors a rehearsal's are: they are good in the same rehearsal, and nowhere else.

        The moment is none of it: who pages on is answered as of a later one.
        """
        person = self.previewer
        return ("rehearsed by", person.customer, person.login, self.told["viewer"])
