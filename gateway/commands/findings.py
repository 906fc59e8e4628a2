"""What `portal doctor` finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at: `good`, `doubtful` or `bad`, in a sentence, and what to do."""

    verdict: str
    about: str
    text: str
    help: str | None = None
