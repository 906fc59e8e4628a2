"""What portals show live: subscriptions over WebSockets and as server-sent events.

`hub` has all streams of a process, and shows them what happens. Read in this order:

Coming in          `socket` and its `conversation` in `messages`, closed by `closings`;
                   `event_stream` in the `framing` that a client reads; both through `reception`,
                   if it has one of the `places`
Following          `beginning` makes one of the `streams`, which the `registry` keeps
What happens       `listener` hears it of the database, `publications` sees it by the clock;
                   `rights` are asked anew, and rows `asked_once` for all
Going out          `outbox` bounds what waits, `failures` are said, `leaving` ends it all
Figures            `figures`
"""
