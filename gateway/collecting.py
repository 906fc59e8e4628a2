"""Loading beside requests: what would stop them meanwhile, stays away or gives way.

The garbage collector stops every request while it walks what there is. Policy sets hold no
cycles, so that whatever is given up is freed without it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

HAND_OVER_SECONDS = 0.0005
"""So long a request may wait for the interpreter while something loads; usually it is ten times."""


def settle() -> None:
    """Have the collector leave alone what is here now, since it stays: it is not walked again."""
    gc.collect()
    gc.freeze()


def load_quietly(load: Callable[[], T]) -> T:
    """Return what *load* makes in a thread of its own, which hands over to requests all the time.

    It is not walked while it grows, nor afterwards: a set for a thousand locations is a million
    objects, and walking them takes half a second.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(HAND_OVER_SECONDS)
    gc.disable()
    try:
        return load()
    finally:
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(usual)
