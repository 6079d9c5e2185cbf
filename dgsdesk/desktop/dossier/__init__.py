"""Dossiers in the window: one meeting opened by a host, a dossier made, a dossier that came back."""
