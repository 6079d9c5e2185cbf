"""The competences that the intercommunality holds."""
