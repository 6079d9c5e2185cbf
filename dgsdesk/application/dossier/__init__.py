"""Dossiers: a meeting that leaves for another laptop, and comes back merged (product § 3.11)."""
