"""The oracle: a second, deliberately naive answer to every operation, compared with the planner's.

Nothing here imports the rules of `access` or the predicates of `planning`: what a viewer may see
is written down once more, over rows that are loaded whole. Obvious goes before fast.
"""
