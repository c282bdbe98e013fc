"""The limits of pages, of the whole report as a PDF; and that each measure finds what exceeds it."""

from __future__ import annotations

import io
import os
import sys

import pytest
import sample
from msgspec.structs import replace
from paths import ROOT
from typeset_help import FONTS, THEME

from reportgen import load_theme
from reportgen.build.request import Built
from reportgen.document import nodes as n
from reportgen.document.numbering import number
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset

sys.path.append(os.fspath(ROOT / "benchmarks"))

import page_limits


@pytest.mark.long
def test_the_report_keeps_them(report: Built) -> None:
    whole = next(file for file in report.manifest.files if file.audience is None and file.format == "pdf")
    found = page_limits.limits(
        report.folder / whole.path, load_theme(ROOT / "templates" / "interim-report" / "theme.yaml")
    )
    assert found._replace(pages=0) == page_limits.Limits(0, [], [], [], [])


def heading(key: str) -> n.Heading:
    return n.Heading(key, 2, (n.Text(f"Heading {key}"),))


def words(key: str, role: str = "body") -> n.Paragraph:
    return sample.paragraph(key, "words " * 20, role)


def measured(*blocks: n.Block, gap: float = 20.0) -> page_limits.Limits:
    """What is found in a document of these blocks; below those in the style "off" stands so much room,
    that in "tiny" is of 8 pt."""
    own = {"off": replace(THEME.style("body"), after=gap), "tiny": replace(THEME.style("body"), size=8)}
    theme = replace(THEME, styles={**THEME.styles, **own})
    document = number(n.Document(sample.EVERYTHING.meta, blocks))
    data = write_pdf(typeset(document, theme, FONTS), document.meta, theme)
    return page_limits.limits(io.BytesIO(data), theme)


def test_an_uneven_gap_is_found() -> None:
    blocks = [words("a"), heading("b"), words("c"), heading("d"), words("e", "off"), heading("f"), words("g")]
    assert not measured(*blocks).gaps
    (found,) = measured(*blocks, gap=40).gaps
    assert "above, heading-2" in found[1]
    assert "Heading f" in found[1]


def test_small_type_is_found() -> None:
    assert any(text.startswith("8.0 pt: words") for _, text in measured(words("a", "tiny")).small)


@pytest.mark.parametrize(
    ("first", "second", "bad"),
    [
        ("es sind über 35", "Maßnahmen geplant", True),
        ("am 24.", "April begann es", True),
        ("im Jahr 2020", "begann es", False),
        ("nach Artikel 5", "Absatz 2 gilt", False),
        ("die Förderung der KI-", "Forschung beginnt", True),
        ("die Förderung der KI-", "und der Datenforschung", False),
        ("die Forschungs-", "förderung beginnt", False),
    ],
)
def test_ends_of_lines(first: str, second: str, bad: bool) -> None:
    ink = (0, 0, 0)
    lines = [page_limits.Line(base, 0, 100, 10, text, ink) for base, text in ((114, first), (100, second))]
    assert bool(list(page_limits.bad_ends(lines, divides=True))) is bad
