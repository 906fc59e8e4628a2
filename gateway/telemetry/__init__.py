"""Traces for OpenTelemetry; imported only where the settings ask for them."""
