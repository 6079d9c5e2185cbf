"""Reminders: read over, reworded, then laid for the user’s own mail program."""
