"""What portals ask, who asks it, and what each of them reads."""
