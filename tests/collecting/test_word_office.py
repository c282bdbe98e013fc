"""Word forms and workbooks in LibreOffice, edited as people edit them, saved and read in: every edit is in the data, a
proposal, or told with a reason.

One form here; all ten ministries of the example report, as both, in the test that is marked as slow.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import needs
import pytest
from built import ROOT
from climate import write_fresh
from docx.oxml.ns import qn
from docx.text.run import Run
from openpyxl import load_workbook
from oracles import libreoffice
from oracles.libreoffice import FormJob, edited
from PIL import Image
from requests_kit import run, send, with_request
from returns_kit import edition, receive, returns
from word_forms import WordForm, stored, word_form

from reportgen.checks.run import load_checked
from reportgen.collecting.books import open_books
from reportgen.collecting.returns import read_returns
from reportgen.project.open import open_project

pytestmark = needs.office.marks
Edits = list[list[object]]


def commented(path: Path, key: str, target: Path) -> Path:
    """A form with a comment: this LibreOffice takes none where it has no window."""
    form = WordForm(path)
    runs = [Run(each, form.document) for each in form.cell(key).iter(qn("w:r"))]
    form.document.add_comment(runs, text="Is that so?", author="B. Kim", initials="BK")
    return form.save(target)


def test_a_form_edited_in_libreoffice(tmp_path: Path) -> None:
    project = with_request(write_fresh(tmp_path / "project"))
    assert send(project, "all", "--to", "docx").exit_code == 0
    form = word_form(project, "dms")
    at = WordForm(form).places
    picture = tmp_path / "picture.png"
    Image.new("RGB", (8, 8)).save(picture)
    edits: Edits = [
        ["type_in", *at["bus-lanes.title"], "Lanes & <more>"],
        ["type_in", *at["bus-lanes.status"], "running"],
        ["type_in", *at["bus-lanes.due.text"], "June 2027"],
        ["type_in", *at["bus-lanes.due.iso"], "2027-06"],
        ["type_in", *at["bus-lane-length.value"], "14.5"],
        ["type_in", *at["bus-lanes.partners"], "Police\nSchools"],
        ["make_bold", *at["cargo-bikes.text"]],
        ["add_paragraph", *at["cargo-bikes.text"], "All 2*3*4 of them."],
        ["overwrite", *at["cargo-bikes.title"], "Bikes"],
        ["paste_table", *at["cargo-bikes.text"], [["a", "b"], ["c", "d"]]],
        ["paste_picture", *at["cargo-bikes.text"], str(picture)],
        ["type_in", *at["cargo-bikes#remark"], "Call me."],
        ["delete_paragraph", "Every line asks"],
        ["write_at_the_end", "Best wishes"],
        ["delete_row", at["bus-lanes.programme"][0]],
    ]
    tracked: Edits = [["track", True], ["type_in", *at["bus-lanes.text"], "Other words."]]
    jobs = {"untouched.docx": [], "text.odt": [], "tracked.docx": tracked, "back.docx": edits}
    edited(tmp_path, [FormJob(form, tmp_path / name, each) for name, each in jobs.items()])
    untouched = receive(project, tmp_path / "untouched.docx")
    assert "0 taken" in untouched.stdout
    assert untouched.stderr == ""
    assert "[odt-form]" in receive(project, tmp_path / "text.odt").stderr
    assert "[tracked-by-libreoffice]" in receive(project, tmp_path / "tracked.docx").stderr
    done = receive(project, tmp_path / "back.docx")
    assert done.exit_code == 0, done.output
    found = edition(project)
    lanes, bikes = (found.collections["projects"][key] for key in ("bus-lanes", "cargo-bikes"))
    assert (lanes.title, lanes.status, lanes.partners) == ("Lanes & <more>", "running", ("Police", "Schools"))
    assert lanes.due is not None
    assert (lanes.due.text, lanes.due.iso) == ("June 2027", "2027-06")
    assert found.figures["bus-lane-length"].value == 14.5
    assert (bikes.title, bikes.text) == ("Bikes", "**Depots** are open.\n\nAll 2*3*4 of them.")
    assert {str(each.proposed) for each in returns(project).proposals.values()} == {"a | b\nc | d", "Call me."}
    for code in ("table-in-answer", "picture-in-form", "row-missing"):
        assert done.stderr.count(f"[{code}]") == 1, code
    assert '"Best wishes" stands where nothing is asked' in done.stderr
    assert '"Every line asks' in done.stderr


def test_a_comment_survives_libreoffice(tmp_path: Path) -> None:
    project = with_request(write_fresh(tmp_path / "project"))
    assert send(project, "all", "--to", "docx").exit_code == 0
    form = commented(word_form(project, "dms"), "bus-lanes.text", tmp_path / "c.docx")
    (tmp_path / "office").mkdir()
    path = tmp_path / "back.docx"
    path.write_bytes(libreoffice.saved_again(form.read_bytes(), tmp_path / "office"))
    receive(project, path)
    found = [(each.path, each.by, each.proposed) for each in returns(project).proposals.values()]
    assert found == [("projects[bus-lanes].text", "B. Kim", "Is that so?")]


# ------------------------------------------------------------------------------------------------ all ten ministries

YEAR = "2020"
REQUEST = '"2020":\n    request: {due: "2020-11-30", contact: "A. Name, a.name@example.org"}'


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example report with its forms sent."""
    root = tmp_path_factory.mktemp("report")
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "reportgen.yaml").read_text("utf-8")
    (root / "reportgen.yaml").write_text(settings.replace('"2020":', REQUEST), "utf-8")
    done = run(root, "send", YEAR, "--for", "all", "--on", "2020-11-02")
    assert done.exit_code == 0, done.output
    return root


