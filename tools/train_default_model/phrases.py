"""Short phrases of photo search and the photos that show them, by what the photos' captions say.

Two sources: phrases.tsv, written by hand, in which an English and a Chinese name mean the same; and the frequent word
sequences of the training captions themselves. A phrase's photos are those with a caption that has the phrase in it.
"""
import collections
import pathlib
import re

PHRASES_FILE = pathlib.Path(__file__).resolve().parent / "phrases.tsv"
LONGEST = 3                                         # words, or pieces of Chinese, in a frequent phrase
FEWEST_PHOTOS = 8                                   # of a frequent phrase
FEWEST_SHOWN = 3                                    # photos of a phrase that is looked for in evaluation
STOP_WORDS = {
    "a", "an", "the", "this", "that", "these", "those", "is", "are", "was", "were", "be", "being", "been", "am", "do",
    "does", "has", "have", "had", "having", "and", "or", "but", "if", "as", "of", "in", "on", "at", "by", "to", "from",
    "with", "into", "onto", "over", "up", "down", "off", "out", "for", "his", "her", "its", "their", "he", "she", "it",
    "they", "them", "him", "who", "which", "while", "there", "some", "another", "other", "one", "very", "near", "next",
    "through", "around", "behind", "front", "during", "along", "against", "towards", "toward", "like", "what", "looks",
    "looking", "wearing",
}
STOP_CHARACTERS = set("的了着在和与及一个有是把被从对向到上下里中为他她它这那其之而并个位名只条群正")


class Phrase:
    """One idea: its names in each language (one language only for a frequent phrase), and {photo: share of captions}."""

    def __init__(self, en=(), zh=()):
        self.en, self.zh, self.photos = list(en), list(zh), {}

    def names(self):
        return [*self.en, *self.zh]


def read_phrases(path=PHRASES_FILE):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [Phrase(*(names.split("|") for names in line.split("\t"))) for line in lines]


def words_of(caption):
    return re.findall(r"[a-z]+(?:[-'][a-z]+)*", caption.lower())


def find_photos(phrases, rows):
    """Fills in phrase.photos: rows are photos with the captions en and zh.

    A single Chinese character is a part of too many words to be looked for."""
    en = [[f" {' '.join(words_of(caption))} " for caption in row["en"]] for row in rows]
    zh = [row["zh"] for row in rows]
    for phrase in phrases:
        en_names = [f" {' '.join(words_of(name))} " for name in phrase.en]
        zh_names = [name for name in phrase.zh if len(name) > 1]
        hits = [sum(any(name in caption for name in en_names) for caption in en[photo])
                + sum(any(name in caption for name in zh_names) for caption in zh[photo]) for photo in range(len(rows))]
        phrase.photos = {photo: count / (len(en[photo]) + len(zh[photo])) for photo, count in enumerate(hits) if count}


def frequent_phrases(rows, pieces_of):
    """Word sequences that the captions of many photos share; pieces_of cuts a Chinese text into words or so."""
    phrases = []
    for language, cut, glue, stops in (("en", words_of, " ", STOP_WORDS), ("zh", pieces_of, "", STOP_CHARACTERS)):
        photos = collections.defaultdict(collections.Counter)
        for photo, row in enumerate(rows):
            for caption in row[language]:
                for text in set(_sequences(cut(caption), glue, stops)):
                    photos[text][photo] += 1 / len(row[language])
        for text, shares in sorted(photos.items()):
            if len(shares) >= FEWEST_PHOTOS:
                phrase = Phrase(**{language: [text]})
                phrase.photos = dict(shares)
                phrases.append(phrase)
    return phrases


def _sequences(words, glue, stops):
    """The runs of up to LONGEST words that neither begin nor end with a stop word."""
    for begin in range(len(words)):
        for end in range(begin + 1, min(begin + LONGEST, len(words)) + 1):
            first, last = words[begin], words[end - 1]
            if glue == "":
                first, last = first[0], last[-1]
            if first not in stops and last not in stops:
                yield glue.join(words[begin:end])


def is_chinese(text):
    return not text.isascii()


def phrase_truth(rows):
    """(name, photos that show it) of every name of a phrase that at least FEWEST_SHOWN photos show."""
    phrases = read_phrases()
    find_photos(phrases, rows)
    return [(name, sorted(phrase.photos)) for phrase in phrases if len(phrase.photos) >= FEWEST_SHOWN for name in phrase.names()]
