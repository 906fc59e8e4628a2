"""Refusals: what the door answers when it does not let a request through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson


class Refused(Exception):
    """A request that gets no further, and the answer its sender gets.

    *code* is stable and for programs, *message* for the person who reads it; *details* are further
    entries of the error's `extensions`. A refusal `of_the_operation` is about the GraphQL and not
    about the HTTP around it: asked for as plain `application/json` it travels with status 200, as
    clients of that media type expect.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        headers: Mapping[str, str] | None = None,
        details: Mapping[str, Any] | None = None,
        of_the_operation: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})
        self.details = dict(details or {})
        self.of_the_operation = of_the_operation

    def body(self) -> bytes:
        """Write the refusal as a GraphQL response without data."""
        error = {"message": self.message, "extensions": {"code": self.code, **self.details}}
        return orjson.dumps({"errors": [error]})


def bad_request(code: str, message: str) -> Refused:
    """Refuse a request whose form is wrong."""
    return Refused(400, code, message)


def unauthenticated(message: str) -> Refused:
    """Refuse a credential; never let its bearer through as anonymous."""
    return Refused(401, "UNAUTHENTICATED", message, headers={"www-authenticate": "Bearer"})


def unsupported_media(message: str, headers: Mapping[str, str] | None = None) -> Refused:
    """Refuse a body that is not plain JSON in UTF-8."""
    return Refused(415, "UNSUPPORTED_MEDIA_TYPE", message, headers=headers)


def database_unavailable() -> Refused:
    """Say honestly that the rows cannot be reached just now."""
    return Refused(
        503,
        "DATABASE_UNAVAILABLE",
        "The database cannot be reached just now. Try again in a moment.",
        headers={"retry-after": "2"},
    )


def internal_error(request_id: str) -> Refused:
    """Say that something broke, and under which id the log tells what."""
    return Refused(
        500,
        "INTERNAL_ERROR",
        "Something went wrong here. The log has it under the id that this answer carries.",
        details={"id": request_id},
    )
