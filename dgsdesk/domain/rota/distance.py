"""How far a host is from everybody: the mean great-circle distance to all located hosts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import asin, cos, radians, sin, sqrt

from dgsdesk.domain.rota.problem import HostSpec

EARTH_RADIUS_KM = 6371.0088
"""The mean radius of the Earth."""

Place = tuple[float, float, float]
"""Latitude in radians, its cosine, longitude in radians."""


def mean_distances(hosts: Sequence[HostSpec]) -> list[int]:
    """Return each host's mean distance to all located hosts, itself included.

    In tenths of a kilometre, rounded half to even. A host without a place takes the rounded mean of the
    others.
    """
    places = [_place(host) for host in hosts]
    located = [place for place in places if place is not None]
    known = {place: _mean_distance(place, located) for place in set(located)}
    found = [None if place is None else known[place] for place in places]
    others = [distance for distance in found if distance is not None]
    elsewhere = round(Fraction(sum(others), len(others))) if others else 0
    return [elsewhere if distance is None else distance for distance in found]


def _place(host: HostSpec) -> Place | None:
    if host.lat is None or host.lon is None:
        return None
    return radians(host.lat), cos(radians(host.lat)), radians(host.lon)


def _mean_distance(place: Place, located: Sequence[Place]) -> int:
    latitude, cosine, longitude = place
    total = 0.0
    for other_latitude, other_cosine, other_longitude in located:
        north = sin((other_latitude - latitude) / 2)
        east = sin((other_longitude - longitude) / 2)
        total += asin(min(1.0, sqrt(north * north + cosine * other_cosine * east * east)))
    return round(2 * EARTH_RADIUS_KM * total / len(located) * 10)
