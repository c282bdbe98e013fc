"""Accepting and rejecting tracked changes in a Word file: another implementation, on the XML, after ECMA-376 17.13.5.

Knows nothing of how the changes were made. `settled` makes what is left comparable: runs and links that only a
revision had divided are one again, ids are replaced by what they stand for.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
from typing import Any, Literal

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
STORIES = ("word/document.xml", "word/footnotes.xml")
CONTAINERS = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
RANGES = {f"{W}{kind}Range{end}" for kind in ("moveFrom", "moveTo") for end in ("Start", "End")}

Side = Literal["accept", "reject"]


def decided(content: bytes, side: Side) -> bytes:
    """The file with all changes accepted or rejected."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name in parts:
        if name.startswith("word/") and name.count("/") == 1 and name.endswith(".xml"):
            root = etree.fromstring(parts[name])
            decide(root, side)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def decide(root: Any, side: Side) -> None:
    """Accept or reject everything below `root`."""
    gone = {f"{W}del", f"{W}moveFrom"} if side == "accept" else {f"{W}ins", f"{W}moveTo"}
    for change in list(root.iter()):
        if isinstance(change.tag, str) and change.tag.endswith("Change") and change.tag.startswith(W):
            _property(change, side)
    for row in list(root.iter(f"{W}tr")):
        if any(mark.tag in gone for mark in row.iterfind(f"{W}trPr/*")):
            row.getparent().remove(row)
    for table in [each for each in root.iter(f"{W}tbl") if each.find(f"{W}tr") is None]:
        table.getparent().remove(table)
    ended = {p for p in root.iter(f"{W}p") if any(mark.tag in gone for mark in p.iterfind(f"{W}pPr/{W}rPr/*"))}
    _runs(root, gone)
    for paragraph in [each for each in root.iter(f"{W}p") if each in ended]:
        _without_end(paragraph)
    for mark in list(root.iter(*CONTAINERS, *RANGES)):
        mark.getparent().remove(mark)
    emptied = root.iter(f"{W}rPr", f"{W}trPr", f"{W}hyperlink")
    for each in [each for each in emptied if not len(each)]:
        each.getparent().remove(each)


def _property(change: Any, side: Side) -> None:
    owner = change.getparent()
    owner.remove(change)
    if side == "reject":
        kept = [
            each
            for each in owner
            if each.tag in (f"{W}rPr", f"{W}sectPr", f"{W}headerReference", f"{W}footerReference")
        ]
        if owner.tag == f"{W}sectPr":
            owner[:] = [*kept, *change[0]]
        elif owner.tag == f"{W}pPr":
            owner[:] = [*change[0], *kept]
        elif owner.tag in (f"{W}rPr", f"{W}trPr"):
            owner[:] = [*(each for each in owner if each.tag in CONTAINERS), *change[0]]
        else:
            owner[:] = list(change[0])


def _runs(root: Any, gone: set[str]) -> None:
    for mark in list(root.iter(*CONTAINERS)):
        parent = mark.getparent()
        if parent is None or parent.tag in (f"{W}rPr", f"{W}trPr"):
            continue
        if mark.tag in gone:
            parent.remove(mark)
            continue
        place = parent.index(mark)
        parent[place : place + 1] = list(mark)
    for text in root.iter(f"{W}delText", f"{W}delInstrText"):
        text.tag = f"{W}t" if text.tag == f"{W}delText" else f"{W}instrText"


def _without_end(paragraph: Any) -> None:
    """What is left of a paragraph whose end has gone comes to stand in the next one."""
    rest = [each for each in paragraph if each.tag != f"{W}pPr"]
    content = [each for each in rest if each.tag not in (f"{W}bookmarkStart", f"{W}bookmarkEnd", *RANGES)]
    content = [each for each in content if each.tag != f"{W}hyperlink" or len(each)]
    if content:
        following = paragraph.getnext()
        while following is not None and following.tag != f"{W}p":
            following = following.getnext()
        assert following is not None, "the last paragraph of a story has lost its end"
        at = 0 if following.find(f"{W}pPr") is None else 1
        following[at:at] = rest
    paragraph.getparent().remove(paragraph)


# --------------------------------------------------------------------------------------------------------- comparing


def settled(content: bytes, *, bookmarks: bool) -> list[str]:
    """What the stories of a file say, in lines that are the same for files that say and look the same."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    found = []
    notes = {}
    if "word/footnotes.xml" in parts:
        for note in etree.fromstring(parts["word/footnotes.xml"]):
            _settle(note, parts, "word/footnotes.xml", bookmarks)
            number = note.attrib.pop(f"{W}id")
            notes[number] = _line(note)
    for name in STORIES:
        if name not in parts or name == "word/footnotes.xml":
            continue
        root = etree.fromstring(parts[name])
        _settle(root, parts, name, bookmarks)
        for reference in root.iter(f"{W}footnoteReference"):
            reference.set(f"{W}id", notes[reference.get(f"{W}id")])
        found += [f"{name}: {_line(block)}" for block in _blocks(root)]
    return found


def _blocks(root: Any) -> list[Any]:
    story = root[0] if root.tag == f"{W}document" else root
    return list(story)


def _line(element: Any) -> str:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode()


def _present(root: Any) -> None:
    """Former places of what moved are called as in the old version, where they are the only ones."""
    for link in root.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        if anchor is not None:
            link.set(f"{W}anchor", re.sub("^ro_", "rg_", anchor))
    for code in root.iter(f"{W}instrText"):
        code.text = re.sub(r"(REF )ro_", r"\1rg_", code.text or "")


def dead(content: bytes) -> set[str]:
    """The bookmarks that links and fields of a file name and that are not there."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        roots = [etree.fromstring(file.read(name)) for name in STORIES if name in file.namelist()]
    named = {link.get(f"{W}anchor") for root in roots for link in root.iter(f"{W}hyperlink")} - {None}
    for root in roots:
        for code in root.iter(f"{W}instrText"):
            named.update(re.findall(r"REF (\w+)", code.text or ""))
    return named - {mark.get(f"{W}name") for root in roots for mark in root.iter(f"{W}bookmarkStart")}


