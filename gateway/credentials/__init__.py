"""Credentials: who is known here, by password, token, cookie, key, or an identity provider.

What is kept of one is never the credential itself: hashes, digests, and the keys made of the one
`secret`. The order to read: `secret`, `tokens`, `cookies`; then `passwords` and `attempts`.
"""
