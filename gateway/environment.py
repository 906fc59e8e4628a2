"""Where the gateway is installed: an environment of its own, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import Distribution, distributions

DISTRIBUTION = "portal-gateway"
PACKAGES = ("gateway", "schema", "resolvers", "planning", "access", "store", "documents")

_RECORDED = re.compile(rf"^({'|'.join(PACKAGES)})(?:/|\.py\b)", re.MULTILINE)


class EnvironmentUnfit(Exception):
    """Another distribution installed a package of one of our names; the text says which."""


def check_environment(owners: Mapping[str, Sequence[str]] | None = None) -> None:
    """See to it that what we import under our names is ours.

    *owners* maps packages to the distributions that installed them; by default, this environment's.

    Raises:
        EnvironmentUnfit: with a sentence for the operator.
    """
    owners = find_owners() if owners is None else owners
    for package in PACKAGES:
        for stranger in sorted(set(owners.get(package, ())) - {DISTRIBUTION}):
            raise EnvironmentUnfit(
                f"the distribution `{stranger}` has installed a package named `{package}`, "
                "which is one of ours: install the gateway into an environment of its own"
            )


def find_owners() -> dict[str, list[str]]:
    """Tell of each of our packages which distributions of this environment installed it."""
    owners: dict[str, list[str]] = {package: [] for package in PACKAGES}
    for distribution in distributions():
        for package in set(_installed(distribution)):
            owners[package].append(distribution.name)
    return owners


def _installed(distribution: Distribution) -> Iterator[str]:
    """Yield those of our names that a distribution declares, or else that its files bear.

    Its record is searched, not parsed: there are a hundred of them, and each command looks.
    """
    declared = distribution.read_text("top_level.txt")
    if declared:
        yield from set(PACKAGES).intersection(declared.split())
    else:
        record = distribution.read_text("RECORD")
        if record is None:  # an older tool installed it
            record = "\n".join(map(str, distribution.files or ()))
        yield from _RECORDED.findall(record)
