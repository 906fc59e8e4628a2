"""`portal outbox`: the letters that wait, what one of them says, and sending them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any

import typer

from access.phrases import counted
from access.tree import Tree
from gateway.commands.asking import moment_now, policies_of, stop, with_rows
from gateway.commands.exits import Exit
from gateway.commands.options import (
    ROOT,
    DatabaseOption,
    Format,
    FormatOption,
    RootOption,
    settings_for,
)
from gateway.commands.screen import fail, note, print_json, print_result
from gateway.credentials.secret import secret_of
from gateway.databases import opened_database
from gateway.mail.mailer import mailer_of, one_time_tokens_of
from gateway.settings import Settings
from resolvers.letters.letter_rows import Waiting, find_letter, list_waiting
from resolvers.letters.mailer import Letter, LetterRefused
from resolvers.letters.sending import Post, Report, send_waiting
from resolvers.letters.tokens import OneTimeTokens
from resolvers.letters.writing import write
from store.databases import Connection


def outbox(
    send: Annotated[
        bool, typer.Option("--send", help="Send what is due, through the settings' mail server.")
    ] = False,
    show: Annotated[
        int | None,
        typer.Option(
            help="One letter as it would be sent, with its token.",
            min=1, max=2**63 - 1, metavar="ID",
        ),
    ] = None,
    root: RootOption = ROOT,
    database: DatabaseOption = None,
    output: FormatOption = Format.TEXT,
) -> None:
    """List the letters that wait to be sent; with --send, send those that are due.

    It may be run again at any time, by two at once, and after it was interrupted. What is not
    taken waits longer each time, and is given up after ten attempts.
    """
    if send and show is not None:
        raise typer.BadParameter("send, or show one", param_hint="--show")
    settings = settings_for(root, database)
    tree = policies_of(root)[0].tree
    if show is not None:
        tokens = one_time_tokens_of(secret_of(settings))
        _show(with_rows(root, database, partial(_letter, tree, tokens, show)), show, output)
    elif send:
        _report(asyncio.run(_send(settings, tree)), output)
    else:
        _list(with_rows(root, database, partial(_waiting, tree)), output)


async def _waiting(tree: Tree, connection: Connection) -> list[Waiting]:
    """List the letters of all networks that wait, those whose turn comes first in front."""
    found = [
        letter for network in tree.roots for letter in await list_waiting(connection, network)
    ]
    return sorted(found, key=lambda letter: (letter.next_at, letter.id))


async def _letter(
    tree: Tree, tokens: OneTimeTokens, asked: int, connection: Connection
) -> Letter | None:
    """Put one letter together; None where there is none of this number."""
    for network in tree.roots:
        found = await find_letter(connection, network, asked)
        if found is not None and found.location in tree:
            try:
                return write(found, tree[found.location], tokens)
            except LetterRefused as error:
                stop(f"letter {asked} cannot be written: {error}")
    return None


async def _send(settings: Settings, tree: Tree) -> Report:
    mailer = mailer_of(settings, moment_now)
    if mailer is None:
        stop("nothing sends letters: `mail.transport` in config/gateway.yaml is `none`")
    tokens = one_time_tokens_of(secret_of(settings))
    async with opened_database(settings) as database:
        return await send_waiting(Post(database, mailer, tokens, moment_now), tree)


def _list(letters: Sequence[Waiting], output: Format) -> None:
    if output is Format.JSON:
        print_json([_entry(letter) for letter in letters])
        return
    places = max((len(letter.location) for letter in letters), default=0)
    for letter in letters:
        tried = f", tried {letter.attempts} times: {letter.reason}" if letter.attempts else ""
        print_result(
            f"{letter.id}  {letter.location:{places}}  {letter.kind}  to {letter.to}, "
            f"due {letter.next_at:%Y-%m-%d %H:%M}{tried}"
        )
    if letters:
        note(f"{counted(len(letters), 'letter')} waiting. Moments are in UTC.")
    else:
        note("No letter waits.")


def _show(letter: Letter | None, asked: int, output: Format) -> None:
    if letter is None:
        stop(f"there is no letter {asked}; `portal outbox` lists those that wait")
    if output is Format.JSON:
        print_json({"to": letter.to, "subject": letter.subject, "text": letter.text})
    else:
        print_result(f"To: {letter.to}\nSubject: {letter.subject}\n\n{letter.text}")


def _report(report: Report, output: Format) -> None:
    if output is Format.JSON:
        print_json({
            "sent": report.sent,
            "later": [_missed(each) for each in report.later],
            "given-up": [_missed(each) for each in report.given_up],
        })  # fmt: skip
    else:
        for letter, reason in report.later:
            print_result(f"{letter}  waits: {reason}")
        for letter, reason in report.given_up:
            fail(f"{letter} is given up: {reason}")
        note(f"{counted(len(report.sent), 'letter')} sent")
    if report.given_up:
        raise typer.Exit(Exit.PROBLEMS)


def _missed(entry: tuple[int, str]) -> dict[str, Any]:
    return {"id": entry[0], "reason": entry[1]}


def _entry(letter: Waiting) -> dict[str, Any]:
    return {
        "id": letter.id,
        "at": letter.location,
        "kind": letter.kind,
        "to": letter.to,
        "created": letter.created_at.isoformat(),
        "due": letter.next_at.isoformat(),
        "attempts": letter.attempts,
        "reason": letter.reason,
    }
