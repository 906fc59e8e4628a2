"""What every change to money leaves behind, and the day on which it is made."""

from __future__ import annotations

import datetime as dt

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


def local_today(work: Work, location: str) -> dt.date:
    """Return the day that the calendar shows at *location*."""
    today: dt.date = work.now.astimezone(work.tree[location].timezone).date()
    return today
