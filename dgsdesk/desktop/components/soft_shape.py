"""The soft shape behind a map of points: triangles between near neighbours, claiming no border.

Pure geometry, without Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import hypot

Point = tuple[float, float]
Triangle = tuple[int, int, int]
Edge = tuple[int, int]


def delaunay(points: Sequence[Point]) -> list[Triangle]:
    """Return the Delaunay triangles of some points (Bowyer and Watson), as indices.

    Takes O(n²): 160 points need some 60 ms. Points in one place give flat triangles that are left out.
    """
    count = len(points)
    if count < 3:
        return []
    all_points = [*points, *_super_triangle(points)]
    triangles: set[Triangle] = {(count, count + 1, count + 2)}
    circles = {triangle: _circle(all_points, triangle) for triangle in triangles}
    for at in range(count):
        x, y = all_points[at]
        bad = [t for t in triangles if _inside(circles[t], x, y)]
        for edge in _outline(bad):
            made = (edge[0], edge[1], at)
            triangles.add(made)
            circles[made] = _circle(all_points, made)
        for triangle in bad:
            triangles.discard(triangle)
    return [t for t in triangles if max(t) < count]


def _super_triangle(points: Sequence[Point]) -> list[Point]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    span = max(max(xs) - min(xs), max(ys) - min(ys), 1e-9) * 50
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return [(x - span, y - span), (x + span, y - span), (x, y + span)]


def _circle(points: Sequence[Point], triangle: Triangle) -> tuple[float, float, float]:
    """Return centre and squared radius of the circle through three points."""
    (ax, ay), (bx, by), (cx, cy) = (points[i] for i in triangle)
    d = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    if abs(d) < 1e-12:
        return (0.0, 0.0, -1.0)
    a, b, c = ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy
    ux = (a * (by - cy) + b * (cy - ay) + c * (ay - by)) / d
    uy = (a * (cx - bx) + b * (ax - cx) + c * (bx - ax)) / d
    return (ux, uy, (ax - ux) ** 2 + (ay - uy) ** 2)


def _inside(circle: tuple[float, float, float], x: float, y: float) -> bool:
    return (x - circle[0]) ** 2 + (y - circle[1]) ** 2 < circle[2]


def _outline(triangles: list[Triangle]) -> list[Edge]:
    """Return the edges that belong to one triangle only."""
    seen: dict[Edge, int] = {}
    for a, b, c in triangles:
        for edge in ((a, b), (b, c), (c, a)):
            key = (min(edge), max(edge))
            seen[key] = seen.get(key, 0) + 1
    return [edge for edge, times in seen.items() if times == 1]


def spanning_edges(points: Sequence[Point]) -> list[Edge]:
    """Return the shortest edges that join all points (Prim)."""
    if not points:
        return []
    nearest = {i: (_distance(points, 0, i), 0) for i in range(1, len(points))}
    edges: list[Edge] = []
    while nearest:
        new = min(nearest, key=lambda i: nearest[i])
        edges.append((nearest.pop(new)[1], new))
        for other in nearest:
            nearest[other] = min(nearest[other], (_distance(points, new, other), new))
    return edges


def near_triangles(points: Sequence[Point], reach: float = 2.2) -> list[Triangle]:
    """Return the triangles whose sides are at most ``reach`` times the longest step between neighbours."""
    steps = [_distance(points, a, b) for a, b in spanning_edges(points)]
    if not steps:
        return []
    steps.sort()
    limit = max(steps[-1], steps[len(steps) // 2] * reach)
    return [t for t in delaunay(points) if _longest(points, t) <= limit * 1.25]


@lru_cache(maxsize=4)
def soft_shape(points: tuple[Point, ...]) -> tuple[tuple[Triangle, ...], tuple[Edge, ...]]:
    """Return the triangles to fill, and the lines to draw broadly, each once; the same for every size."""
    triangles = tuple(near_triangles(points))
    sides = {(min(pair), max(pair)) for a, b, c in triangles for pair in ((a, b), (b, c), (c, a))}
    joined = {(min(edge), max(edge)) for edge in spanning_edges(points)}
    return triangles, tuple(sorted(sides | joined))


def _distance(points: Sequence[Point], a: int, b: int) -> float:
    return hypot(points[a][0] - points[b][0], points[a][1] - points[b][1])


def _longest(points: Sequence[Point], t: Triangle) -> float:
    return max(_distance(points, t[0], t[1]), _distance(points, t[1], t[2]), _distance(points, t[2], t[0]))
