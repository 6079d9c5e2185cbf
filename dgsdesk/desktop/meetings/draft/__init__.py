"""The step « Rédiger »: the minutes written here, or taken back from Word."""
