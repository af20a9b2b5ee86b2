"""Plain sentences as people type them, with the photos that answer them known from human English captions.

The truth is a written rule, not a judgement of the results: a photo is right when its captions, all of them together as lower-case
text, match every pattern of `all` and none of `none`. Captions do not mention everything that is in a photo, so the numbers are
a floor: they compare models, they are not the share of good answers that a person would count.
"""
import collections
import re

Sentence = collections.namedtuple("Sentence", "name zh en all none")

DOG = r"\bdogs?\b|\bpupp(y|ies)\b"
BEACH = r"\bbeach|\bsand(y|s)?\b|\bshore|\bocean\b|\bsurf\b|\bsea\b"
PEOPLE = r"group|team|famil(y|ies)|friends|people|\bmen\b|women|girls|boys|children|kids|couple"

SENTENCES = [
    Sentence("sunglasses", "戴墨镜的人", "a person wearing sunglasses", [r"sunglasses|dark glasses|tinted glasses"], []),
    Sentence("group photo", "一群人合影", "a group photo of people", [PEOPLE, r"\bpos(e|es|ed|ing)\b|for (a|the|their) (picture|photo|photograph|camera)"], [DOG]),
    Sentence("blue sky", "蓝色的天空", "a blue sky", [r"(blue|clear|bright) (\w+ )?sk(y|ies)|sky is blue"], []),
    Sentence("sunset beach", "日落沙滩", "sunset on the beach", [r"sunset|sunrise|\bdusk|setting sun|sun (is )?sets?", BEACH + "|water|lake"], []),
    Sentence("golden dog on the beach", "一只在沙滩上奔跑的金毛狗", "a golden dog running on the beach",
             [DOG, BEACH, r"golden|\btan\b|yellow|blond|\bbrown\b", r"\brun|play|jump|walk|leap"],
             [r"gr[ae]y|black|white dog"]),
    Sentence("blossoms", "樱花", "cherry blossoms", [r"blossom|cherry tree|flowering tree"], []),
    Sentence("snow mountain", "雪山", "snowy mountains", [r"\bsnow", r"mountain|\bhill|\bpeak|slope"], []),
    Sentence("football", "踢足球的孩子", "children playing football", [r"soccer", r"child|kids?\b|\bboys?\b|\bgirls?\b|young"], []),
    Sentence("bicycle", "骑自行车的人", "a person riding a bicycle", [r"\bbicycl|\bbikes?\b|bicyclist|cyclist|biker"], [r"motor|dirt bike"]),
    Sentence("motorcycle", "摩托车比赛", "a motorcycle race", [r"motorcycl|motorbike|dirt bike|motocross"], []),
    Sentence("swimming pool", "在游泳池里玩的小孩", "a child playing in a swimming pool", [r"\bpool\b", r"child|\bboys?\b|\bgirls?\b|kids?\b|toddler|bab"], [DOG]),
    Sentence("surfing", "冲浪", "surfing", [r"\bsurf(s|er|ers|ing|board)\b"], []),
    Sentence("climbing", "攀岩", "rock climbing", [r"climb", r"rock|cliff|mountain|wall"], []),
    Sentence("skateboard", "玩滑板的男孩", "a boy on a skateboard", [r"skateboard|skate board"], []),
    Sentence("swing", "荡秋千的小女孩", "a little girl on a swing", [r"\bswings?\b|swinging", r"\bgirls?\b|child|toddler|bab"], [r"\bbat\b|golf|rope"]),
    Sentence("two dogs", "两只狗在打闹", "two dogs playing together", [r"two (\w+ ){0,3}dogs|dogs (\w+ )?(play|fight|wrestl|chas)"], []),
    Sentence("guitar", "弹吉他的人", "someone playing the guitar", [r"guitar"], []),
    Sentence("night street", "夜晚的街道", "a street at night", [r"\bnight\b|dark", r"street|city|road|sidewalk|cars?\b"], []),
    Sentence("basketball", "打篮球", "a basketball game", [r"basketball"], []),
    Sentence("baby", "可爱的小宝宝", "a cute baby", [r"\bbab(y|ies)\b|infant"], []),
]


def truth(sentence, captions_by_photo):
    """The photos that the rule calls right. captions_by_photo: {photo: list of English captions}."""
    def matches(captions):
        text = " . ".join(captions).lower()
        return (all(re.search(pattern, text) for pattern in sentence.all)
                and not any(re.search(pattern, text) for pattern in sentence.none))
    return {photo for photo, captions in captions_by_photo.items() if matches(captions)}
