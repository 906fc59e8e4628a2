"""Where the gateway is installed: an environment of its own, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import packages_distributions

DISTRIBUTION = "portal-gateway"
PACKAGES = ("gateway", "schema", "resolvers", "planning", "access", "store", "documents")


class EnvironmentUnfit(Exception):
    """Another distribution installed a package of one of our names; the text says which."""


def check_environment(owners: Mapping[str, Sequence[str]] | None = None) -> None:
    """See to it that what we import under our names is ours.

    *owners* maps packages to the distributions that installed them; by default, this environment's.

    Raises:
        EnvironmentUnfit: with a sentence for the operator.
    """
    owners = packages_distributions() if owners is None else owners
    for package in PACKAGES:
        for stranger in sorted(set(owners.get(package, ())) - {DISTRIBUTION}):
            raise EnvironmentUnfit(
                f"the distribution `{stranger}` has installed a package named `{package}`, "
                "which is one of ours: install the gateway into an environment of its own"
            )
