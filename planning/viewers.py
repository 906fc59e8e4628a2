"""From what is true of somebody to the viewer that policies decide about."""

from __future__ import annotations

from functools import lru_cache

from access.viewer import LiveContract, Viewer
from store.facts import REMEMBERED, Facts


@lru_cache(REMEMBERED)
def viewer_from(facts: Facts, network: str) -> Viewer:
    """Turn *facts* into the viewer that they are about."""
    return Viewer(
        network=network,
        customer=facts.customer,
        suspended=facts.suspended,
        home=facts.home,
        contracts=tuple(
            LiveContract(held.id, held.location, held.plan, held.plan_id, held.frozen)
            for held in facts.contracts
        ),
        teams=facts.teams,
        staff=facts.staff,
        rights=facts.rights,
        login=facts.login,
        regranted=facts.regranted,
    )
