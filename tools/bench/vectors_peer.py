#!/usr/bin/env python3
"""One peer over one collection, in a process of its own so that its memory can be told: vectors_peer.py PEER PREFIX ROWS DIMENSION

The collection is what build/release/vector_files made. Prints one JSON object: build time, memory, latency of single queries at 1 and
all threads (ms), recall@12 over the rows as stored, throughput of a batch, searches through a filter, and what it takes to read the
index from a disk that is not cached and to answer once. The index file is written beside the collection and removed."""
import json
import os
import sys
import time

import faiss
import numpy as np

K, TIE, PASSES = 12, 1e-3, 3
CORES = os.cpu_count() or 1
FILTERS = {"0.1%": 0.001, "1%": 0.01, "10%": 0.1}


def load(prefix, rows, dimension):
    stored = np.memmap(prefix + ".rows.f16", np.float16, "r", shape=(rows, dimension))
    queries = np.fromfile(prefix + ".queries.f32", np.float32).reshape(-1, dimension)
    numbers = np.fromfile(prefix + ".truth.i32", np.int32).reshape(len(queries), -1)
    scores = np.fromfile(prefix + ".truth.f32", np.float32).reshape(len(queries), -1)
    return stored, queries, numbers[:, :K], scores[:, :K]


def anonymous_mb():
    with open("/proc/self/smaps_rollup") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Anonymous:")) / 1024


