"""Search (product § 3.14)."""
