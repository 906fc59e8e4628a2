"""What somebody who signs up asks for, as it waits for their address to be verified."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Wish:
    """A sign-up: `home` is the location at which it was, `plan` the id of the plan chosen."""

    home: str
    name: str
    email: str
    password_hash: str
    phone: str | None = None
    language: str | None = None
    plan: int | None = None

    def columns(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)


def wish_of(home: str, given: Mapping[str, Any], password_hash: str, plan: int | None) -> Wish:
    """Read what was given, which holds."""
    return Wish(
        home,
        given["name"].strip(),
        given["email"].strip(),
        password_hash,
        given.get("phone"),
        given.get("preferredLanguage"),
        plan,
    )


def request_of(home: str, given: Mapping[str, Any]) -> str | None:
    """Return a digest of the request, where it has an idempotency key; its password left out."""
    if given.get("idempotencyKey") is None:
        return None
    asked = {name: value for name, value in given.items() if name != "password"}
    text = orjson.dumps([home, asked], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()
