"""Dispatch of what was approved, and its editions (product § 3.7, § 3.10)."""
