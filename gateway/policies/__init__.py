"""The policies of the operator's folders: loaded, put in force, watched, edited and published.

`loading` reads and compiles; `holder` has the one set in force, and swaps it; `watching` sees
edits, and `keeping` keeps what was in force in the database. The commands edit (`editing`), publish
(`publishing`) and look back (`kept`, `revisions`).
"""
