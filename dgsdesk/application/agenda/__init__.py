"""The agenda: its pools, its workshop, its items and what prepares them (product § 3.3)."""
