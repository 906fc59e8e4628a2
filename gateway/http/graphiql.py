"""GraphiQL for browsers: the page that `scripts/graphiql` has built, and the files of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from gateway.http.landing import landing_page
from gateway.http.negotiation import MediaType
from gateway.http.replies import Reply
from gateway.policies.loading import Current

FOLDER = Path(__file__).parent.with_name("page")
"""Where `scripts/graphiql` puts what it builds."""

_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
}

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>GraphQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="graphiql/{style}">
</head>
<body>
<div id="page"></div>
<noscript>This page needs JavaScript. The endpoint itself answers every program.</noscript>
<script type="application/json" id="settings">{settings}</script>
<script type="module" src="graphiql/{script}"></script>
</body>
</html>
"""

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # the editor colors its words that way
        "font-src 'self' data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


class GraphiQL:
    """The page, where it is built; where it is not, a page that says how to get it."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._names: Mapping[str, str] | None = None
        self._files: frozenset[str] = frozenset()
        self._built = 0
        self._look()

    def _look(self) -> None:
        """Take note of what is built, where it was built since the last look."""
        manifest = self._folder / "page.json"
        built = manifest.stat().st_mtime_ns if manifest.is_file() else 0
        if built not in (0, self._built):
            self._names = orjson.loads(manifest.read_bytes())
            self._files = frozenset(
                path.name for path in self._folder.iterdir() if path.suffix in _TYPES
            )
            self._built = built

    def page(self, current: Current) -> Reply:
        """Write the page for the portals of *current*."""
        self._look()
        if self._names is None:
            return landing_page(graphiql=False)
        settings = orjson.dumps(_settings(current)).decode().replace("<", "\\u003c")
        text = _PAGE.format(settings=settings, **self._names)
        headers = [
            (b"content-security-policy", _POLICY.encode()),
            (b"referrer-policy", b"no-referrer"),
            (b"vary", b"Accept"),
        ]
        return Reply(200, text.encode(), MediaType.HTML.header, headers)

    async def file(self, request: Request) -> Response:
        """Send one file of the page; its name changes when its content does."""
        name = request.path_params["name"]
        path = self._folder / name
        if name not in self._files or not path.is_file():
            raise HTTPException(404)
        headers = {
            "cache-control": "public, max-age=31536000, immutable",
            "x-content-type-options": "nosniff",
        }
        return FileResponse(path, headers=headers, media_type=_TYPES[path.suffix])


def _settings(current: Current) -> dict[str, Any]:
    """What the page knows at first: portals, and the people of the demo where these are its own."""
    from gateway.http.demo_people import PASSWORD, demo_people, is_demo  # most never open the page

    tree = current.policies.tree
    people = demo_people() if is_demo(tree) else []
    return {
        "portal": current.default_portal,
        "portals": [{"id": place.id, "name": place.name} for place in tree.locations.values()],
        "people": people,
        "password": PASSWORD if people else None,
    }