def forms(root: Path, ending: str) -> list[Path]:
    return sorted((root / "output" / YEAR / "forms").glob(f"*-form.{ending}"))


class Wanted:
    """The edits of one form, and what is to come of them: values by data path, words that must be told."""

    def __init__(self) -> None:
        self.edits: Edits = []
        self.values: dict[str, Any] = {}
        self.words: list[str] = []


def rows_of(root: Path) -> Mapping[str, Any]:
    return {row.id: row for row in open_books(open_project(root), YEAR).rows()}


def on_paper(path: Path, rows: Mapping[str, Any], name: str) -> Wanted:
    """Edits of a Word form: a title, a text, a date, a number, a table, a row, words outside."""
    wanted, about = Wanted(), stored(path)
    places = WordForm(path).places
    items = [rows[key] for key in about["titles"] if key in rows and rows[key].table not in ("figures", "statements")]
    reported = [row for row in items if _reported(row)]
    for row in reported[:1]:
        path_ = f"{row.table}[{row.id}]"
        wanted.edits += [
            ["type_in", *places[f"{row.id}.title"], f"Neuer Titel {name} & mehr"],
            ["add_paragraph", *places[f"{row.id}.text"], f"Zusatz {name}."],
            ["type_in", *places[f"{row.id}.short_title"], f"Kurz {name}"],
            ["paste_table", *places[f"{row.id}.text"], [[f"tab-{name}", "b"]]],
            ["delete_row", places[f"{row.id}.places"][0]],
        ]
        wanted.values |= {f"{path_}.title": f"Neuer Titel {name} & mehr", f"{path_}.short_title": f"Kurz {name}"}
        wanted.values[f"{path_}.text"] = f"Zusatz {name}."
        wanted.words += [f"tab-{name}", "row-missing"]
    for row in [rows[key] for key in about["titles"] if key in rows and rows[key].table == "figures"][:1]:
        wanted.edits.append(["type_in", *places[f"{row.id}.caveat"], f"Vorbehalt {name}"])
        wanted.values[f"figures[{row.id}].caveat"] = f"Vorbehalt {name}"
    wanted.edits += [["delete_paragraph", "Gepunktet unterstrichene"], ["write_at_the_end", f"Gruß {name}"]]
    wanted.words += [f"Gruß {name}", "Gepunktet unterstrichene"]
    return wanted


