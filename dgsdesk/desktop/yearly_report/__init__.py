"""« Bilan »: the charts of a period, their tables and the meetings behind each figure."""
