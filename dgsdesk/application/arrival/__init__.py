"""« Arrivées »: what comes back is understood, previewed, filed (product § 3.11)."""
