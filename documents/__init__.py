"""The YAML that operators write: schemas, a reader that knows every key's line, and problems.

`folders` reads a root, file by file, `reader` one file: `text` decodes it, `composer` finds what
YAML alone would let pass, `shape` compares it with the JSON Schema of its kind (`schemas`). What
comes out is a `document`, or a list of what `places` calls problems. Read in this order:

Where things stand  `places`, `standing`, `document`
What is wrong       `syntax` for what is no YAML; `faults`, `wording` and the files that begin with
                    wrong for what has another shape; `quoting` and `suggestions` for the words
Changing a file     `manuscript` changes one place and leaves the rest; `layout` and `spans` know
                    where that is, `written` how it is spelled
Publishing          `publication` replaces all files of a set, or none; `policy_files`, `saving`,
                    `pending`, `notes`
Long work           `steps`
"""
