"""The rows: tables and their history, connections to both databases, and what is true now."""
