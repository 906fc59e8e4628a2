"""The command `portal`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from gateway.commands.check import check
from gateway.commands.choices import list_options
from gateway.commands.demo import demo
from gateway.commands.diff import diff
from gateway.commands.distributing import commands as database
from gateway.commands.doctor import doctor
from gateway.commands.documents import commands as documents
from gateway.commands.exits import MEANING, Exit
from gateway.commands.explain import explain
from gateway.commands.history import history
from gateway.commands.importing import import_file
from gateway.commands.invoice import invoice
from gateway.commands.keys import commands as keys
from gateway.commands.matrix import card, matrix
from gateway.commands.migrate import migrate
from gateway.commands.outbox import outbox
from gateway.commands.printing import print_schema, print_sdl
from gateway.commands.publishing import make_draft, publish, rollback
from gateway.commands.screen import fail, print_problems
from gateway.commands.serve import serve
from gateway.commands.set import set_rule
from gateway.commands.settings import print_settings
from gateway.commands.testing import run_policy_tests
from gateway.commands.token import token
from gateway.commands.unset import unset_rule
from gateway.commands.upcoming import upcoming
from gateway.commands.who import who
from gateway.environment import EnvironmentUnfit, check_environment
from gateway.policies import PoliciesRefused
from gateway.secret import SecretUnusable
from gateway.settings_file import SettingsRefused
from store.errors import DatabaseUnavailable

EXIT_CODES = "\n".join(
    ["Exit codes:", "", *(f"- {code.value} {text}" for code, text in MEANING.items())]
)


def portal() -> typer.Typer:
    """Put the command together."""
    app = typer.Typer(
        name="portal",
        help="A GraphQL gateway for member portals: who sees what is written in YAML.",
        epilog=EXIT_CODES,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
    )
    app.command()(serve)
    app.command()(check)
    app.command("test")(run_policy_tests)
    app.command()(migrate)
    app.command()(demo)
    app.command("import")(import_file)
    app.command()(token)
    app.command()(invoice)
    app.command()(outbox)
    app.command()(explain)
    app.command()(who)
    app.command()(diff)
    app.command()(upcoming)
    app.command()(matrix)
    app.command()(card)
    app.command("set")(set_rule)
    app.command("unset")(unset_rule)
    app.command("options")(list_options)
    app.command("draft")(make_draft)
    app.command()(publish)
    app.command()(history)
    app.command()(rollback)
    app.command()(doctor)
    app.add_typer(database())
    app.add_typer(documents())
    app.add_typer(keys())
    app.command("settings")(print_settings)
    app.command("schema")(print_schema)
    app.command("sdl")(print_sdl)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command, and end the process with one of the documented exit codes."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        check_environment()
        portal()(args=with_database_named(given), prog_name="portal")
    except (SettingsRefused, PoliciesRefused) as refused:
        print_problems(refused.problems)
        sys.exit(Exit.PROBLEMS)
    except DatabaseUnavailable as error:
        fail(f"The database cannot be used: {error}")
        sys.exit(Exit.DATABASE)
    except (EnvironmentUnfit, SecretUnusable) as error:
        fail(str(error))
        sys.exit(Exit.ENVIRONMENT)


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
