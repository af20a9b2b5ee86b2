"""The table of names: folded text → what bears it."""

import collections
import re

import folding
import regions as region_names
import sources

COUNTRY, REGION, PLACE, GROUP = range(4)
COMMON_WORD, OTHER_WORD = 1, 2
POPULATION_MIN = 500
BEARERS_MAX = 200
LENGTH_MAX = 120  # bytes
# Words that the list of English words has only with a capital, or not at all.
ALSO_COMMON = {
    "aurora", "german", "jewish", "labrador", "burgundy", "duffel", "para", "batman", "toyota", "obama", "riverbank", "lakeside", "whitewater",
    "chinatown", "saint bernard", "st bernard", "st. bernard", "yorkshire", "winnie", "on top of the world", "king", "queen", "english",
    "french", "spanish", "irish", "scottish", "chinese", "japanese", "korean", "american", "italian", "greek", "roman", "christian",
    "lego", "honda", "ford", "lexus", "sony", "leica", "kodak", "monday", "sunday", "friday", "saturday", "halloween", "christmas", "easter",
    "hilton", "marina", "lakeshore", "seaside", "oceanside", "hillside", "countryside", "airport", "downtown", "campus"}
LOCAL_SCRIPTS = {"HIRAGANA", "KATAKANA", "HANGUL", "CYRILLIC", "GREEK", "THAI", "ARABIC", "HEBREW", "DEVANAGARI", "GEORGIAN", "ARMENIAN"}
# Places that people mean more often than the word.
NEVER_COMMON = {
    "japan", "london", "panama", "cuba", "oman", "java", "geneva", "bologna", "lima", "manila", "canton", "texas", "shanghai", "morocco",
    "chile", "wales", "antarctic", "emirates", "cologne", "tangier", "wellington", "oxford", "anchorage", "cairns", "baton rouge",
    "little rock", "grand rapids", "new haven", "cape coral", "jersey city", "gold coast", "sunshine coast", "saint john", "st john",
    "saint johns", "st johns", "thunder bay", "port said", "cook islands", "northern territory", "northwest territories", "new territories", "holy see",
    "saint martin", "st martin", "natal", "astrakhan", "leeds", "surrey"}


def variants(folded):
    """The same name as people write it: xi'an, xian; saint-denis, saint denis; st. louis, st louis, saint louis."""
    found = {folded}
    for old, new in (("'", ""), ("-", " "), (".", ""), (",", "")):
        found |= {" ".join(name.replace(old, new).split()) for name in found}
    for short, full in (("st", "saint"), ("ste", "sainte"), ("mt", "mount"), ("ft", "fort")):
        found |= {re.sub(rf"^{short}\.? ", full + " ", name) for name in found}
        found |= {re.sub(rf"^{full} ", short + " ", name) for name in found}
    return found


def is_latin(name):
    return all(folding.script_of(c) == "LATIN" for c in name if c.isalpha())


DIRECTIONS = {"南方", "北方", "西方", "东北", "西北", "东南", "西南", "东部", "西部", "南部", "北部", "中部", "中央", "中心", "沿海", "高地", "山区", "首都", "capital"}


class NameTable:
    def __init__(self):
        self.bearers = collections.defaultdict(dict)  # folded → {(kind, index): weight}

    def add(self, name, kind, index, weight):
        folded = folding.fold(name)
        forms = variants(folded)
        if kind != GROUP and folded and folding.is_han(folded[-1]):
            forms.add(region_names.without_kind(folded))
        for variant in forms:
            lone = len(variant) == 1 or (len(variant) == 2 and variant.isascii() and name not in ALIASES)
            if variant and not lone and (kind == GROUP or variant not in DIRECTIONS) and len(variant.encode()) <= LENGTH_MAX and not variant.isdigit():
                self.bearers[variant][kind, index] = weight

    def rows(self, common, other_words):
        """[(folded, flags, [(kind, index), …] most important first, weight of the first)], sorted by bytes."""
        rows = [(word, OTHER_WORD, [], 0) for word in other_words]
        for folded, bearers in self.bearers.items():
            ranked = sorted(bearers.items(), key=lambda item: (-item[1], item[0]))[:BEARERS_MAX]
            flags = COMMON_WORD if common(folded, ranked[0][1]) else 0
            rows.append((folded, flags, [bearer for bearer, _ in ranked], ranked[0][1]))
        return sorted(rows, key=lambda row: row[0].encode())


ALIASES = {name for row in sources.read_table("aliases.tsv") for name in row[1:]}


def local_languages(country):
    return [language.split("-")[0] for language in country["languages"].split(",")[:3] if language]


def names_of_place(place, catalogs, languages):
    yield place.name
    key = str(place.id)
    for language in ("en", "zh", "zh_CN", "zh_TW", *(languages if place.population >= 2000 else ())):
        if key in catalogs.get(language, ()):
            yield catalogs[language][key]
    local = LOCAL_SCRIPTS if place.population >= 15000 else ()
    for name in place.others:
        scripts = {folding.script_of(c) for c in name if c.isalpha()}
        if scripts == {"CJK"} or (len(scripts) == 1 and scripts <= set(local)):
            yield name


def english_name(place, catalogs, european):
    """The name to be shown: Cologne, not Köln; Reykjavik, not Reykjavík. Outside of Europe the old English names of the
    catalogue (Amoy, Bombay) are known but not shown."""
    english = catalogs["en"].get(str(place.id), place.name)
    same = folding.fold(english).replace("-", " ") == folding.fold(place.name).replace("-", " ")
    shown = place.population >= 50_000 and (european or (same and english.isascii()))
    name = english if shown else place.name
    for typographic in folding.APOSTROPHES:
        name = name.replace(typographic, "'")
    return name.removesuffix("-shi") if place.country == "JP" else name


def chinese_name(place, catalogs):
    """The name to be shown, simplified; "" when there is none."""
    key = str(place.id)
    for language in ("zh_CN", "zh"):
        name = catalogs[language].get(key, "")
        if region_names.is_chinese(name):
            return region_names.without_kind(folding.simplify(name)) if len(name) > 2 else folding.simplify(name)
    counted = collections.Counter(
        region_names.without_kind(folding.simplify(name)) for name in place.others if region_names.is_chinese(name) and len(name) > 1)
    return min(counted, key=lambda name: (-counted[name], len(name), name), default="")


def is_common_word(english_words, chinese_common):
    """Ordinary words, in English also two together ("sunset", "long beach"), the names of large places excepted."""

    def common(folded, weight):
        if not folded.isascii():
            return chinese_common(folded, weight)
        parts = folded.split()
        if folded in ALSO_COMMON:
            return True
        if folded in NEVER_COMMON or len(parts) > 2 or not all(part in english_words for part in parts):
            return False
        return len(parts) == 1 or weight < 1_000_000

    return common
