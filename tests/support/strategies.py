"""A small example project in files, and strategies that make texts and editions out of it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from reportgen.edition.model import Edition, Figure, Institution, Item, Name, Report, Section

EXAMPLE: dict[str, str] = {
    "reportgen.yaml": """\
report: harbour-report
language: en
template: plain
fresh_for: 12
schema:
  collections:
    works:
      label: Work
      fields: {budget: number, remark: rich, sites: list, public: bool}
    plans: {section: next}
editions:
  "2030": {as_of: "2030-06-30"}
""",
    "data/institutions.yaml": """\
harbour:
  kind: ministry
  names:
    - {abbreviation: HAO, full: Harbour Office, valid_to: "2029-12-31"}
    - {abbreviation: PA, full: Port Authority, short: Port, genitive: the Port Authority's, valid_from: "2030-01-01"}
tides:
  kind: agency
  names: [{abbreviation: TS, full: Tide Service}]
council:
  kind: government
  names: [{abbreviation: CC, full: City Council}]
retired:
  kind: agency
  names: [{abbreviation: OLD, full: Old Office, valid_to: "2001-12-31"}]
""",
    "data/2030/report.yaml": """\
title: Harbour
year: "2030"
introduction: Of {ships} ships, as [the works](#works-chapter) show.
key_figures: [ships, cranes]
imprint:
  publishers: [{name: City}]
""",
    "data/2030/sections.yaml": """\
numbers: {title: Numbers, number: "1"}
traffic: {title: Traffic, parent: numbers}
works-chapter: {title: Works, number: "2"}
quay: {title: Quay, number: "2.10", parent: works-chapter}
lights: {title: Lights, number: "2.11", parent: works-chapter}
next: {title: What comes next, number: "3"}
""",
    "data/2030/works.yaml": """\
new-quay:
  title: New quay
  section: quay
  institutions: [harbour]
  lead: harbour
  status: running
  text: |-
    {@harbour.genitive} quay holds {cranes}.

    See [the light](#lighthouse).
  budget: 3.5
  remark: Paid by {@tides}.
  sites: [north]
  public: true
lighthouse:
  title: Lighthouse
  section: lights
  institutions: [tides, harbour]
  lead: tides
  status: done
buoys:
  title: Buoys
  section: lights
  institutions: [tides]
  status: done
  text: New SAR lamps.
""",
    "data/2030/plans.yaml": """\
festival:
  title: Festival
  institutions: [council]
  involved: [harbour, tides]
  lead: council
  status: planned
  due: {text: May 2031, iso: "2031-05", precision: month}
""",
    "data/2030/key-figures.yaml": """\
ships:
  value: 120
  unit: ships
  statement: ships a year
  about: traffic
  source: log
  as_of: {text: May 2030, iso: "2030-05", precision: month}
cranes:
  value: 4
  unit: cranes
  statement: cranes on the quay
  about: new-quay
""",
    "data/2030/statements.yaml": "busier: {about: traffic, text: It grows., source: log}\n",
    "data/2030/charts.yaml": "by-kind: {about: traffic, title: Ships, measure: ships, figures: [ships]}\n",
    "data/2030/sources.yaml": "log: {title: Log book}\n",
    "data/2030/signoff.yaml": "{}\n",
    "data/2030/distribution.yaml": "archive: {name: National Archive, copies: 2}\n",
    "data/2030/abbreviations.yaml": "SAR: {expansion: search and rescue}\nXYZ: {expansion: unused}\n",
}
"""File -> content of a project without any finding."""


def write_project(root: Path, **changes: str | None) -> Path:
    """Write EXAMPLE into `root`; `changes` replace the content of files named without folder and ending."""
    for name, content in EXAMPLE.items():
        stem = Path(name).stem.replace("-", "_")
        text = changes.get(stem, content)
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return root


def example(stem: str) -> str:
    """The content of one file of EXAMPLE."""
    return next(content for name, content in EXAMPLE.items() if Path(name).stem == stem)


YAML_PIECES = [
    "a: ",
    "b:",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    '"',
    "'",
    "&x ",
    "*x",
    "!t ",
    ">-",
    "# c",
    "<<: ",
    "? ",
    "---",
    "...",
    "%YAML 1.2",
    "2.10",
    "NO",
    "é",
    "@",
    "  ",
    ": ",
]
ODD_PIECES = ["|\n", "\n", "\n", "\t", "\ufeff", "\r", "\u2028", "\x00"]

yaml_pieces = st.lists(st.sampled_from([*YAML_PIECES, *ODD_PIECES]), max_size=40).map("".join)
"""Texts that look like YAML and mostly are none."""

INSTITUTIONS = ("alpha", "beta", "gamma", "whole")


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Editions with sections in two levels, items of several institutions, and figures that texts name."""
    chapters = draw(st.integers(1, 3))
    sections = {}
    for i in range(chapters):
        sections[f"c{i}"] = Section(title=f"Chapter {i}", number=str(i + 1))
        for j in range(draw(st.integers(0, 2))):
            sections[f"c{i}-s{j}"] = Section(title="Section", parent=f"c{i}")
    count = draw(st.integers(0, 8))
    items = {f"item-{i}": draw(_items(tuple(sections))) for i in range(count)}
    homes = (*sections, *items)
    figures = {f"f{i}": draw(_figures(homes)) for i in range(4)}
    collections = {
        "first": dict(list(items.items())[: count // 2]),
        "second": dict(list(items.items())[count // 2 :]),
    }
    return Edition(
        name="2030",
        as_of="2030-06-30",
        language="en",
        report=Report(title="T", year="2030", introduction="{f0}", key_figures=("f0", "f3")),
        institutions={key: _institution(key) for key in INSTITUTIONS},
        sections=sections,
        collections=collections,
        figures=figures,
    )


def _institution(key: str) -> Institution:
    kind = "government" if key == "whole" else "ministry"
    return Institution(kind=kind, names=(Name(abbreviation=key.upper(), full=key),))


@st.composite
def _items(draw: st.DrawFn, sections: tuple[str, ...]) -> Item:
    responsible = draw(st.lists(st.sampled_from(INSTITUTIONS), min_size=1, max_size=3, unique=True))
    involved = draw(st.lists(st.sampled_from(INSTITUTIONS[:3]), max_size=2, unique=True))
    if responsible == ["whole"] and not involved:
        involved = ["alpha"]
    text = draw(st.sampled_from([None, "plain", "{f1}", "{f2.value} and [x](#f3)", "{@alpha}"]))
    return Item(
        title="Item",
        section=draw(st.sampled_from(sections)),
        institutions=tuple(responsible),
        involved=tuple(involved),
        text=text,
    )


@st.composite
def _figures(draw: st.DrawFn, homes: tuple[str, ...]) -> Figure:
    part_of = draw(st.sampled_from([None, "f0", "f3"]))
    return Figure(value=1, unit="u", statement="s", about=draw(st.sampled_from(homes)), part_of=part_of)
