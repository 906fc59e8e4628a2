"""What the database knows of one person: to be handed over to them, or to be erased.

Begin with `holdings`, which says of each table what it holds of a person; `reading` and `erasing`
go through it.
"""
