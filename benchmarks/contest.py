"""All servers on one database: started, compared, measured page by page."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.bare import BOOKING_PAGE
from benchmarks.contestants import Asked, Contestant, Headers, always, in_turn, post
from benchmarks.demo import ROOT, portal
from benchmarks.equality import Different, compare
from benchmarks.everything_public import write_everything_public
from benchmarks.load import request_bytes
from benchmarks.measuring import Measured, measure
from benchmarks.pages import BOOKING, PAGES, PORTAL, READS, VISIT, VISIT_NAME, VISITOR
from benchmarks.peers.setting import Setting
from benchmarks.peers.starting import SERVERS, started
from benchmarks.rooms import count_booked, free_times
from benchmarks.servers import Server, serving
from benchmarks.sessions import Session, sessions_beside
from benchmarks.without_budgets import write_without_budgets

SECRET = "a secret for measuring, of no use to anybody else"
CONNECTIONS = (32, 1)
Pages = Mapping[str, Asked]
LIMIT = "bare function"
OURS = "gateway"
OPEN = "gateway, everything public"
PUBLIC = "public"
PEERS = (PUBLIC, *SERVERS)
"""What may be measured beside the gateway and the bare function."""


@dataclass(slots=True)
class Contest:
    """What was measured on one database: by page and connections, each server's figures."""

    database: str
    booked: int = 0  # requests to book that were sent
    figures: dict[tuple[str, int], dict[str, Measured]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def hold(url: str, *, rounds: int, seconds: float, peers: Collection[str]) -> Contest:
    """Measure all pages on one database; *peers* are some of `PEERS`.

    Raises:
        Different: A server does not answer what the gateway answers, and nothing is measured; or
            not every request to book has booked.
    """
    contest = Contest(url.partition(":")[0])
    with _contestants(url, peers, contest) as contestants:
        compare(contestants)
        for page in (*(page.name for page in PAGES), BOOKING.name, VISIT_NAME):
            for connections in CONNECTIONS:
                contest.figures[page, connections] = measure(
                    contestants, page, rounds=rounds, seconds=seconds, connections=connections
                )
        booked = asyncio.run(count_booked(url))
        if booked != contest.booked:
            raise Different(f"{contest.booked:,} requests to book made {booked:,} bookings")
        for each in contestants:
            contest.remarks.append(f"{each.name}: {each.server.memory_megabytes:.0f} MB afterwards")
    return contest


@contextmanager
def _contestants(url: str, peers: Collection[str], contest: Contest) -> Iterator[list[Contestant]]:
    environment = {
        "PORTAL_ROOT": str(ROOT), "PORTAL_DATABASE_URL": url, "PORTAL_SECRET": SECRET,
    }  # fmt: skip
    token = portal(environment, "token", VISITOR, "--at", PORTAL)
    sessions = asyncio.run(sessions_beside(url, SECRET, token))
    environment["BENCHMARK_SESSIONS"] = ",".join(str(session.id) for session in sessions)
    headers = [
        [("authorization", f"Bearer {session.token}"), ("x-portal", PORTAL)]
        for session in sessions
    ]
    wishes = _wishes(contest)
    with ExitStack() as stack:
        factory = "gateway.application:from_environment"
        unbounded = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-ours-")))
        write_without_budgets(ROOT, unbounded)
        gateway = stack.enter_context(
            serving(OURS, factory, {**environment, "PORTAL_ROOT": str(unbounded)})
        )
        found = [Contestant(gateway, _of_graph(gateway, headers, wishes))]
        if PUBLIC in peers:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-open-")))
            write_everything_public(ROOT, folder)
            opened = stack.enter_context(
                serving(OPEN, factory, {**environment, "PORTAL_ROOT": str(folder)})
            )
            # with other plans than the first visitor's there is more to see where all is public
            found.append(Contestant(opened, _of_graph(opened, headers, wishes), compared=1))
        bare = stack.enter_context(serving(LIMIT, "benchmarks.bare:app", environment))
        found.append(Contestant(bare, _of_numbers(bare, sessions, wishes), compared=0))
        if contest.database == "postgresql":
            setting = Setting.of(url, ROOT, SECRET)
            others, missing = stack.enter_context(started(peers, setting, sessions))
            found += others
            contest.remarks += missing
        yield found


def _wishes(contest: Contest) -> Iterator[dict[str, str | int]]:
    """Yield what to book, to all servers together, and count."""
    for room, start, end in free_times():
        contest.booked += 1
        yield {"resource": room, "start": start.isoformat(), "end": end.isoformat()}


def _of_graph(
    server: Server, headers: Sequence[Headers], wishes: Iterator[dict[str, str | int]]
) -> Pages:
    def book() -> bytes:
        wish = next(wishes)
        given = {
            "resourceId": f"Resource:{wish['resource']}",
            "startsAt": wish["start"], "endsAt": wish["end"],
        }  # fmt: skip
        return post(server, headers[0], BOOKING.query, {"input": given})

    pages = {
        page.name: in_turn([always(post(server, each, page.query)) for each in headers])
        for page in READS
    }
    return _all(pages, book)


def _of_numbers(
    server: Server, sessions: Sequence[Session], wishes: Iterator[dict[str, str | int]]
) -> Pages:
    def request(page: int, session: Session, body: object = None) -> bytes:
        headers = [("x-page", str(page)), ("x-sid", str(session.id))]
        return request_bytes(server.port, json.dumps(body).encode(), headers)

    pages = {
        page.name: in_turn([always(request(number, each)) for each in sessions])
        for number, page in enumerate(READS)
    }
    return _all(pages, lambda: request(BOOKING_PAGE, sessions[0], next(wishes)))


def _all(pages: Pages, book: Asked) -> Pages:
    visit = in_turn([*(pages[page.name] for page in VISIT), book])
    return {**pages, BOOKING.name: book, VISIT_NAME: visit}
