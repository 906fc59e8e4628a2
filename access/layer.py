"""One layer of an explanation: a test on the way to an answer, in words, with its line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from access.chains import Link
from documents.places import Place


class Verdict(StrEnum):
    """What a layer says."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    UNASKED = "-"


@dataclass(frozen=True, slots=True)
class Layer:
    """One test on the way to an answer; *chain* is who changed it, the network first."""

    name: str
    verdict: Verdict
    sentence: str
    place: Place | None = None
    chain: tuple[Link, ...] = ()


def said(holds: object) -> Verdict:
    """Turn the outcome of a test into a verdict."""
    return Verdict.YES if holds else Verdict.NO
