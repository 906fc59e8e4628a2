"""The environment that the gateway is installed in."""

from __future__ import annotations

import pytest

from gateway.environment import PACKAGES, EnvironmentUnfit, check_environment


def test_our_own_environment_is_fit() -> None:
    """Nobody else has installed a package of our names here."""
    check_environment()


def test_ours_may_be_known_as_ours() -> None:
    """Installed from a wheel, all packages belong to us."""
    check_environment({name: ["portal-gateway"] for name in PACKAGES} | {"yaml": ["PyYAML"]})


def test_a_stranger_of_our_name_is_named() -> None:
    """Which of the two would be imported is anybody's guess, so that we do not start."""
    with pytest.raises(EnvironmentUnfit) as unfit:
        check_environment({"schema": ["portal-gateway", "schema"]})
    assert str(unfit.value) == (
        "the distribution `schema` has installed a package named `schema`, which is one of ours: "
        "install the gateway into an environment of its own"
    )
