"""What every peer is told: where it runs, who asks, and which database it asks."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jwt
import sqlalchemy as sa

from benchmarks.pages import PORTAL
from gateway.credentials.secret import Secret
from gateway.policies.loading import load_policies
from schema.shape import graph_shape
from store.postgresql import SETTINGS

CONNECTIONS = 10
"""As many as the gateway opens."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The database, the places, and the key that tokens are signed with."""

    url: sa.URL
    network: str
    above: tuple[str, ...]  # the portal's location and those above it
    names: Mapping[str, str]  # of all locations
    key: bytes

    @classmethod
    def of(cls, url: str, root: Path, secret: str) -> Setting:
        """Read the places from *root*; the rules of the peers are their own."""
        current = load_policies(root, graph_shape()).current
        assert current is not None, "the policies do not hold"
        tree = current.policies.tree
        return cls(
            url=sa.make_url(url),
            network=tree[PORTAL].root,
            above=tree.chain(PORTAL),
            names={name: tree[name].name for name in tree},
            key=Secret(secret.encode()).key("tokens"),
        )

    def environment(self, port: int) -> dict[str, str]:
        """Return what a peer on *port* reads: `PEER_SETTING`, and libpq's own variables."""
        told = {
            "port": port,
            "connections": CONNECTIONS,
            "network": self.network,
            "here": PORTAL,
            "above": self.above,
            "names": dict(self.names),
            "key": base64.b64encode(self.key).decode(),
            "url": self.url.set(drivername="postgresql+asyncpg").render_as_string(
                hide_password=False
            ),
            "server": SETTINGS,
        }
        address = {
            "PGHOST": self.url.query.get("host") or self.url.host,
            "PGPORT": self.url.port and str(self.url.port),
            "PGUSER": self.url.username,
            "PGPASSWORD": self.url.password,
            "PGDATABASE": self.url.database,
            "PGOPTIONS": " ".join(f"-c {name}={value}" for name, value in SETTINGS.items()),
        }
        return {
            "NODE_ENV": "production",
            "PEER_SETTING": json.dumps(told),
            **{name: str(value) for name, value in address.items() if value},
        }

    def token_from(self, token: str) -> str:
        """Write the gateway's *token* anew, its session as text: JavaScript's numbers are short."""
        claims = jwt.decode(token, self.key, algorithms=["HS256"])
        return jwt.encode({**claims, "sid": str(claims["sid"])}, self.key, algorithm="HS256")
