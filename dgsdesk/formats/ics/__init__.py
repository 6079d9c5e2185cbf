"""Calendar files: written by hand so that they never vary, read with icalendar under caps."""

from dgsdesk.formats.ics.read import inspect_ics
from dgsdesk.formats.ics.write import event_to_ics, year_to_ics

__all__ = ["event_to_ics", "inspect_ics", "year_to_ics"]
