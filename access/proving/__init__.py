"""Proving promises: every viewer state, location and day, asked of the rules that are in force.

`proof` is the way in. `reading` turns the file into what `promise` declares. `grounds` puts portals
and days together on which the same rules hold; `contracts` and `states` list whom they can tell
apart; `questions` asks and `verdicts` judges. `counterexamples` tells of the first breach, with the
line that `blame` finds.
"""
