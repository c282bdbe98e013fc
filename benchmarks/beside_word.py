"""Pages of a PDF beside those of its Word twin, for docs/word.md: ``python benchmarks/beside_word.py PDF DOCX FOLDER``.

The Word file goes through LibreOffice; each sheet shows the same pages of both, the PDF's on the left.
"""

from __future__ import annotations

import sys
from itertools import zip_longest
from pathlib import Path

from pairs import pictures, write_sheets

from reportgen.libreoffice.office import to_pdf
from reportgen.programs.table import SOFFICE


def main(pdf: Path, word: Path, folder: Path) -> None:
    """Write the sheets."""
    office = SOFFICE.find()
    if office is None:
        raise SystemExit("no soffice on this machine: apt-get install libreoffice-writer-nogui fonts-crosextra-carlito")
    left, right = pictures(pdf), pictures(to_pdf(office, {"word": word.read_bytes()})["word"])
    write_sheets(list(zip_longest(left, right)), folder, "word")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
