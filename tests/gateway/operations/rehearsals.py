"""How staff look at a portal as somebody else."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.gateway.house import PASSWORD, SIGN_IN


def post(client: TestClient, name: str | None, body: dict[str, Any], portal: str) -> Any:
    """Send *body* as whoever has this name."""
    headers = {"x-portal": portal}
    if name is not None:
        given = {"input": {"email": f"{name}@harbour.test", "password": PASSWORD}}
        signed_in = client.post(
            "/graphql", json={"query": SIGN_IN, "variables": given}, headers=headers
        )
        headers["authorization"] = f"Bearer {signed_in.json()['data']['signIn']['token']}"
    return client.post("/graphql", json=body, headers=headers)


def rehearse(
    client: TestClient, name: str | None, query: str, portal: str = "berlin-mitte", **preview: Any
) -> Any:
    """Ask *query* as *name*, who looks at the portal as whoever *preview* says."""
    body = {"query": query, "extensions": {"previewAs": preview}}
    return post(client, name, body, portal)
