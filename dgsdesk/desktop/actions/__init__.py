"""« Actions »: what was promised, by whom, by when."""
