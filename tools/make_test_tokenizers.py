#!/usr/bin/env python3
"""Makes tests/data/tokenizers/: small tokenizers of the four kinds that bundles have, texts, and the reference's ids for them.

  make_test_tokenizers.py [OUT_DIR]

The kinds: byte_bpe (OpenAI CLIP), wordpiece (Chinese-CLIP), unigram (XLM-R, the default model) and metaspace_bpe (Gemma, as
in SigLIP 2). They are trained on sentences made up here, with the parts that the real families have around the model:
normalizer, pre-tokenizer, post-processor. texts.jsonl has a JSON string a line, NAME.ids.jsonl the ids of each text cut to
LENGTH tokens. Training breaks ties anew each time, so all files are made and committed together. The default model's own
tokenizer is compared live (model/tokenizer_test.cc).
Needs PyPI tokenizers (tests/requirements.txt).
"""
import argparse
import json
import pathlib
import random

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

LENGTH = 52
DATA = pathlib.Path(__file__).resolve().parent.parent / "tests/data/tokenizers"

EN = {"who": ["a dog", "two children", "my father", "an old man", "the cyclist", "a black cat", "three friends", "nobody", "a bride"],
      "does": ["runs along", "is sitting in", "jumps over", "looks at", "sleeps on", "walks into", "doesn't see", "waits near"],
      "where": ["the beach", "a snowy street", "the kitchen table", "an empty stadium", "the harbour", "a field of sunflowers"],
      "when": ["at sunset", "in the rain", "on a bright morning", "in 2019", "just before 6 o'clock", "", "by night"]}
ZH = {"who": ["一只狗", "两个孩子", "我父亲", "戴墨镜的人", "骑自行车的女人", "一只黑猫", "一群人", "新娘", "金毛犬"],
      "does": ["奔跑在", "坐在", "跳过", "看着", "睡在", "走进", "等在", "站在"],
      "where": ["沙滩上", "下雪的街道", "厨房的桌子旁", "空荡荡的体育场", "港口", "一片向日葵田"],
      "when": ["日落时", "雨中", "晴朗的早晨", "二〇一九年", "去年春天", "", "夜里"]}
JA = {"who": ["犬", "二人の子ども", "おばあさん", "サングラスの男", "黒い猫"],
      "does": ["が走っている", "が座っている", "がジャンプする", "を見ている"],
      "where": ["砂浜で", "雪の道で", "キッチンで", "港で", "ひまわり畑で"],
      "when": ["夕方", "雨の中", "朝", "去年の春", ""]}
HARD = ["", " ", "\t\n", "a", "。", "👍", "👨‍👩‍👧‍👦 at the beach", "🏳️‍🌈🇨🇳", "ＤＯＧ　ＯＮ　ＴＨＥ　ＢＥＡＣＨ　１２３", "ｶﾞｷﾞｸﾞ", "e\u0301cole cafe\u0301", "école café",
        "\u304b\u3099\u304d\u3099", "ﬁne ﬂowers", "Ångström Å Å", "I'm you're they've we'll he'd SHE'S", "1234567890 3.14 1,000,000",
        "<s> dog </s>", "<|startoftext|>cat<|endoftext|>", "[CLS] [SEP] [PAD]", "<pad><unk><bos>", "hello\u0000world", "a\u00adb\u200bc\u200dd\ufeff", "\u202eright to left\u202c",
        "مرحبا بالعالم", "שלום עולם", "नमस्ते दुनिया", "สวัสดีชาวโลก", "Привет, мир!", "Γειά σου Κόσμε ΣΑΣ", "İstanbul ıI", "STRASSE straße ẞ", "한국어 문장입니다", "𠮷野家", "𝒽𝑒𝓁𝓁𝑜", "①②③ ㍿ ㌀",
        "a_b-c/d\\e@f#g$h%i^j&k*l", "!!!???...", "“quotes” ‘single’ —dash–", "tab\tand\nnewline\r\nend", "   many    spaces   ", "x" * 300, "狗" * 300, "word " * 200, "e\u0301" * 200,
        "supercalifragilisticexpialidocious", "\ufffd", "\U0010ffff", "0" * 120, "aAbBcC", "http://example.org/?q=a&b=c", "😀" * 100]


