"""Becoming a customer, or a member, by oneself: what a location offers, and how it begins.

`offer` says what may be begun where. Read in this order:

Signing up         `sign_up` asks with a `wish`; `verify` of the letter's token makes a `newcomer`,
                   or finds one of the `known_records`
A first plan       `choose` by oneself, `sell` at the desk
Further            `register_here`; `passwords` that were forgotten; `addresses` that will not do
"""
