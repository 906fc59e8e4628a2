"""Other servers with the same three pages, to measure the gateway beside."""
