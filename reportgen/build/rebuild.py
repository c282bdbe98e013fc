"""Making a report again from nothing but an archive file, and comparing what comes out with what went in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reportgen import __version__
from reportgen.build.archive import CHARTS, FIGURES
from reportgen.build.build import build
from reportgen.build.formats import Format, enclosing
from reportgen.build.manifest import NAME
from reportgen.build.request import Request
from reportgen.edition.audience import Selection
from reportgen.edition.cut import Condition
from reportgen.errors import FindingsError, ProjectError, ProofError, UnreadableError
from reportgen.files.scratch import temporary_folder
from reportgen.findings.difference import Difference
from reportgen.text.inputs import PLUGIN
from reportgen.verify import compare_readings, read_attachments
from reportgen.verify.files import FileReport
from reportgen.verify.pdf.attachments import manifest_flaws
from reportgen.verify.reading import load


def archives(places: Iterable[Path]) -> Iterator[Path]:
    """The files to build again: those named, and in folders (or beside manifests) those called archive files."""
    for place in places:
        folder = place.parent if place.name == NAME else place
        if folder.is_dir():
            yield from sorted(file for format_ in enclosing() for file in folder.glob(f"*{format_.ending}"))
        else:
            yield place


def _format_of(path: Path) -> Format:
    """The format that an archive file's name tells, or else the first of them."""
    known = enclosing()
    return next((each for each in known if path.name.endswith(each.ending)), known[0])


def verify_rebuilt(path: Path) -> FileReport:
    """Unpack what a PDF carries into a scratch folder, build it there, and compare. Nothing is raised.

    The template runs in its sandbox; nothing of the attachments is run otherwise.
    """
    try:
        content = load(path)
        attached = read_attachments(content)
    except UnreadableError as error:
        return FileReport(str(path), (error.difference,))
    if NAME not in attached:
        text = "carries no data and no template; only archive files (--to archive, archive2) can be built again"
        return FileReport(str(path), (Difference("nothing-attached", text),))
    problems = tuple(manifest_flaws(attached))
    if problems:
        return FileReport(str(path), problems)
    with temporary_folder() as scratch:
        return _compared(path, content, attached, scratch)


def _compared(path: Path, content: bytes, attached: dict[str, bytes], scratch: Path) -> FileReport:
    project = scratch / "project"
    manifest = json.loads(attached[NAME])
    missing = tuple(_missing_plugins(manifest))
    if missing:
        return FileReport(str(path), missing)
    _unpack(attached, project)
    try:
        again = _built(manifest, project, scratch / "output", _format_of(path))
    except (FindingsError, ProjectError) as error:
        found = tuple(Difference("not-rebuilt", f"cannot be built again: {finding.text}") for finding in error.findings)
        return FileReport(str(path), found)
    except ProofError as error:
        return FileReport(str(path), error.differences)
    except (OSError, KeyError, TypeError, AttributeError) as error:
        return FileReport(str(path), (Difference("not-rebuilt", f"cannot be built again: {error!r}"),))
    if again == content:
        return FileReport(str(path), (), (f"built again from its {len(attached)} attachments", "same bytes"))
    return _differences(path, content, again, manifest)


def _missing_plugins(manifest: dict[str, Any]) -> Iterator[Difference]:
    """The plug-ins that the file was made with and that are not installed in that version."""
    for entry in manifest["inputs"]:
        made_with = str(entry["path"])
        if not made_with.startswith(PLUGIN):
            continue
        from reportgen.plugins.installed import find_plugin

        wanted = made_with.removeprefix(PLUGIN)
        found = find_plugin(wanted.partition("==")[0])
        if found is None or found.input != made_with:
            there = f"version {found.version} is installed" if found else "it is not installed"
            text = f"cannot be built again: it was made with the plug-in {wanted}, and {there}; pip install {wanted}"
            yield Difference("missing-plugin", text)


def _unpack(attached: dict[str, bytes], folder: Path) -> None:
    """Write the attachments that the project is made of; their paths were found to stay inside."""
    for name, content in attached.items():
        if name not in (NAME, FIGURES) and not name.startswith(CHARTS):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _built(manifest: dict[str, Any], project: Path, output: Path, format_: Format) -> bytes:
    request = Request(
        edition=str(manifest["edition"]),
        selection=_selection(manifest["audience"]),
        formats=(format_.name,),
        output=output,
        cached=False,
        claims=False,
        draft=bool(manifest["draft"]),
        release=bool(manifest["release"]),
    )
    built = build(project, request, lambda _done, _total, _what: None)
    return (built.folder / built.manifest.files[0].path).read_bytes()


def _selection(audience: dict[str, Any] | None) -> Selection:
    """What asks for the excerpt that a manifest speaks of."""
    if audience is None:
        return Selection()
    where = tuple(Condition(str(each["field"]), str(each["value"])) for each in audience.get("where", ()))
    institutions = audience.get("institutions", (audience["id"],))
    return Selection(("+".join(institutions),) if institutions else None, where)


def _differences(path: Path, content: bytes, again: bytes, manifest: dict[str, Any]) -> FileReport:
    """What another file says otherwise. One that says the same is good where another version of the program made it."""
    try:
        problems = compare_readings(*map(_format_of(path).reader(), (content, again)))
    except UnreadableError as error:
        return FileReport(str(path), (error.difference,))
    made_with = str(manifest.get("reportgen"))
    if not problems and made_with == __version__:
        text = "says the same when it is built again, but in other bytes: another version of a library or a font"
        problems = (Difference("other-bytes", text),)
    checked = (f"built again from its attachments, made with reportgen {made_with}", "same text")
    return FileReport(str(path), problems, checked)
