"""Many who want the same at the same time."""
