"""Clients that mean harm, and operators who slip. What could go wrong, and which tests close it:

Rules that are not what they seem
    a field that nobody has listed                       gateway/policies/test_holder
    misspelt keys, audiences, fields and places          failing/test_failing,
                                                         gateway/policies/test_holder
    keys twice, anchors, `no` and `on`, empty lists      documents/test_hostile,
                                                         failing/test_failing
    a file that is half written                          gateway/policies/test_watching,
                                                         race/test_publishing
    two sets of rules in one answer                      test_faults, gateway/test_application
    … and in two processes                            gateway/policies/test_edits_in_two_processes
    a rule that is loosened, and nobody notices          access/testing/test_score

One meaning, many ways to ask
    cells and rows, whatever stands in them              oracle/test_oracle
    whether the oracle would notice                      oracle/test_mutants
    one record, a list of them, `node`, search           oracle/test_oracle
    what a mutation shows of what it did                 resolvers/test_profile_update,
                                                         resolvers/booking/test_book
    what is followed live                                hostile/test_following
    what is explained                                    gateway/commands/test_every_cell,
                                                         gateway/commands/test_truth
    pages that skip or repeat                            oracle/test_paging, planning/test_pages

What an answer gives away beside what it says
    values in answers, headers, cursors, logs, metrics   oracle/test_canaries
    filters, sorts, search, counts, `hasNextPage`        oracle/test_oracle, planning/test_pages
    the id of what is hidden, given to a query           hostile/test_arguments
    … or to a mutation                                   hostile/test_hidden_and_absent
    … or followed                                        hostile/test_following
    a refusal that depends on what there is              hostile/test_arguments
    how many statements there are                        hostile/test_arguments
    somebody else's cursor                               oracle/test_oracle, planning/test_pages
    relations, fragments, unions, `node` and `nodes`     oracle/test_oracle, planning/test_queries
    columns selected though nobody sees them             planning/test_queries
    introspection, enums, and what they lead to          planning/test_masked_schema
    what can be hidden and is not nullable               schema/test_types
    suggestions ("did you mean")                         hostile/test_bodies
    errors: their codes and their form                   gateway/test_application,
                                                         hostile/test_bodies
    rows that the database refuses, and quotes           store/test_rules
    who exists: sign-in, its attempts, its words         gateway/credentials/test_attempts,
                                                         resolvers/test_sign_in
    … and signing up, with an address that is taken      resolvers/joining/test_sign_up

Who asks, where and when
    rights that are lost in the middle of a session      gateway/test_application
    … or of a stream, or its portal                      gateway/live/test_events
    … whatever a copy of the database still says         gateway/operations/test_replicas
    contracts of places beside, above and below          access/test_levels, store/test_membership
    several profiles of one login                        gateway/test_application
    first and last moments, and clocks that change       store/test_moments, resolvers/test_clock
    a place that is moved, gone, or above itself         access/test_tree,
                                                         gateway/policies/test_strays
    looking at a portal as somebody else                 gateway/operations/test_rehearsing

What is kept between requests
    another's answer, in any order and at once           hostile/test_sharing
    what a proxy keeps                                   gateway/http/test_caching
    something that failed                                hostile/test_failures

Too much
    bodies, heads, tokens, depth, time                   hostile/test_bodies, hostile/test_clients,
                                                         gateway/live/test_protocol,
                                                         hostile/test_unread
    null where nothing need be given                     hostile/test_nulls
    texts that a database cannot keep                    resolvers/test_lists,
                                                         resolvers/community/test_boards,
                                                         hostile/test_texts
    what an operation costs, and how often               gateway/operations/test_budgets,
                                                         planning/test_costs
    limits that are raced for                            race/test_bookings

At work
    a database that is gone, or comes and goes           test_faults
    a copy that is late, gone, or hangs                  gateway/operations/test_replicas
    tables that change while they are used               store/test_migrating_meanwhile
    a version before, on tables that are newer           store/test_versions_before,
                                                         store/test_additive
"""
