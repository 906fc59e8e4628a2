"""The door: what the gateway is made of, and the command that starts it.

`application` is the way in: the addresses that there are. `parts` makes what stands behind them of
the settings, `lifespan` keeps going what works beside the requests, and `serving` runs it all. The
packages, in the order in which a request passes through them:

HTTP               `http`: from the bytes of a request to those of its answer
Who is known       `credentials`: passwords, tokens, cookies, keys
An operation       `operations`: at which portal, who asks, at what cost, and what comes of it
The rules          `policies`: the set in force, which is loaded, watched and published
Live               `live`: what is followed, over WebSockets and as streams of events
Others' servers    `payments`, `mail`, `telemetry`
The command        `command` finds it, `commands` has a file for each

Beside them stands what all of them need: `settings` (`settings_file`, `bounds`, `addresses`,
`databases`), `clock`, `refusals`, `logs`, `metrics` and `decisions`.
"""
