"""The example reports as the tests read them."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pikepdf
from paths import ROOT

from reportgen.build.prepare import Prepared, previous_edition
from reportgen.checks.run import load_checked
from reportgen.compose import load_template
from reportgen.document import nodes as n
from reportgen.document.walk import children, descend
from reportgen.edition.model import Edition
from reportgen.findings.finding import Finding
from reportgen.project.open import open_project
from reportgen.verify.reading import Reading


@cache
def found(name: str) -> tuple[Edition, tuple[Finding, ...]]:
    loaded = load_checked(open_project(ROOT), name)
    return loaded.edition, loaded.findings


def edition(name: str = "2020") -> Edition:
    return found(name)[0]


@cache
def source() -> Prepared:
    project = open_project(ROOT)
    template = load_template(project.template, "de")
    return Prepared(ROOT, edition(), template, previous_edition(project, edition()))


PROPER_NAMES = (
    "KI-Leuchttürme für Umwelt, Klima, Natur und Ressourcen",
    "Künstliche Intelligenz als Treiber für volkswirtschaftlich relevante Ökosysteme",
    "Digitale Innovationen für die Verbesserung der patientenzentrierten Versorgung im Gesundheitswesen",
    "Künstliche Intelligenz in Studium und Lehre",
    "Smarte Sensorik",
    "Smarte Datennutzung",
    "Smarte Algorithmen und Expertensysteme",
    "Augsburg, Berlin, Darmstadt, Dortmund, Hannover, Kaiserslautern",
)
"""Names, quoted titles and lists of places that texts may share with the source."""


def sections_of(document: n.Document) -> dict[str, str]:
    """Block id -> id of the section, card or other unit of the data that holds it (the innermost)."""
    owner: dict[str, str] = {}

    def walk(node: object, unit: str) -> None:
        own = getattr(node, "id", None)
        if isinstance(node, n.Section | n.Card | n.Cover):
            unit = str(own)
        if isinstance(own, str):
            owner[own] = unit
        for child in children(node):
            walk(child, unit)

    for child in document.children:
        walk(child, "")
    return owner


def texts(reading: Reading, document: n.Document) -> Mapping[str, str]:
    """What a finished file prints for each unit of the data; rows of tables by the id of their item."""
    owner = sections_of(document)
    said = {
        block.id: f"{block.text} {block.alt or ''} {block.figure_text} {' '.join(block.values)}"
        for block in reading.blocks
    }
    units: dict[str, list[str]] = {}
    for block_id, unit in owner.items():
        text = said.get(reading.key(block_id))
        if text:
            units.setdefault(unit, []).append(text)
    for row in (node for node in descend(document) if isinstance(node, n.Row) and node.id):
        units.setdefault(row.id, []).append(said[reading.key(row.id)])
    return {unit: " ".join(parts) for unit, parts in units.items()}


def own_parts(said: Mapping[str, str], path: Path) -> dict[str, str]:
    """What is printed for the cover, and for the list of sources with where the titles in it lead."""
    return {"report": said["cover"], "sources": " ".join([said["annex-sources"], *addresses(path)])}


def addresses(path: Path) -> list[str]:
    """Where the links of a finished file lead to, without scheme."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            found = re.findall(r'Target="([^"]+)" TargetMode="External"', _all_relations(package))
    else:
        with pikepdf.open(path) as file:
            actions = (link.get("/A", {}) for page in file.pages for link in page.get("/Annots", ()))
            found = [str(action["/URI"]) for action in actions if "/URI" in action]
    return [html.unescape(address).partition("://")[2].removesuffix("/") for address in found]


def _all_relations(package: zipfile.ZipFile) -> str:
    return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".rels"))
