"""Circles: their rules, who belongs to them, how they live (product § 3.1)."""
