"""Drafts mark what nobody has confirmed, in both formats alike; excerpts of later editions and their last page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from climate import FIRST, SECOND, settle, swap, write_fresh, write_second
from docx import Document as open_docx
from msgspec.structs import replace
from templates_help import ROOT

from reportgen.checks.run import load_checked
from reportgen.cli import main
from reportgen.compose import load_template, parse, render
from reportgen.document import nodes as n
from reportgen.document.walk import descend
from reportgen.edition.audience import audiences, sole
from reportgen.edition.coverage import prove_coverage
from reportgen.edition.excerpts import excerpt
from reportgen.project.open import open_project

MARK = f"Not confirmed yet; carried over from the edition {FIRST}."


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


def build(root: Path, *words: str) -> Result:
    return run(root, "build", SECOND, "--no-claims", "-j", "1", *words)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return write_fresh(tmp_path)


def pdf_pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def word_texts(path: Path) -> list[str]:
    """The text of every paragraph, those in tables and boxes too."""
    body = open_docx(str(path)).element.body
    return ["".join(text.text or "" for text in each.iterfind(".//{*}t")) for each in body.iterfind(".//{*}p")]


def output(root: Path, name: str) -> Path:
    return root / "output" / SECOND / f"climate-plan-{SECOND}{name}"


# --------------------------------------------------------------------------------------------------------------- drafts


@pytest.mark.long
def test_a_build_stops_and_a_draft_is_marked_alike_in_both_formats(fresh: Path) -> None:
    refused = build(fresh)
    assert refused.exit_code == 1
    assert "11 records of the edition 2026-q2 carried over and not confirmed [unconfirmed]" in refused.stderr
    assert "--draft" in refused.stderr
    assert not (fresh / "output").exists()
    drafted = build(fresh, "--draft")
    assert drafted.exit_code == 0, drafted.output
    assert "11 records are not confirmed and marked" in drafted.stderr
    pdf = " ".join(pdf_pages(output(fresh, "-draft.pdf")))
    word = " ".join(" ".join(word_texts(output(fresh, "-draft.docx"))).split())
    marked = 3 + 2 + 1 + 1 + 1  # projects, outcomes, section, statement, report
    assert (pdf.count(MARK), word.count(MARK)) == (marked, marked)
    assert pdf.count("[?]") == word.count("[?]") > 3


def test_the_marks_are_warnings_in_the_look_of_the_template(fresh: Path) -> None:
    project = open_project(fresh)
    edition = load_checked(project, SECOND).edition
    template = load_template(project.template, "en")
    document = parse(render(edition, template, project.root, draft=True))
    marks = [each for each in descend(document) if isinstance(each, n.Callout) and each.kind == "warning"]
    assert len(marks) == 8
    final = parse(render(edition, template, project.root))
    assert not [each for each in descend(final) if isinstance(each, n.Callout) and each.kind == "warning"]


def test_what_is_confirmed_loses_its_mark(fresh: Path) -> None:
    for old, new in (("institutions: [green]", "institutions: [parks]"), ("{@green}", "{@parks}")):
        swap(fresh, SECOND, "projects", old, new)
    swap(fresh, SECOND, "outcomes", "[green]", "[parks]")
    settle(fresh, SECOND)
    assert build(fresh).exit_code == 0
    pages = " ".join(pdf_pages(output(fresh, ".pdf")))
    assert MARK not in pages
    assert "[?]" not in pages
    assert "What has become of the plans of the edition before" in pages
    assert "Rain gardens" in pages


@pytest.mark.long
def test_the_real_report_marks_a_draft_in_its_own_words() -> None:
    project = open_project(ROOT)
    edition = load_checked(project, "2020").edition
    template = load_template(project.template, "de")
    open_items = frozenset({"measures[ki-trainer]", "report", "figures[startups]"})
    text = render(replace(edition, unconfirmed=open_items), template, project.root, draft=True).text
    assert text.count("Noch nicht bestätigt: unverändert aus der Ausgabe") == 2
    assert "unbestätigt" in text


# ------------------------------------------------------------------------------------------------------------- excerpts


def test_excerpts_of_a_later_edition_are_the_whole_together(tmp_path: Path) -> None:
    edition = load_checked(open_project(write_second(tmp_path)), SECOND).edition
    parts = [excerpt(edition, sole(edition, key)) for key in audiences(edition)]
    proof = prove_coverage(edition, [sole(edition, key) for key in audiences(edition)], parts)
    assert (proof.findings, proof.uncovered) == ((), ())
    green = next(part for part in parts if part.audience == sole(edition, "green"))
    assert list(green.collections["projects"]) == ["street-trees"]
    assert "parks" in green.institutions, "who answered for it before can be named"
    assert green.unconfirmed == frozenset()


def test_drafts_of_excerpts_are_marked(fresh: Path) -> None:
    assert build(fresh, "--draft", "--for", "grn").exit_code == 0
    pages = " ".join(pdf_pages(output(fresh, "-grn-draft.pdf")))
    assert pages.count(MARK) == 1 + 1 + 1 + 1 + 1  # project, outcome, section, statement, report


@pytest.mark.long
def test_the_last_page_of_an_excerpt_is_to_be_signed(tmp_path: Path) -> None:
    root = write_second(tmp_path)
    run(root, "sign", SECOND, "--for", "dms", "--by", "A. Lee", "--on", "2026-07-02", "--item", "bus-lanes")
    assert build(root, "--for", "all").exit_code == 0
    *before, last = pdf_pages(output(root, "-dms.pdf"))
    assert "Sign-off" in last
    assert not any("Sign-off" in page for page in before)
    for words in ("Bus lanes signed", "A. Lee, 7/2/2026", "Cargo bikes reported", "Signature"):
        assert words in last
    word = word_texts(output(root, "-dms.docx"))
    assert word.index("Sign-off") > max(i for i, text in enumerate(word) if text == "Who answers for what")
    assert word[-1].endswith("Signature")
    assert not any("Sign-off" in page for page in pdf_pages(output(root, ".pdf")))


def test_a_released_excerpt_has_no_sheet(tmp_path: Path) -> None:
    root = write_second(tmp_path)
    for institution in ("dms", "bld", "grn", "wtr"):
        run(root, "sign", SECOND, "--for", institution, "--by", "A. Lee", "--on", "2026-07-02")
    assert build(root, "--release", "--for", "dms").exit_code == 0
    assert not any("Sign-off" in page for page in pdf_pages(output(root, "-dms.pdf")))


def test_an_edition_that_asks_for_no_sheet_has_none(tmp_path: Path) -> None:
    root = write_second(tmp_path)
    settings = root / "reportgen.yaml"
    settings.write_text(settings.read_text().replace(", sign_off: true", ""))
    assert build(root, "--for", "dms", "--to", "pdf").exit_code == 0
    assert not any("Sign-off" in page for page in pdf_pages(output(root, "-dms.pdf")))


@pytest.mark.long
def test_the_real_report_of_the_year_after_builds_as_a_draft(tmp_path: Path) -> None:
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "reportgen.yaml", tmp_path)
    assert run(tmp_path, "new-edition", "2021", "--from", "2020").exit_code == 0
    built = run(tmp_path, "build", "2021", "--draft", "--for", "all", "--no-claims", "-j", "2")
    assert built.exit_code == 0, built.stderr[-2000:]
    folder = tmp_path / "output" / "2021"
    excerpts = sorted(folder.glob("*-b*-draft.pdf"))
    assert len(excerpts) == 10
    for path in excerpts:
        assert "Mitzeichnung" in pdf_pages(path)[-1], path.name
    assert "Mitzeichnung" not in pdf_pages(folder / "zwischenbericht-ki-strategie-2021-draft.pdf")[-1]
