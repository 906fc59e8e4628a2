"""Teams: made and edited, and who is in them as what; by staff and by their administrators."""
