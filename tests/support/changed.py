"""The example report and changed copies of it, for the tests of comparing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from paths import ROOT

Edit = Callable[[str], str]


def copy_project(target: Path) -> Path:
    """The example project without the editions that follow the one of 2019."""
    for name in ("data/2019", "templates"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "data" / "institutions.yaml", target / "data")
    text = (ROOT / "reportgen.yaml").read_text(encoding="utf-8")
    head, _, _ = text.partition('  "2020":')
    (target / "reportgen.yaml").write_text(head, encoding="utf-8")
    return target


def second_edition(project: Path, edits: Mapping[str, Edit]) -> Path:
    """Give the project an edition "2020": that of 2019 with its files edited."""
    shutil.copytree(project / "data" / "2019", project / "data" / "2020")
    with (project / "reportgen.yaml").open("a", encoding="utf-8") as settings:
        settings.write('  "2020":\n    as_of: "2020-12-31"\n    previous: "2019"\n')
    (project / "data" / "2020" / "balance.yaml").write_text("{}\n", encoding="utf-8")
    edit_files(project / "data" / "2020", edits)
    return project


def edit_files(folder: Path, edits: Mapping[str, Edit]) -> None:
    """Rewrite data files."""
    for name, edit in edits.items():
        file = folder / name
        text = file.read_text(encoding="utf-8")
        changed = edit(text)
        assert changed != text, f"{name} was not changed"
        file.write_text(changed, encoding="utf-8")


def replaced(*pairs: tuple[str, str]) -> Edit:
    """Each old text, which must be there, becomes the new one, once."""

    def edit(text: str) -> str:
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text

    return edit


def records(edit: Callable[[list[tuple[str, str]]], list[tuple[str, str]]]) -> Edit:
    """Change the records of a file as pairs of id and text."""

    def whole(text: str) -> str:
        head, *found = re.split(r"(?m)^(?=[a-z0-9-]+:\s*\n)", text)
        pairs = [(each.partition(":")[0], each) for each in found]
        return head + "".join(each for _, each in edit(pairs))

    return whole


NEW_MEASURE = """neue-massnahme:
  title: Eine neue Maßnahme
  section: forschung-deutschland-europa
  institutions: [arbeit]
  text: >-
    Ein ganz neuer Text mit *Betonung*, einem [Verweis](https://www.example.org/x) und {startups} Start-ups.^[Mit einer
    Anmerkung.]
"""


def shuffled(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A measure less, one more, and one at another place."""
    kept = [pair for pair in pairs if pair[0] != "ki-landkarte"]
    moved = kept.pop(12)
    return [*kept[:2], moved, *kept[2:], ("neue-massnahme", NEW_MEASURE)]


def edited(text: str) -> str:
    """Words, a title, institutions and a date changed."""
    return replaced(
        ("title: Stärkung der Forschungsförderung", "title: Mehr Forschungsförderung"),
        ("Die Förderinitiative unterstützt digital", "Die *Initiative* fördert digital"),
        ("institutions: [umwelt]", "institutions: [wirtschaft]"),
        ('text: bis 2022, iso: "2022"', 'text: bis 2023, iso: "2023"'),
    )(text)


EVERY_KIND: Mapping[str, Edit] = {
    "measures.yaml": lambda text: records(shuffled)(edited(text)),
    "key-figures.yaml": replaced(("value: 214", "value: 247")),
    "report.yaml": replaced(("title: Ein Jahr KI-Strategie", "title: Zwei Jahre KI-Strategie")),
    "sections.yaml": replaced(("title: Ausblick", "title: Der Ausblick")),
}
"""Edits of every kind in the files of an edition."""
