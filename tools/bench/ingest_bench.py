#!/usr/bin/env python3
"""How fast photos are read: decode alone, encode alone, the whole, and the loop that people write today, in one run.

  script/bench ingest [--rounds 5] [--photos 60] [--peer-photos 20] [--sets jpeg,heic,mixed] [--models fp32,int8,int8_dynamic]
      [--name NAME] [--out DIR]

Photos are 12 megapixels, made once (tools/bench/make_photos.py); the model is a ViT-B/32 of random weights (random_vit.py), in fp32,
in int8, and in int8 whose activations are quantised as they come. "bound" is 1/(1/decode + 1/encode): what two stages can reach that
share the same cores; "share" is how much of it the whole run reaches. "loop" is the loop with the fp32 model, "same loop" the one with
the row's own. A machine that others share is now faster, now slower: in a round each part runs just before and just after the whole that
it is compared with, and shares and times are of that round; each number is the median of the rounds. Memory is the peak PSS of the whole
process tree, the largest of all rounds. Everything raw goes into bench/runs/DATE-NAME/.
"""
import argparse
import datetime
import functools
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from process_tree import run

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/release"
WORK = ROOT / "build/bench"
BENCH_PYTHON = ROOT / ".deps/bench-venv/bin/python"
SIDE, BATCH, ENCODE_S = 224, 8, 5
CORES = os.cpu_count() or 1
COLUMNS = (("decode", "decode/s"), ("encode", "encode/s"), ("bound", "bound/s"), ("whole", "whole/s"), ("share", "share"),
           ("whole_mb", "peak MB"), ("loop", "loop/s"), ("loop_mb", "loop MB"), ("ratio", "times the loop"), ("same_loop", "same loop/s"),
           ("same_ratio", "times it"))



def photos(count, names, sources):
    kinds = [kind for kind in ("jpeg", "heic") if kind in names or "mixed" in names]
    subprocess.run([BENCH_PYTHON, "-B", ROOT / "tools/bench/make_photos.py", WORK / "photos", str(count), ",".join(kinds), *sources], check=True)
    made = {kind: sorted((WORK / "photos" / kind).iterdir())[:count] for kind in kinds}
    if "mixed" in names:
        made["mixed"] = [photo for pair in zip(made["jpeg"][::2], made["heic"][1::2]) for photo in pair]
    return {name: made[name] for name in names}


def bundle(kind):
    """Made once, and again when its maker has changed: another version's model must not stand under this one's name."""
    folder, maker = WORK / f"random-vit-{kind}", ROOT / "tools/bench/random_vit.py"
    made = folder / "config.json"
    if not made.exists() or made.stat().st_mtime < maker.stat().st_mtime:
        subprocess.run([BENCH_PYTHON, "-B", maker, folder, kind, ROOT / ".deps/default-model"], check=True)
    return folder


def decode_alone(files):
    report, _, megabytes = run([BUILD / "decode_bench", CORES, SIDE, "crop", *files])
    if report["failed"]:
        raise SystemExit(f"bench: {report['failed']} photos could not be decoded")
    return {"photos_per_second": report["files_per_second"], "peak_mb": megabytes, "raw": report}


def encode_alone(folder):
    report, _, megabytes = run([BUILD / "encode_bench", folder, CORES, 1, BATCH, ENCODE_S])
    return {"photos_per_second": report["photos_per_second"], "peak_mb": megabytes, "raw": report}


def whole(files, folder):
    """`shoebox index` into a fresh home with this model; the rate is the program's own, the seconds are those of the process."""
    with tempfile.TemporaryDirectory(dir=WORK) as work:
        work = pathlib.Path(work)
        (work / "photos").mkdir()
        for number, file in enumerate(files):
            os.link(file, work / "photos" / f"{number:04}{file.suffix}")
        shoebox = [BUILD / "shoebox", "--home", work / "home"]
        subprocess.run([*shoebox, "model", "add", folder], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*shoebox, "model", "use", folder.name], check=True, stdout=subprocess.DEVNULL)
        report, seconds, megabytes = run([*shoebox, "index", work / "photos", "--json"])
        if report["added"] != len(files):
            raise SystemExit(f"bench: {len(files)} photos, but the program added {report['added']}")
        return {"photos_per_second": len(files) / report["seconds"], "process_seconds": seconds, "peak_mb": megabytes, "raw": report}


def loop(files, folder, threads):
    report, _, megabytes = run([BENCH_PYTHON, "-B", ROOT / "tools/bench/peer_loop.py", folder / "visual/model.onnx", threads, *files])
    return {"photos_per_second": report["photos_per_second"], "peak_mb": megabytes, "raw": report}


def around(parts, middle):
    """Each part, the middle, and each part again in reverse order: what changes slowly weighs the same on all."""
    before = {name: part() for name, part in parts.items()}
    measured = middle()
    after = {name: part() for name, part in reversed(parts.items())}
    pairs = {name: (before[name], after[name]) for name in parts}
    return {name: {"photos_per_second": statistics.mean(each["photos_per_second"] for each in pair),
                   "peak_mb": max(each["peak_mb"] for each in pair), "raw": pair} for name, pair in pairs.items()}, measured


