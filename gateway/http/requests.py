"""A request as GraphQL over HTTP has it: read, bounded, and of the right shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import orjson
from starlette.types import Receive

from gateway.http.bodies import read_body
from gateway.http.heads import Head
from gateway.http.negotiation import (
    check_content_encoding,
    check_content_type,
    check_transfer_encoding,
)
from gateway.http.previews import Preview, read_preview
from gateway.refusals import Refused, bad_request

_SHA256 = re.compile("[0-9a-f]{64}")

MOST_PARAMETERS = 20
"""How many parameters a GET may carry."""


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a document: an id of the front end's, or the SHA-256 of the text."""

    id: str
    is_hash: bool


class Operation(NamedTuple):
    """What a client wants run."""

    query: str
    name: str | None
    variables: Mapping[str, Any] | None
    safe: bool  # asked with GET, so that it must not change anything
    size: int = 0  # bytes that it came in
    document: Named | None = None  # how it names its document, whose text may then be missing
    preview: Preview | None = None  # as whom staff want it answered, in place of themselves


async def read_post(
    head: Head, receive: Receive, most_bytes: int, patience: float | None = None
) -> Operation:
    """Read an operation from a JSON body.

    Raises:
        Refused: 400, 413 or 415, before anything of it is parsed as GraphQL; 408, where the body
            is not there after *patience* seconds.
    """
    check_content_type(head.content_type)
    check_content_encoding(head.content_encoding)
    check_transfer_encoding(head.transfer_encoding)
    body = await read_body(head, receive, most_bytes, patience)
    if not body:
        raise bad_request("BODY_REQUIRED", "A POST carries an operation as a JSON object.")
    try:
        document = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad_request("BAD_JSON", "The body is not JSON in UTF-8.") from None
    if isinstance(document, list):
        raise bad_request(
            "BATCHING_NOT_SUPPORTED",
            "One operation a request: send each of the list by itself.",
        )
    if not isinstance(document, dict):
        raise bad_request("BAD_REQUEST", "The body is a JSON object with a `query`.")
    return operation_of(document, safe=False, size=len(body))


def read_get(query_string: bytes, most_bytes: int) -> Operation:
    """Read a query from the parameters of a GET.

    Raises:
        Refused: 400 or 414.
    """
    if len(query_string) > most_bytes:
        raise Refused(414, "TOO_LARGE", "The address is too long; send the query with POST.")
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_PARAMETERS,
        )
    except ValueError:
        raise bad_request("BAD_REQUEST", "The parameters are not UTF-8 text, escaped.") from None
    document: dict[str, Any] = {}
    for name, text in pairs:
        if name in document:
            raise bad_request("BAD_REQUEST", "A parameter stands twice.")
        document[name] = _object(name, text) if name in ("variables", "extensions") else text
    if document.get("operationName") == "":
        del document["operationName"]
    return operation_of(document, safe=True, size=len(query_string))


def _object(name: str, text: str) -> Any:
    """Read a parameter that carries JSON; an empty one is as good as none."""
    if not text:
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise bad_request("BAD_JSON", f"The parameter `{name}` is not JSON.") from None


def operation_of(document: Mapping[str, Any], *, safe: bool, size: int) -> Operation:
    """Check the entries that a request may have; others are ignored.

    Raises:
        Refused: 400, where one has not the right form.
    """
    query = document.get("query")
    name = document.get("operationName")
    variables = document.get("variables")
    extensions = document.get("extensions")
    if extensions is not None and not isinstance(extensions, dict):
        raise bad_request("BAD_REQUEST", "`extensions` is a JSON object.")
    named = _named(document, extensions or {})
    if query is None and named is not None:
        query = ""
    if not isinstance(query, str):
        raise bad_request("QUERY_REQUIRED", "`query` is the text of a GraphQL document.")
    if name is not None and not isinstance(name, str):
        raise bad_request("BAD_REQUEST", "`operationName` is text.")
    if variables is not None and not isinstance(variables, dict):
        raise bad_request("BAD_REQUEST", "`variables` is a JSON object.")
    return Operation(query, name, variables, safe, size, named, read_preview(extensions))


def _named(document: Mapping[str, Any], extensions: Mapping[str, Any]) -> Named | None:
    """Read how a request names its document: `documentId`, Relay's `doc_id`, or Apollo's hash."""
    for key in ("documentId", "doc_id"):
        if document.get(key) is not None:
            if not isinstance(document[key], str):
                raise bad_request("BAD_REQUEST", f"`{key}` is text.")
            return Named(document[key], is_hash=False)
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    sha256 = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise bad_request("BAD_REQUEST", "`persistedQuery` has a `sha256Hash` of 64 hex digits.")
    return Named(sha256, is_hash=True)
