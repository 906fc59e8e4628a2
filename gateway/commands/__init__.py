"""What `portal` can do: a file a command."""
