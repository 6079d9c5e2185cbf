"""« Arrivées »: one place for everything that comes back."""
