"""Bodies of every wrong kind: the right 4xx, quickly, with a code, and the gateway goes on."""

from __future__ import annotations

import gzip
import json
import time

import pytest

from tests.hostile.clients import ask, exchange, post, post_bytes
from tests.served import Served

QUERY = b'{"query":"{__typename}"}'
LARGE = 300 * 1024  # more than a body may have

BODIES = {
    "null": (b"null", 400, "BAD_REQUEST"),
    "number": (b"7", 400, "BAD_REQUEST"),
    "text": (b'"{__typename}"', 400, "BAD_REQUEST"),
    "true": (b"true", 400, "BAD_REQUEST"),
    "list": (b"[" + QUERY + b"]", 400, "BATCHING_NOT_SUPPORTED"),
    "nothing": (b"", 400, "BODY_REQUIRED"),
    "a hundred thousand brackets": (b"[" * 100_000, 400, "BAD_JSON"),
    "brackets that close": (b"[" * 100_000 + b"]" * 100_000, 400, "BAD_JSON"),
    "braces without end": (b'{"a":' * 40_000, 400, "BAD_JSON"),
    "a million digits": (b"9" * 1_000_000, 413, "TOO_LARGE"),
    "as many digits as fit": (b"9" * 200_000, 400, "BAD_JSON"),
    "bad UTF-8": (b'{"query":"{__typename} #\xff"}', 400, "BAD_JSON"),
    "latin-1": ('{"query":"{__typename} # \u00e9"}'.encode("latin-1"), 400, "BAD_JSON"),
    "half a pair": (b'{"query":"{__typename} # \\ud800"}', 400, "BAD_JSON"),
    "NaN": (b'{"query":"{__typename}","variables":{"a":NaN}}', 400, "BAD_JSON"),
    "infinity": (b'{"query":"{__typename}","variables":{"a":-Infinity}}', 400, "BAD_JSON"),
    "cut off": (QUERY[:-1], 400, "BAD_JSON"),
    "two values": (QUERY + QUERY, 400, "BAD_JSON"),
    "zero byte": (b'{"query":"{__typename}"}\x00', 400, "BAD_JSON"),
    "byte order mark": (b"\xef\xbb\xbf" + QUERY, 400, "BAD_JSON"),
    "no query": (b"{}", 400, "QUERY_REQUIRED"),
    "query of a wrong kind": (b'{"query":["{a}"]}', 400, "QUERY_REQUIRED"),
    "name of a wrong kind": (b'{"query":"{__typename}","operationName":7}', 400, "BAD_REQUEST"),
    "variables of a wrong kind": (b'{"query":"{__typename}","variables":[1]}', 400, "BAD_REQUEST"),
    "extensions of a wrong kind": (
        b'{"query":"{__typename}","extensions":"x"}', 400, "BAD_REQUEST",
    ),
    "too large": (b'{"query":"' + b" " * LARGE + b'"}', 413, "TOO_LARGE"),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_of_the_wrong_kind(gateway: Served, name: str) -> None:
    """None is a failure of ours, none takes long."""
    body, status, code = BODIES[name]
    began = time.perf_counter()
    response = post(gateway, body)
    assert (response.status, response.codes) == (status, [code])
    assert time.perf_counter() - began < 2
    assert ask(gateway, "{ __typename }").status == 200


HEADS = {
    "gzip": ({"content_encoding": "gzip"}, 415),
    "deflate": ({"content_encoding": "deflate"}, 415),
    "an encoding that there is not": ({"content_encoding": "rot13"}, 415),
    "twice encoded": ({"content_encoding": "identity, gzip"}, 415),
    "no content type": ({"content_type": ""}, 415),
    "a form": ({"content_type": "application/x-www-form-urlencoded"}, 415),
    "a form in parts": ({"content_type": "multipart/form-data; boundary=x"}, 415),
    "plain text": ({"content_type": "text/plain"}, 415),
    "GraphQL itself": ({"content_type": "application/graphql"}, 415),
    "a type that is none": ({"content_type": "json"}, 415),
    "JSON in another charset": ({"content_type": "application/json; charset=utf-16"}, 415),
    "nothing that we have": ({"accept": "image/png"}, 406),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_head_of_the_wrong_kind(gateway: Served, name: str) -> None:
    """Types and encodings that are not ours are refused, and not guessed."""
    headers, status = HEADS[name]
    response = post(gateway, QUERY, **headers)
    assert response.status == status
    assert len(response.codes) == 1


def test_a_compressed_body_is_not_unfolded(gateway: Served) -> None:
    """A small one could hold gigabytes."""
    response = post(gateway, gzip.compress(b" " * 10_000_000), content_encoding="gzip")
    assert response.status == 415
    assert response.headers["accept-encoding"] == "identity"


def test_a_body_in_chunks_has_the_same_bound(gateway: Served) -> None:
    """Nobody has to say beforehand how much it will be."""
    head = post_bytes(b"", content_length="", transfer_encoding="chunked")
    chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    response = exchange(gateway, head, *[chunk] * 40)
    assert (response.status, response.codes) == (413, ["TOO_LARGE"])
    small = b"%x\r\n%s\r\n0\r\n\r\n" % (len(QUERY), QUERY)
    assert exchange(gateway, head, small).status == 200


def test_two_operations_want_a_name(gateway: Served) -> None:
    """None of them is run for want of one."""
    query = "query A { a: __typename } query B { b: __typename }"
    assert ask(gateway, query).codes == ["OPERATION_RESOLUTION_FAILURE"]
    assert ask(gateway, query, operationName="C").codes == ["OPERATION_RESOLUTION_FAILURE"]
    assert ask(gateway, query, operationName="").status == 400
    assert ask(gateway, query, operationName="B").json() == {"data": {"b": "Query"}}


DOCUMENTS = {
    "tokens": ("{ portal { " + "name " * 100_000, "TOO_LARGE"),
    "as many tokens as fit": ("{ portal { " + "a " * 100_000, "GRAPHQL_PARSE_FAILED"),
    "fields": ("{ portal { " + "name " * 3_000 + "} }", "TOO_MANY_FIELDS"),
    "depth": ("{ a " * 1_000 + "}" * 1_000, "GRAPHQL_PARSE_FAILED"),
    "a little too deep": ("{ a " * 16 + "{ a }" + "}" * 16, "TOO_DEEP"),
    "aliases": ("{ portal { " + " ".join(f"a{i}: name" for i in range(61)) + " } }",
                "TOO_MANY_ALIASES"),
    "root fields": ("{ " + " ".join(["portal { name }"] * 21) + " }", "TOO_MANY_ROOT_FIELDS"),
    "directives": ("{ portal { name " + "@include(if: true) " * 51 + "} }",
                   "TOO_MANY_DIRECTIVES"),
    "fragments in a circle": ("{ portal { ...A } } fragment A on Portal { ...A }",
                              "GRAPHQL_VALIDATION_FAILED"),
    "fragments that double": (
        "{ portal { ...F0 } } "
        + " ".join(f"fragment F{i} on Portal {{ ...F{i + 1} ...F{i + 1} }}" for i in range(30))
        + " fragment F30 on Portal { name }",
        "TOO_MANY_FIELDS",
    ),
    "a page too large": ("{ events(first: 101) { nodes { id } } }", "PAGE_SIZE"),
    "comments": ("#\n" * 60_000 + "{ __typename }", "GRAPHQL_PARSE_FAILED"),
    "a zero byte": ("{ __typename \x00 }", "GRAPHQL_PARSE_FAILED"),
    "half a pair in text": ('{ node(id: "\\uD800") { id } }', "GRAPHQL_PARSE_FAILED"),
    "an id that is none": ('{ node(id: "7") { id } }', None),
    "a number too large": ("{ events(first: 99999999999999999999) { nodes { id } } }",
                           "GRAPHQL_VALIDATION_FAILED"),
    "a cursor that is none": ('{ events(after: "@@@") { nodes { id } } }', "BAD_CURSOR"),
    "a cursor of wrong padding": ('{ events(after: "a") { nodes { id } } }', "BAD_CURSOR"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_the_wrong_kind(gateway: Served, name: str) -> None:
    """A code for each, and none of Python's words."""
    query, code = DOCUMENTS[name]
    response = ask(gateway, query)
    assert response.status < 500
    if code is None:
        assert "errors" not in response.json()
    else:
        assert code in response.codes
    for words in (b"Traceback", b"padding", b"invalid literal", b"Error:", b"did you mean"):
        assert words not in response.body.replace(b"Syntax Error:", b"")


def test_nothing_is_suggested(gateway: Served) -> None:
    """A wrong name is not mended: the right one may be none of the asker's business."""
    (error,) = ask(gateway, "{ portal { nam } }").json()["errors"]
    assert "name" not in error["message"]


def test_a_client_that_tries_persisted_queries_is_told(gateway: Served) -> None:
    """In the words on which Apollo's sends the query with its hash."""
    body = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}
    response = post(gateway, json.dumps(body).encode())
    assert response.codes == ["PERSISTED_QUERY_NOT_FOUND"]
    assert response.json()["errors"][0]["message"] == "PersistedQueryNotFound"
