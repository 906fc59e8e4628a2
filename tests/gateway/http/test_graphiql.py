"""GraphiQL: the page where it is built, and the sentence where it is not."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route
from starlette.testclient import TestClient

from gateway.http.demo_people import demo_people
from gateway.http.graphiql import GraphiQL
from gateway.policies.holder import PolicyHolder
from gateway.policies.loading import Current, load_policies
from schema.shape import graph_shape
from tests.gateway.house import HOUSE
from tests.small_world import SHAPE


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """What a build leaves, made small."""
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "page.json").write_text('{"script": "page-1.js", "style": "page-2.css"}')
    (folder / "page-1.js").write_text("1")
    (folder / "page-2.css").write_text("a {}")
    (tmp_path / "secret.js").write_text("no")
    return folder


def test_the_page_loads_what_was_built_and_nothing_else(
    folder: Path, holder: PolicyHolder
) -> None:
    """Under a policy that lets the browser ask no other host."""
    reply = GraphiQL(folder).page(holder.current)
    text, headers = reply.body.decode(), dict(reply.headers)
    assert 'src="graphiql/page-1.js"' in text
    assert 'href="graphiql/page-2.css"' in text
    assert "://" not in text
    policy = headers[b"content-security-policy"].decode()
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "connect-src 'self';" in policy


def settings_of(folder: Path, current: Current) -> dict[str, Any]:
    """What the page is told."""
    text = GraphiQL(folder).page(current).body.decode()
    found = re.search(r'id="settings">(.*?)</script>', text)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_a_root_of_ones_own_names_nobody(folder: Path, holder: PolicyHolder) -> None:
    """The demo's people and their password are offered where its locations are."""
    settings = settings_of(folder, holder.current)
    assert settings["portal"] == "north"
    assert settings["people"] == []
    assert settings["password"] is None


def test_the_demo_offers_everybody_who_can_sign_in(folder: Path) -> None:
    """Each address once, with the portal to visit first."""
    current = load_policies(HOUSE, graph_shape()).current
    assert current is not None
    settings = settings_of(folder, current)
    people = {each["email"]: each for each in demo_people()}
    assert settings["people"] == list(people.values())
    assert people["ben@harbour.test"]["portal"] == "berlin-mitte"
    assert "markus@harbour.test" in people
    assert all(each["portal"] in current.policies.tree for each in people.values())


def test_a_name_cannot_end_the_script(folder: Path, small_root: Path) -> None:
    """Whatever an operator calls a location stays text."""
    file = small_root / "locations/north.yaml"
    file.write_text(re.sub("name: .*", 'name: "</script><b>"', file.read_text(), count=1))
    settings = settings_of(folder, PolicyHolder(small_root, SHAPE).current)
    assert {"id": "north", "name": "</script><b>"} in settings["portals"]


def test_where_it_is_not_built_the_page_says_how_to_get_it(
    tmp_path: Path, holder: PolicyHolder
) -> None:
    """In a sentence, on a page that works."""
    text = GraphiQL(tmp_path / "nothing").page(holder.current).body.decode()
    assert "<code>scripts/graphiql</code>" in text
    assert "This is a GraphQL endpoint" in text


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("page-1.js", 200),
        ("page-2.css", 200),
        ("page.json", 404),
        ("..%2Fsecret.js", 404),
        ("%2e%2e%2fsecret.js", 404),
        ("absent.js", 404),
    ],
)
def test_only_what_was_built_is_sent(folder: Path, name: str, status: int) -> None:
    """For good, since another build gives other names."""
    app = Starlette(routes=[Route("/graphiql/{name}", GraphiQL(folder).file)])
    response = TestClient(app).get(f"/graphiql/{name}")
    assert response.status_code == status
    if status == 200:
        assert response.headers["cache-control"].endswith("immutable")
        assert response.headers["x-content-type-options"] == "nosniff"


async def test_what_is_built_anew_is_served_at_once(
    folder: Path, holder: PolicyHolder
) -> None:
    """Also under a gateway at work; what is not there any more is not found, and no failure."""
    graphiql = GraphiQL(folder)
    (folder / "page-1.js").unlink()
    with pytest.raises(HTTPException) as refused:
        await graphiql.file(Request({"type": "http", "path_params": {"name": "page-1.js"}}))
    assert refused.value.status_code == 404
    (folder / "page-3.js").write_text("3")
    manifest = folder / "page.json"
    manifest.write_text('{"script": "page-3.js", "style": "page-2.css"}')
    os.utime(manifest, ns=(1, 1))
    assert b'src="graphiql/page-3.js"' in graphiql.page(holder.current).body
    found = await graphiql.file(Request({"type": "http", "path_params": {"name": "page-3.js"}}))
    assert found.status_code == 200
