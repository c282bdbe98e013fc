"""Layout cases: markup in tests/typeset/cases, and beside it what was set of it when it was last looked at.

NAME.xml is report markup as it stands inside ``<report>``, NAME.yaml a theme.yaml for it (optional), NAME.txt the lines
with their places in points, NAME.png the first page. To add a case, write the markup, run
``UPDATE_GOLDEN=1 pytest tests/typeset/test_cases.py -k NAME`` and look at the picture.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from golden import DPI, same_picture, same_text
from pdf_sample import META

from reportgen.compose import Markup, parse
from reportgen.compose.theme import read_theme
from reportgen.document.numbering import number
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.dump import dump
from reportgen.yaml.reader import read_file

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.xml")))
def test_case(name: str, tmp_path: Path) -> None:
    own = read_file(CASES, f"{name}.yaml") if (CASES / f"{name}.yaml").is_file() else None
    theme, findings = read_theme(own, CASES)
    assert theme is not None, findings
    inside = (CASES / f"{name}.xml").read_text(encoding="utf-8")
    roles = frozenset(theme.styles)
    document = number(parse(Markup(f'<report title="T">{inside}</report>', "en", roles=roles)))
    layout = typeset(document, theme, FontBook(theme.fonts))
    same_text(dump(layout), CASES / f"{name}.txt")
    page = pypdfium2.PdfDocument(write_pdf(layout, META, theme))[0]
    same_picture(page.render(scale=DPI / 72).to_pil().convert("L"), CASES / f"{name}.png", tmp_path)


def test_there_are_cases() -> None:
    assert len(list(CASES.glob("*.xml"))) >= 6
