"""From one operation and one mask to a plan: SQL, and what makes the answer of its rows.

`engine` is the way in, and the one path from an operation to its answer. Read in this order:

What there is      `fields`, `entities`, `root_fields` and `mutations` are the kinds of which
                   resolvers make a `catalogue`
An operation       `preparing` parses, validates and measures it (`operations`, `limits`,
                   `selections`); `asking` takes arguments apart; `requests` joins it with who asks
                   (`askers`, `viewers`)
A mask as SQL      `grants`, `row_rules` and `row_conditions`: which rows and cells are visible
A plan             `planner` keeps them; `roots` begins each root field on a `build`; `records`,
                   `cell`, `computed`, `pages`, `nodes` and `places` write what is below it, into a
                   select (`levels`, `rows`) and into Python's syntax (`code`)
Answering          `plans` runs the statements, with a `running` request; `answers` makes the bytes
Changing           `performing` does the work of mutations, `payloads` reads what came of it
Following          `following`: one event is answered as a query would be
Costs and bounds   `costs`, `turns`, `cache`
The graph itself   `introspection`, `masked_schema`

Every value of a request is a parameter, and no text of it becomes SQL or code.
"""
