"""PDF 2.0 files (pdf2, archive2): veraPDF finds nothing, links lead to the elements they name, and verify proves it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from built import ROOT, silent
from click.testing import CliRunner
from oracles import readers, verapdf
from pikepdf import Array, Dictionary, Name, String
from verify_files import broken_pdf, elements, good_pdf, kids, with_id

import reportgen
from reportgen.build.build import build
from reportgen.build.proof import ClaimProof
from reportgen.build.rebuild import verify_rebuilt
from reportgen.build.request import Built, Request
from reportgen.cli import main
from reportgen.edition.audience import parse_selection
from reportgen.errors import ProofError, ToolError
from reportgen.verify import check_pdf, read_pdf
from reportgen.verify.claims import verapdf as judge_2

PROFILE = "screen-2"
NAMESPACE = "http://iso.org/pdf2/ssn"
OLD_TYPES = {"/TOC", "/TOCI", "/Reference", "/BlockQuote", "/Code", "/Index"}
needs_verapdf = pytest.mark.skipif(verapdf.missing() is not None, reason=verapdf.missing() or "")

Change = Callable[[pikepdf.Pdf], object]


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with opened(good_pdf(PROFILE)) as found:
        yield found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An excerpt in all its kinds of PDF."""
    output = tmp_path_factory.mktemp("excerpt")
    formats = ("pdf", "pdf2", "archive2")
    return build(ROOT, Request("2020", parse_selection("bmas"), formats, output=output, claims=False), silent)


def path_of(built: Built, format_: str) -> Path:
    return next(built.folder / file.path for file in built.files if file.format == format_)


