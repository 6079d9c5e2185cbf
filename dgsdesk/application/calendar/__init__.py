"""A meeting as calendars see it, written and read (product § 3.6)."""
