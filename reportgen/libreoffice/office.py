"""LibreOffice as a tool: Word files to PDF, in a profile that lasts as long as the run."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from reportgen.errors import OfficeError

VARIABLE = "REPORTGEN_SOFFICE"
"""Environment variable: another program than the one on the path, or nothing at all for none."""
_NAMES = ("soffice", "libreoffice")
_SECONDS, _SECONDS_EACH = 120, 60
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_OPTION = (
    '<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_OPTIONS = {"ExportBookmarksToPDFDestination": "true", "IsSkipEmptyPages": "false", "ExportBookmarks": "false"}
"""Bookmarks become destinations of the PDF, and pages that a right-hand start leaves empty are counted."""


def find_office() -> str | None:
    """The program, None where there is none or none is wanted."""
    wanted = os.environ.get(VARIABLE)
    if wanted is not None:
        return shutil.which(wanted) if wanted else None
    return next((found for found in map(shutil.which, _NAMES) if found), None)


def state_of(program: str) -> str:
    """A short digest of what a layout depends on besides the file: the program, and the folders of fonts."""
    digest = hashlib.sha256()
    for path in (os.path.realpath(program), *_font_folders()):
        status = os.stat(path)
        digest.update(f"{path}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
    return digest.hexdigest()[:16]


def _font_folders() -> Iterator[str]:
    for top in _FONT_FOLDERS:
        for folder, below, _ in os.walk(os.path.expanduser(top)):
            below.sort()
            yield folder


def to_pdf(program: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each Word file (by a name without ending) as a PDF with its bookmarks as destinations. Raises OfficeError."""
    with tempfile.TemporaryDirectory(prefix="reportgen-office-") as scratch:
        folder = Path(scratch)
        profile, source, target = folder / "profile", folder / "in", folder / "out"
        for each in (profile / "user", source, target):
            each.mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        for name, content in files.items():
            (source / f"{name}.docx").write_bytes(content)
        words = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
        ]
        paths = [os.fspath(source / f"{name}.docx") for name in files]
        said = _run([*words, "--outdir", os.fspath(target), *paths], _SECONDS + _SECONDS_EACH * len(files))
        missing = next((name for name in files if not (target / f"{name}.pdf").is_file()), None)
        if missing is not None:
            raise OfficeError(said.strip().splitlines()[-1] if said.strip() else "it wrote no PDF")
        return {name: (target / f"{name}.pdf").read_bytes() for name in files}


def _settings() -> str:
    items = "".join(_OPTION.format(name=name, value=value) for name, value in _OPTIONS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )


def _run(words: list[str], seconds: float) -> str:
    """What the program said. Its children end with it: soffice is a script that starts another program."""
    try:
        process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
    except OSError as error:
        raise OfficeError(error.strerror or str(error)) from None
    try:
        said, _ = process.communicate(timeout=seconds)
    except BaseException as error:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if isinstance(error, subprocess.TimeoutExpired):
            raise OfficeError(f"it took more than {seconds:.0f} seconds") from None
        raise
    return said
