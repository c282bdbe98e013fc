"""What leads on a page and what stands in passing: lead figures, brief cards, lists in two columns, in both formats."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import sample
from compose_kit import misread, read
from typeset_help import FONTS, THEME

from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.document.walk import find
from reportgen.docx import write_docx
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset

MARKUP = """
<section id="s"><h1>Figures</h1>
<key-figures id="lead" role="lead">
  <tile id="one"><tile-value>5</tile-value><tile-unit>billion</tile-unit><statement>are set aside</statement></tile>
</key-figures>
<key-figures id="rest" per-row="2">
  <tile id="two"><tile-value>7</tile-value><statement>second</statement></tile>
  <tile id="three"><tile-value>8</tile-value><statement>third</statement></tile>
  <tile id="four"><tile-value>9</tile-value><statement>fourth</statement></tile>
</key-figures>
<card id="full"><h2>Full</h2><p>Its text.</p></card>
<card id="short" kind="brief"><h2>Brief</h2><p role="brief">Its line.</p></card>
<card id="shorter" kind="brief"><h2>Briefer</h2><p role="brief">Its line.</p></card>
<ul id="sources" columns="2"><li>alpha</li><li>beta</li><li>gamma</li><li>delta</li></ul>
</section>
"""


def document() -> n.Document:
    return number(n.Document(sample.EVERYTHING.meta, read(MARKUP).children))


def boxes() -> dict[str, tuple[float, float, float]]:
    """Left edge, upper edge and height of characters of each text on the page, by its first word."""
    data = write_pdf(typeset(document(), THEME, FONTS), document().meta, THEME)
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    found = {}
    for word in ("5", "7", "8", "9", "are", "Full", "Brief", "Briefer", "alpha", "beta", "gamma", "delta"):
        at, _ = page.search(word, match_case=True, match_whole_word=True).get_next()
        left, low, _, high = page.get_charbox(at)
        found[word] = (left, high, high - low)
    return found


def test_the_lead_figure_is_the_largest_and_has_its_statement_beside_it() -> None:
    page = boxes()
    assert page["5"][2] > 1.5 * page["7"][2]
    assert page["are"][0] > page["5"][0] + 50
    assert abs(page["are"][1] - page["5"][1]) < page["5"][2]


def test_rows_have_as_many_tiles_as_the_block_says() -> None:
    page = boxes()
    assert abs(page["7"][1] - page["8"][1]) < 1 < page["7"][1] - page["9"][1]
    assert abs(page["7"][0] - page["9"][0]) < 2


def test_brief_cards_stand_close_and_smaller() -> None:
    page = boxes()
    assert page["Brief"][2] < page["Full"][2]
    assert page["Full"][1] - page["Brief"][1] > page["Brief"][1] - page["Briefer"][1]


def test_a_list_in_columns_is_balanced() -> None:
    page = boxes()
    assert abs(page["alpha"][1] - page["gamma"][1]) < 1 > abs(page["beta"][1] - page["delta"][1])
    assert page["gamma"][0] > page["alpha"][0] + 100


def test_word_has_styles_and_sections_for_them() -> None:
    package = zipfile.ZipFile(io.BytesIO(write_docx(document(), THEME)))
    body, styles = (package.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
    for style in ("LeadFigure", "LeadFigureStatement", "Brief"):
        assert f'<w:pStyle w:val="{style}"/>' in body
        assert f'w:styleId="{style}"' in styles
    assert body.count('w:num="2"') == 3  # two rows of tiles, and the list


def test_the_markup_says_what_it_takes() -> None:
    (lead, rest) = find(read(MARKUP), n.KeyFigures)
    assert (lead.role, lead.per_row, rest.role, rest.per_row) == ("lead", None, None, 2)
    codes = [finding.code for finding in misread('<key-figures id="k" per-row="0"/>')]
    assert codes == ["bad-attribute"]
