"""« Historique »: who did what and when, and what was deleted."""
