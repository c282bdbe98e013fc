"""A report of another kind: the quarterly progress report of a city's climate plan, with departments for institutions.

It uses the template that `reportgen init` brings. One department is renamed, another split, after the first quarter.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from click.testing import CliRunner
from copies import copy_of
from templates_help import STARTER

from reportgen.checks.run import load_checked
from reportgen.cli import main
from reportgen.files.atomic import add_folder
from reportgen.project.open import open_project
from reportgen.succession.plan import plan

FIRST, SECOND, THIRD = "2026-q1", "2026-q2", "2026-q3"

FILES: dict[str, str] = {
    "reportgen.yaml": """\
# The climate plan of the city, told every quarter.
report: climate-plan
language: en
template: letter-size
schema:
  collections:
    projects: {label: Action, fields: {budget: number}}
    outcomes: {section: settled}
    plans: {section: next, settled_in: outcomes}
editions:
  "2026-q1": {as_of: "2026-03-31"} # the first one
""",
    "data/institutions.yaml": """\
transport:
  kind: department
  names:
    - {abbreviation: DOT, full: Department of Transport, short: Transport, valid_to: "2026-04-30"}
    - {abbreviation: DMS, full: Department of Mobility and Streets, short: Mobility, valid_from: "2026-05-01"}
buildings:
  kind: department
  names: [{abbreviation: BLD, full: Department of Buildings, short: Buildings}]
parks:
  kind: department
  names: [{abbreviation: PRK, full: Parks and Water, short: Parks, valid_to: "2026-05-31"}]
  successors: [green, water]
green:
  kind: department
  names: [{abbreviation: GRN, full: Green Spaces, valid_from: "2026-06-01"}]
water:
  kind: department
  names: [{abbreviation: WTR, full: Water Services, valid_from: "2026-06-01"}]
""",
    "data/2026-q1/report.yaml": """\
# The whole report
title: Climate plan
short_title: Climate plan
year: 2026, first quarter # in words
introduction: The city cut {emissions} of its emissions since 2010.
key_figures: [emissions, trees]
""",
    "data/2026-q1/sections.yaml": """\
summary: {title: Where we stand, number: "1", lead: Four sectors are on their way., text: "Trees: {trees}."}
actions: {title: Actions, number: "2"}
streets: {title: Streets, number: "2.1", parent: actions}
parks-and-water: {title: Parks and water, number: "2.2", parent: actions}
next: {title: Next quarter, number: "2.3", parent: actions}
settled: {title: What became of it, number: "2.4", parent: actions}
""",
    "data/2026-q1/projects.yaml": """\
# Actions by sector.

# ---- streets
bus-lanes:
  title: Bus lanes
  section: streets
  institutions: [transport]
  text: |-
    The DOT painted {bus-lane-length} of bus lanes.

    # not a comment
  budget: 1.2
  figures: [bus-lane-length]   # the metres

cargo-bikes: {title: Cargo bikes, section: streets, institutions: [transport, buildings], text: 'Depots are open.'}

# ---- parks
street-trees:
  title: Street trees
  section: parks-and-water
  institutions: [parks]
  text: >-
    {@parks} planted {trees}
    in every district.
  note: >-
    folded to the end

""",
    "data/2026-q1/outcomes.yaml": "{}\n",
    "data/2026-q1/plans.yaml": """\
# What comes next.

# solar first
solar-roofs:
  title: Solar roofs
  institutions: [buildings]
  due: {text: June 2026, iso: "2026-06", precision: month}

rain-gardens:   # by the river
  title: Rain gardens
  section: parks-and-water
  institutions: [parks]
  text: Gardens that drink the rain.
""",
    "data/2026-q1/key-figures.yaml": """\
# Every number once.
emissions:
  value: 41     # per cent
  unit: "%"
  statement: less carbon dioxide than in 2010
  about: summary
  qualifier: about
  as_of: &stand {text: March 2026, iso: "2026-03", precision: month}
  previous: 38
  previous_as_of:
    text: December 2025
    iso: "2025-12"
    precision: month
  source: inventory
trees: {value: 1200, upper: 1300, unit: trees, statement: planted so far, about: summary, as_of: *stand}
bus-lane-length:
  unit: km
  text: twelve
  value: 12
  statement: of new bus lanes
  label: bus lanes
  about: bus-lanes
""",
    "data/2026-q1/statements.yaml": "hot: {about: summary, text: It is getting hotter., source: inventory}\n",
    "data/2026-q1/sources.yaml": "inventory: {title: Emissions inventory}\n",
    "data/2026-q1/abbreviations.yaml": "GRN: {expansion: green roof network}\n",
}


def write_climate(root: Path, **changes: str) -> Path:
    """The project in `root`; `changes` replace the content of files named without folder and ending."""
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changes.get(path.stem.replace("-", "_"), content), encoding="utf-8", newline="")
    shutil.copytree(STARTER / "templates", root / "templates")
    return root


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def settle(root: Path, edition: str) -> None:
    """Confirm everything of the second quarter as an editor would."""
    folder = root / "data" / edition
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r" *carried: true\n|carried: true, ", "", text)
        path.write_text(text.replace("{state: carried}", "{state: reported}"), encoding="utf-8")
    swap(root, edition, "projects", "institutions: [parks]", "institutions: [green]")
    swap(root, edition, "projects", "{@parks}", "{@green}")
    for name, key in (("projects", "street-trees"), ("outcomes", "rain-gardens")):
        path = root / "data" / edition / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        at = text.index("{state: reported}", text.index(f"{key}:"))
        moved = text[:at] + "{state: moved, from: [parks]}" + text[at + len("{state: reported}") :]
        path.write_text(moved, encoding="utf-8")
    swap(root, edition, "outcomes", "institutions: [parks]", "institutions: [water]")
    swap(root, edition, "outcomes", "{state: open}", "{state: done}")
    for key, value in (("emissions", 43), ("bus-lane-length", 14)):
        swap(root, edition, "key-figures", f"{key}:\n", f"{key}:\n  value: {value}\n")
    swap(root, edition, "key-figures", "trees: {", "trees: {value: 1500, ")


def swap(root: Path, edition: str, name: str, old: str, new: str) -> None:
    path = root / "data" / edition / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text, (name, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def write_fresh(root: Path) -> Path:
    """Both quarters, the second as new-edition makes it, but for the items of the department that is gone."""
    return copy_of(_write_fresh, root)


def _write_fresh(root: Path) -> None:
    write_climate(root)
    assert CliRunner().invoke(main, ["-C", str(root), "new-edition", SECOND]).exit_code == 0
    for name, old in (("projects", "institutions: [parks]"), ("projects", "{@parks}"), ("outcomes", "[parks]")):
        swap(root, SECOND, name, old, old.replace("parks", "green"))


def write_second(root: Path) -> Path:
    """The project with its second quarter, everything of it confirmed."""
    return copy_of(_write_second, root)


def _write_second(root: Path) -> None:
    write_climate(root)
    planned = plan(load_checked(open_project(root)), SECOND)
    add_folder(root / planned.folder, planned.files, root / "reportgen.yaml", planned.settings)
    settle(root, SECOND)