def sentence(parts: dict, separator: str, source: random.Random) -> str:
    words = [source.choice(parts[key]) for key in ("when", "who", "does", "where")]
    return separator.join(word for word in words if word)


def make_texts(count: int, seed: int) -> list[str]:
    source = random.Random(seed)
    kinds = ((EN, " "), (ZH, ""), (JA, ""))
    texts = [sentence(*kinds[index % 3], source) for index in range(count)]
    texts += [f"{texts[index]} {texts[index + 1]}" for index in range(0, count, 8)]
    return texts


def make_long_texts() -> list[str]:
    """10,000 characters each, of words, of Han and of both."""
    english = " ".join(make_texts(900, 3)[0::3])
    chinese = "".join(make_texts(3000, 4)[1:3000:3])
    return [(english * 3)[:10_000], (chinese * 3)[:10_000], (english[:50] + chinese[:50]) * 100]


def byte_bpe() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>", unk_token="<|endoftext|>", continuing_subword_prefix=""))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    pattern = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), behavior="removed", invert=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.train_from_iterator(make_texts(3000, 1), trainers.BpeTrainer(
        vocab_size=1500, show_progress=False, end_of_word_suffix="</w>", special_tokens=["<|startoftext|>", "<|endoftext|>"],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet())))
    tokenizer.post_processor = processors.RobertaProcessing(
        sep=("<|endoftext|>", 1), cls_token=("<|startoftext|>", 0), trim_offsets=False, add_prefix_space=False)
    return tokenizer


def wordpiece() -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(make_texts(3000, 1), trainers.WordPieceTrainer(
        vocab_size=900, show_progress=False, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0", pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return tokenizer


def unigram() -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.train_from_iterator(make_texts(3000, 1), trainers.UnigramTrainer(
        vocab_size=1200, show_progress=False, unk_token="<unk>", special_tokens=["<s>", "<pad>", "</s>", "<unk>"]))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return tokenizer


def metaspace_bpe() -> Tokenizer:
    special = ["<pad>", "<eos>", "<bos>", "<unk>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Lowercase(), normalizers.Replace(" ", "▁")])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.train_from_iterator(make_texts(3000, 1), trainers.BpeTrainer(vocab_size=1500, show_progress=False, special_tokens=special))
    tokenizer.post_processor = processors.TemplateProcessing(single="$A <eos>", pair="$A <eos> $B <eos>", special_tokens=[("<eos>", 1)])
    tokenizer.decoder = decoders.ByteFallback()
    # Bytes are pieces of the model, not words to be found in a text.
    content = json.loads(tokenizer.to_str())
    content["added_tokens"] = [token for token in content["added_tokens"] if not token["content"].startswith("<0x")]
    return Tokenizer.from_str(json.dumps(content))


def write_ids(tokenizer: Tokenizer, texts: list[str], path: pathlib.Path) -> None:
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=LENGTH)
    lines = [json.dumps(encoding.ids, separators=(",", ":")) for encoding in tokenizer.encode_batch(texts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("out_dir", nargs="?", type=pathlib.Path, default=DATA)
    arguments = parser.parse_args()
    arguments.out_dir.mkdir(parents=True, exist_ok=True)
    texts = make_texts(240, 2) + HARD + make_long_texts()
    (arguments.out_dir / "texts.jsonl").write_text("\n".join(json.dumps(text, ensure_ascii=False) for text in texts) + "\n", encoding="utf-8")
    for make in (byte_bpe, wordpiece, unigram, metaspace_bpe):
        tokenizer = make()
        (arguments.out_dir / f"{make.__name__}.json").write_text(
            json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        write_ids(tokenizer, texts, arguments.out_dir / f"{make.__name__}.ids.jsonl")


if __name__ == "__main__":
    main()
