"""The command `portal`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import typer

from gateway.commands.exits import MEANING, Exit
from gateway.commands.screen import fail, print_problems
from gateway.commands.usage import Commands
from gateway.credentials.secret import SecretUnusable
from gateway.environment import EnvironmentUnfit, check_environment
from gateway.listening import AddressUnusable
from gateway.policies.loading import PoliciesRefused
from gateway.settings_file import SettingsRefused
from store.errors import DatabaseUnavailable

EXIT_CODES = "\n".join(
    ["Exit codes:", "", *(f"- {code.value} {text}" for code, text in MEANING.items())]
)

COMMANDS: Mapping[str, str] = {
    "serve": "serve.serve",
    "check": "check.check",
    "test": "testing.run_policy_tests",
    "migrate": "migrate.migrate",
    "demo": "demo.demo",
    "import": "importing.import_file",
    "token": "token.token",
    "invoice": "invoice.invoice",
    "outbox": "outbox.outbox",
    "letter": "letter.letter",
    "explain": "explain.explain",
    "who": "who.who",
    "diff": "diff.diff",
    "upcoming": "upcoming.upcoming",
    "matrix": "matrix.matrix",
    "card": "matrix.card",
    "set": "set.set_rule",
    "unset": "unset.unset_rule",
    "options": "choices.list_options",
    "draft": "publishing.make_draft",
    "publish": "publishing.publish",
    "history": "history.history",
    "rollback": "publishing.rollback",
    "doctor": "doctor.doctor",
    "settings": "settings.print_settings",
    "schema": "printing.print_schema",
    "sdl": "printing.print_sdl",
}
"""Where in `gateway.commands` each command is written."""

GROUPS: Mapping[str, str] = {
    "database": "distributing.commands",
    "documents": "documents.commands",
    "keys": "keys.commands",
    "person": "person.commands",
}
"""Where the commands that have commands of their own are put together."""


def portal(named: str | None = None) -> typer.Typer:
    """Put the command together; where one of its commands is *named*, of this one alone.

    To import all of them takes longer than most of them need for their work.
    """
    app = typer.Typer(
        name="portal",
        cls=Commands,
        help="A GraphQL gateway for member portals: who sees what is written in YAML.",
        epilog=EXIT_CODES,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
    )
    app.callback()(lambda: None)  # so that the name of a command alone has to be said, too
    alone = {named} if named in COMMANDS or named in GROUPS else {*COMMANDS, *GROUPS}
    for name in COMMANDS:
        if name in alone:
            app.command(name)(_written_at(COMMANDS[name]))
    for name in GROUPS:
        if name in alone:
            app.add_typer(_written_at(GROUPS[name])())
    return app


def _written_at(place: str) -> Any:
    module, _, name = place.partition(".")
    return getattr(import_module(f"gateway.commands.{module}"), name)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command, and end the process with one of the documented exit codes."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        check_environment()
        app = portal(given[0] if given else None)
        app(args=with_database_named(given), prog_name="portal")
    except (SettingsRefused, PoliciesRefused) as refused:
        print_problems(refused.problems)
        sys.exit(Exit.PROBLEMS)
    except DatabaseUnavailable as error:
        fail(f"The database cannot be used: {error}")
        sys.exit(Exit.DATABASE)
    except (AddressUnusable, EnvironmentUnfit, SecretUnusable) as error:
        fail(str(error))
        sys.exit(Exit.ENVIRONMENT)
    except KeyboardInterrupt:  # while it was still being put together
        sys.exit(Exit.STOPPED)
    except OSError as error:
        fail(_refused(error))
        sys.exit(Exit.PROBLEMS)


def _refused(error: OSError) -> str:
    """Say which file the system refused; without a name it is where the result was to go."""
    reason = error.strerror or type(error).__name__
    if error.filename is not None:
        return f"{error.filename} cannot be used: {reason.lower()}"
    with suppress(OSError):  # what is left of the result would be tried again at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return f"the result cannot be written: {reason.lower()}"


def with_database_named(arguments: Sequence[str]) -> list[str]:
    """Let `portal check --database` do without an address: then the settings' own is meant."""
    named = list(arguments)
    if named[:1] != ["check"]:
        return named
    for index, argument in enumerate(named):
        following = named[index + 1 : index + 2]
        if argument == "--database" and (not following or following[0].startswith("-")):
            named[index] = "--database="
    return named
