"""Papers looked at before they are printed, saved or laid."""
