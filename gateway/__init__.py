"""The door: what the gateway is made of, and the command `portal` that starts it.

To read it: `application` (the addresses), `parts` (what stands behind them), `lifespan` (what goes
on beside the requests). The rooms, in the order in which a request passes through them:

- `http`         bytes of a request, and of its answer
- `credentials`  who is known here: passwords, tokens, cookies, keys
- `operations`   from an operation to its answer: where, who asks, at what cost
- `policies`     the set in force: loaded, watched, published
- `live`         what is followed: WebSockets and event streams
- `payments`, `mail`, `telemetry`  providers of payments, mail servers, traces
- `commands`     what `portal` can do

What stands beside the rooms is for all of them: settings, clock, refusals, logs and metrics.
"""
