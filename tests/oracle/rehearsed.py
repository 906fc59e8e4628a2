"""A visit that somebody else looks at: two people asked about each cell, and both have to agree."""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracle.policy import Record
from tests.oracle.visit import Visit


class PortalAlone(Visit):
    """A visit to which nothing shows but what the portal does."""

    def may_see(self, type_name: str, field_name: str, record: Record) -> bool:
        """Whether the portal shows one cell."""
        return record.exists and self.portal_grant(type_name, field_name, record)


@dataclass
class Rehearsed(Visit):
    """The visit of whoever is rehearsed, shown to staff who see no more than their own.

    In the past its rules are those of then, and `by_today` is what the portal shows by today's.
    """

    previewer: Visit | None = None
    by_today: PortalAlone | None = None

    def may_see(self, type_name: str, field_name: str, record: Record) -> bool:
        """What the portal shows is shown; anything else needs a permission of the previewer's.

        What it showed in the past needs one, too, unless it shows it today.
        """
        assert self.previewer is not None
        return super().may_see(type_name, field_name, record) and (
            self.previewer.staff_grant(type_name, field_name, record)
            or (
                self.portal_grant(type_name, field_name, record)
                and (
                    self.by_today is None
                    or self.by_today.may_see(type_name, field_name, record.today or record)
                )
            )
        )
