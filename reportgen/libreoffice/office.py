"""LibreOffice as a tool: Word files to PDF, in a profile that lasts as long as the run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from reportgen.errors import OfficeError
from reportgen.files.scratch import temporary_folder
from reportgen.programs.run import run
from reportgen.programs.table import SOFFICE

_SECONDS_EACH = 60
"""What each file adds to LibreOffice's time."""
_FONT_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "/System/Library/Fonts", "~/Library/Fonts"),
    *("$WINDIR/Fonts", "$LOCALAPPDATA/Microsoft/Windows/Fonts"),
)
_OPTION = (
    '<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_OPTIONS = {"ExportBookmarksToPDFDestination": "true", "IsSkipEmptyPages": "false", "ExportBookmarks": "false"}
"""Bookmarks become destinations of the PDF, and pages that a right-hand start leaves empty are counted."""


def state_of(program: str) -> str:
    """A short digest of what a layout depends on besides the file: the program, and the folders of fonts."""
    digest = hashlib.sha256()
    for path in (os.path.realpath(program), *_font_folders()):
        with suppress(OSError):  # it has gone just now
            status = os.stat(path)
            digest.update(f"{path}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
    return digest.hexdigest()[:16]


def _font_folders() -> Iterator[str]:
    for top in _FONT_FOLDERS:
        for folder, below, _ in os.walk(os.path.expandvars(os.path.expanduser(top))):
            below.sort()
            yield folder


def to_pdf(program: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each Word file (by a name without ending) as a PDF with its bookmarks as destinations. Raises OfficeError.

    LibreOffice works in a profile of its own, which goes with the call, or with the next one after a kill.
    """
    try:
        with temporary_folder() as folder:
            return _converted(program, files, folder)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise OfficeError(f"{where}{error.strerror or error}") from None


def _converted(program: str, files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    profile, source, target = folder / "profile", folder / "in", folder / "out"
    for each in (profile / "user", source, target):
        each.mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    for name, content in files.items():
        (source / f"{name}.docx").write_bytes(content)
    words = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to", "pdf"]
    words += ["--outdir", os.fspath(target), *(os.fspath(source / f"{name}.docx") for name in files)]
    ended = run(SOFFICE, program, words, seconds=SOFFICE.seconds + _SECONDS_EACH * len(files))
    if not all((target / f"{name}.pdf").is_file() for name in files):
        raise OfficeError(ended.reason() if ended.said or ended.status else "it wrote no PDF")
    return {name: (target / f"{name}.pdf").read_bytes() for name in files}


def _settings() -> str:
    items = "".join(_OPTION.format(name=name, value=value) for name, value in _OPTIONS.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )
