"""Tests of policies: examples with complete lists, what they cover, and loosened rules.

`reading` turns the files into what `cases` declares, `running` says what is otherwise, with
`answers` asking the policies. `coverage` names the rules that nobody looks at. `score` loosens one
rule after the other (`mutants`, `loosening`) and sees who notices.
"""
