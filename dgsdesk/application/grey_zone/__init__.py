"""Competences and the register of grey zones (product § 3.4)."""
