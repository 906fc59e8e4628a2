"""What fields fetch and mutations do, over real rows."""
