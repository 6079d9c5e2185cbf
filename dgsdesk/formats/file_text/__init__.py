"""The text of strangers' files, for the search alone."""
