"""Borders of first-level divisions: Natural Earth's, dissolved to GeoNames' regions, and simplified once for both sides, so
that no gaps open between neighbours."""

import collections
import math

import quarters

TOLERANCE = 600  # of borders between regions, in 1/100,000 degrees
COAST_TOLERANCE = 3000  # of coasts and borders of countries, which come from better data
VOTERS = 15
CANDIDATES_MAX = 2000
RING_POINTS_FOR_VOTES = 200


def is_inside(rings, y, x):
    inside = False
    for ring in rings:
        before_y, before_x = ring[-1]
        for point_y, point_x in ring:
            if (point_y > y) != (before_y > y) and x < point_x + (y - point_y) * (before_x - point_x) / (before_y - point_y):
                inside = not inside
            before_y, before_x = point_y, point_x
    return inside


def thinned(ring):
    return ring[:: max(1, len(ring) // RING_POINTS_FOR_VOTES)]


def assign_regions(divisions, places):
    """division → the region that most places in it are of; "" when there are none."""
    grid = quarters.grid_of(sorted(places, key=lambda place: -place.population))
    for division in divisions:
        rings = [thinned(ring) for ring in division["rings"]]
        ys = [y / 1e5 for ring in rings for y, _ in ring]
        xs = [x / 1e5 for ring in rings for _, x in ring]
        votes = collections.Counter()
        for place in candidates(grid, (min(ys), max(ys)), (min(xs), max(xs))):
            region = (place.home or place).region
            if region and is_inside(rings, place.latitude * 1e5, place.longitude * 1e5):
                votes[region] += 1
                if votes.total() == VOTERS:
                    break
        division["region"] = votes.most_common(1)[0][0] if votes else ""


def candidates(grid, latitudes, longitudes):
    """Places in the box, the largest first."""
    def cells(low, high, shift):
        first, last = (int((value + shift) / quarters.CELL_DEGREES) for value in (low, high))
        return range(first, last + 1)

    columns = cells(*longitudes, 180)
    found = [place for row in cells(*latitudes, 90) for column in columns for place in grid.get((row, column), ())[:20]]
    return sorted(found, key=lambda place: -place.population)[:CANDIDATES_MAX]


def dissolve(divisions, index_of):
    """(point, point) → the regions beside it; what lies inside of a region is gone."""
    beside = collections.defaultdict(set)
    for division in divisions:
        owner = index_of.get(division["region"])
        if owner is None:
            continue
        for ring in division["rings"]:
            points = [tuple(point) for point in ring]
            for a, b in zip(points, points[1:] + points[:1]):
                if a != b:
                    beside[min(a, b), max(a, b)] ^= {owner}
    return {edge: tuple(sorted(owners)) for edge, owners in beside.items() if owners}


def chains(edges):
    """Runs of edges with the same regions beside them: (regions, [point, …])."""
    ends = collections.defaultdict(list)
    for (a, b), owners in edges.items():
        ends[a].append((b, owners))
        ends[b].append((a, owners))
    unused = set(edges)

    def walk(a, b, owners):
        run = [a]
        while True:
            unused.discard((min(a, b), max(a, b)))
            run.append(b)
            onward = [(c, o) for c, o in ends[b] if (min(b, c), max(b, c)) in unused]
            if len(ends[b]) != 2 or not onward or onward[0][1] != owners:
                return owners, run
            a, b = b, onward[0][0]

    for point in sorted(ends):
        neighbours = ends[point]
        if len(neighbours) != 2 or neighbours[0][1] != neighbours[1][1]:
            for other, owners in sorted(neighbours):
                if (min(point, other), max(point, other)) in unused:
                    yield walk(point, other, owners)
    for a, b in sorted(unused):  # islands
        if (a, b) in unused:
            yield walk(a, b, edges[a, b])


def simplified(run, tolerance):
    """Douglas and Peucker; a closed run keeps its middle."""
    keep = {0, len(run) // 2, len(run) - 1} if run[0] == run[-1] else {0, len(run) - 1}
    order = sorted(keep)
    spans = list(zip(order, order[1:]))
    while spans:
        first, last = spans.pop()
        (ay, ax), (by, bx) = run[first], run[last]
        dy, dx = by - ay, bx - ax
        length = math.hypot(dx, dy) or 1
        furthest, at = tolerance, None
        for i in range(first + 1, last):
            distance = abs((run[i][1] - ax) * dy - (run[i][0] - ay) * dx) / length
            if distance > furthest:
                furthest, at = distance, i
        if at is not None:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [run[i] for i in sorted(keep)]


def border_edges(divisions, index_of):
    """(y1, x1, y2, x2, region, region or None)."""
    for owners, run in chains(dissolve(divisions, index_of)):
        points = simplified(run, TOLERANCE if len(owners) == 2 else COAST_TOLERANCE)
        for (y1, x1), (y2, x2) in zip(points, points[1:]):
            if y1 != y2:
                yield y1, x1, y2, x2, owners[0], owners[1] if len(owners) == 2 else None
