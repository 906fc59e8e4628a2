"""The page for whoever opens the endpoint in a browser."""

from __future__ import annotations

from gateway.http.negotiation import MediaType
from gateway.http.replies import Reply

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>GraphQL endpoint</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 4rem auto }}
pre {{ background: #f2f2f2; color: #111; padding: 1rem; overflow-x: auto }}
</style>
</head>
<body>
<main>
<h1>This is a GraphQL endpoint</h1>
<p>It answers programs. Send it an operation:</p>
<pre tabindex="0"><code>curl -H 'Content-Type: application/json' \\
     -d '{{"query": "{{ portal {{ name }} }}"}}' ADDRESS-OF-THIS-PAGE</code></pre>
<p>Name a portal with the header <code>X-Portal</code>, and yourself with
<code>Authorization: Bearer …</code>.</p>
{graphiql}</main>
</body>
</html>
"""

_POLICY = b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


_ABSENT = """<p>To write operations here, in GraphiQL: install Node, run
<code>scripts/graphiql</code> where the gateway is installed, and start the gateway again.</p>
"""


def landing_page(*, graphiql: bool = True) -> Reply:
    """Say what this address is, and how to get GraphiQL where it is absent."""
    return Reply(
        200,
        _PAGE.format(graphiql="" if graphiql else _ABSENT).encode(),
        MediaType.HTML.header,
        [(b"content-security-policy", _POLICY), (b"vary", b"Accept")],
    )
