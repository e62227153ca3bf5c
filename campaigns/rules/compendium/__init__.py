"""The list of spells as one thinks of it: what a spell is, how it is found, how it grows."""
