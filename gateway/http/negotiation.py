"""Media types: which one the client sends, and which one it wants back.

After the GraphQL-over-HTTP specification: `application/graphql-response+json` carries honest status
codes; `application/json` is for clients that take every status but 200 for a broken network.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cached_property, lru_cache

from gateway.refusals import Refused, bad_request, unsupported_media


class MediaType(StrEnum):
    """What the endpoint can answer with, in the order of our own preference."""

    JSON = "application/json"
    GRAPHQL = "application/graphql-response+json"
    HTML = "text/html"

    @cached_property
    def header(self) -> bytes:
        """The value of the answer's `content-type`."""
        return f"{self.value}; charset=utf-8".encode()


@dataclass(frozen=True, slots=True)
class Range:
    """One entry of an `Accept` header."""

    type: str
    subtype: str
    quality: float
    parameters: tuple[str, ...] = ()

    @property
    def is_server_sent(self) -> bool:
        """Whether it names server-sent events."""
        return (self.type, self.subtype) == ("text", "event-stream")

    @property
    def is_multipart(self) -> bool:
        """Whether it names the parts in which Apollo's clients read a stream."""
        parameters = [each.replace('"', "") for each in self.parameters]
        return (self.type, self.subtype) == ("multipart", "mixed") and _OF_APOLLO in parameters

    def precision(self, media_type: MediaType) -> int:
        """How exactly this entry names *media_type*: 0 not at all, 3 to the letter."""
        type_, _, subtype = media_type.value.partition("/")
        if (self.type, self.subtype) == (type_, subtype):
            return 3
        if (self.type, self.subtype) == (type_, "*"):
            return 2
        return 1 if (self.type, self.subtype) == ("*", "*") else 0


_OF_APOLLO = "subscriptionspec=1.0"
_STREAMS = ("text/event-stream", "subscriptionspec")

MOST_CHARACTERS = 1000
"""Of a header that is read: it bounds the work, and what the caches below can hold."""


@lru_cache(maxsize=256)
def negotiate(accept: str | None, *, page: bool = False) -> MediaType:
    """Choose the media type of the answer; *page* says that an HTML page is to be had, too.

    Of two that the client names and likes equally, the one with honest status codes wins; where
    it leaves the choice to us, it gets plain JSON.

    Raises:
        Refused: 406, where the client accepts nothing that we can send.
    """
    if accept is None or not accept.strip():
        return MediaType.JSON
    ranges = _ranges(accept[:MOST_CHARACTERS])
    offered = [kind for kind in MediaType if page or kind is not MediaType.HTML]
    best = max(offered, key=lambda kind: _wish(kind, ranges))
    if _wish(best, ranges)[0] <= 0:
        raise Refused(
            406,
            "NOT_ACCEPTABLE",
            f"Answers are `{MediaType.GRAPHQL}` or `{MediaType.JSON}`; accept one of them.",
        )
    return best


class Wish(Enum):
    """Whether the client takes a stream of events."""

    NO = 0
    IF_FOLLOWED = 1
    """For what cannot be answered otherwise; for the rest it takes JSON."""
    ALWAYS = 2


@lru_cache(maxsize=256)
def wish_for_events(accept: str | None) -> Wish:
    """Read from `Accept` whether the client takes a stream, by the very name of one that we have.

    `multipart/mixed` alone is no such name: it is one with the parameter `subscriptionSpec`.
    """
    if accept is None or not any(name in accept[:MOST_CHARACTERS].lower() for name in _STREAMS):
        return Wish.NO
    ranges = _ranges(accept[:MOST_CHARACTERS])
    if not any(each.quality > 0 for each in ranges if each.is_server_sent or each.is_multipart):
        return Wish.NO
    takes_json = any(_wish(kind, ranges)[0] > 0 for kind in (MediaType.JSON, MediaType.GRAPHQL))
    return Wish.IF_FOLLOWED if takes_json else Wish.ALWAYS


@lru_cache(maxsize=256)
def names_server_sent(accept: str | None) -> bool:
    """Whether a client that takes a stream takes it as server-sent events, whatever else."""
    ranges = _ranges((accept or "")[:MOST_CHARACTERS])
    return any(each.quality > 0 for each in ranges if each.is_server_sent)


def _wish(kind: MediaType, ranges: list[Range]) -> tuple[float, int, bool]:
    """How much the client wants *kind*: its quality, then how exactly it was named."""
    precision, quality = max(((r.precision(kind), r.quality) for r in ranges), default=(0, 0.0))
    if not precision:
        return (0.0, 0, False)
    return (quality, precision, kind is MediaType.GRAPHQL and precision == 3)


def _ranges(accept: str) -> list[Range]:
    ranges: list[Range] = []
    for entry in accept.split(","):
        name, *parameters = (part.strip().lower() for part in entry.split(";"))
        type_, slash, subtype = name.partition("/")
        if slash and _in_utf8(parameters):
            ranges.append(Range(type_, subtype, _quality(parameters), tuple(parameters)))
    return ranges


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(1.0, max(0.0, float(parameter[2:])))
            except ValueError:
                return 0.0
    return 1.0


def _in_utf8(parameters: list[str]) -> bool:
    charsets = [p[8:].strip('" ') for p in parameters if p.startswith("charset=")]
    return all(charset in ("utf-8", "utf8") for charset in charsets)


@lru_cache(maxsize=256)
def check_content_type(content_type: str | None) -> None:
    """See to it that a POST carries JSON in UTF-8.

    No HTML form can send this media type, so no stranger's page can post in a visitor's name.

    Raises:
        Refused: 415.
    """
    if content_type is None or len(content_type) > MOST_CHARACTERS:
        raise unsupported_media("A POST needs the header `Content-Type: application/json`.")
    name, *parameters = (part.strip().lower() for part in content_type.split(";"))
    if name != MediaType.JSON:
        raise unsupported_media("Operations are posted as `application/json`.")
    if not _in_utf8(parameters):
        raise unsupported_media("JSON is read in UTF-8 only.")


def check_content_encoding(content_encoding: str | None) -> None:
    """See to it that the body is not compressed: a small one could unfold without end.

    Raises:
        Refused: 415, with the encoding that would do.
    """
    if content_encoding is not None and content_encoding.strip().lower() not in ("", "identity"):
        raise unsupported_media(
            "Compressed bodies are not read; send the JSON as it is.",
            headers={"accept-encoding": "identity"},
        )


def check_transfer_encoding(transfer_encoding: str | None) -> None:
    """See to it that the body travels whole or in chunks, and is not compressed on the way.

    Raises:
        Refused: 400.
    """
    if transfer_encoding is not None and transfer_encoding.strip().lower() != "chunked":
        raise bad_request("BAD_REQUEST", "A body is sent whole or `chunked`, and not compressed.")
