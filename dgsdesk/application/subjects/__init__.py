"""Shared subjects and raised themes (product § 3.5)."""