def best_loop(parts, kind):
    """The plain loop at its best thread count."""
    return max((part for name, part in parts.items() if name[:2] == ("loop", kind)), key=lambda part: part["photos_per_second"])


def measure_round(sets, folders, peer_photos):
    """Everything once: {(set, model): the parts measured}."""
    measured = {}
    for name, files in sets.items():
        for kind, folder in folders.items():
            loops = {("loop", model, threads): functools.partial(loop, files[:peer_photos], folders[model], threads)
                     for model in {"fp32", kind} & set(folders) for threads in sorted({1, CORES})}
            stages = {"encode": functools.partial(encode_alone, folder), "decode": functools.partial(decode_alone, files)}
            parts, complete = around(loops | stages, functools.partial(whole, files, folder))
            same = best_loop(parts, kind)
            measured[name, kind] = {"decode": parts["decode"], "encode": parts["encode"], "whole": complete,
                                    "loop": best_loop(parts, "fp32") if "fp32" in folders else same, "same_loop": same}
    return measured


def figures(parts):
    """The numbers of one round, the row's columns."""
    rate = {part: parts[part]["photos_per_second"] for part in parts}
    bound = 1 / (1 / rate["decode"] + 1 / rate["encode"])
    return {**rate, "bound": bound, "share": rate["whole"] / bound, "whole_mb": parts["whole"]["peak_mb"], "loop_mb": parts["loop"]["peak_mb"],
            "ratio": rate["whole"] / rate["loop"], "same_ratio": rate["whole"] / rate["same_loop"]}


def row_of(name, kind, photo_count, rounds):
    numbers = [figures(parts) for parts in rounds]
    over = lambda key: (max if key.endswith("mb") else statistics.median)(each[key] for each in numbers)  # noqa: E731
    return {"set": name, "model": kind, "photos": photo_count, **{key: over(key) for key, _ in COLUMNS}, "each_round": numbers, "raw": rounds}


def machine():
    cpu = pathlib.Path("/proc/cpuinfo").read_text()
    field = lambda name: next((line.split(":", 1)[1].strip() for line in cpu.splitlines() if line.startswith(name)), "")  # noqa: E731
    flags = field("flags").split()
    memory = pathlib.Path("/proc/meminfo").read_text().splitlines()[0].split()[1]
    return {"cpu": field("model name"), "cores": CORES, "memory_gb": round(int(memory) / 2**20, 1), "kernel": platform.release(),
            "simd": [flag for flag in ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8") if flag in flags]}


def versions():
    def said(*command):
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, cwd=ROOT)
        return (done.stdout or done.stderr).strip().split("\n")[0]
    peer_versions = said(BENCH_PYTHON, "-c", "import PIL, onnxruntime, numpy, pillow_heif as h; print('Pillow', PIL.__version__, "
                         "'onnxruntime', onnxruntime.__version__, 'numpy', numpy.__version__, 'pillow-heif', h.__version__)")
    return {"shoebox": said(BUILD / "shoebox", "--version"), "commit": said("git", "rev-parse", "--short", "HEAD"),
            "compiler": said("g++", "--version"), "peer": peer_versions, "python": platform.python_version()}


def table(rows):
    yield "| set | model | " + " | ".join(title for _, title in COLUMNS) + " |"
    yield "|---" * (2 + len(COLUMNS)) + "|"
    for row in rows:
        cells = (f"{row[key]:.0f}" if key.endswith("mb") else f"{row[key]:.2f}" for key, _ in COLUMNS)
        yield f"| {row['set']} | {row['model']} | " + " | ".join(cells) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--photos", type=int, default=60)
    parser.add_argument("--peer-photos", type=int, default=20)
    parser.add_argument("--sets", default="jpeg,heic,mixed")
    parser.add_argument("--models", default="fp32,int8")
    parser.add_argument("--name", default="ingest")
    parser.add_argument("--out", type=pathlib.Path, help="in place of bench/runs/DATE-NAME")
    parser.add_argument("--sources", nargs="+", type=pathlib.Path, help="folders whose largest photos the test photos are made of")
    arguments = parser.parse_args()
    sources = arguments.sources or [folder for folder in (ROOT.parent / "shared/data/photos", ROOT / ".deps/demo-photos") if folder.is_dir()]
    sets = photos(arguments.photos, arguments.sets.split(","), sources)
    folders = {kind: bundle(kind) for kind in arguments.models.split(",")}
    rounds = []
    for number in range(arguments.rounds):
        rounds.append(measure_round(sets, folders, arguments.peer_photos))
        print(f"bench: round {number + 1} of {arguments.rounds} done", file=sys.stderr, flush=True)
    rows = [row_of(name, kind, len(sets[name]), [parts[name, kind] for parts in rounds]) for name, kind in rounds[0]]
    out = arguments.out or ROOT / "bench/runs" / f"{datetime.date.today()}-{arguments.name}"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    result = {"machine": machine(), "versions": versions(), "settings": {"cores": CORES, "batch": BATCH, "photo": "4032x3024", "rounds": arguments.rounds}, "rows": rows}
    (out / "raw.json").write_text(json.dumps(result, indent=1) + "\n")
    text = "\n".join([f"{result['machine']['cpu']}, {CORES} cores, {' '.join(result['machine']['simd'])}", "", *table(rows), ""])
    (out / "table.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
