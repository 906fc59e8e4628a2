"""Measure the gateway beside the bare function: `python -m benchmarks [--seconds 3] [--rounds 3]`.

On each database, for each page: rounds of the servers in turn, 32 connections and one; the median
of the rounds is printed, and the ratio to the bare function. With `--peers` other GraphQL servers
take part on PostgreSQL. Absolute figures say little on a shared machine; ratios and CPU a request
say more.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console

from benchmarks.contest import PEERS, hold
from benchmarks.demo import databases
from benchmarks.equality import Different
from benchmarks.options import add_databases
from benchmarks.plot import plot
from benchmarks.report import as_json, machine, sentences_of, table_of


def main() -> None:
    """Measure what the command line asks for, and print a table for each database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="length of one round")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count")
    parser.add_argument("--scale", type=int, default=10, help="size of the demo network")
    add_databases(parser)
    parser.add_argument("--postgresql", metavar="URL", help="an empty database to use")
    parser.add_argument(
        "--peers", nargs="*", default=(), choices=PEERS, metavar="NAME",
        help=f"measure other servers, too: {', '.join(PEERS)}; all of them if none is named",
    )  # fmt: skip
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw them, as SVG")
    options = parser.parse_args()
    peers = PEERS if options.peers == [] else tuple(options.peers)
    console = Console(width=150)
    console.print(machine())
    contests = []
    with databases(options.databases, options.postgresql, options.scale) as urls:
        for url in urls:
            try:
                contest = hold(
                    url, rounds=options.rounds, seconds=options.seconds, peers=peers
                )
            except Different as reason:
                sys.exit(f"Nothing was measured: {reason}")
            contests.append(contest)
            console.print(table_of(contest, options.rounds))
            for sentence in sentences_of(contest):
                console.print(sentence, soft_wrap=True, highlight=False)
    figures = as_json(contests)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    if options.plot:
        options.plot.write_text(plot(figures))


if __name__ == "__main__":
    main()