class Faiss:
    """A Faiss index; `tune` gives settings to try in order until the recall is 0.999."""

    def __init__(self, index, tune=None, parameters=None):
        self.index, self.tune, self.parameters, self.setting = index, tune or [], parameters, None

    def build(self, rows):
        if not self.index.is_trained:
            self.index.train(np.asarray(rows[:: max(1, len(rows) // 200_000)], np.float32))
        for first in range(0, len(rows), 65536):
            self.index.add(np.asarray(rows[first : first + 65536], np.float32))

    def threads(self, count):
        faiss.omp_set_num_threads(count)

    def set(self, setting):
        self.setting = setting
        if hasattr(self.index, "k_factor"):  # of the refining ones
            self.index.k_factor = setting
        elif self.tune:
            faiss.ParameterSpace().set_index_parameter(self.index, self.parameters, setting)

    def search(self, queries, allowed=None):
        if allowed is None:
            return self.index.search(queries, K)[1]
        return self.index.search(queries, K, params=self.parameters_for(np.packbits(allowed, bitorder="little")))[1]

    def parameters_for(self, allowed):
        self.selector = faiss.IDSelectorBitmap(allowed)
        if isinstance(self.index, faiss.IndexIVF):
            return faiss.SearchParametersIVF(sel=self.selector, nprobe=self.index.nprobe)
        if isinstance(self.index, faiss.IndexHNSW):
            return faiss.SearchParametersHNSW(sel=self.selector, efSearch=self.setting)
        plain = faiss.SearchParameters(sel=self.selector)
        if isinstance(self.index, faiss.IndexRefine):
            return faiss.IndexRefineSearchParameters(k_factor=self.setting, base_index_params=plain)
        return plain

    def save(self, path):
        faiss.write_index(self.index, path)

    def load(self, path):
        loaded = Faiss(faiss.read_index(path), self.tune, self.parameters)
        if self.setting is not None:
            loaded.set(self.setting)
        return loaded


class Usearch:
    def __init__(self, dimension):
        from usearch.index import Index

        self.index, self.tune, self.setting, self.count = Index(ndim=dimension, metric="ip", dtype="f16"), [64, 128, 256, 512, 1024], None, CORES

    def build(self, rows):
        for first in range(0, len(rows), 65536):
            part = np.asarray(rows[first : first + 65536])
            self.index.add(np.arange(first, first + len(part)), part, threads=CORES)

    def threads(self, count):
        self.count = count

    def set(self, setting):
        self.setting = self.index.expansion_search = setting

    def save(self, path):
        self.index.save(path)

    def load(self, path):
        loaded = Usearch(self.index.ndim)
        loaded.index.load(path)
        loaded.set(self.setting)
        return loaded

    def search(self, queries, allowed=None):
        if allowed is not None:
            raise NotImplementedError
        found = self.index.search(queries.astype(np.float16), K, threads=self.count).keys
        return np.asarray(found, np.int64).reshape(len(queries), -1)


class Hnswlib:
    def __init__(self, rows, dimension):
        import hnswlib

        self.index, self.tune, self.setting = hnswlib.Index("ip", dimension), [64, 128, 256, 512, 1024], None
        self.index.init_index(rows, ef_construction=200, M=32)

    def build(self, rows):
        for first in range(0, len(rows), 65536):
            part = np.asarray(rows[first : first + 65536], np.float32)
            self.index.add_items(part, np.arange(first, first + len(part)), num_threads=CORES)

    def threads(self, count):
        self.index.set_num_threads(count)

    def set(self, setting):
        self.setting = setting
        self.index.set_ef(setting)

    def save(self, path):
        self.index.save_index(path)

    def load(self, path):
        loaded = Hnswlib(1, self.index.dim)
        loaded.index.load_index(path)
        loaded.set(self.setting)
        return loaded

    def search(self, queries, allowed=None):
        if allowed is not None:
            raise NotImplementedError
        return self.index.knn_query(queries, k=K)[0].astype(np.int64)


def peer(name, rows, dimension):
    ip = faiss.METRIC_INNER_PRODUCT
    if name == "flat":
        return Faiss(faiss.IndexFlatIP(dimension))
    if name == "sq8-refine":
        return Faiss(faiss.IndexRefineFlat(faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, ip)), [2, 4, 8, 16, 32])
    if name == "rabitq-fastscan-refine":
        return Faiss(faiss.IndexRefineFlat(faiss.IndexRaBitQFastScan(dimension, ip)), [8, 16, 33, 50, 83, 125, 167, 250, 400])
    if name == "ivf-sqrt-n":
        index = faiss.index_factory(dimension, f"IVF{int(rows ** 0.5)},Flat", ip)
        index.nprobe = 8
        return Faiss(index)
    if name == "ivf1024-pq32":
        # k-means wants 39 points a list.
        index = faiss.index_factory(dimension, f"IVF{min(1024, rows // 39)},PQ32", ip)
        index.nprobe = 8
        # An annealing of minutes, whatever the number of rows, for a kind of search that nobody asks here.
        index.do_polysemous_training = False
        return Faiss(index)
    if name == "hnsw":
        index = faiss.IndexHNSWFlat(dimension, 32, ip)
        index.hnsw.efConstruction = 200
        return Faiss(index, [64, 128, 256, 512, 1024], "efSearch")
    if name == "usearch":
        return Usearch(dimension)
    if name == "hnswlib":
        return Hnswlib(rows, dimension)
    raise SystemExit(f"no such peer: {name}")


def recall(found, truth, scores, stored, queries):
    hits = 0
    for q, row in enumerate(found):
        known = set(truth[q].tolist())
        for number in row:
            if number in known:
                hits += 1
            elif number >= 0:
                hits += float(np.asarray(stored[number], np.float32) @ queries[q]) >= scores[q][-1] - TIE
    return hits / truth.size


def latency(index, queries, allowed=None, passes=PASSES):
    times, found = [], []
    for pass_number in range(-1, passes):
        for q in range(len(queries)):
            begin = time.perf_counter()
            result = index.search(queries[q : q + 1], allowed)
            if pass_number >= 0:
                times.append((time.perf_counter() - begin) * 1000)
            if pass_number == 0:
                found.append(result[0])
    times.sort()
    return {"p50": times[len(times) // 2], "p95": times[len(times) * 95 // 100]}, found


def filtered(index, stored, queries):
    report = {}
    rows = len(stored)
    random = np.random.default_rng(5)
    for name, share in FILTERS.items():
        allowed = np.zeros(rows, bool)
        allowed[random.choice(rows, int(rows * share), replace=False)] = True
        chosen = np.flatnonzero(allowed)
        values = np.asarray(stored[chosen], np.float32)
        try:
            times, found = latency(index, queries[:16], allowed, 1)
        except (NotImplementedError, RuntimeError) as error:
            report[name] = {"unsupported": str(error)[:80] or type(error).__name__}
            continue
        hits = 0
        for q, row in enumerate(found):
            exact = np.sort(values @ queries[q])[::-1][:K]
            inside = [number for number in row if number >= 0 and allowed[number]]
            hits += sum(float(np.asarray(stored[number], np.float32) @ queries[q]) >= exact[-1] - TIE for number in inside)
        report[name] = {**times, "recall": hits / (len(found) * K)}
    return report


def cold(index, path, query):
    """Milliseconds from a file that is not in the page cache to the first answer; null where it cannot be written."""
    try:
        index.save(path)
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)
        begin = time.perf_counter()
        index.load(path).search(query)
        return (time.perf_counter() - begin) * 1000
    except RuntimeError as error:
        print(f"vectors_peer: {error}", file=sys.stderr)
        return None
    finally:
        if os.path.exists(path):
            os.unlink(path)


def main():
    name, prefix, rows, dimension = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    stored, queries, truth, scores = load(prefix, rows, dimension)
    index = peer(name, rows, dimension)
    before = anonymous_mb()
    index.threads(CORES)
    begin = time.perf_counter()
    index.build(stored)
    report = {"peer": name, "build_s": time.perf_counter() - begin, "anonymous_mb": anonymous_mb() - before, "curve": []}
    for setting in index.tune or [None]:
        if setting is not None:
            index.set(setting)
        times, found = latency(index, queries, passes=1)
        reached = recall(found, truth, scores, stored, queries)
        report["curve"].append({"setting": setting, "recall": reached, **times})
        if reached >= 0.999:
            break
    report.update(setting=index.setting, recall=report["curve"][-1]["recall"], runs=[])
    for threads in sorted({1, CORES}):
        index.threads(threads)
        times, _ = latency(index, queries)
        begin = time.perf_counter()
        index.search(queries)
        report["runs"].append({"threads": threads, **times, "batch": (time.perf_counter() - begin) * 1000 / len(queries)})
    report["filter"] = filtered(index, stored, queries)
    report["cold"] = cold(index, f"{prefix}.{name}.peer", queries[:1])
    print(json.dumps(report))


main()
