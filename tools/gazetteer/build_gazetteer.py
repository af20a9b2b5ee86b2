"""Compiles the gazetteer: build_gazetteer.py PACKAGES.json OUT (PACKAGES.json: read_packages.mjs)."""

import json
import math
import pathlib
import struct
import sys

import divisions
import folding
import layout
import names
import quarters
import regions as region_names
import sources
import words
from names import COUNTRY, GROUP, PLACE, REGION

LANGUAGES = ("en", "zh", "zh_CN", "zh_TW", "ja")
CAPITAL_FEATURES = ("PPLC",)
# country-coder's leaves that are no country of ISO 3166: by name, else by the territory or country around them.
OWNERS = {"Crimea": "UA", "Northern Cyprus": "CY", "Bir Tawil": ""}
# GeoNames has Taipei in "Taiwan" and its suburbs in "Taipei".
MOVED = {1668341: "TW.03"}
NOT_ASSIGNED = {"EA", "IC", "AC", "TA", "DG", "CP", "FX", "SU", "EU", "UN", "CQ"}


def load_catalogs(countries):
    wanted = set(LANGUAGES)
    for country in countries.values():
        wanted.update(names.local_languages(country))
    return {language: sources.catalog(language, "geonames") for language in wanted}


def country_table(cache_countries, places):
    """code → its names, population and capital, in the order of the codes."""
    iso = sources.read_countries()
    aliases = {row[0]: row[1:] for row in sources.read_table("aliases.tsv")}
    capitals = {place.country: place for place in sorted(places, key=lambda p: (p.feature in CAPITAL_FEATURES, p.population))}
    table = {}
    for code in sorted(set(cache_countries) & (set(iso) | {"XK"})):
        known = iso.get(code, {"en": [], "zh_CN": [], "zh_TW": [], "ja": []})
        chinese = [name for name in aliases.get(code, ()) if region_names.is_chinese(name)]
        table[code] = {
            "english": cache_countries[code]["name"].removeprefix("The "),
            "chinese": preferred_chinese(known["zh_CN"], chinese),
            "names": {*aliases.get(code, ()), *known["en"], *known["zh_CN"], *known["zh_TW"], *known["ja"],
                      cache_countries[code]["name"], *local_names(code, cache_countries[code], known["en"])},
            "population": max(cache_countries[code]["population"], 1),
            "capital": capitals.get(code),
        }
    return table


def preferred_chinese(official, aliases):
    """The shortest of the usual names."""
    candidates = [folding.simplify(name) for name in official if region_names.is_chinese(name)]
    shown = min(candidates, key=len, default="")
    return SHOWN_CHINESE.get(shown) or shown or (aliases[0] if aliases else "")


SHOWN_CHINESE = {"柬埔塞": "柬埔寨", "大韩民国": "韩国", "朝鲜民主主义人民共和国": "朝鲜", "俄罗斯联邦": "俄罗斯", "阿拉伯联合酋长国": "阿联酋"}


def local_names(code, country, english):
    for language in names.local_languages(country):
        known = sources.catalog(language, "iso_3166-1")
        yield from (known[name] for name in english if name in known)


def apply_aliases(places):
    """Adds the names of aliases.tsv; the first is the one to be shown, and so is the first Chinese one."""
    by_id = {place.id: place for place in places}
    for key, *others in sources.read_table("aliases.tsv"):
        if not key.isdigit():
            continue
        place = by_id.get(int(key))
        folded = {folding.fold(name) for name in (place.name, *place.others)} if place else set()
        if not folded & {folding.fold(name) for name in others}:
            raise SystemExit(f"aliases.tsv: {key} is {place and place.name}, not {others[0]}")
        place.english, place.aliases = others[0], others
        place.chinese = next((folding.simplify(n) for n in others if region_names.is_chinese(n)), place.chinese)


def country_of(properties, countries):
    """The country or territory of one of country-coder's leaves."""
    if properties.get("nameEn") in OWNERS:
        return OWNERS[properties["nameEn"]]
    candidates = [properties.get("iso1A2"), *properties.get("groups", ()), properties.get("country")]
    return next((code for code in candidates if code in countries and code not in NOT_ASSIGNED), "")


def owner_finder(countries, regions):
    """country-coder's leaf → country index, and the region's where the leaf is one (England, Alaska)."""
    country_index = {code: index for index, code in enumerate(countries)}
    region_index = {code: index for index, code in enumerate(regions)}
    leaves = {"England": "GB.ENG", "Scotland": "GB.SCT", "Wales": "GB.WLS", "Northern Ireland": "GB.NIR", "Alaska": "US.AK",
              "Hawaii": "US.HI", "Tasmania": "AU.06", "Balearic Islands": "ES.07", "Azores": "PT.23", "Madeira": "PT.10",
              "Galápagos Islands": "EC.01", "Andaman and Nicobar Islands": "IN.01"}

    def owner_of(properties):
        code = country_of(properties, countries)
        country = country_index.get(code, layout.NONE16)
        region = region_index.get(leaves.get(properties.get("nameEn")), layout.NONE16)
        return region << 16 | country

    return owner_of


def resolve_group(members, countries, regions, cache_countries):
    for member in members.split():
        if member.startswith("~"):
            yield layout.CIRCLE, tuple(float(number) for number in member[1:].split(","))
        elif member.startswith("@"):
            yield from ((COUNTRY, code) for code in countries if cache_countries[code]["continentcode"] == member[1:])
        elif "." in member:
            if member not in regions:
                raise SystemExit(f"groups.tsv: no region {member}")
            yield REGION, member
        elif member in countries:
            yield COUNTRY, member
        elif member not in cache_countries:
            raise SystemExit(f"groups.tsv: no country {member}")


