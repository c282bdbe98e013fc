"""What an archive file carries: everything its edition was made from, so that it can be made again from it alone."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from reportgen import __version__
from reportgen.build.documents import Documents, Part
from reportgen.build.jobs import Job
from reportgen.build.manifest import NAME, SCHEMA, Input
from reportgen.build.prepare import previous_files
from reportgen.document import nodes as n
from reportgen.document.walk import find, plain_text
from reportgen.errors import DocumentError
from reportgen.findings.problem import Problem
from reportgen.numbers.exact import calculated
from reportgen.outside.place import confined
from reportgen.text.tables import csv_file

if TYPE_CHECKING:
    from reportgen.edition.model import Edition
    from reportgen.pdf.attachments import Attachment

FIGURES = "figures.csv"
"""The attachment with the edition's figures, for who wants the numbers and no YAML."""

CHARTS = "charts/"
"""Before the names of attachments with the data of charts, each associated with its chart."""

_MEDIA_TYPES = {
    ".yaml": "application/yaml",
    ".j2": "text/plain",
    ".json": "application/json",
    ".csv": "text/csv",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".ttf": "font/ttf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown",
}


def enclosures(documents: Documents, job: Job, part: Part) -> tuple[Attachment, ...]:
    """The data and the template of a document, its figures and the data of its charts as tables, and a manifest of it
    all.

    Raises DocumentError where a file has changed since it was read, or lies outside of the project.
    """
    from reportgen.ledger.csvfile import open_data
    from reportgen.pdf.attachments import Attachment

    root = documents.header.root
    sources = {path: _content(root, path) for path in _paths(documents, part)}
    _compare(sources, documents.header.inputs)
    tables = [Attachment(FIGURES, open_data(_edition(documents, job)), _MEDIA_TYPES[".csv"], "Data")]
    tables += [
        Attachment(f"{CHARTS}{chart.id}.csv", points_of(chart), _MEDIA_TYPES[".csv"], "Data", chart.id, _subject(chart))
        for chart in find(part.document, n.Chart)
    ]
    inputs = [{"path": path, "sha256": hashlib.sha256(content).hexdigest()} for path, content in sources.items()]
    inputs += [{"path": table.path, "sha256": hashlib.sha256(table.content).hexdigest()} for table in tables]
    inputs += [{"path": each.path, "sha256": each.sha256} for each in documents.header.inputs if not each.is_file]
    return (
        Attachment(NAME, _manifest(documents, job, part, inputs), _MEDIA_TYPES[".json"], "Supplement"),
        *tables,
        *(
            Attachment(path, content, _media_type(path), "Data" if path.startswith("data/") else "Source")
            for path, content in sources.items()
        ),
    )


def _subject(chart: n.Chart) -> str:
    """What the chart says."""
    return plain_text(chart.title.children) if chart.title else chart.alt


def points_of(chart: n.Chart) -> bytes:
    """The data of a chart, a line for each point: UTF-8, commas, points before decimals (RFC 4180)."""
    rows = (
        (series.name, point.label, "" if point.value is None else calculated(point.value), point.text)
        for series in chart.series
        for point in series.points
    )
    return csv_file((("series", "label", "value", "text"), *rows))


def _edition(documents: Documents, job: Job) -> Edition:
    from reportgen.edition.excerpts import excerpt

    edition = documents.loaded.edition
    return excerpt(edition, job.audience) if job.audience else edition


def _paths(documents: Documents, part: Part) -> list[str]:
    """Inputs of the build, the data of the edition before (which checks and marks depend on), and pictures; relative
    to the project."""
    root = documents.header.root
    known = {entry.path for entry in documents.header.inputs if entry.is_file}
    before = previous_files(documents.project, documents.loaded.partial)
    pictures = (Path(figure.path) for figure in find(part.document, n.Figure))
    return sorted(known | {_relative(root, path) for path in (*before, *pictures)})


def _relative(root: Path, path: Path) -> str:
    return Path(os.path.relpath(path.resolve(), root.resolve())).as_posix()


def _content(root: Path, path: str) -> bytes:
    file = confined(root, path)
    if file is None or not file.is_file():
        hint = "everything that an archive file is made from lies in the project's folder"
        raise DocumentError(Problem("not-archivable", f"{path} lies outside of the project", hint=hint))
    return file.read_bytes()


def _compare(sources: dict[str, bytes], inputs: Iterable[Input]) -> None:
    changed = [
        entry.path
        for entry in inputs
        if entry.is_file and hashlib.sha256(sources.get(entry.path, b"")).hexdigest() != entry.sha256
    ]
    if changed:
        text = f"{', '.join(changed)} changed while the report was built"
        raise DocumentError(Problem("not-archivable", text, hint="build again"))


def _manifest(documents: Documents, job: Job, part: Part, inputs: list[dict[str, str]]) -> bytes:
    header = documents.header
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "report": header.report,
        "edition": header.edition,
        "as_of": header.as_of,
        "reportgen": __version__,
        "inputs": inputs,
        "fonts": list(_fonts(documents)),
        "audience": job.audience.data if job.audience else None,
        "draft": documents.draft,
        "release": documents.release,
        "items": msgspec.to_builtins(part.items),
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _fonts(documents: Documents) -> Iterator[dict[str, str]]:
    """The font files that the template names; those of installed packages are not attached."""
    from reportgen.document.theme import FACES
    from reportgen.fonts.find import resolve

    for family in documents.header.theme.fonts.values():
        for path in dict.fromkeys(resolve(family.file(face)) for face in FACES):
            yield {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def _media_type(path: str) -> str:
    return _MEDIA_TYPES.get(Path(path).suffix.lower(), "application/octet-stream")
