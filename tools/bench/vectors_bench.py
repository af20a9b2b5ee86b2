#!/usr/bin/env python3
"""How fast and how exact vectors are searched: ours, and the usual libraries, on the same collections in one run.

  script/bench vectors [--sets tiny,100k,1m,1m-power-law] [--peers flat,…] [--large] [--name NAME] [--out DIR]

Collections are made up (bench/vector_data.h): clustered or with a spectrum that falls as a power law, both in a narrow cone, as the
vectors of CLIP-type models lie. --large adds ten million rows (10 GB of disk; ours alone). Recall@12 is against brute force over the
rows as stored, ties within 1e-3 counting as hits. Everything raw goes into bench/runs/DATE-NAME/.
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


def json_of(command, **more):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, **more)
    if done.returncode != 0:
        return {"failed": done.returncode}
    return json.loads(done.stdout)


def measure(name, peers):
    kind, rows, dimension = SETS[name]
    WORK.mkdir(parents=True, exist_ok=True)
    prefix = WORK / name
    if not prefix.with_name(name + ".truth.f32").exists():
        log(f"{name}: making {rows:,} x {dimension}")
        subprocess.run([BUILD / "vector_files", kind, str(rows), str(dimension), str(QUERIES), prefix], check=True)
    report = {"set": name, "kind": kind, "rows": rows, "dimension": dimension, "ours": [], "peers": []}
    index = prefix.with_name(name + ".index")
    for target in (None, "AVX2"):
        log(f"{name}: ours{' with ' + target if target else ''}")
        load = os.getloadavg()[0]
        result = json_of([BUILD / "vector_bench", prefix, rows, dimension, index, *([target] if target else [])])
        report["ours"].append({**result, "load": load})
    environment = {**os.environ, "OMP_WAIT_POLICY": "PASSIVE"}
    for peer in peers:
        log(f"{name}: {peer}")
        load = os.getloadavg()[0]
        result = json_of([PYTHON, "-B", ROOT / "tools/bench/vectors_peer.py", peer, prefix, rows, dimension], env=environment)
        report["peers"].append({"peer": peer, **result, "load": load})
    return report


def best(run, key="p50"):
    return min(part[key] for part in run["runs"]) if "runs" in run else None


def number(value, digits=2):
    return "-" if value is None else f"{value:,.{digits}f}"


def ours_row(ours):
    runs = ours["runs"]
    p50 = [run["k12"]["p50"] for run in runs]
    filters = [number(min(run["filter"][name]["p50"] for run in runs)) for name in ("0.1%", "1%", "10%")]
    return [f"**shoebox** ({ours['target']})", number(ours["build_s"], 1) if ours["build_s"] else "-",
            number(runs[0]["anonymous_mb"], 0), number(p50[0]), number(runs[0]["k12"]["p95"]), number(p50[-1]),
            number(runs[0]["k12"]["recall"], 4), number(min(run["batch"]["p50"] for run in runs)), *filters, number(ours["load"], 1)]


def peer_row(peer):
    if "failed" in peer:
        return [peer["peer"], *["-"] * 10, number(peer["load"], 1)]
    name = peer["peer"] + (f" ({peer['setting']})" if peer["setting"] else "")
    filters = [f"{peer['filter'][share]['p50']:.2f} ({peer['filter'][share]['recall']:.2f})" if "p50" in peer["filter"][share] else "-"
               for share in ("0.1%", "1%", "10%")]
    return [name, number(peer["build_s"], 1), number(peer["anonymous_mb"], 0), number(peer["runs"][0]["p50"]),
            number(peer["runs"][0]["p95"]), number(peer["runs"][-1]["p50"]), number(peer["recall"], 4),
            number(min(run["batch"] for run in peer["runs"])), *filters, number(peer["load"], 1)]


HEADER = ["index", "build s", "memory MB", "p50 1 thread", "p95", "p50 all threads", "recall@12", "batch, ms a query", "filter 0.1 %",
          "1 %", "10 % (recall)", "load"]


def table(report):
    rows = [ours_row(ours) for ours in report["ours"] if "runs" in ours] + [peer_row(peer) for peer in report["peers"]]
    lines = [f"### {report['rows']:,} x {report['dimension']}, {report['kind']}", "", "| " + " | ".join(HEADER) + " |", "|" + "---|" * len(HEADER)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    for ours in report["ours"]:
        if "cold" in ours:
            lines.append("")
            lines.append(f"{ours['target']}: reads {ours['read_gb_s']:.1f} GB/s, first level {ours['first_level_gb_s']:.1f} GB/s; cold cache: open "
                         f"{ours['cold']['open']:.0f} ms, first search {ours['cold']['search']:.0f} ms; every row scored (proof): "
                         f"{ours['runs'][0]['proof']['p50']:.1f} ms; rows scored a query: {ours['runs'][0]['k12']['rows_scored']}.")
    return "\n".join(lines) + "\n"


def plots(reports, folder):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for name, pick in [("shoebox", lambda r: min(run["k12"]["p50"] for run in r["ours"][0]["runs"]))] + [
        (peer, lambda r, peer=peer: next((best(p) for p in r["peers"] if p["peer"] == peer), None)) for peer in PEERS
    ]:
        points = sorted((r["rows"], pick(r)) for r in reports if "runs" in r["ours"][0] and pick(r) is not None)
        if points:
            axes.plot(*zip(*points), "o-", label=name)
    axes.set(xscale="log", yscale="log", xlabel="vectors", ylabel="p50 of one query, ms")
    axes.legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(folder / "latency.png", dpi=110)
    for report in reports:
        figure, axes = pyplot.subplots(figsize=(7, 4.5))
        ours = report["ours"][0]
        if "runs" in ours:
            run = ours["runs"][0]
            axes.plot([run["k12"]["recall"]], [run["k12"]["p50"]], "*", markersize=14, label="shoebox")
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
    parser.add_argument("--sets", default="100k,1m,1m-power-law")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--name", default="vectors")
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    folder = options.out or ROOT / "bench/runs" / f"{datetime.date.today()}-{options.name}"
    folder.mkdir(parents=True, exist_ok=True)
    reports = []
    peers = [peer for peer in options.peers.split(",") if peer]
    for name in options.sets.split(",") + (["10m"] if options.large else []):
        reports.append(measure(name, [] if name == "10m" else peers))
        (folder / "raw.json").write_text(json.dumps({"machine": machine(), "sets": reports}, indent=1) + "\n")
        (folder / "tables.md").write_text("\n".join(table(report) for report in reports))
        print(table(reports[-1]), flush=True)
    plots(reports, folder)
    log(f"raw results, tables and plots are in {folder}")


main()
