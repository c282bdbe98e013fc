"""Word forms as people edit them: with python-docx and lxml, never with what the product reads them with."""

from __future__ import annotations

import base64
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from climate import SECOND
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

WordEdit = Callable[[Any], None]


def word_form(root: Path, who: str, edition: str = SECOND) -> Path:
    return root / "output" / edition / "forms" / f"climate-plan-{edition}-{who}-form.docx"


def stored(path: Path) -> dict[str, Any]:
    """What a form says of itself."""
    with zipfile.ZipFile(path) as package:
        root = parse_xml(package.read("docProps/custom.xml"))
    pieces = {int(each.get("name").rpartition("-")[2]): "".join(each.itertext()) for each in root}
    text = "".join(text for _, text in sorted(pieces.items()))[16:]
    found: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(text)))
    return found


class WordForm:
    """A form that is open."""

    def __init__(self, path: Path) -> None:
        self.document: Any = Document(str(path))
        self.body = self.document.element.body
        self.places = {key: (mark, at) for mark, keys, *_ in stored(path)["lines"] for at, key in enumerate(keys)}

    def row(self, key: str) -> Any:
        """The row of an answer; the line for remarks of a record by ``id#remark``."""
        mark = self.places[key][0]
        start = next(each for each in self.body.iter(qn("w:bookmarkStart")) if each.get(qn("w:name")) == mark)
        return next(start.iterancestors(qn("w:tr")))

    def cell(self, key: str) -> Any:
        """The cell of an answer."""
        return self.row(key).findall(qn("w:tc"))[1 + self.places[key][1]]

    def type(self, key: str, text: str) -> None:
        """Type a text in the place of what a control has."""
        control = self.cell(key).find(f".//{qn('w:sdt')}")
        showing = control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
        if showing is not None:
            showing.getparent().remove(showing)
        content = control.find(qn("w:sdtContent"))
        content[:] = [run(text)]

    def write(self, key: str, *paragraphs: str) -> None:
        """Replace all that stands in a cell by paragraphs of XML."""
        cell = self.cell(key)
        for each in list(cell):
            if each.tag != qn("w:tcPr"):
                cell.remove(each)
        cell.extend(parse_xml(f'<w:p xmlns:w="{W}">{each}</w:p>') for each in paragraphs)

    def save(self, path: Path) -> Path:
        self.document.save(str(path))
        return path


def run(text: str, properties: str = "") -> Any:
    return parse_xml(run_xml(text, properties, f' xmlns:w="{W}"'))


def run_xml(text: str, properties: str = "", names: str = "") -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r{names}><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def filled(path: Path, edit: WordEdit, target: Path) -> Path:
    """A form as somebody sends it back after an edit."""
    form = WordForm(path)
    edit(form)
    return form.save(target)


def rewritten(path: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A file with other parts."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    target.write_bytes(content.getvalue())
    return target
