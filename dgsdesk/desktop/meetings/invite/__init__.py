"""The step « Inviter »: what leaves, and what is answered."""
