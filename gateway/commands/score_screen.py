"""The mutation score as an operator reads it, and as a machine does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from access.lines import line_of
from access.testing.score import By, Fate, Score

NOTICED = (By.GATEWAY, By.PROMISES, By.TESTS)


def score_screen(score: Score, seconds: float) -> str:
    """Write it for a terminal."""
    lines = [
        f"Rules loosened by one step, {len(score.fates)} times in turn, {seconds:.1f} s",
        *(f"  noticed by {by.value:18} {score.count(by):4}" for by in NOTICED),
        f"  noticed by nobody             {len(score.survivors):4}",
    ]
    without = score.count(By.NO_EFFECT)
    if without:
        lines.append(f"  not counted, for they change no answer: {without}")
    lines.append(f"Score: {_percent(score)} % of {score.counted}")
    lines += _survivors(score)
    return "\n".join(line.rstrip() for line in lines)


def _percent(score: Score) -> str:
    """Write the share, rounded down: 100.0 means all of them."""
    return f"{int(score.percent * 10) / 10:.1f}"


def _survivors(score: Score) -> Iterator[str]:
    if score.unexpected:
        yield ""
        yield "Noticed by nobody: write a test or a promise, or say why not in survivors.yaml"
        yield from (f"  {line_of(fate.mutant.place)}  {fate.mutant}" for fate in score.unexpected)
    known = [fate for fate in score.survivors if fate.acknowledged is not None]
    if known:
        yield ""
        yield "Left on purpose"
        for fate in known:
            yield f"  {line_of(fate.mutant.place)}  {fate.mutant}"
            yield f"    {_reason(fate)}"
    if score.idle:
        yield ""
        yield "Acknowledged in vain: nothing of these rules goes unnoticed; take them out"
        yield from (f"  {line_of(each.place)}  {each.rule}" for each in score.idle)


def _reason(fate: Fate) -> str:
    known = fate.acknowledged
    return f"“{known.because}”, {line_of(known.place)}" if known is not None else ""


def score_report(score: Score) -> dict[str, Any]:
    """Return it as plain data."""
    return {
        "loosened": len(score.fates),
        "counted": score.counted,
        "percent": round(score.percent, 2),
        "noticed": {by.name.lower(): score.count(by) for by in NOTICED},
        "survivors": [
            {
                "rule": fate.mutant.rule,
                "step": fate.mutant.step,
                "line": line_of(fate.mutant.place),
                "because": fate.acknowledged.because if fate.acknowledged else None,
            }
            for fate in score.survivors
        ],
        "acknowledged-in-vain": [
            {"rule": each.rule, "line": line_of(each.place)} for each in score.idle
        ],
    }
