"""Which media type is sent, and which one goes back."""

from __future__ import annotations

import pytest

from gateway.http.negotiation import (
    MediaType,
    check_content_encoding,
    check_content_type,
    negotiate,
)
from gateway.refusals import Refused

JSON, GRAPHQL, HTML = MediaType.JSON, MediaType.GRAPHQL, MediaType.HTML
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json", JSON),
        ("APPLICATION/JSON", JSON),
        ("application/json; charset=utf-8", JSON),
        ('application/json; charset="UTF-8"', JSON),
        ("application/graphql-response+json", GRAPHQL),
        ("application/graphql-response+json; charset=utf-8, application/json", GRAPHQL),
        ("application/json, application/graphql-response+json", GRAPHQL),
        ("application/json, application/graphql-response+json;q=0.9", JSON),
        ("application/graphql-response+json;q=0.5, application/json;q=0.4", GRAPHQL),
        ("application/graphql-response+json, */*", GRAPHQL),
        ("application/json;q=0, */*", GRAPHQL),
        ("text/html, */*;q=0.1", JSON),
        ("application/json;q=nonsense, application/graphql-response+json;q=0.1", GRAPHQL),
        (BROWSER, JSON),
    ],
)
def test_the_answer_is_what_the_client_likes_best(accept: str | None, expected: MediaType) -> None:
    """Quality first, then precision; plain JSON where the client leaves it to us."""
    assert negotiate(accept) is expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [(BROWSER, HTML), ("text/html", HTML), ("*/*", JSON), (None, JSON), ("text/*", HTML)],
)
def test_a_browser_gets_a_page_where_there_is_one(accept: str | None, expected: MediaType) -> None:
    """Only who asks for HTML gets the page; a program never does."""
    assert negotiate(accept, page=True) is expected


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "image/png, text/plain",
        "application/json;q=0",
        "application/json; charset=utf-16",
        "nonsense",
        "," * 5000,
    ],
)
def test_a_client_that_takes_nothing_of_ours_is_told(accept: str) -> None:
    """406, with the two media types that there are."""
    with pytest.raises(Refused) as refusal:
        negotiate(accept)
    assert refusal.value.status == 406
    assert "application/graphql-response+json" in refusal.value.message


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"],
)
def test_json_in_utf8_is_read(content_type: str) -> None:
    """The charset may be left out."""
    check_content_type(content_type)
    check_content_encoding("identity")
    check_content_encoding(None)


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=latin-1",
        "application/json5",
        "application/json" + ";" * 2000,
    ],
)
def test_any_other_body_is_refused(content_type: str | None) -> None:
    """What an HTML form can send above all: that is the protection against forged posts."""
    with pytest.raises(Refused) as refusal:
        check_content_type(content_type)
    assert (refusal.value.status, refusal.value.code) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate, gzip", "x-anything"])
def test_compressed_bodies_are_refused(encoding: str) -> None:
    """415, and the answer says which encoding would do."""
    with pytest.raises(Refused) as refusal:
        check_content_encoding(encoding)
    assert refusal.value.status == 415
    assert refusal.value.headers["accept-encoding"] == "identity"
