"""Clients that mean harm. What the ways around a hidden value are, and which tests close each:

values in answers, headers, cursors, logs, metrics   oracle/test_canaries
filters, sorts, search, counts, `hasNextPage`        oracle/test_oracle, planning/test_pages
pages that skip or repeat                            oracle/test_paging, planning/test_pages
somebody else's cursor                               oracle/test_oracle, planning/test_pages
relations, fragments, unions, `node` and `nodes`     oracle/test_oracle, planning/test_queries
columns selected though nobody sees them             planning/test_queries
introspection, and what it leads to                  planning/test_masked_schema
suggestions ("did you mean")                         test_bodies
errors: their codes and their form                   gateway/test_application, test_bodies
rows that the database refuses, and quotes           store/test_rules
who exists: sign-in, its attempts, its words         gateway/test_attempts, resolvers/test_sign_in
rights that are lost in the middle of a session      gateway/test_application
two sets of rules in one answer                      gateway/test_application
volume: bodies, heads, tokens, depth, time           test_bodies, test_clients

Whether the oracle would notice is itself tested: oracle/test_mutants breaks the planner.
"""
