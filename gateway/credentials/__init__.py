"""Credentials: who is known here, by password, token, cookie, key, or an identity provider.

What is kept of one is never the credential itself, but a hash of it, or nothing. Read in this
order:

The secret         `secret` derives a key for each use, `rotation` replaces it
A session          `tokens` name it, `cookies` carry them for pages of a portal's own
Signing in         `passwords`, counted by `attempts`; `identity_provider` with its `key_sets`
Servers            `api_keys`
"""
