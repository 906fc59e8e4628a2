"""The policies of the operator's folders: loaded, put in force, watched, edited and published.

`holder` has the one set in force, and swaps it as a whole. Read in this order:

Loading            `loading` reads and compiles all, with the `manifests` of trusted documents
While it runs      `watching` sees edits, `keeping` keeps in the database what came into force
Commands           `editing` one rule, `publishing` a draft; sets of before, that are `kept` or are
                   `revisions` of a repository
Files and rows     `strays` and `unmatched`: what the two do not agree about
"""
