"""Every construct of Markdown and of pasted text, in every field: set, printed as typed, or a finding with its place.

The table in docs/data.md says which; each of its rows is tried.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from compose_kit import document, edition, printed

from reportgen.checks.context import Context
from reportgen.checks.marks import marks
from reportgen.document import nodes as n
from reportgen.document.walk import descend, plain_text
from reportgen.edition import model as m

BODY = "<h1>Titel</h1>{{ measures.eins.text }}"
PLAIN = "<h1>Titel</h1><p>{{ measures.eins.title }}</p>"
ROWS = re.findall(
    r"^\| (`.*`) \| (.*) \| (set|as typed|finding) \| (as typed|finding) \|$",
    Path("docs/data.md").read_text("utf-8"),
    re.MULTILINE,
)


def typed(cell: str) -> str:
    """What a cell of the table says that one writes."""
    ticks = re.match("`+", cell)
    assert ticks
    inner = cell.strip("`") if len(ticks.group()) < 4 else cell[4:-4]
    return inner.strip(" ").replace("⏎", "\n").replace("\\|", "|")


def found(text: str, field: str = "text") -> list[str]:
    """The codes of what the check of marks says of a text in a field."""
    data = edition(text=text) if field == "text" else edition()
    if field == "title":
        item = m.Item(title=text, section="feld", institutions=("arbeit",))
        data = edition(collections={"measures": {"eins": item}})
    return [problem.code for problem in marks(Context(data, {})) if problem.path == f"measures[eins].{field}"]


def test_the_table_is_there() -> None:
    assert len(ROWS) > 55


@pytest.mark.parametrize(("cell", "what", "rich", "plain"), ROWS)
def test_a_construct(tmp_path: Path, cell: str, what: str, rich: str, plain: str) -> None:
    del what
    text = typed(cell)
    assert bool(found(text)) is (rich == "finding"), found(text)
    assert bool(found(text, "title")) is (plain == "finding"), found(text, "title")
    if rich == "as typed":
        shown = " ".join(plain_text(block.children) for block in paragraphs(tmp_path, text))
        assert words(shown) == words(text)
    elif rich == "set":
        made = re.sub(r"</?value[^>]*>", "", printed(tmp_path, BODY, edition(text=text))).split("</h1>")[1].strip()
        assert made.replace("\n", " ") != f"<p>{text}</p>"


def paragraphs(folder: Path, text: str) -> list[n.Paragraph]:
    """The paragraphs that a text is printed as, and nothing else."""
    made = document(folder, BODY, edition(text=text)).children[1:]
    assert {type(block) for block in made} == {n.Paragraph}
    return [block for block in made if isinstance(block, n.Paragraph)]


def words(text: str) -> str:
    """A text without what typography and wrapping may change."""
    return " ".join(text.replace("–", "-").split())


SET = {
    "> Wer *misst*,\n> weiß mehr.\n>\n> - eins": [n.Quote, n.Emphasis, n.ListBlock],
    "| a | b |\n|---|--:|\n| 1 | `2` |": [n.Table, n.Code],
    "```\nif a:\n    b\n\nc\n```": [n.Code, n.LineBreak],
    "H~2~O und 10 m^2^": [n.Subscript, n.Superscript],
    "## Unter\n\nWorte": [n.Heading],
    "Wort^[siehe www.example.org/a und info@example.org]": [n.Note, n.Link],
}


@pytest.mark.parametrize(("text", "kinds"), SET.items())
def test_what_is_set_becomes_nodes(tmp_path: Path, text: str, kinds: list[type]) -> None:
    made = [type(node) for node in descend(document(tmp_path, BODY, edition(text=text)))]
    assert set(kinds) <= set(made[made.index(n.Heading) + 1 :])


def test_headings_of_texts_stand_below_the_one_above(tmp_path: Path) -> None:
    text = "### Erstes\n\nWorte\n\n#### Darunter\n\n## Wieder oben"
    made = document(tmp_path, "<h1>A</h1><h2>B</h2>{{ measures.eins.text }}<h3>C</h3>", edition(text=text))
    headings = [node for node in descend(made) if isinstance(node, n.Heading)]
    assert [node.level for node in headings] == [1, 2, 3, 4, 3, 3]
    assert [node.role for node in headings[2:5]] == ["text-heading"] * 3
    assert not any(node.in_contents for node in headings[2:5])


def test_code_keeps_its_characters_and_spaces(tmp_path: Path) -> None:
    made = document(tmp_path, BODY, edition(text='`"a" -- b...`\n\n```\nx "y"\n\n  z  -- 5 %\n```'))
    inline, lines = [plain_text((node,)) for node in descend(made) if isinstance(node, n.Code)]
    assert inline == '"a" -- b...'
    assert lines.replace("\u00a0", " ") == 'x "y"\n \n  z  -- 5 %'


def test_a_table_has_its_columns_aligned(tmp_path: Path) -> None:
    made = document(tmp_path, BODY, edition(text="| a | b | c |\n|---|:-:|--:|\n| *1* | 2 | {zahl} |"))
    table = next(node for node in descend(made) if isinstance(node, n.Table))
    assert [column.align for column in table.columns] == ["left", "centre", "right"]
    assert (len(table.head), len(table.body), table.wide) == (1, 1, False)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("10^6^ t CO~2~", "10⁶ t CO₂"), ("a^x^", "a^x"), ("Note^[fort] hier", "Note hier"), ("- a\n- b", "a b")],
)
def test_where_only_characters_fit_nothing_is_run_together(tmp_path: Path, text: str, plain: str) -> None:
    made = printed(tmp_path, '<p><abbr title="{{ measures.eins.text }}">x</abbr></p>', edition(text=text))
    assert f'title="{plain}"' in " ".join(made.split()).replace(' "', '"')


RICH = ["report.summary", "report.introduction", "sections[feld].lead", "sections[feld].text", "statements[a].text"]
OTHER = ["report.title", "report.imprint.licence", "sections[feld].title", "figures[zahl].statement",
         "institutions[arbeit].names[0].full", "charts[k].title", "sources[q].title", "abbreviations[X].expansion",
         "measures[eins].dates[0].text", "measures[eins].partners[0]", "measures[eins].extra.more",
         "distribution[d].name"]  # fmt: skip


def test_every_field_is_looked_at() -> None:
    bad = "a_x000D_"
    day = m.Date(text=bad, iso="2019", precision="year")
    item = m.Item(
        title="x", section="feld", institutions=("arbeit",), text=bad, dates=(day,), partners=(bad,), note=bad,
        outcome=m.Outcome(state="done", text=bad), extra={"more": bad},
    )  # fmt: skip
    data = edition(
        title=bad, collections={"measures": {"eins": item}},
        report=m.Report(title=bad, year="2019", summary=bad, introduction=bad, notes=(bad,),
                        imprint=m.Imprint(licence=bad)),
        sections={"feld": m.Section(title=bad, lead=bad, text=bad)},
        statements={"a": m.Statement(about="feld", text=bad)},
        figures={"zahl": m.Figure(value=1, unit="t", statement=bad, about="feld")},
        charts={"k": m.ChartSpec(about="feld", title=bad, measure="t", figures=("zahl",))},
        sources={"q": m.Source(title=bad)}, abbreviations={"X": m.Abbreviation(expansion=bad)},
        institutions={"arbeit": m.Institution(kind="ministry", names=(m.Name(abbreviation="B", full=bad),))},
        distribution={"d": m.Recipient(name=bad, copies=1, note=bad)},
    )  # fmt: skip
    paths = {problem.path for problem in marks(Context(data, {})) if problem.code == "not-set"}
    assert {*RICH, *OTHER, "measures[eins].text", "measures[eins].outcome.text"} <= paths
    assert not {path for path in paths if path.endswith(("note", "notes[0]"))} - {"distribution[d].note"}


def test_a_finding_names_the_place_and_the_way_out() -> None:
    text = "Eins `<sub>` und\nH<sub>2</sub>O"
    (found,) = marks(Context(edition(text=text), {}))
    assert (found.code, found.severity, found.token, found.nth) == ("not-set", "warning", "<sub>2</sub>", 0)
    assert found.hint == "write ~2~ for a subscript"


def test_what_stands_behind_a_backslash_is_no_mark() -> None:
    assert found(r"\<sub> \~~x~~ \[^1] a\|b `&nbsp;` C\# und 3\. Mai") == []


def test_spaces_behind_raised_characters_are_as_wide_as_all_others(tmp_path: Path) -> None:
    from typeset_help import FONTS, THEME

    from reportgen.document.numbering import number
    from reportgen.typeset import typeset

    pages = typeset(number(document(tmp_path, BODY, edition(text="CO~2~ und 3 m^2^ weit"))), THEME, FONTS).pages
    runs = [run for box in pages[0].boxes if hasattr(box, "runs") for run in box.runs]
    small = [run for run in runs if run.rise]
    assert [run.text for run in small] == ["2", "2"]
    assert small[0].rise < 0 < small[1].rise
    assert {run.size for run in runs if run.text.startswith(" ")} == {10}


def test_both_files_say_what_the_marks_mean() -> None:
    """A quotation is a BlockQuote, code Code, raised text shifted; in Word built-in styles and vertAlign."""
    import io
    import zipfile

    import pikepdf
    from verify_files import good_docx, good_pdf

    with pikepdf.open(io.BytesIO(good_pdf())) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        kinds = {str(each["/S"]) for each in found}
        shifts = [float(each.A.BaselineShift) for each in found if "/A" in each and "/BaselineShift" in each.A]
    assert {"/BlockQuote", "/Code"} <= kinds
    assert min(shifts) < 0 < max(shifts)
    with zipfile.ZipFile(io.BytesIO(good_docx())) as package:
        body, styles = package.read("word/document.xml").decode(), package.read("word/styles.xml").decode()
    for style in ("Quote", "HTMLPreformatted", "HTMLCode"):
        assert f'w:val="{style}"' in body
        assert f'w:styleId="{style}"' in styles
    assert '<w:vertAlign w:val="subscript"/>' in body
    assert '<w:vertAlign w:val="superscript"/>' in body
