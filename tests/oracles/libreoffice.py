"""LibreOffice accepting and rejecting changes, where it and a Python with its bridge (`uno`) are on this machine."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from functools import cache
from pathlib import Path

SCRIPT = Path(__file__).with_name("libreoffice_changes.py")
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
    pipe = f"reportgen{os.getpid()}"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = subprocess.Popen(
        ["soffice", profile, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    targets = [folder / f"{number}.txt" for number in range(len(jobs))]
    words = [
        os.fspath(word) for (source, what), target in zip(jobs, targets, strict=True) for word in (source, target, what)
    ]
    python = bridge()
    assert python is not None
    try:
        subprocess.run([python, os.fspath(SCRIPT), pipe, *words], check=True, timeout=TIMEOUT)
        office.wait(TIMEOUT)
    finally:
        if office.poll() is None:
            os.killpg(office.pid, signal.SIGKILL)
    return [target.read_text(encoding="utf-8-sig") for target in targets]


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
