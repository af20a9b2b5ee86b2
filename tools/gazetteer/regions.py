"""First-level divisions with their names. GeoNames has codes and English names; Chinese ones come from regions.tsv, from
ISO 3166-2 where a subdivision of that name is found, else from the city that the region is named after."""

import dataclasses
import re
import zlib

import folding
import sources

GENERIC = re.compile(
    r"\b(province|provincia|region|regione|oblast|krai|district|department|departement|governorate|county|state|prefecture|"
    r"municipality|republic|autonomous|division|canton|parish|city|capital|territory|sheng|shi|zizhiqu|zhuangzu|changwat|"
    r"al|el|ad|ar|as|ash|ath|of|the|de|do|da|muhafazat|wilayat|velayat|rayon|kommune|lan|judet|voivodeship|okrug|"
    r"respublika|kraj|distrito|departamento|tinh|thanh pho|ostan|il|ili|skaya|megye)\b")
# Regions that are one city: 北京市 means all of it.
CITIES = {"CN.22", "CN.23", "CN.28", "CN.33", "KR.10", "KR.11", "KR.12", "KR.15", "KR.18", "KR.19", "KR.21", "DE.03", "DE.04", "DE.16",
          "AT.09", "TH.40", "RU.48", "RU.66", "CZ.52", "MY.14", "ID.04", "AE.03", "TR.34", "NO.12"}
CHINESE_KINDS = ("特别行政区", "自治区", "大区", "地区", "新区", "省", "市", "州", "府", "县", "都", "区", "邦", "道")


@dataclasses.dataclass
class Region:
    code: str
    english: str
    chinese: str = ""
    others: set = dataclasses.field(default_factory=set)
    population: int = 0
    capital: object = None

    @property
    def id(self):
        return zlib.crc32(self.code.encode()) | 0x80000000


def key_of(name):
    return re.sub(r"[^a-z]", "", GENERIC.sub(" ", folding.fold(name).replace("-", " ").replace("'", "")))


def is_chinese(name):
    return bool(name) and all(folding.is_han(c) or c in "·-—" for c in name)


def without_kind(name):
    """安徽省 → 安徽, but 北海道 and 首都区 stay as they are."""
    for kind in CHINESE_KINDS:
        if name.endswith(kind) and len(name) - len(kind) >= 2 and name != "北海道":
            return name[: -len(kind)]
    return name


def add_iso_names(region, subdivisions):
    key = key_of(region.english)
    for name, translated in subdivisions:
        if key and key_of(name) == key:
            region.others.update([name, *translated.values()])
            chinese = translated.get("zh_CN", "")
            if not region.chinese and is_chinese(chinese):
                region.chinese = chinese
            return


def add_division_names(regions, divisions):
    """A region that is just one of Natural Earth's divisions has its names."""
    by_region = {}
    for division in divisions:
        by_region.setdefault(division["region"], []).append(division)
    for code, found in by_region.items():
        if code not in regions or len(found) != 1:
            continue
        plain, english, chinese, traditional, japanese, local = (name.split("|")[0].strip() for name in found[0]["names"])
        same = key_of(regions[code].english) in (key_of(plain), key_of(english))
        if not same:
            continue
        regions[code].others.update(name for name in (plain, english, chinese, traditional, japanese, local) if name)
        if not regions[code].chinese and is_chinese(chinese):
            regions[code].chinese = chinese


def make_regions(packages, places, chinese_names):
    regions = {row["code"]: Region(row["code"], row["name"]) for row in packages["regions"]
               if row["code"][:2] not in ("HK", "MO")}
    for code, english, chinese, *others in sources.read_table("regions.tsv"):
        if code not in regions:
            raise SystemExit(f"regions.tsv: GeoNames has no region {code}")
        others += [regions[code].english]
        regions[code] = Region(code, english, chinese, set(others))
    subdivisions = sources.read_subdivisions()
    for region in regions.values():
        add_iso_names(region, subdivisions.get(region.code[:2], ()))
    add_division_names(regions, packages["divisions"])
    for place in places:
        region = regions.get(place.region)
        if not region:
            continue
        region.population += 0 if place.home else place.population
        rank = (place.feature in ("PPLA", "PPLC"), place.population)
        if region.capital is None or rank > region.capital[0]:
            region.capital = (rank, place)
        if not region.chinese and key_of(place.name) == key_of(region.english) and place.id in chinese_names:
            region.chinese = chinese_names[place.id]
    ids = {region.id for region in regions.values()}
    if len(ids) != len(regions):
        raise SystemExit("two regions have one id")
    return regions