def walk(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every structure element, in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting[:0] = [kid for kid in kids(element) if isinstance(kid, Dictionary) and "/S" in kid]


def internal(pdf: pikepdf.Pdf) -> list[Any]:
    """The link annotations that lead to places in the file."""
    annotations = (annotation for page in pdf.pages for annotation in page.obj.get("/Annots", []))
    return [each for each in annotations if each.get("/A", {}).get("/S") == "/GoTo"]


def bookmarks(pdf: pikepdf.Pdf) -> list[Any]:
    found, waiting = [], [pdf.Root.Outlines.First]
    while waiting:
        item = waiting.pop()
        found.append(item)
        waiting += [item[key] for key in ("/Next", "/First") if key in item]
    return found


def named(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {str(key): value for key, value in pikepdf.NameTree(pdf.Root.Names.Dests).items()}


# ------------------------------------------------------------------------------------------------ what the file says


def test_it_is_a_pdf_2_without_an_information_dictionary(pdf: pikepdf.Pdf) -> None:
    assert good_pdf(PROFILE).startswith(b"%PDF-2.0")
    assert "/Info" not in pdf.trailer
    packet = pdf.Root.Metadata.read_bytes().decode()
    for said in ("<pdfaid:part>4<", "<pdfaid:rev>2020<", "<pdfuaid:part>2<", "<pdfuaid:rev>2024<"):
        assert said in packet
    assert "pdfaid:conformance" not in packet
    assert "pdfaExtension" not in packet
    assert re.findall(r"conformsTo>([^<]+)<", packet) == [
        "http://pdfa.org/declarations/wtpdf#accessibility1.0",
        "http://pdfa.org/declarations/wtpdf#reuse1.0",
    ]


def test_properties_are_those_of_the_default_file() -> None:
    default, ours = read_pdf(good_pdf()), read_pdf(good_pdf(PROFILE))
    assert (ours.title, ours.language, ours.inputs) == (default.title, default.language, default.inputs)
    assert ours.claims == ("pdf/ua-2", "pdf/a-4", "wtpdf/1.0-accessibility", "wtpdf/1.0-reuse")


def test_types_are_in_the_namespace_of_pdf_2_or_of_pdf_1(pdf: pikepdf.Pdf) -> None:
    for element in walk(pdf):
        space = str(element.NS.NS) if "/NS" in element else None
        assert space == (None if str(element.S) in OLD_TYPES else NAMESPACE), element.S


def test_types_of_pdf_2_say_more(pdf: pikepdf.Pdf) -> None:
    types = {str(element.S) for element in walk(pdf)}
    assert types >= {"/Title", "/Aside", "/FENote", "/Strong", "/Em"}
    assert types & {"/Note", "/H"} == set()
    assert {str(note.A.NoteType) for note in elements(pdf, "FENote")} == {"/Footnote"}
    numberings = {str(each.A.ListNumbering) for each in elements(pdf, "L")}
    assert "/Description" in numberings
    assert "/None" not in numberings


def test_readers_who_know_no_namespaces_are_told_older_types(pdf: pikepdf.Pdf) -> None:
    mapped = {str(key): str(value) for key, value in pdf.Root.StructTreeRoot.RoleMap.items()}
    assert mapped == {
        "/Title": "/P", "/Strong": "/Span", "/Em": "/Span", "/Aside": "/Sect", "/FENote": "/Note"
    }  # fmt: skip


def test_a_callout_in_a_callout_is_no_aside() -> None:
    from reportgen.pdf.tags.roles import PDF_1_7, PDF_2_0
    from reportgen.typeset.structure import Element

    outer = Element("document").add("aside")
    assert [PDF_2_0.type_of(outer), PDF_2_0.type_of(outer.add("aside"))] == ["Aside", "Sect"]
    assert PDF_1_7.type_of(outer) == "Sect"


def test_it_says_the_same_in_the_same_order(built: Built) -> None:
    default, ours = (read_pdf(path_of(built, format_)) for format_ in ("pdf", "pdf2"))
    assert [(block.id, block.text, block.alt) for block in ours.blocks] == [
        (block.id, block.text, block.alt) for block in default.blocks
    ]
    assert ours.ids == default.ids


@pytest.mark.parametrize("reader", [readers.pdfium, readers.poppler, readers.glyphs])
def test_other_programs_read_the_same(built: Built, reader: Callable[[Path], str]) -> None:
    reason = readers.no_poppler() if reader is readers.poppler else None
    if reason:
        pytest.skip(reason)
    assert reader(path_of(built, "pdf2")) == reader(path_of(built, "pdf"))


def test_poppler_reads_the_same_structure(built: Built) -> None:
    """Its version of 2022 knows no types of PDF 2.0, and says nothing of what it does not know."""
    if readers.no_poppler():
        pytest.skip(readers.no_poppler() or "")
    default, ours = (structure_by_poppler(path_of(built, format_)) for format_ in ("pdf", "pdf2"))
    assert ours == default


def structure_by_poppler(file: Path) -> list[str]:
    """The tree with its text, without attributes and objects."""
    said = subprocess.run(["pdfinfo", "-struct-text", os.fspath(file)], capture_output=True, check=True).stdout
    lines = said.decode("utf-8", "replace").replace("(block):", "(block)").splitlines()
    return [line for line in lines if not re.match(r" *(/|Object )", line)]


def test_the_same_inputs_give_the_same_bytes(built: Built, tmp_path: Path) -> None:
    request = Request("2020", parse_selection("bmas"), ("pdf2",), output=tmp_path, cached=False, claims=False)
    again = build(ROOT, request, silent)
    assert path_of(again, "pdf2").read_bytes() == path_of(built, "pdf2").read_bytes()


def test_python_can_ask_for_it(tmp_path: Path) -> None:
    project = reportgen.open_project(ROOT)
    result = project.build("2019", audience="gesundheit", formats=("pdf2",), output=tmp_path)
    assert [file.format for file in result.files] == ["pdf2"]
    assert result.files[0].path.endswith("-pdf2.pdf")


# ----------------------------------------------------------------------------------------------------- where links lead


def test_links_and_bookmarks_lead_to_the_element_of_the_block_they_name(pdf: pikepdf.Pdf) -> None:
    known = {element.objgen: str(element.get("/ID", "")) for element in walk(pdf)}
    leads = [*(link.A for link in internal(pdf)), *(item.A for item in bookmarks(pdf))]
    assert len(internal(pdf)) > 5
    assert {action.S for action in leads} == {"/GoTo"}
    for action in leads:
        assert known[action.SD[0].objgen] == str(action.D)
    assert not any("/Dest" in item for item in (*internal(pdf), *bookmarks(pdf)))


def test_names_have_a_page_and_an_element(pdf: pikepdf.Pdf) -> None:
    pages = {page.objgen for page in pdf.pages}
    assert named(pdf).keys() >= {str(link.A.D) for link in internal(pdf)}
    for name, place in named(pdf).items():
        assert place.D[0].objgen in pages
        assert str(place.SD[0].ID) == name


def test_entries_of_the_contents_name_their_headings(pdf: pikepdf.Pdf) -> None:
    entries = elements(pdf, "TOCI")
    assert entries
    for entry in entries:
        link = next(kid for kid in kids(kids(kids(entry)[0])[0]) if isinstance(kid, Dictionary) and "/Obj" in kid).Obj
        assert [each.objgen for each in entry.Ref] == [link.A.SD[0].objgen]


def test_marks_and_notes_name_each_other(pdf: pikepdf.Pdf) -> None:
    notes = elements(pdf, "FENote")
    assert notes
    for note in notes:
        (mark,) = note.Ref
        assert mark.S == "/Lbl"
        assert [each.objgen for each in mark.Ref] == [note.objgen]


# -------------------------------------------------------------------------------------------------- seeded defects


def other_element(pdf: pikepdf.Pdf) -> None:
    internal(pdf)[0].A.SD[0] = with_id(pdf, "hint.p1")


def other_element_of_a_bookmark(pdf: pikepdf.Pdf) -> None:
    bookmarks(pdf)[0].A.SD[0] = with_id(pdf, "hint.p1")


def other_element_of_a_name(pdf: pikepdf.Pdf) -> None:
    place = named(pdf)["jobs.title"]
    place.SD = Array([with_id(pdf, "hint.p1"), *list(place.SD)[1:]])


def other_page(pdf: pikepdf.Pdf) -> None:
    place = named(pdf)["jobs.title"]
    place.D[0] = next(page.obj for page in pdf.pages if page.objgen != place.D[0].objgen)


def foreign_element(pdf: pikepdf.Pdf) -> None:
    internal(pdf)[0].A.SD = Array([pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P)), Name.Fit])


