"""The example project of `reportgen init`: on each paper and in each language it builds at once, whole and in parts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest
import yaml
from click.testing import CliRunner, Result
from paths import ROOT
from templates_help import STEM, write_starter

from reportgen.cli import main
from reportgen.compose import load_template
from reportgen.document.theme import MM
from reportgen.document.wording import DEFAULTS
from reportgen.starter.choices import LANGUAGES, Language, Paper, paper_of, stem_of
from reportgen.starter.project import project_files

SOURCE = ROOT / "reportgen" / "starter"
Variant = tuple[Language, Paper]
USUAL: list[Variant] = [(language, paper_of(language)) for language in LANGUAGES]
VARIANTS: list[Variant] = [(language, paper) for language in LANGUAGES for paper in get_args(Paper)]
SAID = {
    "de": ("31. Dezember 2025", "12.418", "Jahresbericht", "14. Mai 2025"),
    "de-CH": ("31. Dezember 2025", "12’418", "Jahresbericht", "14. Mai 2025"),
    "en-GB": ("31 December 2025", "12,418", "Annual report", "14 May 2025"),
    "en-US": ("December 31, 2025", "12,418", "Annual report", "May 14, 2025"),
}
SIZES = {"A4": (210, 297), "Letter": (215.9, 279.4)}


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


def texts_of(files: dict[str, bytes]) -> dict[str, str]:
    return {name: content.decode() for name, content in files.items() if not name.endswith(".png")}


@pytest.fixture
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The example project in the language and on the paper of the test."""
    return write_starter(tmp_path / "mine", *request.param)


@pytest.mark.parametrize("project", VARIANTS, indirect=True, ids="-".join)
def test_it_checks_without_a_finding(project: Path) -> None:
    found = run(project, "check", "--strict", "--format", "json")
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout) == []


@pytest.mark.long
@pytest.mark.parametrize("project", USUAL, indirect=True, ids="-".join)
def test_it_builds_and_both_formats_say_the_same(project: Path) -> None:
    found = run(project, "build", "--for", "all", "--no-page-numbers")
    assert found.exit_code == 0, found.output
    institutions = yaml.safe_load((project / "data" / "institutions.yaml").read_text("utf-8"))
    parts = [each["names"][0]["abbreviation"].lower() for each in institutions.values()]
    stems = (f"{STEM}-2025", *(f"{STEM}-2025-{part}" for part in parts))
    names = sorted(path.name for path in (project / "output" / "2025").iterdir())
    assert names == sorted([*(f"{stem}.{end}" for stem in stems for end in ("docx", "pdf")), "manifest.json"])
    verified = run(project, "verify", "output")
    assert verified.exit_code == 0, verified.output


@pytest.mark.long
@pytest.mark.parametrize("project", USUAL, indirect=True, ids="-".join)
def test_it_has_a_next_edition(project: Path) -> None:
    assert run(project, "new-edition", "2026").exit_code == 0
    found = run(project, "check", "--format", "json")
    assert [each["code"] for each in json.loads(found.stdout) if each["severity"] == "error"] == []
    built = run(project, "build", "--draft", "--for", "all", "--no-page-numbers", "--no-claims")
    assert built.exit_code == 0, built.output


@pytest.mark.long
@pytest.mark.parametrize("project", [("de", "A4"), ("en-US", "Letter")], indirect=True, ids="-".join)
def test_it_can_be_printed(project: Path) -> None:
    built = run(project, "build", "--to", "print,booklet")
    assert built.exit_code == 0, built.output
    looked = run(project, "preflight", "--format", "json", f"output/2025/{STEM}-2025-print.pdf")
    assert looked.exit_code == 0
    assert [each["code"] for each in json.loads(looked.stdout)["files"][0]["findings"]] == ["stand-in-profile"]


