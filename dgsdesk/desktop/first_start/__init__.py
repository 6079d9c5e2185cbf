"""« Bienvenue »: three steps from an empty file to a network."""
