"""Who may see and do what: policies compiled from documents, decisions, and their reasons."""