@pytest.mark.long
@pytest.mark.parametrize(("language", "paper"), VARIANTS)
def test_paper_and_language_are_those_asked_for(language: Language, paper: Paper, tmp_path: Path) -> None:
    project = tmp_path / "mine"
    done = run(tmp_path, "init", "mine", "--language", language, "--paper", paper.lower())
    assert done.exit_code == 0, done.output
    settings = yaml.safe_load((project / "reportgen.yaml").read_text("utf-8"))
    assert settings["language"] == language
    assert settings["template"] == {"A4": "a4-size", "Letter": "letter-size"}[paper]
    page = load_template(project / "templates" / settings["template"], language).theme.page
    assert (page.width, page.height) == SIZES[paper]
    printed = run(project, "compose").stdout.replace("\u00a0", " ")
    assert all(words in printed for words in SAID[language])
    others = {*sum(SAID.values(), ())} - {*SAID[language]}
    assert not [words for words in others if words in printed]


def test_the_file_has_the_size_of_the_paper(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "mine", "--language", "en-US").exit_code == 0
    assert run(tmp_path / "mine", "build", "--to", "pdf", "--no-claims").exit_code == 0
    with pikepdf.open(tmp_path / "mine" / "output" / "2025" / "mine-2025.pdf") as pdf:
        assert [float(side) for side in pdf.pages[0].MediaBox[2:]] == pytest.approx([215.9 * MM, 279.4 * MM])
        assert str(pdf.Root.Lang) == "en-US"


def test_without_options_it_is_british_on_a4_whatever_the_system_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LANG", "LANGUAGE", "PAPERSIZE"):
        monkeypatch.setenv(name, "en_US.UTF-8" if name != "PAPERSIZE" else "letter")
    assert run(tmp_path, "init", "annual-report").exit_code == 0
    root = tmp_path / "annual-report"
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert found == project_files(STEM, "en-GB", "A4")


@pytest.mark.parametrize(
    ("folder", "stem"),
    [("Klima-Bericht Köln", "klima-bericht-koeln"), ("2025", "2025"), ("a_b--c", "a-b-c"), ("報告", "report")],
)
def test_the_folder_names_the_output_files(folder: str, stem: str, tmp_path: Path) -> None:
    assert stem_of(folder) == stem
    assert run(tmp_path, "init", folder).exit_code == 0
    settings = yaml.safe_load((tmp_path / folder / "reportgen.yaml").read_text("utf-8"))
    assert settings["report"] == stem
    assert run(tmp_path / folder, "check", "--strict").exit_code == 0


def test_another_name_can_be_given(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "mine", "--name", "climate-2").exit_code == 0
    assert yaml.safe_load((tmp_path / "mine" / "reportgen.yaml").read_text("utf-8"))["report"] == "climate-2"


@pytest.mark.parametrize("options", [("--name", "Klima Bericht"), ("--paper", "A5"), ("--language", "fr")])
def test_what_there_is_not_is_wrong_usage(options: tuple[str, str], tmp_path: Path) -> None:
    refused = run(tmp_path, "init", "mine", *options)
    assert refused.exit_code == 2
    assert "klima-bericht" in refused.stderr or "is not one of" in refused.stderr
    assert not (tmp_path / "mine").exists()


# --------------------------------------------------------------------------------------------------- what it is made of