def fill_names(table, places, countries, regions, catalogs, cache_countries):
    for index, country in enumerate(countries.values()):
        for name in {*country["names"], country["english"], country["chinese"]} - {""}:
            table.add(name, COUNTRY, index, country["population"] * 10)  # a country before its namesakes
    for index, region in enumerate(regions.values()):
        for name in {*region.others, region.english, region.chinese} - {""}:
            table.add(name, REGION, index, region.population)
    for index, place in enumerate(places):
        if place.population < names.POPULATION_MIN and not place.aliases:
            continue
        languages = names.local_languages(cache_countries[place.country])
        for name in {*names.names_of_place(place, catalogs, languages), *place.aliases, place.chinese} - {""}:
            table.add(name, PLACE, index, place.population / (10 if place.home else 1))


def main():
    packages = json.loads(pathlib.Path(sys.argv[1]).read_text())
    places, cache_countries = sources.read_places(packages)
    places = [place for place in places if place.country in cache_countries]
    for place in places:
        place.region = MOVED.get(place.id, place.region)
    catalogs = load_catalogs(cache_countries)
    for place in places:
        place.aliases, place.chinese = [], names.chinese_name(place, catalogs)
        place.english = names.english_name(place, catalogs, cache_countries[place.country]["continentcode"] == "EU")
    apply_aliases(places)
    quarters.assign_homes(places)
    divisions.assign_regions(packages["divisions"], places)
    chinese_names = {place.id: place.chinese for place in places if place.chinese}
    regions = dict(sorted(region_names.make_regions(packages, places, chinese_names).items(), key=lambda item: item[1].id))
    countries = country_table(cache_countries, places)
    places = [place for place in places if place.country in countries]
    places.sort(key=lambda p: (layout.cell_of(p.latitude, p.longitude), -p.population, p.id))
    write(pathlib.Path(sys.argv[2]), packages, places, countries, regions, catalogs, cache_countries)


def write(path, packages, places, countries, regions, catalogs, cache_countries):
    strings = layout.Strings()
    place_records, grid, by_id, chinese, index_of = layout.place_sections(places, countries, regions, strings)
    country_index = {code: index for index, code in enumerate(countries)}
    region_index = {code: index for index, code in enumerate(regions)}

    country_records = b"".join(
        struct.pack("<HHIIIf", ord(code[0]) << 8 | ord(code[1]), 0, strings.put(country["english"]), strings.put(country["chinese"]),
             index_of[id(country["capital"])] if country["capital"] else layout.NONE32, country["population"])
        for code, country in countries.items())
    region_records = b"".join(
        struct.pack("<IHHIIIf", region.id, country_index.get(region.code[:2], layout.NONE16), region.code in region_names.CITIES, strings.put(region.english),
             strings.put(region.chinese), index_of[id(region.capital[1])] if region.capital else layout.NONE32,
             max(region.population, 1))
        for region in regions.values())
    table = names.NameTable()
    fill_names(table, places, countries, regions, catalogs, cache_countries)
    groups = []
    rows = sources.read_table("groups.tsv") + sources.read_table("features.tsv")
    for index, (english, chinese_name, members, *others) in enumerate(rows):
        resolved = list(resolve_group(members, countries, regions, cache_countries))
        groups.append((english, chinese_name, resolved))
        for name in (english, chinese_name, *others):
            table.add(name, GROUP, index, 1e9)
    group_records, group_members = layout.group_sections(groups, country_index, region_index, strings)
    chinese_words = words.read_chinese_words()
    common = names.is_common_word(sources.read_common_words(), words.is_chinese_common(chinese_words))
    rows = table.rows(common, words.words_beginning_with_names(chinese_words, table.bearers))
    texts, entries, areas = layout.name_sections(rows)
    known = list(words.well_known(rows))
    not_misspelt = words.lookalikes([name for _, name, _ in known], words.english_words())
    spellings, word_hashes = layout.spelling_sections(known, map(words.hash_of, not_misspelt))
    bands, edges = layout.border_sections(packages["borders"], owner_finder(countries, regions))
    region_bands, region_edges = layout.region_border_sections(divisions.border_edges(packages["divisions"], region_index))
    zone_names = b"".join(struct.pack("<I", strings.put(zone)) for zone in packages["zones"]["names"])
    sections = [bytes(strings.bytes), country_records, region_records, place_records, grid, by_id, chinese, bands, edges,
                packages["zones"]["cells"].encode("ascii"), zone_names, group_records, group_members, texts, entries, areas,
                spellings, word_hashes, region_bands, region_edges]
    layout.write(path, sections)
    sizes = dict(zip(("strings", "countries", "regions", "places", "grid", "by_id", "chinese", "bands", "edges", "zone cells",
                      "zone names", "groups", "members", "texts", "entries", "areas", "spellings", "words", "region bands", "region edges"), map(len, sections)))
    large = [place for place in places if place.population >= 100_000 and not place.home]
    share = sum(bool(place.chinese) for place in large) / max(len(large), 1)
    print(f"{len(places)} places, {len(regions)} regions, {len(countries)} countries, {len(table.bearers)} names; "
          f"{share:.1%} of {len(large)} cities over 100,000 have a Chinese name; {math.ceil(path.stat().st_size / 1e6)} MB; {sizes}")


if __name__ == "__main__":
    main()
