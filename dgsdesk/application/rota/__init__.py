"""The host rota (product § 3.2)."""
