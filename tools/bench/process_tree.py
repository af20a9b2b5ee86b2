"""Runs a command and watches the memory of its whole process tree: the sum of PSS, in which shared pages count once."""
import json
import pathlib
import subprocess
import threading
import time

INTERVAL_S = 0.1


def run(command, environment=None):
    """-> (last line of its output as JSON, seconds, peak megabytes). A command that fails ends the bench."""
    start = time.perf_counter()
    with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, env=environment) as process:
        watch = _Watch(process.pid)
        watch.start()
        output = process.stdout.read()
        process.wait()
        seconds = time.perf_counter() - start
        watch.done.set()
        watch.join()
    if process.returncode != 0:
        raise SystemExit(f"bench: {' '.join(map(str, command[:4]))} … failed with {process.returncode}")
    return json.loads(output.decode().splitlines()[-1]), seconds, watch.peak_kb / 1024


class _Watch(threading.Thread):
    def __init__(self, root):
        super().__init__(daemon=True)
        self._root, self.peak_kb, self.done = root, 0, threading.Event()

    def run(self):
        while not self.done.wait(INTERVAL_S):
            self.peak_kb = max(self.peak_kb, sum(_pss_kb(pid) for pid in _tree(self._root)))


def _tree(root):
    """The process and all below it."""
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        try:
            for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _pss_kb(pid):
    try:
        for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
