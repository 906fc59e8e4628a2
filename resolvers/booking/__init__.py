"""Booking: nine rules asked in order, and the work of booking, changing and cancelling.

`nine_rules` is the way in: each rule is a function of a `situation`, and a file of its own, from
`portal_access` to `timing`; what they come to is a `verdict`. Read in this order:

What is asked      a `wish`, by and for a `party`, at a moment of `periods` that limits count in
What is known      `resource`, `standing` before the policies, what contracts have `included`, the
                   `credits` left of it, what was `bought`
From rows          `situation_rows` reads all in one statement (`beside_resource`, `beside_viewer`,
                   `others`), `assembling` makes the situation of them
Before a booking   `access` and `free_times` are fields; `foretelling` tells what would come of one,
                   and `would_change` what would let it through
The work           `book`, `series`, `change`, `cancel`, `confirm`; `locks` say whose turn it is,
                   `outcomes` how they answer
"""
