"""Holding a meeting and writing its minutes (product § 3.8, § 3.9)."""
