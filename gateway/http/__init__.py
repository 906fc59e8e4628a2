"""GraphQL over HTTP: from the bytes of a request to those of its answer.

A connection (`connections`) passes through `front` and `guard` to `endpoint`, which reads the
request (`heads`, `negotiation`, `requests`) and writes the reply (`replies`, `caching`). Beside it
stand the page for browsers (`graphiql`) and the questions of whoever runs the gateway (`health`).
"""
