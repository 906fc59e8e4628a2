"""What every mutation leaves behind: who changed what, when, and how it was before."""

from __future__ import annotations

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
