"""Lines of files, and the changes that lead to one, as somebody looks them up."""

from __future__ import annotations

from access.chains import Link
from access.layer import Layer
from documents.places import Place


def line_of(place: Place | None) -> str:
    """Write a place without its column, as an operator looks it up."""
    return place.in_file if place is not None else ""


def links_of(layer: Layer) -> list[str]:
    """Write the line that decides, or the chain of changes whose last one does."""
    links = layer.chain if len(layer.chain) > 1 or layer.name == "hidden everywhere" else ()
    if not links:
        return [line_of(layer.place)] if layer.place is not None else []
    last = len(links) - 1
    return [f"{'→' if number == last else ' '} {_link(link)}" for number, link in enumerate(links)]


def _link(link: Link) -> str:
    whose = f"`{link.location}`" if link.location else "the network"
    dates = f", {link.dates}" if link.dates else ""
    why = f" (“{link.because}”)" if link.because else ""
    return f"{whose}: {link.words}{dates}{why}, {link.line}"
