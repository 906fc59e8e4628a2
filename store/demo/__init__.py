"""The demo network: two networks of made-up houses and people, told from today."""

from __future__ import annotations

from store.demo.filling import DemoRefused, fill
from store.demo.passwords import PASSWORD

__all__ = ["PASSWORD", "DemoRefused", "fill"]
