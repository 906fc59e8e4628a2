"""The network Harbour: coworking houses in Germany, Belgium, Portugal and New York."""

from __future__ import annotations

from store.demo.harbour import (
    belonging,
    berlin_kreuzberg,
    berlin_mitte,
    ghent_docks,
    hamburg_speicherstadt,
    lisbon_alfama,
    lisbon_beato,
    network,
    new_york_dumbo,
    staff,
    standings,
)

CONTENTS = (
    *network.PLACES_ABOVE,
    berlin_mitte.CONTENT,
    berlin_kreuzberg.CONTENT,
    hamburg_speicherstadt.CONTENT,
    ghent_docks.CONTENT,
    lisbon_alfama.CONTENT,
    lisbon_beato.CONTENT,
    new_york_dumbo.CONTENT,
)

PEOPLE = (*standings.STANDINGS, *belonging.BELONGING)
STAFF = staff.STAFF
