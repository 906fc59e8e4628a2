"""What every mutation leaves behind: who changed what, when, and how it was before."""

from __future__ import annotations

from typing import Any, Protocol

from planning.mutations import Work
from store.audit_trail import Change, record_change


async def audit(work: Work, change: Change) -> None:
    """Keep that the viewer made *change*."""
    await record_change(
        work.connection,
        work.tree.root(work.portal),
        change,
        login=work.viewer.login,
        customer=work.viewer.customer,
        now=work.now,
    )


class Row(Protocol):
    """A record as it is written: its columns by name, and where it belongs."""

    @property
    def location_id(self) -> str:
        """The location whose staff may read of it."""

    def columns(self) -> dict[str, Any]:
        """Return the columns by name."""


async def audit_row(
    work: Work, action: str, type_name: str, key: int, before: Row | None, after: Row
) -> None:
    """Keep what the viewer made of a record; *before* is None where there was none."""
    written = None if before is None else before.columns()
    change = Change(action, after.location_id, type_name, key, written, after.columns())
    await audit(work, change)
