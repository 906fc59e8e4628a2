"""How many files and connections this process may have open at once."""

from __future__ import annotations

import resource

from gateway.settings import Settings

BESIDES = 256
"""Connections to the database, those that are being refused, files, and the libraries' own."""


def wanted_files(settings: Settings) -> int:
    """How many one process has open when all is taken that the settings give."""
    return settings.live.connections + settings.server.requests_at_once + BESIDES


def allow_files(wanted: int) -> int:
    """Ask the system for as many as are *wanted*, and return how many there may be.

    What a process is given to begin with is often 1,024, however many it may have.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most