def on_sheets(path: Path, rows: Mapping[str, Any], name: str) -> Wanted:
    """Edits of a workbook: a text, a filter, words below the table; the rows stay together."""
    wanted, book = Wanted(), load_workbook(path)
    for table in book.sheetnames[1:-1]:
        sheet = book[table]
        keys = [sheet.cell(number, 1).value for number in range(3, sheet.max_row + 1)]
        row = next((rows[key] for key in keys if key in rows and _reported(rows[key])), None)
        if row is not None and table not in ("figures", "statements"):
            wanted.edits.append(["put", table, row.id, "short_title", f"Kurz {name}"])
            wanted.values[f"{row.table}[{row.id}].short_title"] = f"Kurz {name}"
            wanted.edits.append(["filter_rows", table, 1, row.title])
        elif table == "figures":
            wanted.edits.append(["put", table, keys[0], "caveat", f"Vorbehalt {name}"])
            wanted.values[f"figures[{keys[0]}].caveat"] = f"Vorbehalt {name}"
    wanted.edits.append(["write_below", book.sheetnames[1], f"Gruß {name}"])
    wanted.words.append(f"Gruß {name}")
    return wanted


def _reported(row: Any) -> bool:
    return any(field.name == "progress.state" and field.value != "unchanged" for field in row.fields)


def values(root: Path) -> dict[str, Any]:
    return {field.path: field.value for row in rows_of(root).values() for field in row.fields}


def told(root: Path, stderr: str) -> Iterator[str]:
    yield stderr
    yield from (str(each.proposed) for each in read_returns(open_project(root), YEAR).proposals.values())


def check(root: Path, wanted: Wanted, before: Mapping[str, Any], path: Path) -> None:
    done = receive(root, path)
    assert done.exit_code == 0, done.output
    after = values(root)
    changed = {key for key in after if after[key] != before.get(key)}
    assert changed <= set(wanted.values), path.name
    said = "\n".join(told(root, done.stderr))
    for key, value in wanted.values.items():  # what another ministry has changed before waits as a proposal
        assert value in (str(after[key]) if key in changed else said), (path.name, key)
    for words in wanted.words:
        assert words in said, (path.name, words)


@pytest.mark.slow
def test_all_ministries(report: Path, tmp_path: Path) -> None:
    rows = rows_of(report)
    jobs: list[FormJob] = []
    plans: list[tuple[Wanted, Path]] = []
    for ending, plan, saved in (("docx", on_paper, ("docx",)), ("xlsx", on_sheets, ("xlsx", "ods"))):
        for form in forms(report, ending):
            name = form.stem.removesuffix("-form").rpartition("-")[2]
            for end in saved:
                wanted = plan(form, rows, f"{name}-{ending}-{end}")
                target = tmp_path / f"{name}-{ending}.{end}"
                jobs += [FormJob(form, target, wanted.edits), FormJob(form, tmp_path / f"plain-{target.name}", [])]
                plans.append((wanted, target))
    edited(tmp_path, jobs)
    start = values(report)
    for _, target in plans:
        done = receive(report, tmp_path / f"plain-{target.name}")
        assert done.exit_code == 0, done.output
        assert "0 taken" in done.stdout
        assert "[" not in done.stderr, done.stderr
    assert values(report) == start
    assert len(plans) == 30
    for wanted, target in plans:
        check(report, wanted, values(report), target)
    assert load_checked(open_project(report), YEAR).complete


@pytest.mark.slow
def test_what_cannot_be_trusted_is_refused_by_name(report: Path, tmp_path: Path) -> None:
    paper, book = forms(report, "docx")[0], next(each for each in forms(report, "xlsx") if "bmbf" in each.name)
    places = WordForm(paper).places
    title = next(key for key in places if key.endswith(".title"))
    words = next(key for key in places if key.endswith(".text"))
    jobs = {
        "tracked-by-libreoffice": (paper, "t.docx", [["track", True], ["overwrite", *places[words], "x"]]),
        "odt-form": (paper, "o.odt", [["type_in", *places[title], "x"]]),
        "rows-parted": (book, "s.xlsx", [["sort", "measures", 2, 3]]),
        "row-twice": (book, "r.ods", [["copy_row", "measures", load_workbook(book)["measures"].cell(3, 1).value]]),
    }
    edited(tmp_path, [FormJob(form, tmp_path / name, edits) for form, name, edits in jobs.values()])
    before = values(report)
    for code, (_, name, _) in jobs.items():
        done = receive(report, tmp_path / name)
        assert done.exit_code == 1
        assert f"[{code}]" in done.stderr, done.output
    assert values(report) == before
