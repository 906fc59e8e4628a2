"""The streams under way: by network, and by what they follow, so that no other is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from gateway.live.streams import Stream
from store.happenings import Happening


class Interest(NamedTuple):
    """A network, a type of records, and whose or about which resource they must be."""

    network: str
    target: str | None
    about: str = "anything"
    id: int | None = None


class Registry:
    """All streams under way, in the order in which they began."""

    def __init__(self) -> None:
        self._of_networks: dict[str, dict[Stream, None]] = {}
        self._of_interests: dict[Interest, dict[Stream, None]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._of_networks.values()))

    def __iter__(self) -> Iterator[Stream]:
        """Yield the streams that there are now, whatever becomes of them meanwhile."""
        for network in self.networks:
            yield from self.of(network)

    @property
    def networks(self) -> list[str]:
        """The networks in which something is followed."""
        return list(self._of_networks)

    def of(self, network: str) -> list[Stream]:
        """Return the streams of a network."""
        return list(self._of_networks.get(network, ()))

    def concerned(self, happening: Happening) -> list[Stream]:
        """Return the streams that may show *happening*; rows are asked afterwards."""
        found = (self._of_interests.get(key, ()) for key in _interests_in(happening))
        return [stream for streams in found for stream in streams]

    def concerns_any(self, happening: Happening) -> bool:
        """Whether there are such streams."""
        return any(key in self._of_interests for key in _interests_in(happening))

    def follows(self, network: str, target: str) -> bool:
        """Whether all records of the type *target* are followed."""
        return Interest(network, target) in self._of_interests

    def add(self, stream: Stream) -> None:
        """Take a stream in."""
        self._of_networks.setdefault(stream.network, {})[stream] = None
        self._of_interests.setdefault(_interest(stream), {})[stream] = None

    def drop(self, stream: Stream) -> None:
        """Forget a stream, if it is here."""
        _drop(self._of_networks, stream.network, stream)
        _drop(self._of_interests, _interest(stream), stream)


def _interests_in(happening: Happening) -> tuple[Interest, ...]:
    network, target = happening.network, happening.type
    return (
        Interest(network, target),
        Interest(network, target, "resource", happening.resource),
        Interest(network, target, "customer", happening.customer),
    )


def _interest(stream: Stream) -> Interest:
    what = stream.what
    if what.resource is not None:
        return Interest(stream.network, what.target, "resource", what.resource)
    if what.own:
        return Interest(stream.network, what.target, "customer", stream.customer)
    return Interest(stream.network, what.target)


def _drop(streams: dict[Any, dict[Stream, None]], key: Any, stream: Stream) -> None:
    found = streams.get(key)
    if found is not None:
        found.pop(stream, None)
        if not found:
            del streams[key]
