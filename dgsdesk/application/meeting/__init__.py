"""Meetings: planned, changed, their six steps, their papers."""
