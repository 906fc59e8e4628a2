"""What customers are: members, contacts, and their types."""
