"""Where the gateway is to listen, looked at before the rest of it is put together."""

from __future__ import annotations

import errno
import socket

from gateway.settings import Server

_WHY_NOT = {
    errno.EADDRINUSE: "another process does already; end it, or choose another port with --port",
    errno.EADDRNOTAVAIL: "this machine has no such address; name one of its own with --host",
    errno.EACCES: "this user may not; choose a port from 1024 on with --port",
}


class AddressUnusable(Exception):
    """Nobody can listen where the gateway is to; the text says why, and what to write."""


def require_address(server: Server) -> None:
    """Return if this process can listen where the settings say.

    Raises:
        AddressUnusable: Another one does, or the address is none of this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            server.host, server.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        reason = "no host has that name; name an address of this machine with --host"
    except OSError as error:
        reason = _WHY_NOT.get(error.errno or 0, error.strerror or "it is refused")
    else:
        return
    raise AddressUnusable(f"cannot listen at {server.host}:{server.port}: {reason}")
