"""The door: HTTP, credentials, settings, reload, assembly, and the `portal` command."""
