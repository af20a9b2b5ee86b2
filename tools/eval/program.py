"""The program under measurement, driven as a user drives it: `shoebox index` into a home of its own, `shoebox search`."""
import json
import os
import pathlib
import shutil
import subprocess


class Program:
    def __init__(self, path, home):
        self._path, self._home = str(path), str(home)
        self.model = None                       # as the program names it in its answers

    def index(self, folder, jobs=None):
        """Reads the folder; -> the last line of `index --json`. A photo that was skipped is an error: it would count as
        never found, and the measure would be of something else."""
        options = ["--jobs", str(jobs)] if jobs else []
        report = json.loads(self._run(["index", str(folder), *options, "--json"]).splitlines()[-1])
        if report["skipped"]:
            raise SystemExit(f"eval: {len(report['skipped'])} photos could not be read, the first: {report['skipped'][0]}")
        return report

    def rankings(self, queries, k):
        """The paths of each query's answers, best first."""
        lines = "".join(" ".join(query.split()) + "\n" for query in queries)
        output = self._run(["search", "--queries", "-", "-k", str(k), "--no-filters", "--no-fold", "--json"], lines)
        answers = [json.loads(line) for line in output.splitlines()]
        if len(answers) != len(queries):
            raise SystemExit(f"eval: {len(queries)} queries, but {len(answers)} answers")
        for query, answer in zip(queries, answers):
            if "results" not in answer:
                raise SystemExit(f"eval: {query!r} was not answered: {answer.get('error')}")
        self.model = answers[0].get("model") if answers else self.model
        return [[result["path"] for result in answer["results"]] for answer in answers]

    def _run(self, arguments, text=""):
        command = [self._path, "--home", self._home, *arguments]
        done = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(f"eval: {' '.join(command)} failed with {done.returncode}")
        return done.stdout.decode("utf-8", "replace")


def gather(folder, files, target):
    """The named files alone in a folder of their own, by hard link where that works."""
    target = pathlib.Path(target).resolve()
    for name in files:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(pathlib.Path(folder) / name, path)
        except OSError:
            shutil.copyfile(pathlib.Path(folder) / name, path)
    return target
