"""Where Typst divides the words of the example data: an oracle that shares no code with ours.

    pip install typst pypdfium2; python tests/support/oracles/typst_divisions.py

writes ``typst-divisions.txt`` anew: every word of eight letters or more, set in a column that is too narrow for it.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
DIVISIONS = HERE / "typst-divisions.txt"
_SOURCE = """#set page(width: 400pt, height: auto, margin: 10pt)
#set text(lang: "de", hyphenate: true, size: 8pt)
#for word in json(bytes(sys.inputs.words)) { block(width: 0.1pt, par(word)); pagebreak(weak: true) }
"""
_BATCH = 400


def words() -> list[str]:
    """Words of the example data, abbreviations in capitals left out."""
    data = HERE.parent.parent / "data"
    found = {
        word
        for file in data.rglob("*.yaml")
        for word in re.findall(r"[A-Za-zÄÖÜäöüß]{8,}", file.read_text(encoding="utf-8"))
    }
    return sorted(word for word in found if not word.isupper())


def divisions(part: list[str]) -> list[str]:
    """The words with a hyphen wherever Typst divides them."""
    import pypdfium2
    import typst

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "words.typ", Path(folder) / "words.pdf"
        source.write_text(_SOURCE, encoding="utf-8")
        typst.compile(source, output=target, sys_inputs={"words": json.dumps(part)})
        return [_lines(page) for page in pypdfium2.PdfDocument(target)]


def _lines(page) -> str:  # type: ignore[no-untyped-def]
    text, rows = page.get_textpage(), []
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if character.isalpha():
            bottom = text.get_charbox(index, loose=True)[1]
            if not rows or abs(rows[-1][0] - bottom) > 3:
                rows.append((bottom, []))
            rows[-1][1].append(character)
    return "-".join("".join(row) for _, row in rows)


def main() -> None:
    """Write the file."""
    known = words()
    found = [line for start in range(0, len(known), _BATCH) for line in divisions(known[start : start + _BATCH])]
    assert [line.replace("-", "") for line in found] == known
    DIVISIONS.write_text("\n".join(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
