"""The YAML that operators write: schemas, a reader that knows every key's line, and problems."""
