"""LibreOffice accepting and rejecting changes, where it and a Python with its bridge (`uno`) are on this machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

TIMEOUT = 120


@cache
def bridge() -> str | None:
    """A Python that knows `uno`, None where there is none."""
    office = shutil.which("soffice")
    if office is None:
        return None
    beside = Path(os.path.realpath(office)).parent / "python"
    for candidate in ("/usr/bin/python3", os.fspath(beside)):
        there = Path(candidate).exists()
        if there and not subprocess.run([candidate, "-c", "import uno"], capture_output=True).returncode:
            return candidate
    return None


def missing() -> str | None:
    """Why this cannot run here, None when it can."""
    return None if bridge() else "LibreOffice: no soffice with its Python bridge here (apt-get install python3-uno)"


def texts(folder: Path, jobs: list[tuple[Path, str]]) -> list[str]:
    """The text of each file once all its changes are accepted or rejected ("accept", "reject", "none")."""
    targets = [folder / f"{number}.txt" for number in range(len(jobs))]
    words = [
        os.fspath(word) for (source, what), target in zip(jobs, targets, strict=True) for word in (source, target, what)
    ]
    _in_office(folder, "libreoffice_changes.py", words)
    return [target.read_text(encoding="utf-8-sig") for target in targets]


class Save(NamedTuple):
    """A Word file that LibreOffice opens and saves, by way of ODT or not, with some words changed in between."""

    data: bytes
    odt: bool = False
    edits: Mapping[str, str] = {}


def saved(folder: Path, saves: Mapping[str, Save]) -> dict[str, bytes]:
    """Each file as LibreOffice saves it, in one process; by names that files can have."""
    jobs: list[tuple[str, str, Mapping[str, str]]] = []
    for name, save in saves.items():
        source, between, target = (os.fspath(folder / f"{name}{end}") for end in (".in.docx", ".odt", ".out.docx"))
        Path(source).write_bytes(save.data)
        if save.odt:
            jobs += [(source, between, {}), (between, target, save.edits)]
        else:
            jobs.append((source, target, save.edits))
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    _in_office(folder, "libreoffice_saves.py", [os.fspath(folder / "jobs.json")], TIMEOUT + 10 * len(jobs))
    return {name: (folder / f"{name}.out.docx").read_bytes() for name in saves}


class FormJob(NamedTuple):
    """A form that LibreOffice opens, edits (the names and arguments of libreoffice_forms.py) and saves."""

    source: Path
    target: Path
    edits: Sequence[Sequence[object]]


def edited(folder: Path, jobs: Sequence[FormJob]) -> None:
    """Edit forms, all in one process."""
    told = [(os.fspath(job.source), os.fspath(job.target), job.edits) for job in jobs]
    (folder / "forms.json").write_text(json.dumps(told), encoding="utf-8")
    _in_office(folder, "libreoffice_forms.py", [os.fspath(folder / "forms.json")], TIMEOUT + 10 * len(jobs))


def _in_office(folder: Path, script: str, words: list[str], timeout: int = TIMEOUT) -> None:
    """Run a script of this folder in a Python that talks to a LibreOffice of its own; the script ends it."""
    pipe = f"reportgen{os.getpid()}"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = subprocess.Popen(
        ["soffice", profile, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    python = bridge()
    assert python is not None
    try:
        path = os.fspath(Path(__file__).with_name(script))
        subprocess.run([python, path, pipe, *words], check=True, timeout=timeout)
        office.wait(timeout)
    finally:
        if office.poll() is None:
            os.killpg(office.pid, signal.SIGKILL)


def saved_again(data: bytes, folder: Path) -> bytes:
    """A Word file as LibreOffice writes it after opening it."""
    (folder / "before").mkdir()
    (folder / "before" / "file.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = ["soffice", profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir", os.fspath(folder)]
    subprocess.run(
        [*words, os.fspath(folder / "before" / "file.docx")], check=True, capture_output=True, timeout=TIMEOUT
    )
    return (folder / "file.docx").read_bytes()
