"""Operations: what becomes of one between its form and its answer.

`answering` is the table of contents. Read in this order:

Letting in         `admission`: at which of the `portals`, in whose session, through whose key
Who asks           `viewers`, of the facts about a session
What it may cost   `budgets`
Answering          `kinds` of operations; `reading` of queries from replicas; `services` that are
                   lent to mutations; `inquiring` about the rules; `rehearsing` as somebody else
"""
