"""Archive files: what they carry, what validators say, and that a report can be made again from the file alone."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import needs
import page
import pikepdf
import pytest
from built import ROOT, silent
from click.testing import CliRunner
from oracles import verapdf
from pikepdf import Name
from PIL import Image

from reportgen.build.build import build
from reportgen.build.formats import kinds
from reportgen.build.rebuild import archives, verify_rebuilt
from reportgen.build.request import Built, Request
from reportgen.cli import main
from reportgen.edition.audience import parse_selection
from reportgen.verify import read_attachments, verify_paths


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    request = Request("2019", formats=("pdf", "archive"), output=tmp_path_factory.mktemp("archive"))
    return build(ROOT, request, silent)


@pytest.fixture(scope="module")
def archive(built: Built) -> Path:
    return next(built.folder / file.path for file in built.manifest.files if file.format == "archive")


@pytest.fixture(scope="module")
def built_excerpt(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An excerpt as draft, of an edition that has one before it."""
    output = tmp_path_factory.mktemp("excerpt")
    return build(ROOT, Request("2020", parse_selection("bmg"), ("archive",), output=output, draft=True), silent)


@pytest.fixture(scope="module")
def excerpt(built_excerpt: Built) -> Path:
    return built_excerpt.folder / built_excerpt.manifest.files[0].path


Change = Callable[[pikepdf.Pdf], None]


def changed(archive: Path, target: Path, change: Change) -> Path:
    with pikepdf.open(archive) as pdf:
        change(pdf)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target


def codes(path: Path) -> set[str]:
    return {problem.code for problem in verify_rebuilt(path).problems}


# ---------------------------------------------------------------------------------------------------- what it carries


@pytest.mark.long
def test_data_template_and_manifest_are_attached(archive: Path) -> None:
    attached = read_attachments(archive)
    for path in ("reportgen.yaml", "data/institutions.yaml", "data/2019/measures.yaml"):
        assert attached[path] == (ROOT / path).read_bytes()
    assert attached.keys() >= {"templates/interim-report/report.xml.j2", "templates/interim-report/theme.yaml"}
    manifest = json.loads(attached["manifest.json"])
    assert (manifest["edition"], manifest["audience"], manifest["draft"]) == ("2019", None, False)
    assert {entry["path"] for entry in manifest["inputs"]} == attached.keys() - {"manifest.json"}
    assert "Lato-Regular.ttf" in {font["file"] for font in manifest["fonts"]}
    assert attached["figures.csv"].startswith(b"id,statement,")


@pytest.mark.long
def test_each_attachment_says_what_it_is_to_the_report(archive: Path) -> None:
    with pikepdf.open(archive) as pdf:
        kinds = {str(entry.UF): (entry.AFRelationship, entry.EF.UF.Subtype) for entry in pdf.Root.AF}
        assert len(kinds) == len(pdf.attachments)
    assert kinds["data/2019/measures.yaml"] == (Name.Data, Name("/application/yaml"))
    assert kinds["templates/interim-report/report.xml.j2"] == (Name.Source, Name("/text/plain"))
    assert kinds["manifest.json"] == (Name.Supplement, Name("/application/json"))


def test_each_chart_has_its_data_beside_it(archive: Path) -> None:
    attached = {path for path in read_attachments(archive) if path.startswith("charts/")}
    with pikepdf.open(archive) as pdf:
        found = [
            each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/AF" in each and "/Alt" in each
        ]
        assert {str(figure.AF[0].UF) for figure in found} == attached
        assert attached
        for figure in found:
            content = figure.AF[0].EF.F.read_bytes().decode()
            rows = list(csv.DictReader(io.StringIO(content, newline="")))
            assert bytes(figure.ID).decode() in str(figure.AF[0].UF)
            assert all(f"{row['label']}: {row['text']}" in str(figure.Alt) for row in rows)
            assert all(Decimal(row["value"]).is_finite() for row in rows)


# ---------------------------------------------------------------------------------------------------------- standards


@pytest.mark.long
def test_it_claims_what_a_validator_has_checked(built: Built, archive: Path) -> None:
    claims = {file.format: file.claims for file in built.manifest.files}
    assert claims["archive"] == ("pdf/ua-1", "pdf/a-3a")
    assert page.validate_pdf(archive, profile="3a").is_compliant
    assert verify_paths([built.folder], kinds()).ok


@needs.pdf_validator
def test_verapdf_finds_nothing(archive: Path, excerpt: Path) -> None:
    assert verapdf.check([archive, excerpt], ("ua1", "3a")) == {archive: [], excerpt: []}


