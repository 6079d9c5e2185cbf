"""Inviting to a meeting: what leaves, to whom, who comes (product § 3.6)."""
