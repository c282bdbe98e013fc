"""The folders of both templates: wording, structure by kind and not by id, use of the vocabulary, colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace
from templates_help import LETTER, REPORT, STARTER, edition, printed, starter, tree

from reportgen.compose import load_template, render
from reportgen.compose.markup.blocks.registry import names
from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.document.walk import descend
from reportgen.document.wording import DEFAULTS

UNUSED = {
    *("h4", "h5", "h6", "page-break"),  # for longer texts than those of these reports
    *("h", "blockquote", "pre", "code", "sub", "sup"),  # what texts of the data print that have such marks
    *("cite", "columns", "progress", "timeline", "event", "when"),  # for other reports than these
    *("beside", "credit", "opening"),
    "source-ref",  # what texts of the data print that cite sources
    "qr",  # printed where the imprint has an address
    "target",  # what charts aim at, where the data have it
    "alt",  # replaces the description that is made of a chart's data
    *("beside", "credit", "opening"),  # for reports with more pictures
}
"""Elements of the vocabulary that neither template prints of its data."""

SAID = re.compile(r"""say\(\s*['"]([a-z-]+)['"]\s*[,)]""")


def words(folder: Path, language: str) -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((folder / "words" / f"{language}.yaml").read_text("utf-8"))
    return found


def sources(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.rglob("*.j2"))}


def test_german_and_english_wording_have_the_same_keys_and_placeholders() -> None:
    german, english = words(REPORT, "de"), words(REPORT, "en")
    assert list(german) == list(english)
    differing = [
        key for key in german if set(re.findall(r"\{\w+\}", german[key])) != set(re.findall(r"\{\w+\}", english[key]))
    ]
    assert not differing


def test_german_wording_leaves_no_english_default() -> None:
    assert set(DEFAULTS) - set(words(REPORT, "de")) == set()


@pytest.mark.parametrize("folder", [REPORT, LETTER], ids=lambda folder: folder.name)
def test_every_wording_is_said_and_every_word_said_is_there(folder: Path) -> None:
    language = "en"
    text = "\n".join(sources(folder).values())
    known = set(words(folder, language)) | set(DEFAULTS)
    assert set(SAID.findall(text)) - known == set()
    quoted = set(re.findall(r"""['"]([a-z-]+)['"]""", text))
    built = {f"{stem}{end}" for stem in quoted for end in ("-one", "-many", "-of", "s")}
    built |= {f"excerpt-{stem}" for stem in quoted}
    stems = ("where-", *re.findall(r"""say\(\s*["']([a-z-]+-)["'] ~""", text))
    said = {word for word in words(folder, language) if word.startswith(stems)}
    assert set(words(folder, language)) - set(DEFAULTS) - quoted - built - said == set()


def test_the_report_template_knows_no_id_of_the_data() -> None:
    found = edition()
    tables = (found.sections, found.figures, found.statements, found.charts, found.sources, found.institutions)
    ids = {key for table in (*tables, *found.collections.values()) for key in table} | set(found.collections)
    for name, text in sources(REPORT).items():
        tokens = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)))
        assert not tokens & ids, f"{name} names {tokens & ids}"


def test_templates_know_nothing_of_pages_formats() -> None:
    for folder in (REPORT, LETTER):
        for name, text in sources(folder).items():
            assert not re.search(r"\b(pdf|docx|word)\b", text, re.IGNORECASE), name


def test_the_templates_together_use_the_vocabulary() -> None:
    letter = render(edition(STARTER), load_template(LETTER, "en"), STARTER)
    used = {str(each.tag) for markup in (printed(), printed("arbeit"), letter) for each in tree(markup).iter()}
    assert set(names()) - used == UNUSED


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, contrast ratio."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def grounds(theme: Theme) -> Iterator[tuple[str, str, str]]:
    for role, style in theme.styles.items():
        ground = theme.band.ground if role.startswith("cover-") else style.fill or "paper"
        if role.startswith("tile-"):
            ground = theme.styles["tile-lead" if role.startswith("tile-lead") else "tile"].fill or "paper"
        if role != "numeral":
            yield role, theme.colour(style.colour), theme.colour(ground)


@pytest.mark.parametrize(
    ("folder", "language"), [(REPORT, "de"), (LETTER, "en")], ids=["interim-report", "letter-size"]
)
def test_text_stands_out_from_its_ground(folder: Path, language: str) -> None:
    theme = load_template(folder, language).theme
    faint = {role for role, text, ground in grounds(theme) if contrast(text, ground) < 4.5}
    assert not faint


def test_nothing_is_smaller_than_eight_points() -> None:
    assert min(style.size for style in load_template(REPORT, "de").theme.styles.values()) >= 8


def test_the_example_project_is_small_and_has_every_part() -> None:
    kinds = {type(node) for node in descend(starter())}
    assert kinds >= {n.Cover, n.TableOfContents, n.KeyFigures, n.Chart, n.Card, n.Table, n.Terms, n.Index, n.Note}
    assert load_template(LETTER, "en").theme.page.width == pytest.approx(215.9)


@pytest.mark.parametrize("audience", ["lending", "learning"])
def test_the_example_project_has_an_excerpt_for_each_department(audience: str) -> None:
    cover = starter(audience).children[0]
    assert isinstance(cover, n.Cover)
    assert cover.notice is not None


def test_a_sender_replaces_the_empty_area() -> None:
    report = edition().report
    sender = replace(report.sender, text="Herausgebende Stelle")
    with_sender = replace(edition(), report=replace(report, sender=sender))
    root = tree(render(with_sender, load_template(REPORT, "de"), REPORT.parents[1]))
    assert root.findtext(".//cover/sender/p/value") == "Herausgebende Stelle"