def page_only(holder: Any) -> None:
    """Lead to the page alone, as PDF 1.7 does."""
    page = holder.A.D
    del holder["/A"]
    holder.Dest = page


def places_without_elements(pdf: pikepdf.Pdf) -> None:
    for place in named(pdf).values():
        del place["/SD"]
    page_only(internal(pdf)[0])


def dead_bookmark(pdf: pikepdf.Pdf) -> None:
    bookmarks(pdf)[1].A.D = String("nowhere")


def entry_names_another(pdf: pikepdf.Pdf) -> None:
    first, second = elements(pdf, "TOCI")[:2]
    first.Ref = second.Ref


def entry_names_none(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TOCI")[0]["/Ref"]


def note_names_none(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "FENote")[0]["/Ref"]


def mark_names_another(pdf: pikepdf.Pdf) -> None:
    note = elements(pdf, "FENote")[0]
    note.Ref[0].Ref = Array([with_id(pdf, "hint.p1")])


DEFECTS: dict[str, tuple[Change, str]] = {
    "link to another element than it names": (other_element, "other-destination"),
    "bookmark to another element than it names": (other_element_of_a_bookmark, "other-destination"),
    "name of another element": (other_element_of_a_name, "other-destination"),
    "name on another page": (other_page, "other-destination"),
    "link to an element outside of the structure": (foreign_element, "no-structure-destination"),
    "link to a page alone": (places_without_elements, "no-structure-destination"),
    "bookmark to nowhere": (dead_bookmark, "dead-link"),
    "entry of the contents that names another heading": (entry_names_another, "other-reference"),
    "entry of the contents that names none": (entry_names_none, "other-reference"),
    "note that names no mark": (note_names_none, "other-reference"),
    "mark that names no note": (mark_names_another, "other-reference"),
}


@pytest.mark.parametrize(("change", "code"), DEFECTS.values(), ids=list(DEFECTS))
def test_every_seeded_defect_is_found(change: Change, code: str) -> None:
    assert code in {flaw.code for flaw in check_pdf(read_pdf(broken_pdf(change, PROFILE)))}


def test_pages_alone_are_enough_for_pdf_1() -> None:
    assert {flaw.code for flaw in check_pdf(read_pdf(good_pdf()))} == set()


# ----------------------------------------------------------------------------------------------------------- claims


@needs_verapdf
def test_claims_are_what_verapdf_found(tmp_path: Path) -> None:
    request = Request("2019", parse_selection("bmg"), ("pdf2", "archive2"), output=tmp_path)
    claims = {file.format: file.claims for file in build(ROOT, request, silent).files}
    assert claims["pdf2"] == ("pdf/ua-2", "wtpdf/1.0-accessibility", "wtpdf/1.0-reuse", "pdf/a-4")
    assert claims["archive2"] == ("pdf/ua-2", "wtpdf/1.0-accessibility", "wtpdf/1.0-reuse", "pdf/a-4f")


@needs_verapdf
def test_verapdf_finds_planted_defects(tmp_path: Path) -> None:
    files = []
    for name, change in {
        "good": lambda _: None,
        "ua": entry_names_none,
        "a": lambda pdf: setattr(pdf.trailer, "Info", pdf.make_indirect(Dictionary(Title="x"))),
    }.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(broken_pdf(change, PROFILE))
    good, ua, a = verapdf.check(files, verapdf.PDF_2).values()
    assert good == []
    assert {failure.flavour for failure in ua} == {"ua2", "wt1a", "wt1r"}
    assert {failure.flavour for failure in a} == {"4"}


@needs_verapdf
def test_all_files_are_judged_in_one_run_of_java(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.programs import run as programs

    runs: list[str] = []
    real = programs.run

    def counted(program: Any, *words: Any, **more: Any) -> Any:
        runs.append(program.key)
        return real(program, *words, **more)

    monkeypatch.setattr(programs, "run", counted)
    proof = ClaimProof()
    for name in ("a-pdf2.pdf", "b-pdf2.pdf"):
        proof.add(name, "pdf2", good_pdf(PROFILE))
    assert {len(claims) for claims in proof.finish().values()} == {4}
    assert runs == ["JAVA"]


@needs_verapdf
def test_a_file_that_breaks_a_rule_is_not_built() -> None:
    proof = ClaimProof()
    proof.add("a-pdf2.pdf", "pdf2", broken_pdf(entry_names_none, PROFILE))
    with pytest.raises(ProofError) as caught:
        proof.finish()
    assert {each.code for each in caught.value.differences} == {"not-conforming"}
    assert "pdf/ua-2: 8.2.5.8-1: " in caught.value.differences[0].text


@needs_verapdf
def test_verify_lets_verapdf_judge_the_claims_of_a_manifest(built: Built, tmp_path: Path) -> None:
    broken = tmp_path / "report-2020-pdf2.pdf"
    with pikepdf.open(path_of(built, "pdf2")) as pdf:
        pdf.Root.StructTreeRoot.K[0].Lang = String("not a language")
        pdf.save(broken, force_version="2.0")
    content = broken.read_bytes()
    entry = {
        "path": broken.name, "format": "pdf2", "draft": False, "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content), "pages": read_pdf(content).pages, "audience": None, "items": {}, "claims": ["pdf/ua-2"],
    }  # fmt: skip
    (tmp_path / "manifest.json").write_text(json.dumps({"schema": 1, "files": [entry]}))
    result = CliRunner().invoke(main, ["verify", str(tmp_path)])
    assert result.exit_code == 1
    assert "breaks pdf/ua-2: 8.4.4-2" in result.output


def test_without_verapdf_the_file_is_the_same_and_nothing_is_claimed(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_JAVA", "")
    bare = build(ROOT, Request("2020", parse_selection("bmas"), ("pdf2",), output=tmp_path), silent)
    assert path_of(bare, "pdf2").read_bytes() == path_of(built, "pdf2").read_bytes()
    assert [file.claims for file in bare.files] == [()]


def test_where_java_fails_nothing_is_claimed_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_asked: object) -> None:
        raise ToolError("it took more than 1 seconds")

    monkeypatch.setattr(judge_2, "validate", fails)
    monkeypatch.setattr(judge_2, "_jar", lambda: Path("veraPDF.jar"))
    monkeypatch.setenv("REPORTGEN_JAVA", "sh")
    proof = ClaimProof()
    proof.add("a-pdf2.pdf", "pdf2", b"%PDF-2.0")
    assert proof.finish() == {"a-pdf2.pdf": ()}
    assert proof.remarks == ("what could not be checked is not claimed: veraPDF failed: it took more than 1 seconds",)


# ---------------------------------------------------------------------------------------------------------- archive2


def test_an_archive_of_pdf_2_can_be_built_again(built: Built) -> None:
    report = verify_rebuilt(path_of(built, "archive2"))
    assert report.problems == ()
    assert "same bytes" in report.checked


def test_every_attachment_says_what_it_is(built: Built) -> None:
    with pikepdf.open(path_of(built, "archive2")) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        said = {str(each.UF): str(each.Desc) for each in pdf.Root.AF}
    assert "<pdfaid:conformance>F<" in packet
    assert said["data/institutions.yaml"] == "data/institutions.yaml"
    assert all(said.values())
    assert all(about != path for path, about in said.items() if path.startswith("charts/"))


# ----------------------------------------------------------------------------------------------- whole reports


@needs_verapdf
@pytest.mark.slow
def test_whole_reports_and_the_starter_keep_every_standard(tmp_path: Path) -> None:
    project = tmp_path / "starter"
    assert CliRunner().invoke(main, ["init", str(project)]).exit_code == 0
    wanted = [(ROOT, "2019"), (ROOT, "2020"), (project, None)]
    files: list[Path] = []
    for root, edition in wanted:
        output = tmp_path / f"{root.name}-{edition}"
        made = build(root, Request(edition, formats=("pdf2", "archive2"), output=output, claims=False), silent)
        files += [made.folder / file.path for file in made.files]
    for ending, flavours in (("-pdf2.pdf", verapdf.PDF_2), ("-archive2.pdf", verapdf.ARCHIVE_2)):
        chosen = [file for file in files if file.name.endswith(ending)]
        assert len(chosen) == len(wanted)
        assert {path.name: found for path, found in verapdf.check(chosen, flavours).items() if found} == {}