def _settle(root: Any, parts: dict[str, bytes], name: str, bookmarks: bool) -> None:
    for control in list(root.iter(f"{W}sdt")):
        parent = control.getparent()
        place = parent.index(control)
        parent[place : place + 1] = list(control.find(f"{W}sdtContent"))
    _bookmarks(root, bookmarks)
    if not bookmarks:
        _present(root)
    for choice in root.iter("{*}Choice"):
        choice.attrib.pop("Requires", None)  # Word meets every one
    for drawing in root.iter():
        if isinstance(drawing.tag, str) and drawing.tag.rpartition("}")[2] in ("docPr", "cNvPr"):
            drawing.attrib.pop("id", None)
            drawing.attrib.pop("name", None)
    targets = _targets(parts, name)
    lists = _lists(parts)
    for element in root.iter():
        for attribute in [each for each in element.attrib if str(each).startswith(R)]:
            element.set(attribute, targets[element.get(attribute)])
        if element.tag == f"{W}numId":
            element.set(f"{W}val", lists.get(element.get(f"{W}val"), "none"))
    for link in [each for each in root.iter(f"{W}hyperlink") if not len(each)]:
        link.getparent().remove(link)
    for owner in list(root.iter(f"{W}p", f"{W}hyperlink")):
        _join(owner, f"{W}hyperlink")
    for owner in list(root.iter(f"{W}p", f"{W}hyperlink")):
        _join(owner, f"{W}r")
    for about in [each for each in root.iter(f"{W}pPr") if not len(each)]:
        about.getparent().remove(about)


def _bookmarks(root: Any, wanted: bool) -> None:
    names = {mark.get(f"{W}id"): mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        if wanted:
            mark.set(f"{W}name", names[mark.get(f"{W}id")])
            del mark.attrib[f"{W}id"]
        else:
            mark.getparent().remove(mark)


def _join(owner: Any, tag: str) -> None:
    """Neighbours of a kind that are the same but for their content become one."""
    before = None
    for child in list(owner):
        if before is not None and child.tag == tag == before.tag and _head(before) == _head(child):
            before.extend(each for each in list(child) if each.tag != f"{W}rPr")
            owner.remove(child)
        else:
            before = child
    if tag == f"{W}r":
        for run in owner.iterchildren(tag):
            _join_texts(run)


def _join_texts(run: Any) -> None:
    before = None
    for child in list(run):
        if child.tag == f"{W}t" and before is not None and before.tag == f"{W}t":
            before.text = (before.text or "") + (child.text or "")
            run.remove(child)
        else:
            before = child


def _head(element: Any) -> str:
    form = element.find(f"{W}rPr") if element.tag == f"{W}r" else None
    return str(sorted(element.attrib.items())) + (_line(form) if form is not None else "")


def _targets(parts: dict[str, bytes], name: str) -> dict[str, str]:
    """What each relationship leads to: an address, or a digest of a part and of what that one refers to."""
    folder, base = posixpath.split(name)
    relations = f"{folder}/_rels/{base}.rels"
    if relations not in parts:
        return {}
    found = {}
    for relation in etree.fromstring(parts[relations]):
        target = relation.get("Target")
        if relation.get("TargetMode") == "External":
            found[relation.get("Id")] = target
            continue
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        below = sorted(_targets(parts, part).values()) if part.startswith("word/charts/") else []
        if part.startswith(("word/header", "word/footer")):
            root = etree.fromstring(parts[part])
            _settle(root, parts, part, False)
            found[relation.get("Id")] = hashlib.sha256(_line(root).encode()).hexdigest()
            continue
        content = part.encode() if part.count("/") == 1 else parts[part]
        found[relation.get("Id")] = hashlib.sha256(repr((content, below)).encode()).hexdigest()
    return found


def _lists(parts: dict[str, bytes]) -> dict[str, str]:
    """Each list by what it looks like and where it begins."""
    root = etree.fromstring(parts["word/numbering.xml"])
    looks = {}
    for abstract in root.iter(f"{W}abstractNum"):
        lines = [_line(each) for each in abstract if each.tag not in (f"{W}nsid", f"{W}tmpl")]
        looks[abstract.get(f"{W}abstractNumId")] = hashlib.sha256("".join(lines).encode()).hexdigest()[:12]
    found = {}
    for num in root.iter(f"{W}num"):
        link = num.find(f"{W}abstractNumId")
        starts = [each.get(f"{W}val") for each in num.iter(f"{W}startOverride")]
        found[num.get(f"{W}numId")] = f"{looks[link.get(f'{W}val')]} {starts}"
    return found
