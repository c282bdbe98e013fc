"""Claims of PDF 2.0 files are what veraPDF has found."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import needs
import pikepdf
import pytest
from built import ROOT, silent
from click.testing import CliRunner
from oracles import verapdf
from pdf2_files import PROFILE, entry_names_none, path_of
from pikepdf import Dictionary, String
from verify_files import broken_pdf, good_pdf

from reportgen.build.build import build
from reportgen.build.proof import ClaimProof
from reportgen.build.request import Built, Request
from reportgen.cli import main
from reportgen.edition.audience import parse_selection
from reportgen.errors import ProofError, ToolError
from reportgen.verify import read_pdf
from reportgen.verify.claims import verapdf as judge_2


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An excerpt in all its kinds of PDF."""
    output = tmp_path_factory.mktemp("excerpt")
    formats = ("pdf", "pdf2", "archive2")
    return build(ROOT, Request("2020", parse_selection("bmas"), formats, output=output, claims=False), silent)


@needs.pdf_validator
def test_claims_are_what_verapdf_found(tmp_path: Path) -> None:
    request = Request("2019", parse_selection("bmg"), ("pdf2", "archive2"), output=tmp_path)
    claims = {file.format: file.claims for file in build(ROOT, request, silent).files}
    assert claims["pdf2"] == ("pdf/ua-2", "wtpdf/1.0-accessibility", "wtpdf/1.0-reuse", "pdf/a-4")
    assert claims["archive2"] == ("pdf/ua-2", "wtpdf/1.0-accessibility", "wtpdf/1.0-reuse", "pdf/a-4f")


@needs.pdf_validator
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


@needs.pdf_validator
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


@needs.pdf_validator
def test_a_file_that_breaks_a_rule_is_not_built() -> None:
    proof = ClaimProof()
    proof.add("a-pdf2.pdf", "pdf2", broken_pdf(entry_names_none, PROFILE))
    with pytest.raises(ProofError) as caught:
        proof.finish()
    assert {each.code for each in caught.value.differences} == {"not-conforming"}
    assert "pdf/ua-2: 8.2.5.8-1: " in caught.value.differences[0].text


@needs.pdf_validator
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


@pytest.mark.long
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


@needs.pdf_validator
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
