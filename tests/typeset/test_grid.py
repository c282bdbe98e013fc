"""The baseline grid, and the theme for it that docs/typography.md shows."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml
from built import ROOT
from msgspec.structs import replace

from reportgen.build.documents import Documents
from reportgen.document.nodes import Document
from reportgen.document.theme import Theme
from reportgen.files.cache import Cache
from reportgen.fonts.book import FontBook
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Layout
from reportgen.typeset.dump import text_lines
from reportgen.typeset.setting import TypeArea

GRID = 14


def shown() -> dict[str, Any]:
    """The settings that the documentation shows."""
    text = (ROOT / "docs/typography.md").read_text(encoding="utf-8")
    settings: dict[str, Any] = yaml.safe_load(text.split("```yaml\n")[1].split("```")[0])
    return settings


@cache
def composed(edition: str) -> tuple[Document, Theme]:
    documents = Documents(ROOT, edition, Cache(None))
    return documents.part(None).document, documents.header.theme


@cache
def laid_out(edition: str, grid: bool) -> Layout:
    document, theme = composed(edition)
    if grid:
        given = shown()
        styles = {role: replace(theme.styles[role], **more) for role, more in given["styles"].items()}
        rules = replace(theme.rules, **given["rules"])
        theme = replace(theme, rules=rules, styles={**theme.styles, **styles})
    return typeset(document, theme, FontBook(theme.fonts))


@pytest.mark.long
@pytest.mark.parametrize(("edition", "more"), [("2019", 0), ("2020", 2)])
def test_the_grid_costs_hardly_a_page_with_the_theme_for_it(edition: str, more: int) -> None:
    assert len(laid_out(edition, True).pages) <= len(laid_out(edition, False).pages) + more


def test_lines_of_text_stand_on_the_grid() -> None:
    _, theme = composed("2019")
    area, size = TypeArea.of(theme.page), theme.style("body").size
    places = [
        round((line.y - area.top) % GRID, 1)
        for page in laid_out("2019", True).pages[3:12]
        for line in text_lines(page.boxes)
        if line.runs[0].size == size and line.x == pytest.approx(area.text)
    ]
    assert len(places) > 150
    assert len(set(places)) == 1
