"""Requests read from bodies and addresses, and those refused before GraphQL is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.requests import ClientDisconnect

from gateway.http.heads import Head, read_head, request_id_of
from gateway.http.requests import Named, Operation, read_get, read_post
from gateway.refusals import Refused

MOST = 1024
JSON_HEAD = Head(content_type="application/json")


def sender(chunks: Iterable[bytes]) -> Any:
    """A client that sends *chunks*, and then leaves."""
    waiting = list(chunks)

    async def receive() -> dict[str, Any]:
        if not waiting:
            return {"type": "http.disconnect"}
        chunk = waiting.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(waiting)}

    return receive


async def post(body: bytes, head: Head = JSON_HEAD) -> Operation:
    """Read *body* as a POST's."""
    operation = await read_post(head, sender([body]), MOST)
    assert operation.size == len(body)
    return operation._replace(size=0)


async def test_the_four_entries_of_a_request() -> None:
    """Query, operation name and variables are handed on; extensions and anything else are not."""
    body = b'{"query":"{a}","operationName":"A","variables":{"b":1},"extensions":{},"else":7}'
    assert await post(body) == Operation("{a}", "A", {"b": 1}, safe=False)


@pytest.mark.parametrize("entry", ["operationName", "variables", "extensions"])
async def test_null_is_as_good_as_nothing(entry: str) -> None:
    """Clients send null for what they leave out."""
    operation = await post(f'{{"query":"{{a}}","{entry}":null}}'.encode())
    assert operation == Operation("{a}", None, None, safe=False)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "BODY_REQUIRED"),
        (b"null", "BAD_REQUEST"),
        (b"7", "BAD_REQUEST"),
        (b'"{a}"', "BAD_REQUEST"),
        (b"{", "BAD_JSON"),
        (b"[" * 1000, "BAD_JSON"),
        (b"1" * 1000, "BAD_JSON"),
        (b"NaN", "BAD_JSON"),
        (b'{"query":"{a}","variables":{"x":NaN}}', "BAD_JSON"),
        (b'{"query":"{a}","variables":{"x":Infinity}}', "BAD_JSON"),
        (b'{"query":"\xff"}', "BAD_JSON"),
        (b'{"query":"\\ud800"}', "BAD_JSON"),
        (b'\xef\xbb\xbf{"query":"{a}"}', "BAD_JSON"),
        ('{"query":"{a}"}'.encode("utf-16"), "BAD_JSON"),
        (b'{"query":"{a}"} x', "BAD_JSON"),
        (b'[{"query":"{a}"}]', "BATCHING_NOT_SUPPORTED"),
        (b"[]", "BATCHING_NOT_SUPPORTED"),
        (b"{}", "QUERY_REQUIRED"),
        (b'{"query":null}', "QUERY_REQUIRED"),
        (b'{"query":{}}', "QUERY_REQUIRED"),
        (b'{"query":0}', "QUERY_REQUIRED"),
        (b'{"query":true}', "QUERY_REQUIRED"),
        (b'{"query":["{a}"]}', "QUERY_REQUIRED"),
        (b'{"query":"{a}","operationName":0}', "BAD_REQUEST"),
        (b'{"query":"{a}","operationName":{}}', "BAD_REQUEST"),
        (b'{"query":"{a}","variables":"{}"}', "BAD_REQUEST"),
        (b'{"query":"{a}","variables":[]}', "BAD_REQUEST"),
        (b'{"query":"{a}","variables":0}', "BAD_REQUEST"),
        (b'{"query":"{a}","extensions":"x"}', "BAD_REQUEST"),
        (b'{"query":"{a}","extensions":[]}', "BAD_REQUEST"),
    ],
)
async def test_a_body_of_the_wrong_kind_is_refused(body: bytes, code: str) -> None:
    """400 with a code, whatever the bytes."""
    with pytest.raises(Refused) as refusal:
        await post(body)
    assert (refusal.value.status, refusal.value.code) == (400, code)
    assert not refusal.value.of_the_operation


HASH = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("entries", "named"),
    [
        ('"documentId":"a1"', Named("a1", is_hash=False)),
        ('"doc_id":"a1"', Named("a1", is_hash=False)),
        (f'"extensions":{{"persistedQuery":{{"version":1,"sha256Hash":"{HASH}"}}}}',
         Named(HASH, is_hash=True)),
    ],
)
async def test_a_document_may_be_named(entries: str, named: Named) -> None:
    """As clients of graphql-codegen, Relay and Apollo do; with the text beside it, or without."""
    assert await post(f"{{{entries}}}".encode()) == Operation(
        "", None, None, safe=False, document=named
    )
    assert (await post(f'{{"query":"{{a}}",{entries}}}'.encode())).document == named


