"""« Bilan »: the years in figures, charts and papers (product § 3.15)."""
