"""The demo's locations, as far as its rows need them: the tree itself stands in `locations/`."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Place:
    """One location: where its rows belong, which clock and which money they go by."""

    id: str
    parent: str | None
    network: str
    timezone: str
    currency: str
    language: str
    code: str  # the first letters of its invoices' numbers

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


_BERLIN = ("harbour", "Europe/Berlin", "EUR", "de")
_BRUSSELS = ("harbour", "Europe/Brussels", "EUR", "nl")
_LISBON = ("harbour", "Europe/Lisbon", "EUR", "pt")
_NEW_YORK = ("harbour", "America/New_York", "USD", "en")
_LONDON = ("plenum", "Europe/London", "GBP", "en")
_AMSTERDAM = ("plenum", "Europe/Amsterdam", "EUR", "nl")
_ADELAIDE = ("plenum", "Australia/Adelaide", "AUD", "en")

_TREE = (
    ("harbour", None, ("harbour", "Europe/Berlin", "EUR", "en"), "HAR"),
    ("harbour-germany", "harbour", _BERLIN, "DE"),
    ("berlin", "harbour-germany", _BERLIN, "BER"),
    ("berlin-mitte", "berlin", _BERLIN, "MIT"),
    ("berlin-kreuzberg", "berlin", _BERLIN, "KRE"),
    ("hamburg", "harbour-germany", _BERLIN, "HAM"),
    ("hamburg-speicherstadt", "hamburg", _BERLIN, "SPE"),
    ("harbour-belgium", "harbour", _BRUSSELS, "BE"),
    ("ghent", "harbour-belgium", _BRUSSELS, "GNT"),
    ("ghent-docks", "ghent", _BRUSSELS, "DOK"),
    ("harbour-portugal", "harbour", _LISBON, "PT"),
    ("lisbon", "harbour-portugal", _LISBON, "LIS"),
    ("lisbon-alfama", "lisbon", _LISBON, "ALF"),
    ("lisbon-beato", "lisbon", _LISBON, "BEA"),
    ("harbour-usa", "harbour", _NEW_YORK, "US"),
    ("new-york", "harbour-usa", _NEW_YORK, "NYC"),
    ("new-york-dumbo", "new-york", _NEW_YORK, "DUM"),
    ("plenum", None, _LONDON, "PLE"),
    ("plenum-uk", "plenum", _LONDON, "UK"),
    ("london", "plenum-uk", _LONDON, "LON"),
    ("plenum-hackney", "london", _LONDON, "HAC"),
    ("plenum-peckham", "london", _LONDON, "PEC"),
    ("plenum-netherlands", "plenum", _AMSTERDAM, "NL"),
    ("rotterdam", "plenum-netherlands", _AMSTERDAM, "RTM"),
    ("plenum-katendrecht", "rotterdam", _AMSTERDAM, "KAT"),
    ("plenum-australia", "plenum", _ADELAIDE, "AU"),
    ("adelaide", "plenum-australia", _ADELAIDE, "ADL"),
    ("plenum-port", "adelaide", _ADELAIDE, "PRT"),
)

PLACES = {
    name: Place(name, parent, network, timezone, currency, language, code)
    for name, parent, (network, timezone, currency, language), code in _TREE
}


def below(name: str) -> list[str]:
    """Return *name* and all locations below it, in the order of the tree."""
    found = [name]
    for place in PLACES.values():
        if place.parent in found:
            found.append(place.id)
    return found


def above(name: str) -> list[str]:
    """Return the locations above *name*, the nearest first."""
    parent = PLACES[name].parent
    return [] if parent is None else [parent, *above(parent)]
