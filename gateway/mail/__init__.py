"""Taking letters to a mail server, and doing so while the gateway runs."""
