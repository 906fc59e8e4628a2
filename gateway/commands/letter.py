"""`portal letter`: a letter as it would be written at a place, to somebody made up."""

from __future__ import annotations

from itertools import takewhile
from typing import Annotated

import typer

from access.letter_words import PLACEHOLDERS
from access.tree import Location, Tree
from documents.quoting import listed, quoted
from documents.suggestions import did_you_mean
from gateway.commands.asking import moment_now, policies_of, portal_of
from gateway.commands.options import ROOT, Format, FormatOption, RootOption
from gateway.commands.screen import note, print_json, print_result
from resolvers.letters.own_words import Chosen, choose_words
from resolvers.letters.token_rows import LASTS, PASSWORD, SIGN_UP
from resolvers.letters.writing import PAGES, Reader, compose

ADDRESS, NAME, TOKEN = "alex@post.example", "Alex Morgan", "made-up-token"


def letter(
    kind: Annotated[
        str, typer.Argument(help="Which letter, such as `welcome`.", metavar="NAME")
    ],
    at: Annotated[
        str | None,
        typer.Option(
            "--at", "--location", help="The location that writes.", metavar="PORTAL",
            show_default="default-portal",
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(help="The language of whoever gets it.", show_default="the location's first"),
    ] = None,
    root: RootOption = ROOT,
    output: FormatOption = Format.TEXT,
) -> None:
    """Show a letter as it would be, to a reader who is made up; nothing is sent or kept.

    It is the location's own where its file, or that of a place above, has words for it.
    """
    if kind not in PLACEHOLDERS:
        hint = did_you_mean(kind, PLACEHOLDERS) or f"there are {listed(PLACEHOLDERS, 'and')}"
        raise typer.BadParameter(f"{quoted(kind)} is not a letter; {hint}", param_hint="NAME")
    policies, usual = policies_of(root)
    place = policies.tree[portal_of(policies, at, usual)]
    written = compose("0", kind, language, place, _reader(kind))
    chosen = choose_words(kind, language, place)
    if output is Format.JSON:
        print_json({
            "language": chosen.language,
            "own": chosen.own,
            "subject": written.subject,
            "text": written.text,
        })  # fmt: skip
        return
    print_result(f"Subject: {written.subject}\n\n{written.text}")
    note(_whose(policies.tree, place, kind, chosen))


def _reader(kind: str) -> Reader:
    """Make up somebody, and the token that the letter brings."""
    if kind not in PAGES:
        return Reader(ADDRESS, NAME)
    until = moment_now() + LASTS[SIGN_UP if kind == "sign-up" else PASSWORD]
    return Reader(ADDRESS, NAME, TOKEN, until)


def _whose(tree: Tree, place: Location, kind: str, chosen: Chosen) -> str:
    """Say whose words they are: the gateway's, or those of the nearest place that has some."""
    if not chosen.own:
        return f"In `{chosen.language}`, in the gateway's words: no location writes others here."
    above = [tree[name] for name in tree.chain(place.id)]
    same = takewhile(lambda each: choose_words(kind, chosen.language, each) == chosen, above)
    return f"In `{chosen.language}`, in the words of `{[*same][-1].id}`."
