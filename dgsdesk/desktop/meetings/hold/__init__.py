"""The step « Tenir »: clock, agenda, notes, attendance."""