def untagged(path: Path) -> int:
    """Bytes of the same file without structure, packed alike."""
    packed = io.BytesIO()
    with pikepdf.open(path) as pdf:
        for page_ in pdf.pages:
            marks = {"BDC", "BMC", "EMC"}
            kept = [step for step in pikepdf.parse_content_stream(page_) if str(step.operator) not in marks]
            page_.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
            for annotation in page_.get("/Annots", []):
                del annotation.StructParent
            del page_.StructParents
        del pdf.Root.StructTreeRoot
        pdf.remove_unreferenced_resources()
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return len(packed.getvalue())


def test_structure_makes_the_file_less_than_half_larger(archive: Path) -> None:
    assert archive.stat().st_size <= 1.5 * untagged(archive)


# ------------------------------------------------------------------------------------------------------- made again


@pytest.mark.long
def test_the_report_is_made_again_from_the_file_alone(archive: Path, tmp_path: Path) -> None:
    alone = tmp_path / "found.pdf"
    alone.write_bytes(archive.read_bytes())
    done = CliRunner().invoke(main, ["verify", "--rebuild", str(alone)])
    assert done.exit_code == 0, done.output
    assert "same bytes" in done.output


def test_archive_files_of_a_folder_are_found(built: Built, archive: Path) -> None:
    for place in (built.folder, built.folder / "manifest.json", archive):
        assert list(archives([place])) == [archive]


@pytest.mark.long
def test_a_build_says_that_the_archive_of_an_excerpt_tells_all(built: Built, built_excerpt: Built) -> None:
    assert built.remarks == ()
    assert ["whole edition" in remark for remark in built_excerpt.remarks] == [True]


@pytest.mark.long
def test_excerpts_and_drafts_are_made_again(excerpt: Path) -> None:
    assert verify_rebuilt(excerpt).checked[-1] == "same bytes"
    assert "data/2019/measures.yaml" in read_attachments(excerpt)


def other_data(pdf: pikepdf.Pdf) -> None:
    entry = next(entry for entry in pdf.Root.AF if entry.UF == "data/2019/measures.yaml")
    entry.EF.F.write(entry.EF.F.read_bytes().replace(b"KI-Trainer", b"KI-Trainerin"))


def other_title(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:title"] = "Ein anderer Titel"


def missing_theme(pdf: pikepdf.Pdf) -> None:
    gone = next(entry for entry in pdf.Root.AF if str(entry.UF).endswith("theme.yaml"))
    pdf.Root.AF = pikepdf.Array([entry for entry in pdf.Root.AF if entry.UF != gone.UF])


def escaping(pdf: pikepdf.Pdf) -> None:
    entry = next(entry for entry in pdf.Root.AF if entry.UF == "reportgen.yaml")
    entry.UF = "../reportgen.yaml"


@pytest.mark.parametrize("change", [other_data, missing_theme, escaping])
def test_attachments_that_are_not_those_of_the_manifest_are_told(change: Change, archive: Path, tmp_path: Path) -> None:
    other = changed(archive, tmp_path / "other.pdf", change)
    assert "bad-attachment" in {
        problem.code for file in verify_paths([other], kinds()).files for problem in file.problems
    }


def test_nothing_is_unpacked_outside_of_the_folder(archive: Path, tmp_path: Path) -> None:
    assert codes(changed(archive, tmp_path / "other.pdf", escaping)) == {"bad-attachment"}


@pytest.mark.long
def test_a_file_that_says_something_else_than_its_data_is_told(archive: Path, tmp_path: Path) -> None:
    assert codes(changed(archive, tmp_path / "other.pdf", other_title)) != set()


def test_a_file_that_carries_nothing_cannot_be_made_again(built: Built) -> None:
    plain = next(built.folder / file.path for file in built.manifest.files if file.format == "pdf")
    assert codes(plain) == {"nothing-attached"}
    assert codes(plain.with_name("none.pdf")) == {"unreadable-file"}


@pytest.mark.long
def test_pictures_are_carried_wherever_they_lie_in_the_project(tmp_path: Path) -> None:
    root = tmp_path / "project"
    assert CliRunner().invoke(main, ["init", str(root)]).exit_code == 0
    Image.new("RGB", (60, 30), (10, 90, 90)).save(root / "data" / "logo.png")
    template = next(root.glob("templates/*/report.xml.j2"))
    figure = '<section id="pic"><figure id="f"><img src="data/logo.png" alt="A logo"/></figure></section></report>'
    template.write_text(template.read_text(encoding="utf-8").replace("</report>", figure), encoding="utf-8")
    made = build(root, Request(formats=("archive",), output=tmp_path / "output"), silent)
    file = made.folder / made.manifest.files[0].path
    assert read_attachments(file)["data/logo.png"] == (root / "data" / "logo.png").read_bytes()
    shutil.rmtree(root)
    assert verify_rebuilt(file).checked[-1:] == ("same bytes",)