@pytest.mark.parametrize(
    "entries",
    [
        '"documentId":7',
        '"doc_id":["a"]',
        '"extensions":{"persistedQuery":7}',
        '"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}',
        '"extensions":{"persistedQuery":{"version":1,"sha256Hash":null}}',
    ],
)
async def test_a_name_of_another_form_is_refused(entries: str) -> None:
    """400 with a code, whether or not the text is there as well."""
    for body in (f"{{{entries}}}", f'{{"query":"{{a}}",{entries}}}'):
        with pytest.raises(Refused) as refusal:
            await post(body.encode())
        assert (refusal.value.status, refusal.value.code) == (400, "BAD_REQUEST")


async def test_a_body_in_pieces_is_put_together() -> None:
    """Without a length, too, as chunked transfer has it."""
    receive = sender([b'{"query":', b'"{a}"', b"}"])
    assert (await read_post(JSON_HEAD, receive, MOST)).query == "{a}"


async def test_no_more_is_read_than_allowed() -> None:
    """A body that says how long it is goes unread; one that does not is cut off on the way."""
    said = Head(content_type="application/json", content_length=str(MOST + 1))
    with pytest.raises(Refused) as refusal:
        await read_post(said, sender([]), MOST)
    assert refusal.value.status == 413

    endless = [b" " * 600] * 100
    receive = sender(endless)
    with pytest.raises(Refused) as refusal:
        await read_post(JSON_HEAD, receive, MOST)
    assert refusal.value.status == 413
    assert len(await rest_of(receive)) == 98


async def rest_of(receive: Any) -> list[bytes]:
    """What a client was not yet rid of."""
    left = []
    while (message := await receive())["type"] == "http.request":
        left.append(message["body"])
    return left


@pytest.mark.parametrize(
    ("length", "status"), [("-1", 400), ("1e3", 400), ("", 400), ("٣", 400), ("9" * 400, 413)]
)
async def test_a_length_that_is_none_is_refused(length: str, status: int) -> None:
    """Nothing is read on its word."""
    head = Head(content_type="application/json", content_length=length)
    with pytest.raises(Refused) as refusal:
        await read_post(head, sender([b'{"query":"{a}"}']), MOST)
    assert refusal.value.status == status


async def test_a_client_that_leaves_is_no_failure() -> None:
    """It gets no answer, and the log no traceback: the endpoint knows this exception."""
    with pytest.raises(ClientDisconnect):
        await read_post(JSON_HEAD, sender([]), MOST)


def test_a_get_carries_the_same_in_its_address() -> None:
    """Variables and extensions as JSON text."""
    parameters = {"query": "{a}", "operationName": "A", "variables": '{"b": "ö"}', "utm": "1"}
    expected = Operation("{a}", "A", {"b": "ö"}, safe=True)
    assert read_get(urlencode(parameters).encode(), MOST)._replace(size=0) == expected


def test_empty_parameters_are_as_good_as_none() -> None:
    """A form in a browser sends them."""
    expected = Operation("{a}", None, None, safe=True)
    given = b"query={a}&operationName=&variables=&extensions="
    assert read_get(given, MOST) == expected._replace(size=len(given))


@pytest.mark.parametrize(
    ("query_string", "status"),
    [
        (b"", 400),
        (b"variables={}", 400),
        (b"query={a}&query={b}", 400),
        (b"query={a}&variables=x", 400),
        (b"query={a}&variables=[]", 400),
        (b"query={a}&variables=%22x%22", 400),
        (b"query={a}&extensions=7", 400),
        (b"query=%ff", 400),
        ("query=ö".encode(), 400),
        (b"&".join(b"p%d=1" % n for n in range(30)), 400),
        (b"query=" + b"a" * MOST, 414),
    ],
)
def test_a_wrong_address_is_refused(query_string: bytes, status: int) -> None:
    """With a 4xx, before anything is parsed."""
    with pytest.raises(Refused) as refusal:
        read_get(query_string, MOST)
    assert refusal.value.status == status


def test_the_headers_that_matter() -> None:
    """Others are left alone; several `Accept` are one list."""
    head = read_head(
        [(b"accept", b"a/b"), (b"accept", b"c/d"), (b"x-portal", b"berlin"), (b"x-other", b"x=y")]
    )
    assert head == Head(accept="a/b,c/d", portal="berlin")


@pytest.mark.parametrize(
    "name", [b"authorization", b"x-portal", b"host", b"content-type", b"content-length"]
)
def test_a_header_that_stands_twice_is_refused(name: bytes) -> None:
    """A proxy may have decided by the other one."""
    with pytest.raises(Refused) as refusal:
        read_head([(name, b"a"), (name, b"a")])
    assert refusal.value.status == 400


def test_a_sound_request_id_is_kept() -> None:
    """So that a trace goes through; anything odd is replaced, as it will stand in the log."""
    assert request_id_of([(b"x-request-id", b"ab-12.x_Z")]) == "ab-12.x_Z"
    for odd in (b"", b"a b", b"a\nb", b"a" * 65, "é".encode()):
        assert len(request_id_of([(b"x-request-id", odd)])) == 16
    assert request_id_of([]) != request_id_of([])
