#!/usr/bin/env python3
"""How fast and how exact vectors are searched: ours, and the usual libraries, on the same collections in one run.

  script/bench vectors [--quick] [--sets 100k,1m,1m-power-law,10m] [--peers flat,…] [--limit MINUTES] [--name NAME] [--out DIR] [--again]

Collections are made up (bench/vector_data.h): clustered or with a spectrum that falls as a power law, both in a narrow cone, as the
vectors of CLIP-type models lie. Recall@12 is against brute force over the rows as stored, ties within 1e-3 counting as hits. Peers
run with OMP_WAIT_POLICY=PASSIVE, each in a process of its own, and take the first of their settings that reaches a recall of 0.999.

What to expect on two cores that nobody else uses, and the disk that is needed in build/bench/vectors:
  --quick             20,000 x 128: 2 minutes, to see that everything works
  --sets 100k         100,000 x 1,024: 15 minutes, most of it for building the three HNSW; 1 GB
  --sets 1m           1,000,000 x 512: 2 hours, of it 20 minutes for all but the three HNSW; 8 GB of disk, 8 GB of memory
  --sets 1m-power-law the same
  --sets 10m          10,000,000 x 512, ours alone: 30 minutes, of it 20 for making the collection and the truth; 22 GB

Each part (ours, ours with AVX2, each peer) is written to DIR/parts as soon as it is there, and what is there is not measured again,
so a run that was stopped goes on where it was when the same line is given again with the same --name or --out, and sizes can be
measured one by one into one folder. --again throws the parts of the named sets away. A peer that takes longer than --limit
minutes (60) is left out. Everything raw goes into bench/runs/DATE-NAME/, with tables.md and plots.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("SHOEBOX_BENCH_BUILD", ROOT / "build/release"))
WORK = ROOT / "build/bench/vectors"
PYTHON = pathlib.Path(os.environ.get("SHOEBOX_BENCH_PYTHON", ROOT / ".deps/bench-vectors-venv/bin/python"))
QUERIES = 64
MEMORY_MB = {"10m": 800}  # what ours may copy into memory; where nothing is said, its own choice
SETS = {
    "tiny": ("clustered", 20_000, 128),
    "100k": ("clustered", 100_000, 1024),
    "1m": ("clustered", 1_000_000, 512),
    "1m-power-law": ("power-law", 1_000_000, 512),
    "10m": ("clustered", 10_000_000, 512),
}
PEERS = ("flat", "sq8-refine", "rabitq-fastscan-refine", "ivf-sqrt-n", "ivf1024-pq32", "hnsw", "usearch", "hnswlib")


def log(text):
    print(f"[{datetime.datetime.now():%H:%M:%S}, load {os.getloadavg()[0]:.1f}] {text}", flush=True)


def json_of(command, limit_s, **more):
    load = os.getloadavg()[0]
    try:
        done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, timeout=limit_s, **more)
    except subprocess.TimeoutExpired:
        return {"failed": f"took more than {limit_s / 60:.0f} minutes", "load": load}
    if done.returncode != 0:
        return {"failed": f"ended with {done.returncode}", "load": load}
    return {**json.loads(done.stdout), "load": load}


def part(folder, name, measure_it):
    """What was measured before, else now; only what succeeded is kept."""
    path = folder / "parts" / f"{name}.json"
    if path.exists():
        return json.loads(path.read_text())
    log(name)
    result = measure_it()
    if "failed" in result:
        log(f"{name} {result['failed']}")
        return result
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result) + "\n")
    return result


def make_collection(name):
    kind, rows, dimension = SETS[name]
    WORK.mkdir(parents=True, exist_ok=True)
    prefix = WORK / name
    stamp = prefix.with_name(name + ".made")
    if not stamp.exists():
        log(f"{name}: making {rows:,} x {dimension}")
        subprocess.run([BUILD / "vector_files", kind, str(rows), str(dimension), str(QUERIES), prefix], check=True)
        stamp.touch()
    return prefix


def measure(name, peers, folder, limit_s):
    kind, rows, dimension = SETS[name]
    prefix = make_collection(name)
    report = {"set": name, "kind": kind, "rows": rows, "dimension": dimension, "ours": [], "peers": []}
    ours = [BUILD / "vector_bench", prefix, rows, dimension, prefix.with_name(name + ".index"), MEMORY_MB.get(name, 0)]
    report["ours"].append(part(folder, f"{name}-shoebox", lambda: json_of(ours, limit_s)))
    if report["ours"][0].get("target") not in ("AVX2", None):
        report["ours"].append(part(folder, f"{name}-shoebox-avx2", lambda: json_of([*ours, "AVX2"], limit_s)))
    environment = {**os.environ, "OMP_WAIT_POLICY": "PASSIVE"}
    for peer in peers:
        command = [PYTHON, "-B", ROOT / "tools/bench/vectors_peer.py", peer, prefix, rows, dimension]
        result = part(folder, f"{name}-{peer}", lambda: json_of(command, limit_s, env=environment))
        report["peers"].append({"peer": peer, **result})
    return report


def best(run, key="p50"):
    return min(part[key] for part in run["runs"]) if "runs" in run else None


def number(value, digits=2):
    return "-" if value is None else f"{value:,.{digits}f}"


def ours_row(ours):
    runs = ours["runs"]
    one, all_threads = runs[0]["k12"], runs[-1]["k12"]
    filters = [f"{number(min(run['filter'][name]['p50'] for run in runs))} ({min(run['filter'][name]['recall'] for run in runs):.2f})"
               for name in FILTERS]
    return [f"**shoebox** ({ours['target']})", number(ours["build_s"], 1) if ours["build_s"] else "-",
            number(runs[0]["anonymous_mb"], 0), number(one["p50"]), number(one["p95"]), number(all_threads["p50"]),
            number(all_threads["p95"]), number(min(one["recall"], all_threads["recall"]), 4),
            number(min(run["batch"]["p50"] for run in runs)), *filters,
            f"{ours['cold']['open'] + ours['cold']['search']:,.0f}", number(ours["load"], 1)]


def peer_row(peer):
    if "failed" in peer:
        return [f"{peer['peer']}: {peer['failed']}", *["-"] * (len(HEADER) - 2), number(peer["load"], 1)]
    name = peer["peer"] + (f" ({peer['setting']})" if peer["setting"] else "")
    filters = [f"{peer['filter'][share]['p50']:.2f} ({peer['filter'][share]['recall']:.2f})" if "p50" in peer["filter"][share] else "-"
               for share in FILTERS]
    one, all_threads = peer["runs"][0], peer["runs"][-1]
    return [name, number(peer["build_s"], 1), number(peer["anonymous_mb"], 0), number(one["p50"]), number(one["p95"]),
            number(all_threads["p50"]), number(all_threads["p95"]), number(peer["recall"], 4),
            number(min(run["batch"] for run in peer["runs"])), *filters, number(peer["cold"], 0), number(peer["load"], 1)]


FILTERS = ("0.1%", "1%", "10%")
HEADER = ["index", "build s", "memory MB", "1 thread: p50", "p95", "all threads: p50", "p95", "recall@12", "batch, ms a query",
          "filter 0.1 % (recall)", "1 %", "10 %", "cold: open and first search", "load"]


def notes(ours):
    k12, read = ours["runs"][0]["k12"], ours["bandwidth"]
    return (f"{ours['target']}: one thread reads {read['read_gb_s']:.1f} GB/s of memory, the first level {read['first_level_gb_s']:.1f} GB/s (a "
            f"share of {read['share']:.2f}); codes {ours['codes_mb']:,.1f} MB, mapped; cold cache: open {ours['cold']['open']:.0f} ms, first "
            f"search {ours['cold']['search']:.0f} ms; strict (every row scored): {ours['runs'][0]['proof']['p50']:.1f} ms; rows scored a query: "
            f"{k12['rows_scored']:,}.")


def times_faster(report):
    """Our p50 against each peer that finds as much, each at its best number of threads."""
    ours = [(f"shoebox {each['target']}", min(run["k12"]["p50"] for run in each["runs"])) for each in report["ours"] if "runs" in each]
    equal = [(peer["peer"], best(peer)) for peer in report["peers"] if peer.get("recall", 0) >= 0.999]
    return [f"{name} at recall 0.999 or more, best number of threads: " + ", ".join(f"{p50 / mine:.1f} x faster than {peer}" for peer, p50 in equal)
            + "." for name, mine in ours if equal]


def table(report):
    rows = [ours_row(ours) for ours in report["ours"] if "runs" in ours] + [peer_row(peer) for peer in report["peers"]]
    lines = [f"### {report['rows']:,} x {report['dimension']}, {report['kind']}", "", "Milliseconds, where nothing else is said.", "",
             "| " + " | ".join(HEADER) + " |", "|" + "---|" * len(HEADER)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    for line in [notes(ours) for ours in report["ours"] if "runs" in ours] + times_faster(report):
        lines += ["", line]
    return "\n".join(lines) + "\n"


def plots(reports, folder):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for name, pick in [("shoebox", lambda r: min(run["k12"]["p50"] for run in r["ours"][0]["runs"]))] + [
        (peer, lambda r, peer=peer: next((best(p) for p in r["peers"] if p["peer"] == peer), None)) for peer in PEERS
    ]:
        like = [report for report in reports if report["kind"] == "clustered" and "runs" in report["ours"][0]]
        points = sorted((report["rows"], pick(report)) for report in like if pick(report) is not None)
        if points:
            axes.plot(*zip(*points), "o-", label=name)
    axes.set(xscale="log", yscale="log", xlabel="vectors", ylabel="p50 of one query, ms", title="clustered, each at its best number of threads")
    axes.legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(folder / "latency.png", dpi=110)
    for report in reports:
        figure, axes = pyplot.subplots(figsize=(7, 4.5))
        for ours in report["ours"]:
            if "runs" in ours:
                k12 = ours["runs"][0]["k12"]
                axes.plot([k12["recall"]], [k12["p50"]], "*", markersize=14, label=f"shoebox ({ours['target']})")
        for peer in report["peers"]:
            if "curve" in peer:
                axes.plot([p["recall"] for p in peer["curve"]], [p["p50"] for p in peer["curve"]], "o-", label=peer["peer"])
        axes.set(yscale="log", xlabel="recall@12", ylabel="p50 of one query, ms", title=f"{report['rows']:,} x {report['dimension']} {report['kind']}")
        axes.legend(fontsize=7)
        figure.tight_layout()
        figure.savefig(folder / f"recall-{report['set']}.png", dpi=110)
        pyplot.close(figure)


def machine():
    with open("/proc/cpuinfo") as file:
        lines = file.read().splitlines()
    return {"cpu": next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine()),
            "cores": os.cpu_count(), "kernel": platform.release(), "python": platform.python_version()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--sets", default="100k,1m,1m-power-law")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--limit", type=float, default=60, metavar="MINUTES")
    parser.add_argument("--name", default="vectors")
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    sets = ["tiny"] if options.quick else options.sets.split(",")
    peers = [peer for peer in options.peers.split(",") if peer]
    for wrong in [name for name in sets if name not in SETS] + [peer for peer in peers if peer not in PEERS]:
        parser.error(f"there is no {wrong}; sets are {', '.join(SETS)}, peers {', '.join(PEERS)}")
    folder = options.out or ROOT / "bench/runs" / f"{datetime.date.today()}-{options.name}"
    folder.mkdir(parents=True, exist_ok=True)
    if options.again:
        for name in sets:
            for who in ("shoebox", "shoebox-avx2", *PEERS):
                (folder / "parts" / f"{name}-{who}.json").unlink(missing_ok=True)
    raw = folder / "raw.json"
    reports = {report["set"]: report for report in json.loads(raw.read_text())["sets"]} if raw.exists() else {}
    for name in sets:
        reports[name] = measure(name, [] if name == "10m" else peers, folder, options.limit * 60)
        known = [reports[each] for each in SETS if each in reports]
        raw.write_text(json.dumps({"machine": machine(), "sets": known}, indent=1) + "\n")
        (folder / "tables.md").write_text("\n".join(table(report) for report in known))
        print(table(reports[name]), flush=True)
    plots(known, folder)
    log(f"raw results, tables and plots are in {folder}")


main()
