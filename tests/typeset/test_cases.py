"""Layout cases: markup in tests/typeset/cases, and beside it what was set of it when it was last looked at.

NAME.xml is report markup as it stands inside ``<report>``, NAME.yaml a theme.yaml for it (optional), NAME.txt the lines
with their places in points, NAME.png the first page. To add a case, write the markup, run
``UPDATE_GOLDEN=1 pytest tests/typeset/test_cases.py -k NAME`` and look at the picture. Where a case fails, the message
has the lines that moved and names a picture: the page now, the page kept, and what differs.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from golden import DPI, same_page
from pdf_sample import META
from PIL import Image

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
    page = pypdfium2.PdfDocument(write_pdf(layout, META, theme))[0]
    same_page(dump(layout), page.render(scale=DPI / 72).to_pil().convert("L"), CASES / name, tmp_path)


def test_there_are_cases() -> None:
    assert len(list(CASES.glob("*.xml"))) >= 6


def test_a_case_that_fails_names_the_picture_of_what_differs(tmp_path: Path) -> None:
    kept, look = tmp_path / "case", Image.new("L", (20, 20), 255)
    look.save(kept.with_suffix(".png"))
    kept.with_suffix(".txt").write_text("a line", "utf-8")
    same_page("a line", look, kept, tmp_path)
    for text in ("a line", "another line"):
        with pytest.raises((AssertionError, pytest.fail.Exception), match=r"of the pixels differ; see .*case\.png"):
            same_page(text, Image.new("L", (20, 20), 0), kept, tmp_path)


def test_a_case_that_is_new_says_how_to_keep_it(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="UPDATE_GOLDEN=1 writes it"):
        same_page("a line", Image.new("L", (20, 20)), tmp_path / "new", tmp_path)
