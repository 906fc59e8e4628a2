"""Asking as the pages do: with curl, as they spell it, or as somebody whom they name."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from store.demo import PASSWORD

BIN = Path(sys.executable).parent
SIGN_IN = """
mutation ($input: SignInInput!) { signIn(input: $input) { token errors { code } } }
"""
_COMMAND = re.compile(r"\$\((portal [^)]*)\)")


class Visitor:
    """Somebody with a client, who signs in as whom they like."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self._tokens: dict[tuple[str, str], str] = {}

    def ask(
        self,
        query: str,
        email: str | None,
        portal: str,
        variables: dict[str, Any] | None = None,
        **headers: str,
    ) -> Any:
        """Ask at *portal* as whoever signs in with *email*; None is nobody. Return the response."""
        sent = {"x-portal": portal, **headers}
        if email is not None:
            sent["authorization"] = f"Bearer {self.token(email, portal)}"
        body = {"query": query, "variables": variables or {}}
        return self.client.post("/graphql", json=body, headers=sent)

    def token(self, email: str, portal: str) -> str:
        """Sign in, once."""
        network = portal if portal.startswith("plenum") else "harbour"
        if (email, network) not in self._tokens:
            given = {"input": {"email": email, "password": PASSWORD}}
            payload = self.ask(SIGN_IN, None, portal, given).json()["data"]["signIn"]
            assert payload["errors"] == [], payload
            self._tokens[email, network] = payload["token"]
        return self._tokens[email, network]


def curl(client: TestClient, command: str) -> Any:
    """Do what a curl command does, for the options that the pages use; return the response."""
    whole = _COMMAND.sub(partial(_run, client), command.replace("\\\n", " "))
    program, *words = shlex.split(whole)
    assert program == "curl"
    method, path, headers, data, parameters = "GET", "", {}, None, {}
    while words:
        word = words.pop(0)
        match word:
            case "-s" | "-sS":
                continue
            case "-G" | "-sG":
                method = "GET"
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name.lower()] = value
            case "-d":
                method, data = "POST", words.pop(0)
            case "--data-urlencode":
                name, _, value = words.pop(0).partition("=")
                parameters[name] = value
            case address:
                host = "http://127.0.0.1:8000"
                assert address.startswith(f"{host}/"), address
                path = address.removeprefix(host)
    headers.setdefault("accept", "*/*")
    return client.request(method, path, headers=headers, content=data, params=parameters or None)


def _run(client: TestClient, match: re.Match[str]) -> str:
    return shell(match[1])


def shell(command: str) -> str:
    """Run a command with our environment first on the PATH; return all that it says."""
    done = subprocess.run(
        ["bash", "-c", f'export PATH="{BIN}:$PATH" COLUMNS=200; {command}'],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if not command.startswith("portal token") else subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.stdout.rstrip("\n")


def same(found: Any, printed: Any) -> bool:
    """Tell whether an answer is the printed one, keys in the same order; `…` ends what varies."""
    if isinstance(printed, str) and printed.endswith("…"):
        return isinstance(found, str) and found.startswith(printed[:-1])
    if isinstance(printed, dict):
        return (
            isinstance(found, dict)
            and list(found) == list(printed)
            and all(same(found[key], printed[key]) for key in printed)
        )
    if isinstance(printed, list):
        return (
            isinstance(found, list)
            and len(found) == len(printed)
            and all(map(same, found, printed))
        )
    return type(found) is type(printed) and bool(found == printed)


def read(text: str) -> Any:
    """Read printed JSON."""
    return json.loads(text)
