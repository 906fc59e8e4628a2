"""How configuration flows to members: from rules and contracts to what a portal shows."""
