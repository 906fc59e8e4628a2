"""Who asks: the token, the facts behind it, and the context of one request."""

from __future__ import annotations

import base64
import datetime as dt
import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import jwt
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from strawberry.dataloader import DataLoader

SETTING: dict[str, Any] = json.loads(os.environ.get("PEER_SETTING", "{}"))
NETWORK = SETTING.get("network")
HERE = SETTING.get("here")
ABOVE = SETTING.get("above")
NAMES: dict[str, str] = SETTING.get("names", {})
KEY = base64.b64decode(SETTING.get("key", ""))

_FACTS = (Path(__file__).parent.parent / "facts.sql").read_text()
_NAMED = _FACTS.replace("$1", ":now").replace("$2", ":network").replace("$3", ":session")
FACTS = sa.text(_NAMED).bindparams(sa.bindparam("now", type_=sa.DateTime(timezone=True)))

engine = create_async_engine(
    SETTING.get("url", "postgresql+asyncpg://"),
    pool_size=SETTING.get("connections", 10),
    max_overflow=0,
    connect_args={"server_settings": SETTING.get("server", {})},
)
sessions = async_sessionmaker(engine, expire_on_commit=False)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who is signed in."""

    key: int
    member: bool
    plans: tuple[int, ...]
    audiences: tuple[str, ...]


@dataclass(slots=True)
class Asking:
    """What one request carries; a loader is made when it is first asked."""

    now: dt.datetime
    viewer: Viewer | None
    loaders: dict[str, DataLoader[Any, Any]] = field(default_factory=dict)

    @property
    def audiences(self) -> tuple[str, ...]:
        """The records' audiences that the viewer is in."""
        return self.viewer.audiences if self.viewer else ("public",)


@lru_cache(10_000)
def _claims(token: str) -> tuple[str, int, float]:
    claims = jwt.decode(token, KEY, algorithms=["HS256"])
    return claims["net"], int(claims["sid"]), claims["exp"]


async def asking(authorization: str | None) -> Asking:
    """Read who asks, in one statement.

    Raises:
        PermissionError: The token or its session does not hold.
    """
    now = dt.datetime.now(dt.UTC)
    if authorization is None:
        return Asking(now, None)
    network, session_id, expires = _claims(authorization.removeprefix("Bearer "))
    values = {"now": now, "network": network, "session": session_id}
    async with sessions() as session:
        facts = (await session.execute(FACTS, values)).mappings().one_or_none()
    if facts is None or not facts["valid"] or expires <= now.timestamp():
        raise PermissionError("the session does not hold")
    contracts = facts["contracts"] or []
    plans = tuple(plan for plan, _, frozen in contracts if not frozen)
    level = ("member",) if plans else () if contracts else ("contact",)
    return Asking(
        now, Viewer(facts["customerKey"], bool(plans), plans, ("public", "logged-in", *level))
    )