def records(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """What of data is the same in every language: keys, numbers and everything but words."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from records(each, f"{path}.{key}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from records(each, f"{path}[{index}]")
    else:
        yield path, value if not isinstance(value, str) else ""


def keys(*names: str) -> set[str]:
    found: set[str] = set()
    for name in names:
        found |= {path for path, _ in records(yaml.safe_load((SOURCE / "texts" / f"{name}.yaml").read_text("utf-8")))}
    return found


@pytest.mark.long
def test_the_data_of_all_languages_have_the_same_records() -> None:
    shapes = []
    for language in LANGUAGES:
        files = texts_of(project_files(STEM, language))
        data = {name: text for name, text in files.items() if name.startswith("data/2") or name.endswith("ions.yaml")}
        shapes.append({name: dict(records(yaml.safe_load(text))) for name, text in data.items()})
    assert all(shape == shapes[0] for shape in shapes)


def test_every_text_is_there_once_in_each_language_and_used() -> None:
    assert keys("en-GB") == keys("en-US")
    assert not keys("en") & keys("en-GB")
    assert keys("de-CH") <= keys("de")
    spelt = {path for path in keys("en-GB") if path.startswith(".words.")}
    assert keys("de") == (keys("en") | keys("en-GB")) - spelt
    sources = [path.read_text("utf-8") for path in SOURCE.rglob("*") if path.suffix in (".yaml", ".md")]
    used = {f".{key}" for text in sources for key in re.findall(r"\$\{([a-z][\w.-]*)\}", text)}
    assert keys("en", "en-GB") - used == set()


@pytest.mark.long
@pytest.mark.parametrize(("language", "paper"), VARIANTS)
def test_no_place_is_left_empty_and_no_document_named_that_is_not_there(language: Language, paper: Paper) -> None:
    files = texts_of(project_files(STEM, language, paper))
    assert not [name for name, text in files.items() if "${" in text or "docs/" in text]
    named = {
        path for text in files.values() for path in re.findall(r"\b(?:data|templates)/[\w./-]+\.(?:yaml|j2)", text)
    }
    assert named <= {*files}


def test_swiss_german_has_no_sharp_s() -> None:
    assert not [name for name, text in texts_of(project_files(STEM, "de-CH")).items() if "ß" in text]
    assert any("ß" in text for text in texts_of(project_files(STEM, "de")).values())


def test_german_wording_has_all_words_and_the_placeholders_of_the_english() -> None:
    german, english = (
        yaml.safe_load((SOURCE / "words" / f"{language}.yaml").read_text("utf-8")) for language in ("de", "en")
    )
    assert set(german) == set(DEFAULTS) | set(english)
    for key, words in {**DEFAULTS, **english}.items():
        if not words.startswith("${"):
            assert set(re.findall(r"\{\w+\}", german[key])) <= set(re.findall(r"\{\w+\}", words)), key


def test_nothing_is_set_smaller_than_nine_points(tmp_path: Path) -> None:
    theme = load_template(write_starter(tmp_path / "mine") / "templates" / "letter-size", "en-US").theme
    assert min(style.size for style in theme.styles.values()) >= 9


@pytest.mark.long
def test_the_template_prints_a_report_that_has_next_to_nothing(tmp_path: Path) -> None:
    project = write_starter(tmp_path / "mine", "de")
    data = project / "data" / "2025"
    for name in ("charts", "key-figures", "statements", "sources", "abbreviations"):
        (data / f"{name}.yaml").unlink()
    (data / "plans.yaml").write_text("{}\n")
    (data / "report.yaml").write_text('title: Bericht\nyear: "2025"\n')
    (data / "sections.yaml").write_text("one: {title: Eins}\ntwo: {title: Zwei, parent: one}\n")
    (data / "projects.yaml").write_text("a: {title: A, section: two, institutions: [lending]}\n")
    built = run(project, "build", "--for", "all", "--no-page-numbers", "--no-claims")
    assert built.exit_code == 0, built.output


@pytest.mark.long
def test_an_item_at_the_end_of_its_file_can_stand_early_in_the_report(tmp_path: Path) -> None:
    """What is printed follows the sections, the file whoever writes it; the manifest says what is printed."""
    write_starter(tmp_path, "en-GB", "A4")
    projects = next(tmp_path.glob("data/*/projects.yaml"))
    first, rest = re.split(r"^(?=[a-z-]+:\n)", projects.read_text("utf-8"), flags=re.MULTILINE)[1:3]
    head = projects.read_text("utf-8").partition("\n")[0]
    others = projects.read_text("utf-8").replace(first, "").replace(head + "\n", "")
    projects.write_text(f"{head}\n{others}{first}", "utf-8")
    assert rest in projects.read_text("utf-8")
    assert run(tmp_path, "build", "--for", "all", "--no-claims", "--no-page-numbers").exit_code == 0
    verified = run(tmp_path, "verify", str(next(tmp_path.glob("output/*"))))
    assert verified.exit_code == 0, verified.output
