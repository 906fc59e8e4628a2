"""Letters to people: what they say, the outbox that keeps them, and whoever takes them away.

`letter_rows` puts a letter in with the change that it tells of; nothing is sent before that is
kept. Then `sending` takes it out, has it put together by `writing` (in `words`, or the location's
`own_words`), and hands it to a `mailer`. `tokens` and `token_rows` are what some letters carry, and
`sweeping` removes what is done with.
"""
