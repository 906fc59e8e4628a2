"""Traces for OpenTelemetry; all but this file is imported only where the settings ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.environment import EnvironmentUnfit
from gateway.settings import Settings

if TYPE_CHECKING:
    from gateway.telemetry.tracing import Tracing


def tracing_of(settings: Settings) -> Tracing | None:
    """Return what traces requests, if the settings ask for it.

    Raises:
        EnvironmentUnfit: where OpenTelemetry is not installed.
    """
    if settings.telemetry.traces == "none":
        return None
    try:
        from gateway.telemetry.tracing import Tracing
    except ImportError:
        raise EnvironmentUnfit(
            "`telemetry.traces: otlp` needs OpenTelemetry: install `portal-gateway[telemetry]`, "
            "or set it to `none`"
        ) from None
    return Tracing(settings.telemetry)
