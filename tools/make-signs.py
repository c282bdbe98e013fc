"""Makes reportgen/fonts/data/ReportgenSigns.ttf: signs of Noto Sans, its Math and its Symbols in one font.

Fonts: Debian package fonts-noto-core (SIL Open Font License). Program: fonttools.
Usage: python tools/make-signs.py [FOLDER with the .ttf files]   (default: /usr/share/fonts/truetype/noto)
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

NAME = "Reportgen Signs"
SOURCES = ("NotoSans-Regular", "NotoSansMath-Regular", "NotoSansSymbols2-Regular", "NotoSansSymbols-Regular")
"""The first that has a sign gives it."""
RANGES = (
    *((0x20, 0x20), (0x2D, 0x2D), (0xA0, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7)),
    *((0x0370, 0x03FF), (0x2010, 0x2027), (0x202F, 0x205E), (0x2070, 0x20CF), (0x2100, 0x23FF)),
    *((0x2460, 0x24FF), (0x25A0, 0x27BF), (0x2B00, 0x2BFF)),
)
"""Punctuation, Greek for formulas, raised and lowered numbers, currencies, letter-like signs, arrows, operators,
shapes, dingbats."""
ASCENT, DESCENT = 1069, 293
"""Those of Noto Sans: a sign makes no line of a Word file higher."""
TARGET = Path(__file__).parent.parent / "reportgen" / "fonts" / "data" / "ReportgenSigns.ttf"


def part(source: Path, wanted: set[int], target: Path) -> set[int]:
    """Save the wanted characters of a font, without hints and features; those that it has."""
    font = TTFont(source)
    found = wanted & set(font.getBestCmap())
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "MATH", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=found)
    subsetter.subset(font)
    font.save(target)
    return found


def named(font: TTFont) -> None:
    """Names of its own, as it is none of the fonts that it is made of; the extents of Noto Sans; a fixed date."""
    table = font["name"]
    table.names = []
    texts = {
        0: f"Made of {', '.join(SOURCES)}, copyright 2015-2018 Google LLC",
        1: NAME,
        2: "Regular",
        3: f"{NAME} 1.0",
        4: NAME,
        5: "Version 1.000",
        6: NAME.replace(" ", ""),
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://scripts.sil.org/OFL",
    }
    for number, text in texts.items():
        table.setName(text, number, 3, 1, 0x409)
    font["hhea"].ascent = font["OS/2"].sTypoAscender = font["OS/2"].usWinAscent = ASCENT
    font["hhea"].descent = font["OS/2"].sTypoDescender = -DESCENT
    font["OS/2"].usWinDescent = DESCENT
    font["head"].created = font["head"].modified = 3_692_217_600


def main(folder: Path) -> None:
    """Cut the parts, join them, write the font."""
    wanted = {code for first, last in RANGES for code in range(first, last + 1)}
    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for name in SOURCES:
            parts.append(str(Path(scratch) / f"{name}.ttf"))
            wanted -= part(folder / f"{name}.ttf", wanted, Path(parts[-1]))
        font = Merger().merge(parts)
    named(font)
    font.recalcTimestamp = False
    TARGET.parent.mkdir(exist_ok=True)
    font.save(TARGET)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/fonts/truetype/noto"))
