"""The step « Préparer »: the agenda workshop."""
