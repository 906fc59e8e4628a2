"""Which requests are traced."""

from __future__ import annotations

from time import monotonic
from typing import Any

from opentelemetry import trace
from opentelemetry.sdk.trace.sampling import Decision, SamplingResult


class Sampler:
    """Takes one request in so many, and those whose sender traces them, up to so many a second."""

    def __init__(self, one_in: int, a_second: int) -> None:
        self._one_in = one_in
        self._a_second = a_second
        self._number = 0
        self._second = 0
        self._taken = 0

    def should_sample(
        self,
        parent_context: Any,
        _trace_id: int = 0,
        _name: str = "",
        _kind: Any = None,
        attributes: Any = None,
        *_: Any,
    ) -> SamplingResult:
        """Decide about a span: what is inside a request goes with it."""
        if self._is_taken(parent_context):
            return SamplingResult(Decision.RECORD_AND_SAMPLE, attributes)
        return SamplingResult(Decision.DROP)

    def _is_taken(self, parent_context: Any) -> bool:
        parent = trace.get_current_span(parent_context).get_span_context()
        if parent.is_valid and not parent.is_remote:
            return bool(parent.trace_flags.sampled)
        self._number += 1
        wanted = parent.is_valid and parent.trace_flags.sampled
        if not wanted and self._number % self._one_in:
            return False
        second = int(monotonic())
        if second != self._second:
            self._second, self._taken = second, 0
        self._taken += 1
        return self._taken <= self._a_second

    def get_description(self) -> str:
        """Say what it does."""
        return f"one in {self._one_in}, {self._a_second} a second at the most"

