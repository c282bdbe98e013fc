"""The report with Typst, as PDF/UA-1 and PDF/A-2a, from the source that `typst_source.py` prints.

python benchmarks/peer_typst.py CONTENT.typ OUT.pdf
"""

from __future__ import annotations

import sys
from pathlib import Path

import fontpkg_lato
import typst


def main(source: str, target: str) -> None:
    fonts = Path(fontpkg_lato.__file__).parent / "files"
    typst.compile(source, output=target, font_paths=[fonts], ignore_system_fonts=True, pdf_standards=["ua-1", "a-2a"])


if __name__ == "__main__":
    main(*sys.argv[1:])
