"""Ordinary words beside place names: those that are a place's name too, that begin with one, or that look like one
misspelt."""

import collections
import pathlib

import folding
import sources

CHINESE_WORDS = pathlib.Path("/usr/lib/python3/dist-packages/jieba/dict.txt")
CHINESE_COMMON_MIN = 50  # how often the word list has counted it
PLACE_TAGS = ("ns", "nrt", "nt")
# What people call after a place: a person, a dish, a language.
THINGS = ("人", "话", "菜", "料理", "餐", "语", "风味", "车", "面馆", "火锅")
# What is found in any place: the name before it stays the place (北京街头, 内蒙古草原).
ANYWHERE = {"街头", "街道", "街上", "动物园", "植物园", "博物馆", "地铁", "机场", "酒店", "海滩", "海边", "海岸", "海滨", "沙滩", "草原", "山水",
            "市场", "美食", "小吃", "夜景", "教堂", "公园", "寺庙", "古城", "古镇", "老街", "夜市", "风光", "风景", "雪山", "森林", "沙漠", "温泉", "郊外", "农村",
            "乡村", "旅游", "旅行", "游", "之行", "港口", "码头", "城区", "市区", "附近", "南部", "北部", "东部", "西部", "中部"}
ENDINGS = "市省县区岛州府都国城镇乡"
# The word list takes these for words, people mean the places; and the other way round.
CHINESE_PLACES = {"清迈", "大理", "开封", "天水", "海口", "安康", "大同", "平遥", "凤凰", "乌镇", "敦煌", "金华", "保山", "文山", "长治",
                  "九龙", "波恩", "牛津", "和田", "承德", "酒泉", "河源", "淡水", "蓬莱", "昌平", "娄底", "铁岭", "陆丰", "静安", "正定", "黄石", "旅顺", "基隆", "恩施", "金昌", "安达", "锡金", "基尔"}
CHINESE_WORDS_TOO = {"高山", "日光", "日照", "三重", "东方", "和平", "平安", "平原", "太平", "来宾", "白银", "百色", "朝阳", "长城", "清水",
                     "大海", "海岸", "小山", "桥上", "上山", "下山", "林间", "车拉", "朝天", "海洋", "河流", "大桥",
                     "池上", "上和", "上思", "下路", "包里", "大山", "大马", "板桥", "花台", "下沙", "马拉", "布里", "光明", "海滨", "海门", "公主", "温泉", "石林", "大足", "新街", "金山", "花山", "石川", "老街"}
SLIPS_MIN_LETTERS, TWO_SLIPS_MIN_LETTERS = 5, 8


def read_chinese_words():
    """word → (how often, kind)."""
    words = {}
    for line in CHINESE_WORDS.read_text().splitlines():
        word, count, kind = line.split(" ")
        if len(word) > 1 and all(map(folding.is_han, word)):
            words[folding.fold(word)] = int(count), kind
    return words


def is_chinese_common(chinese_words):
    def common(folded, weight):
        if folded in CHINESE_WORDS_TOO:
            return True
        count, kind = chinese_words.get(folded, (0, ""))
        small = weight < 500_000 and len(folded) == 2
        return small and count >= CHINESE_COMMON_MIN and kind not in PLACE_TAGS and folded not in CHINESE_PLACES

    return common


def words_beginning_with_names(chinese_words, bearers):
    """大理石, 中国人, 日本料理, 南京路: no place is meant where they stand."""
    for name, known in bearers.items():
        if len(name) <= 5 and folding.is_han(name[0]) and max(known.values()) >= 1_000_000:
            yield from (name + thing for thing in THINGS if name + thing not in bearers and name + thing not in chinese_words)
    for word in chinese_words:
        if word in bearers:
            continue
        rests = [word[length:] for length in range(2, len(word)) if max(bearers.get(word[:length], {0: 0}).values()) >= 20_000]
        if rests and not any(rest in ENDINGS or rest in bearers or rest in ANYWHERE for rest in rests):
            yield word


def deletions(word, count):
    """The word with up to `count` letters left out: words within `count` slips share one."""
    found = layer = {word}
    for _ in range(count):
        layer = {w[:i] + w[i + 1:] for w in layer for i in range(len(w))}
        found = found | layer
    return found


def well_known(rows):
    """(index, name, weight) of the names that others are taken for misspellings of."""
    for index, (folded, flags, _, weight) in enumerate(rows):
        plain = folded.isascii() and folded.replace(" ", "", 1).isalpha() and len(folded) >= SLIPS_MIN_LETTERS
        if plain and weight >= 100_000:
            yield index, folded, weight


def lookalikes(known_names, english_words):
    """The ordinary words that are as near to a well-known name as a misspelling is."""
    reachable = collections.defaultdict(set)
    for name in known_names:
        for cut in deletions(name, 2 if len(name) >= TWO_SLIPS_MIN_LETTERS - 2 else 1):
            reachable[cut].add(name[0])
    for word in english_words:
        limit = 2 if len(word) >= TWO_SLIPS_MIN_LETTERS else 1
        if len(word) >= SLIPS_MIN_LETTERS and any(word[0] in reachable.get(cut, ()) for cut in deletions(word, limit)):
            yield word


def hash_of(word):
    """FNV-1a, as geo/spelling.cc has it."""
    value = 2166136261
    for byte in word.encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def english_words():
    """All words of the list in small letters, names too, their plain forms."""
    return {folding.fold(word) for word in sources.WORDS.read_text().split() if word.isascii() and word.isalpha()}

