"""Programs that read Word files find in ours what the document says: headings, text in order, tables, notes, pictures.

python-docx, mammoth, pandoc, markitdown and docx2python, which share no code with each other's readers or ours.
"""

from __future__ import annotations

import html
import io
import re
from difflib import SequenceMatcher
from pathlib import Path

import docx
import pypandoc
import pytest
from built import EDITION, ROOT
from docx2python import docx2python
from docx2python.iterators import iter_at_depth
from docx_kit import POINTS, table
from lxml import etree
from mammoth import convert_to_html
from markitdown import MarkItDown
from msgspec.structs import replace
from oracles import ooxml_documents as docs
from sample import text

from reportgen.build.documents import Documents
from reportgen.document import nodes as n
from reportgen.document.plain import normalise, plain_blocks
from reportgen.document.walk import find, plain_text
from reportgen.docx import write_docx
from reportgen.files.cache import Cache

Headings = list[tuple[int, str]]
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))


class Sample:
    """A document, its Word file, and what readers are to find in it."""

    def __init__(self, document: n.Document, data: bytes, file: Path) -> None:
        self.document, self.data, self.file = document, data, file
        file.write_bytes(data)

    @property
    def headings(self) -> Headings:
        """Level and text of every heading."""
        return [(each.level, _title(each)) for each in find(self.document, n.Heading)]

    @property
    def listed(self) -> Headings:
        """Those that Word may list: a style of its own, which is based on a heading's, keeps the others out."""
        depth = max((each.depth for each in find(self.document, n.TableOfContents)), default=0)
        found = find(self.document, n.Heading)
        return [(each.level, _title(each)) for each in found if each.in_contents or each.level > depth]

    @property
    def charts(self) -> list[str]:
        return [each.alt for each in find(self.document, n.Chart)]

    @property
    def words(self) -> list[str]:
        """The words of the body in order, without contents and registers, whose page numbers are nobody's text."""
        blocks = plain_blocks(self.document)
        left = {each.id for each in find(self.document, n.TableOfContents, n.Index, n.IndexGroup)}
        return " ".join(block.text for block in blocks if block.id not in left and block.kind != "note").split()


def _title(heading: n.Heading) -> str:
    return normalise(plain_text(tuple(each for each in heading.children if not isinstance(each, n.Note))))


def small() -> n.Document:
    notes = n.Paragraph("note", (*text("Mit Anmerkung"), n.Note("n", text("Was dazu zu sagen ist"))))
    mixed = [
        n.Heading(f"x{i}", level, text(f"Titel {i}"), number=number_)
        for i, (level, number_) in enumerate(((1, "1"), (2, None), (2, "1.1"), (3, None), (1, None), (1, "2")))
    ]
    card = n.Card("card", n.Heading("card.h", 3, text("Eine Maßnahme")), (), (n.Paragraph("card.p", text("Text")),))
    linked = n.Paragraph(
        "linked", (*text("Mit "), n.Link("https://example.org", text("einem Verweis")), *text(" darin"))
    )
    return docs.document(*mixed, card, linked, notes, docs.chart(*POINTS), table("t", 3, 4))


@pytest.fixture(scope="module", params=["report", "small"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    if request.param == "report":
        documents = Documents(ROOT, EDITION, Cache(None))
        document, theme = documents.part(None).document, documents.header.theme
    else:
        document, theme = small(), docs.THEME
    file = tmp_path_factory.mktemp(request.param) / "file.docx"
    return Sample(document, write_docx(document, theme), file)


def share(wanted: list[str], found: str) -> float:
    """How much of the wanted words is found in the same order."""
    words = normalise(found).split()
    matcher = SequenceMatcher(None, wanted, words, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(wanted)


def of_html(content: str) -> tuple[Headings, str, list[str]]:
    """Headings, text and alternatives of pictures."""
    root = etree.fromstring(f"<body>{content}</body>", etree.HTMLParser())
    headings = [(int(each.tag[1]), normalise("".join(each.itertext()))) for each in root.iter(*_HEADINGS)]
    for each in root.iter("p", "td", "th", "li", "br", *_HEADINGS):
        each.tail = f"\n{each.tail or ''}"
    return headings, "".join(root.itertext()), [each.get("alt", "") for each in root.iter("img")]


def without_marks(headings: Headings) -> Headings:
    """Titles without the marks of notes, which readers print as text: "[1]"."""
    return [(level, re.sub(r"\[\d+\]$", "", title).strip()) for level, title in headings]


@pytest.mark.long
def test_python_docx_sees_the_text_and_the_headings(sample: Sample) -> None:
    document = docx.Document(io.BytesIO(sample.data))
    titles: Headings = []
    said: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            said += (cell.text for row in block.rows for cell in dict.fromkeys(row.cells))
            continue
        said.append(block.text)
        name = block.style.name if block.style else ""
        level = re.match(r"Heading (\d)|TOC Heading", name or "")
        if level:
            titles.append((int(level[1] or 1), normalise(block.text)))
    assert titles == sample.headings
    assert share(sample.words, "\n".join(said)) >= 0.99


def test_author_and_keywords_are_in_the_properties() -> None:
    document = docs.document(n.Paragraph("p", text("Text")))
    meta = replace(document.meta, author="Bundesministerium", keywords=("KI", "Bericht"))
    found = docx.Document(io.BytesIO(write_docx(replace(document, meta=meta), docs.THEME))).core_properties
    assert (found.author, found.keywords) == ("Bundesministerium", "KI, Bericht")


def test_mammoth_finds_headings_text_and_pictures(sample: Sample) -> None:
    headings, said, pictures = of_html(convert_to_html(io.BytesIO(sample.data)).value)
    assert without_marks(headings) == sample.listed
    assert share(sample.words, re.sub(r"\[\d+\]", "", said)) >= 0.99
    assert [normalise(each) for each in pictures if each] == [normalise(each) for each in sample.charts]


@pytest.mark.long
def test_pandoc_finds_headings_text_tables_notes_and_pictures(sample: Sample) -> None:
    written = pypandoc.convert_file(str(sample.file), "html", extra_args=["--wrap=none"])
    headings, said, pictures = of_html(re.sub(r'<a[^>]*role="doc-noteref".*?</a>', "", written, flags=re.DOTALL))
    assert headings == sample.headings
    assert share(sample.words, said) >= 0.99
    assert [normalise(each) for each in pictures if each] == [normalise(each) for each in sample.charts]
    assert written.count("<table") == len(list(find(sample.document, n.Table)))
    assert written.count('role="doc-noteref"') == len(list(find(sample.document, n.Note)))


@pytest.mark.long
def test_markitdown_finds_headings_text_and_pictures(sample: Sample) -> None:
    said = MarkItDown().convert(str(sample.file)).text_content
    levels = [len(marks) for marks in re.findall(r"(?m)^(#+) ", said)]
    assert levels == [level for level, _ in sample.listed]
    assert share(sample.words, html.unescape(re.sub(r"[*\\|]|\]\([^)]*\)|\[|!", " ", said))) >= 0.95
    assert said.count("![") == len(sample.charts)


@pytest.mark.long
def test_docx2python_finds_text_and_pictures(sample: Sample) -> None:
    with docx2python(io.BytesIO(sample.data)) as found:
        said = "\n".join(iter_at_depth(found.body, 4))
        said = re.sub(r"</?a\b[^>]*>|<?----\S+?---->?|--\t|\t", " ", html.unescape(said))
        assert len(found.images) >= len(sample.charts)
    assert share(sample.words, said) >= 0.95
