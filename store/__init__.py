"""The rows: tables and their history, connections to both databases, and what is true now.

`databases` is what everyone above sees: connections that take text and values. Read in this order:

Vocabulary         statements are written with `sql` and `reckoning`, tables are declared with
                   `metadata`, a file for each subject; `tables` names them all
What is true now   `membership`: every derivation's one home; `customer_standing` for the desk;
                   `facts` reads what is true of whoever asks, `facts_loader` for many at once
Statements         `portable` and `compiled`: written once, compiled for each database, run by its
                   driver
Databases          `postgresql` with its `pool`, `pooled` behind a pooler, `sqlite`, `replicas`
What happens       `happenings` are told, `listening` hears them; `audit_trail` keeps who did what
Texts, ids, days   `folding`, `ids`, `moments`
Growing            `partitioning`, `distribution`, `trigrams`
Growing old        `tidying` removes what is over, `privacy` what is known of a person
Packages           `migrations`, `importing`, and the `demo` network

It knows no policy: whom a row is shown to is decided elsewhere.
"""
