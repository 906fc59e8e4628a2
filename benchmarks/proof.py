"""Time the prover: `python -m benchmarks.proof`; a made-up network of 500 locations.

Reading and compiling are timed apart: proving is what every load pays on top of them.
"""

from __future__ import annotations

import statistics
import time

from access.compiling import Compiled, compile_policies
from benchmarks.network import CHANGES, FIELDS, PLANS, TYPES, read, shape
from benchmarks.options import parser_of


def main() -> None:
    """Print what one load takes, and the proof's part of it; the median of the rounds."""
    parser = parser_of("proof", __doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    documents, graph = read(), shape()
    loads, proofs = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        compiled: Compiled = compile_policies(documents, graph)
        loads.append(time.perf_counter() - began)
        if compiled.proof is None or compiled.policies is None:
            raise SystemExit("\n".join(map(str, compiled.problems)))
        proofs.append(compiled.proof.seconds)
    print(compiled.proof)
    print(f"{TYPES * FIELDS} field rules, {CHANGES} changes with dates, {len(PLANS)} plans")
    print(f"proving: {statistics.median(proofs):.2f} s, the median of {rounds} rounds")
    print(f"compiling and proving: {statistics.median(loads):.2f} s")


if __name__ == "__main__":
    main()
