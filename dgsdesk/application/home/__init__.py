"""« Accueil »: what to do now, and the reminders to be proposed."""
