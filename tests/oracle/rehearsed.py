"""A visit that somebody else looks at: two people asked about each cell, and both have to agree."""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracle.policy import Record
from tests.oracle.visit import Visit


@dataclass
class Rehearsed(Visit):
    """The visit of whoever is rehearsed, shown to staff who see no more than their own."""

    previewer: Visit | None = None

    def may_see(self, type_name: str, field_name: str, record: Record) -> bool:
        """What the portal shows is shown; anything else needs a permission of the previewer's."""
        assert self.previewer is not None
        return record.exists and (
            self.portal_grant(type_name, field_name, record)
            or (
                super().may_see(type_name, field_name, record)
                and self.previewer.staff_grant(type_name, field_name, record)
            )
        )
