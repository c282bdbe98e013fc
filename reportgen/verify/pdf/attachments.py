"""Files attached to a PDF: read back, and held against the manifest among them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from reportgen.findings.difference import Difference
from reportgen.text.inputs import PLUGIN
from reportgen.verify.pdf.file import PdfObjects
from reportgen.verify.pdf.values import Value, text_string

MANIFEST = "manifest.json"
"""The attachment that says what the others are."""


def attachments(file: PdfObjects) -> dict[str, bytes]:
    """The content of every embedded file by its path (ISO 32000-1, 7.11.4)."""
    tree = file.dictionary(file.catalog.get("Names")).get("EmbeddedFiles")
    found = {}
    for value in file.name_tree(tree).values():
        specification = file.dictionary(value)
        streams = file.dictionary(specification.get("EF"))
        found[_path(file, specification)] = file.stream(streams.get("UF", streams.get("F")))
    return found


def _path(file: PdfObjects, specification: Mapping[str, Value]) -> str:
    value = file.resolve(specification.get("UF", specification.get("F")))
    return text_string(value) if isinstance(value, bytes) else ""


def attachment_flaws(file: PdfObjects) -> Iterator[Difference]:
    """Attachments that are not what the manifest among them says, and associated files that are not embedded."""
    if "AF" not in file.catalog:
        return
    found = attachments(file)
    associated = {_path(file, file.dictionary(value)) for value in file.array(file.catalog["AF"])}
    for path in sorted(associated ^ found.keys()):
        yield Difference("bad-attachment", f"{path or 'a file without a name'} is not both embedded and associated")
    if MANIFEST in found:
        yield from manifest_flaws(found)


def manifest_flaws(found: Mapping[str, bytes]) -> Iterator[Difference]:
    """Every attachment stands in the manifest with its SHA-256, under a path that stays in one folder."""
    listed = listed_files(found)
    if listed is None:
        yield Difference("bad-manifest", f"its {MANIFEST} does not list the files it was made from")
        return
    for path in sorted((found.keys() - {MANIFEST}) ^ listed.keys()):
        missing = "is attached, but not in the manifest" if path in found else "is in the manifest, but not attached"
        yield Difference("bad-attachment", f"{path} {missing}")
    for path in sorted(found.keys() & listed.keys()):
        if hashlib.sha256(found[path]).hexdigest() != listed[path]:
            yield Difference("bad-attachment", f"{path} is not the file that the report was made from")
        if not _inside(path):
            yield Difference("bad-attachment", f"{path} would lie outside of the folder it is unpacked into")


def listed_files(found: Mapping[str, bytes]) -> dict[str, str] | None:
    """Path and SHA-256 of each file that the attached manifest lists, None where it cannot be read."""
    try:
        data: Any = json.loads(found[MANIFEST])
        inputs = {str(entry["path"]): str(entry["sha256"]) for entry in data["inputs"]}
        return {
            path: digest for path, digest in inputs.items() if not path.startswith(PLUGIN)
        }  # plug-ins are not attached
    except (KeyError, TypeError, ValueError, RecursionError):
        return None


def _inside(path: str) -> bool:
    pure = PurePosixPath(path)
    windows = "\\" in path or ":" in path
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts and not windows and "\0" not in path
