"""All servers on one database: started, compared, measured page by page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import jwt

from benchmarks.contestants import Contestant, asked
from benchmarks.demo import ROOT, portal
from benchmarks.equality import compare
from benchmarks.everything_public import write_everything_public
from benchmarks.load import request_bytes
from benchmarks.measuring import Measured, measure
from benchmarks.pages import PAGES, PORTAL, VISITOR
from benchmarks.peers.setting import Setting
from benchmarks.peers.starting import peers
from benchmarks.servers import serving

SECRET = "a secret for measuring, of no use to anybody else"
CONNECTIONS = (32, 1)
LIMIT = "bare function"
OURS = "gateway"
OPEN = "gateway, everything public"


@dataclass(slots=True)
class Contest:
    """What was measured on one database: by page and connections, each server's figures."""

    database: str
    figures: dict[tuple[str, int], dict[str, Measured]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def hold(url: str, *, rounds: int, seconds: float, with_peers: bool) -> Contest:
    """Measure all pages on one database.

    Raises:
        Different: A server does not answer what the gateway answers; nothing is measured then.
    """
    contest = Contest(url.partition(":")[0])
    with _contestants(url, with_peers, contest) as contestants:
        compare([each for each in contestants if each.answers])
        for number, page in enumerate(PAGES):
            for connections in CONNECTIONS:
                contest.figures[page.name, connections] = measure(
                    contestants, number, rounds=rounds, seconds=seconds, connections=connections
                )
        for each in contestants:
            contest.remarks.append(f"{each.name}: {each.server.memory_megabytes:.0f} MB afterwards")
    return contest


@contextmanager
def _contestants(url: str, with_peers: bool, contest: Contest) -> Iterator[list[Contestant]]:
    environment = {
        "PORTAL_ROOT": str(ROOT), "PORTAL_DATABASE_URL": url, "PORTAL_SECRET": SECRET,
    }  # fmt: skip
    token = portal(environment, "token", VISITOR, "--at", PORTAL)
    session = jwt.decode(token, options={"verify_signature": False})["sid"]
    environment["BENCHMARK_SESSION"] = str(session)
    headers = [("authorization", f"Bearer {token}"), ("x-portal", PORTAL)]
    operations = [page.query for page in PAGES]
    with ExitStack() as stack:
        factory = "gateway.application:from_environment"
        gateway = stack.enter_context(serving(OURS, factory, environment))
        found = [Contestant(gateway, asked(gateway, operations, headers))]
        if with_peers:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-open-")))
            write_everything_public(ROOT, folder)
            opened = stack.enter_context(
                serving(OPEN, factory, {**environment, "PORTAL_ROOT": str(folder)})
            )
            found.append(Contestant(opened, asked(opened, operations, headers)))
        bare = stack.enter_context(serving(LIMIT, "benchmarks.bare:app", environment))
        bare_requests = tuple(
            request_bytes(bare.port, b"{}", [("x-page", str(number))])
            for number in range(len(PAGES))
        )
        found.append(Contestant(bare, bare_requests, answers=False))
        if with_peers and contest.database == "postgresql":
            setting = Setting.of(url, ROOT, SECRET)
            others, missing = stack.enter_context(peers(setting, token))
            found += others
            contest.remarks += missing
        yield found
