"""Whatever comes back: recognised by its content, opened with caps, taken apart into its parts."""

from dgsdesk.formats.arrivals.apart import ArrivalReader
from dgsdesk.formats.arrivals.unpack import unpack

__all__ = ["ArrivalReader", "unpack"]
