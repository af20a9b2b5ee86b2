"""Which places are quarters of a larger one: Shinjuku of Tokyo, Brooklyn of New York, Westminster of London."""

import collections
import math

INHABITANTS_PER_KM2 = 6000  # in the core of a large city
CORE_KM_MIN = 3
CITY_POPULATION_MIN = 50_000
LOOSE_REGIONS = {"TW", "PE"}  # where GeoNames has a capital and its quarters in different regions
CELL_DEGREES = 0.25
SINGLE_CITY = {"HK": 1819729, "MO": 1821274, "SG": 1880252, "MC": 2993458, "VA": 6691831, "GI": 2411585}
# Boroughs and districts too far from the middle or too large for the rule, or in the wrong region.
NAMED = {13308620: 1795565, 1802656: 1795565, 1810826: 1795565, 6958518: 1795565, 6958792: 1795565, 6958503: 1795565,  # Shenzhen
         1816176: 1791247, 1807308: 1791247, 1803266: 1790630, 1927558: 1815577, 1784647: 1799397, 2036619: 2034937,
         1921372: 1814087, 1805298: 1814087, 1815585: 1805753, 2036671: 2037013, 2038679: 2037013, 1798480: 1799869,
         1788245: 1809078, 2033739: 2038180, 6544105: 3128760, 764484: 756135, 6545348: 756135,
         2655775: 2643743, 747323: 745044, 6947640: 745044, 7628419: 745044, 6722148: 706483, 8074174: 323777,
         11836117: 1850147, 5133273: 5128581, 5110266: 5128581, 5139568: 5128581, 5110302: 5128581, 5125771: 5128581,
         6091104: 6167865, 6948711: 6167865, 5950267: 6167865}


AT_ONE_POINT_MIN = 1000


def is_seat(place):
    """Of a government."""
    return place.feature.startswith("PPLA") or place.feature == "PPLC"


def core_km(population):
    return max(math.sqrt(population / (math.pi * INHABITANTS_PER_KM2)), CORE_KM_MIN)


def distance_km(a, b):
    x = (b.longitude - a.longitude + 540) % 360 - 180
    x *= math.cos(math.radians((a.latitude + b.latitude) / 2))
    return 111.195 * math.hypot(x, b.latitude - a.latitude)


def reach(place, city):
    """How far out, in cores of the city, the place still counts as a quarter of it."""
    ratio = city.population / max(place.population, 1)
    if place.feature == "PPLX" or place.name.startswith(city.name + " "):  # Dubai Marina
        return 1.8
    if ratio >= 20:
        return 0.9
    if place.feature in ("?", "PPLL"):
        return 1.0 if ratio >= 4 else 0.5
    if place.population >= 100_000:
        return 0.45 if ratio >= 2.5 else 0.2
    return 0.75


def grid_of(places):
    grid = collections.defaultdict(list)
    for place in places:
        grid[int((place.latitude + 90) / CELL_DEGREES), int((place.longitude + 180) / CELL_DEGREES)].append(place)
    return grid


def near(grid, city, km):
    rows = math.ceil(km / 111 / CELL_DEGREES)
    columns = math.ceil(km / 111 / CELL_DEGREES / max(math.cos(math.radians(city.latitude)), 0.05))
    row, column = int((city.latitude + 90) / CELL_DEGREES), int((city.longitude + 180) / CELL_DEGREES)
    for r in range(row - rows, row + rows + 1):
        for c in range(column - columns, column + columns + 1):
            yield from grid.get((r, c % int(360 / CELL_DEGREES)), ())


def assign_homes(places):
    by_id = {place.id: place for place in places}
    grid = grid_of(places)
    cities = sorted((p for p in places if p.population >= CITY_POPULATION_MIN and p.feature != "PPLX"), key=lambda p: -p.population)
    for city in cities:
        if city.home:
            continue
        core = core_km(city.population)
        for place in near(grid, city, core * 1.8):
            if place is city or place.home or place.population * 1.3 > city.population or place.country != city.country:
                continue
            if place.region and city.region and place.region != city.region and city.country not in LOOSE_REGIONS:
                continue
            if distance_km(place, city) <= core * reach(place, city):
                place.home = city
    for place in places:  # two names at one point are one place: Shimo-furano is Furano
        if place.home or is_seat(place) or place.population < AT_ONE_POINT_MIN:
            continue
        for other in near(grid, place, 0.5):
            same = not other.home and other.country == place.country and distance_km(place, other) <= 0.3
            if same and is_seat(other) and other.population * 2 >= place.population:
                place.home = other
    for quarter, city in NAMED.items():
        if quarter in by_id and city in by_id:
            by_id[quarter].home = by_id[city]
    for place in places:
        single = by_id.get(SINGLE_CITY.get(place.country))
        if single and place is not single:
            place.home = single
        elif single:
            place.home = None
    for place in places:  # a quarter of a quarter
        while place.home and place.home.home:
            place.home = place.home.home
