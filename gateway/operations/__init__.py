"""Operations: what becomes of one between its form and its answer.

`admission` says at which portal, and in whose session; `answering` is the table of contents of the
rest. It counts what is spent (`budgets`), reads who asks (`viewers`), asks a replica (`reading`),
tries out what something would change (`inquiring`), or rehearses (`rehearsing`). What mutations
need of the door is lent by `services`.
"""
