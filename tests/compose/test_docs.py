"""docs/templates.md has every element, attribute, filter and theme key, and its smallest template works."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from compose_kit import edition
from compose_kit import template as make
from msgspec.structs import fields
from paths import ROOT
from PIL import Image

from reportgen.build.proof import prove
from reportgen.compose import parse, render
from reportgen.compose.filters import filters
from reportgen.compose.markup.blocks.registry import BLOCKS, names
from reportgen.compose.markup.line import INLINES
from reportgen.compose.markup.reader import REPORT
from reportgen.document import nodes as n
from reportgen.document import theme as t
from reportgen.document.numbering import number
from reportgen.document.walk import descend
from reportgen.document.wording import DEFAULTS
from reportgen.docx import write_docx
from reportgen.fonts.book import FontBook
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.verify import compare_readings

PAGE = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")


def _element(name: str) -> bool:
    return re.search(rf"<{name}[\s/>]", PAGE) is not None


@pytest.mark.parametrize("name", sorted(set(names()) - {"h3", "h4", "h5", "h6"}))
def test_every_element_is_described(name: str) -> None:
    assert _element(name)


def test_every_attribute_is_described() -> None:
    known = {*REPORT, *(name for tag in BLOCKS.places for name in BLOCKS[tag].attributes)}
    known |= {name for each in INLINES.values() for name in each.attributes}
    assert [name for name in sorted(known) if f"{name}=" not in PAGE] == []


def test_every_filter_and_wording_is_described() -> None:
    known = [*filters("de"), *DEFAULTS]
    assert [name for name in known if f"`{name}" not in PAGE] == []


def test_every_key_of_the_theme_is_described() -> None:
    classes = (t.Theme, t.Page, t.Family, t.Band, t.Rules, t.Numbering, t.Style)
    keys = {field.name for each in classes for field in fields(each)}
    assert [key for key in sorted(keys) if f"{key}:" not in PAGE and f"`{key}`" not in PAGE] == []
    numbered = re.compile(r"(heading|contents)-\d")
    assert [role for role in t.STYLES if role not in PAGE and not numbered.match(role)] == []


def _tool() -> ModuleType:
    """The script that makes the tables and the pictures of the page."""
    spec = spec_from_file_location("templates_docs", ROOT / "tools" / "templates_docs.py")
    assert spec is not None
    assert spec.loader is not None
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def test_the_defaults_are_those_of_the_code() -> None:
    tool = _tool()
    assert PAGE.partition(tool.BEGIN)[2].partition(tool.END)[0] == tool.defaults()


def test_every_element_has_its_picture() -> None:
    tool = _tool()
    shown = set(re.findall(r"\]\(pictures/elements/([\w-]+)\.png\)", PAGE))
    there = {path.stem: path.stat().st_size for path in tool.PICTURES.iterdir()}
    assert shown == set(tool.ELEMENTS) == set(there)
    assert max(there.values()) < 20_000
    drawn = " ".join(tool.ELEMENTS.values())
    unseen = {"section", "page-break", "cover", "h5", "h6"}
    assert [tag for tag in BLOCKS.places if tag not in unseen and not re.search(rf"<{tag}[\s/>]", drawn)] == []


def test_the_pictures_can_be_made() -> None:
    tool = _tool()
    theme = tool._theme()
    for name in ("callout", "notes"):
        with Image.open(tool.PICTURES / f"{name}.png") as kept:
            assert tool.picture(name, theme).size == kept.size


def test_the_smallest_template_works(tmp_path: Path) -> None:
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE, re.MULTILINE)
    source = next(block for block in blocks if "<report title" in block and "{% endfor %}" in block)
    words = next(block for block in blocks if "as-of:" in block)
    body, wording = (re.sub("^    ", "", text, flags=re.MULTILINE).strip() for text in (source, words))
    made = make(tmp_path, body, "en", **{"words/en.yaml": wording + "\n"})
    found = parse(render(edition(language="en"), made, tmp_path))
    assert [card.id for card in descend(found) if isinstance(card, n.Card)] == ["eins"]
    assert found.meta.running_foot == "As of November 15, 2019"
    numbered = number(found)
    layout = typeset(numbered, made.theme, FontBook(made.theme.fonts))
    pdf = prove(numbered, "pdf", write_pdf(layout, numbered.meta, made.theme))
    assert compare_readings(pdf, prove(numbered, "docx", write_docx(numbered, made.theme))) == ()
