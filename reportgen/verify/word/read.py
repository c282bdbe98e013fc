"""`read_docx`: a Word file as a Reading."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from reportgen.document.ids import BOOKMARK_LIMIT
from reportgen.errors import UnreadableError
from reportgen.findings.difference import Difference
from reportgen.verify.reading import Reading
from reportgen.verify.word.body import BodyReader
from reportgen.verify.word.fields import bound_stores, name_flaws
from reportgen.verify.word.marks import COMMENT_MARKS, StoryMarks
from reportgen.verify.word.numbering import read_numbering
from reportgen.verify.word.package import DocxFile, W, open_package
from reportgen.verify.word.properties import INPUTS_PROPERTY, word_properties

_OURS = "reportgen"
"""How reportgen calls itself in the properties of a file."""


def read_docx(source: Path | str | bytes) -> Reading:
    """What a Word file says, by bookmark, in the order of its body. Raises UnreadableError."""
    package = open_package(source)
    try:
        return _read(package)
    except (ValueError, RecursionError, TypeError, AttributeError) as error:
        raise UnreadableError("damaged-docx", f"is a damaged Word file: {error}") from None


def _read(package: DocxFile) -> Reading:
    document = package.related("", "officeDocument") or ""
    styles = package.optional(package.related(document, "styles"))
    numbering = read_numbering(styles, package.optional(package.related(document, "numbering")))
    notes = package.optional(package.related(document, "footnotes"))
    by_number = {} if notes is None else {note.get(f"{W}id"): note for note in notes.findall(f"{W}footnote")}
    reader = BodyReader(package, document, numbering, by_number)
    marks = StoryMarks(bound_stores(package, document))
    reader.read(_let_go(package, document, marks))
    if marks.relations is None:
        raise UnreadableError("not-a-docx", "is not a Word file: the main document has no body")
    if notes is not None:
        marks.add(notes)
    properties = word_properties(package)
    return Reading(
        format="docx",
        blocks=reader.blocks(),
        ids=tuple(draft.id for draft in reader.drafts),
        title=properties.get("title", ""),
        language=properties.get("language", "") or _default_language(styles),
        inputs=properties.get(INPUTS_PROPERTY, ""),
        headings=tuple(reader.headings),
        tables=tuple(reader.tables),
        rows=frozenset(reader.rows),
        flaws=(*reader.flaws, *_flaws(package, document, marks, reader)),
        properties=properties,
        saved_by=_saved_by(package),
    )


def _let_go(package: DocxFile, document: str, marks: StoryMarks) -> Iterator[Any]:
    """Everything in the body, each looked through and given once."""
    for child in package.children(document, f"{W}body", marks.add_relations):
        marks.add(child)
        yield child


def _saved_by(package: DocxFile) -> str:
    """The program that says it has saved the file, with its version; "" for ours."""
    found = package.optional(package.related("", "extended-properties"))
    said = {each.tag.rpartition("}")[2]: each.text or "" for each in (() if found is None else found.iterchildren("*"))}
    program = said.get("Application", "").partition("$")[0].replace("/", " ").strip()
    if program in ("", _OURS):
        return ""
    version = said.get("AppVersion", "").removesuffix("000")
    return program if any(map(str.isdigit, program)) or not version else f"{program} {version}"


def _default_language(styles: Any) -> str:
    language = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    return "" if language is None else language.get(f"{W}val") or ""


def _flaws(package: DocxFile, document: str, marks: StoryMarks, reader: BodyReader) -> Iterator[Difference]:
    starts = marks.starts
    ends, numbers = Counter(marks.ends), Counter(number for number, _ in starts)
    names = [name for _, name in starts]
    for number, name in starts:
        if ends[number] != 1 or numbers[number] != 1:
            yield Difference("bookmark-pair", f"bookmark {name} does not begin once and end once", name)
        if len(name) > BOOKMARK_LIMIT:
            yield Difference("bookmark-long", f"bookmark {name} is longer than Word keeps", name)
    for number in ends.keys() - numbers.keys():
        yield Difference("bookmark-pair", f"a bookmark with the number {number} ends and does not begin")
    for name, count in Counter(names).items():
        if count > 1:
            yield Difference("duplicate-bookmark", f"{count} bookmarks have the name {name}", name)
    for anchor in sorted(set(reader.anchors) - set(names)):
        yield Difference("dead-anchor", f"a link or field leads to the bookmark {anchor}, which does not exist")
    unowned = (text.strip() for text in "".join(reader.unowned).split("\n"))
    for text in itertools.islice(filter(None, unowned), 5):
        yield Difference("text-without-id", f"no block has the text {text[:60]!r}")
    yield from _number_flaws(marks.drawings, reader)
    yield from name_flaws(reader.controls)
    yield from marks.unbound
    yield from _comment_flaws(package, document, marks)
    yield from _furniture_flaws(package, document)
    yield from _relation_flaws(package, document, marks.relations or set())


def _number_flaws(drawings: list[str | None], reader: BodyReader) -> Iterator[Difference]:
    kinds = {
        "duplicate-drawing": ("drawings", drawings),
        "duplicate-control": ("content controls", [number for number, _ in reader.controls]),
    }
    for code, (what, numbers) in kinds.items():
        for number, count in Counter(n for n in numbers if n is not None).items():
            if count > 1:
                yield Difference(code, f"{count} {what} have the number {number}")


def _comment_flaws(package: DocxFile, document: str, found: StoryMarks) -> Iterator[Difference]:
    """Comments: each is tied to the text, and a part that holds them holds some."""
    part = package.optional(package.related(document, "comments"))
    known = {each.get(f"{W}id") for each in part.iter(f"{W}comment")} if part is not None else set()
    if part is not None and not known:
        yield Difference("comments-empty", "has a part for comments and no comment, so Word offers a repair")
    marks = [found.comments[name] for name in COMMENT_MARKS]
    for number in sorted({*known, *(key for counted in marks for key in counted)}, key=str):
        named, begins, ends = (counted[number] for counted in marks)
        if number not in known or named != 1 or begins != ends or begins > 1:
            yield Difference("comment-pair", f"comment {number} is not there, or not tied to the text once")


def _furniture_flaws(package: DocxFile, document: str) -> Iterator[Difference]:
    """Fields of running heads and feet: closed, and with a result."""
    for kind, target in package.relations(document).values():
        root = package.optional(target) if kind in ("header", "footer") else None
        if root is not None:
            reader = BodyReader(package, target, read_numbering(None, None), {})
            reader.read(root)
            yield from (flaw for flaw in reader.flaws if flaw.code in ("field-open", "field-empty"))


def _relation_flaws(package: DocxFile, document: str, wanted: Set[str]) -> Iterator[Difference]:
    relations = package.relations(document)
    for name in sorted(wanted - relations.keys()):
        yield Difference("dead-relation", f"the text uses the relationship {name}, which does not exist")
    external = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
    for name, (kind, target) in relations.items():
        if target not in package and not external.match(target):
            yield Difference("missing-part", f"the {kind} {target} ({name}) is missing from the package")
