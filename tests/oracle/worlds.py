"""Small worlds: a tree of locations, and hostile rows in two networks that share their ids."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from store import tables
from store.databases import Connection
from tests.oracle.files import Files
from tests.oracle.goods import Goods
from tests.oracle.hostile import CLOCKS, Dice
from tests.oracle.people import Rows
from tests.oracle.townsfolk import Guest, Townsfolk


class Settlers(Townsfolk, Goods, Files):
    """Fills one network with rows."""

    def settle(self) -> tuple[Guest, ...]:
        """Make all rows; return who can ask."""
        guests = self._people()
        self._plans_and_contracts()
        self._teams()
        self._content()
        self._commerce()
        self._resources()
        self._owed()
        self._files()
        return tuple(guests)


@dataclass(frozen=True)
class World:
    """One network to ask in, and a foreign one beside it; both in one database."""

    name: str
    now: dt.datetime
    network: str
    foreign: str
    places: dict[str, dict[str, Any]]
    rows: dict[str, Rows]
    guests: tuple[Guest, ...]

    @property
    def portals(self) -> list[str]:
        """The locations of the network that can be visited."""
        return [place for place in self.places if not place.startswith(self.foreign)]


def make_world(name: str, seed: object) -> World:
    """Make the world number *name*; the same seed makes the same world."""
    dice = Dice(seed, CLOCKS[0])
    now = dice.now = dice.random.choice(CLOCKS)
    places = {**make_tree(name, dice), **foreign_tree(f"{name}x", dice)}
    settlers = Settlers(name, [place for place in places if not place.startswith(f"{name}x")], dice)
    guests = settlers.settle()
    abroad = [place for place in places if place.startswith(f"{name}x")]
    foreigners = Settlers(f"{name}x", abroad, dice)
    foreigners.settle()
    rows: dict[str, Rows] = {name: settlers.rows, f"{name}x": foreigners.rows}
    return World(name, now, name, f"{name}x", places, rows, guests)


def make_tree(name: str, dice: Dice) -> dict[str, dict[str, Any]]:
    """Make a network: its root, two regions, houses below them, one house right below the root."""
    zones = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "Europe/Lisbon")
    root: dict[str, Any] = {
        "name": f"Network {name}", "timezone": dice.random.choice(zones), "currency": "EUR",
        "languages": ["en", "de"], "hosts": [f"{name}.example.test"],
        "branding": {"primary-color": "#0b5d7a", "font": "Inter"},
        "phone": "+49 30 1", "about": {"text": "We", "legal-notice": "Imprint"},
        "home": {"headline": "Welcome"}, "contact": {"form": True},
        "pages": [{"slug": "rules", "title": "Rules", "body": "Be kind."}],
    }
    places = {
        name: root,
        f"{name}-north": {"name": "North", "parent": name},
        f"{name}-south": {"name": "South", "parent": name, "timezone": dice.random.choice(zones)},
        f"{name}-north-one": {"name": "One", "parent": f"{name}-north"},
        f"{name}-north-two": {"name": "two", "parent": f"{name}-north"},
        f"{name}-south-one": {"name": "One", "parent": f"{name}-south", "languages": ["pt"]},
    }
    for place, written in places.items():
        if place != name and dice.chance(0.4):
            written["branding"] = {"primary-color": "#ffffff", "logo": "/logo.svg"}
            written["address"] = {"street": "Street 1", "city": "Town"}
            written["opening-hours"] = {"monday": "08:00-20:00", "sunday": "closed"}
            written["about"] = {"text": "Here", "gallery": ["/a.jpg"]}
            written["home"] = {"text": "Come in"}
            written["benefits"] = {"text": "Coffee"}
            written["pages"] = [
                {"slug": "map", "title": "Map", "embed": "https://map.example.test/"}
            ]
    return places


def foreign_tree(name: str, dice: Dice) -> dict[str, dict[str, Any]]:
    """Make the network beside: nothing of it may ever show."""
    return {
        name: {"name": "Foreign", "timezone": "Europe/Berlin"},
        f"{name}-house": {"name": "Foreign house", "parent": name},
    }


async def store_rows(connection: Connection, world: World) -> None:
    """Write a world's rows into a database."""
    for rows in world.rows.values():
        for table in tables.metadata.sorted_tables:
            await connection.insert(table, rows[table.name])
