"""« Accueil »: what to do today."""
