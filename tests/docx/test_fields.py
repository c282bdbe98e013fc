"""Fields in Word files: none where a file is read, named ones in drafts, bound ones in forms."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx_kit import CORPUS, PATH, draft, inlines, rich
from lxml import etree
from oracles import audit, microsoft
from oracles import ooxml_documents as docs
from oracles.ooxml import Package, W, lint, val
from sample import EVERYTHING, paragraph

from reportgen.document import nodes as n
from reportgen.document.ids import field_bookmark, field_name
from reportgen.document.numbering import number
from reportgen.document.plain import plain_blocks
from reportgen.docx import Fields, write_docx
from reportgen.verify import check, compare, read_docx

F = "{urn:reportgen:fields}"


def controls(data: bytes) -> list[tuple[str, str]]:
    """Names and texts of the controls of data, in order."""
    found = []
    for control in Package(data).document.iter(f"{W}sdt"):
        alias = control.find(f"{W}sdtPr/{W}alias")
        if alias is not None:
            found.append((val(alias), "".join(each.text or "" for each in control.iter(f"{W}t"))))
    return found


def marks(data: bytes) -> list[str]:
    return re.findall(r'w:name="(rf_\w+)"', zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode())


def stores(data: bytes) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(data))
    return {name: package.read(name) for name in package.namelist() if re.fullmatch(r"customXml/item\d+\.xml", name)}


def test_a_file_to_be_read_has_no_fields() -> None:
    data = write_docx(inlines(), docs.THEME)
    assert (controls(data), marks(data), stores(data)) == ([], [], {})


def test_a_draft_has_fields_named_by_the_path_of_their_data() -> None:
    data = write_docx(draft(inlines()), docs.THEME)
    found = dict(controls(data))
    assert found["sections[x].title"] == "Eine Überschrift"
    assert (PATH, "Am Anfang ") in controls(data)
    (long,) = [name for name in found if name.startswith("#")]
    assert len(long) == 33
    assert found[long] == "foreign words"
    assert stores(data) == {}
    assert set(marks(data)) >= {field_bookmark(PATH, 0), field_bookmark("sections[x].title", 0)}


@pytest.mark.parametrize("fields", [Fields.NAMED, Fields.BOUND])
def test_what_no_control_can_hold_stands_between_bookmarks_with_its_first_link(fields: Fields) -> None:
    data = write_docx(rich(), docs.THEME, fields=fields)
    body = etree.tostring(Package(data).document, encoding="unicode")
    for path, before in ((PATH, "w:hyperlink"), ("a", "w:r"), ("b", "w:r"), ("d", "w:r")):
        assert re.search(rf'<w:bookmarkStart w:id="\d+" w:name="{field_bookmark(path, 0)}"/><{before}', body), path
    assert {name for name, _ in controls(data)} == {"sections[a].title", "c"}


def test_what_would_lose_its_look_or_empty_its_part_is_not_bound() -> None:
    document = docs.document(
        n.Paragraph("bold", (n.Text("halb ", "c"), n.Strong((n.Text("fett", "c"),)))),
        n.Paragraph("sign", (n.Text("Forschung & Lehre", "d"),)),
        n.Paragraph("less", (n.Text("1 < 2", "e"),)),
    )
    data = write_docx(document, docs.THEME, fields=Fields.BOUND)
    assert [name for name, _ in controls(data)] == ["c", "d", "e"]
    assert next(Package(data).document.iter(f"{W}dataBinding"), None) is None
    (store,) = stores(data).values()
    noted = [(each.get("path"), each.get("bookmark"), each.findtext(f"{F}text")) for each in etree.fromstring(store)]
    texts = {"c": "halb fett", "d": "Forschung & Lehre", "e": "1 < 2"}
    assert noted == [(path, field_bookmark(path, 0), text) for path, text in texts.items()]


def test_a_bound_field_has_its_text_in_a_part_of_its_own() -> None:
    document = docs.document(
        n.Paragraph("p", (n.Text('weich\u00ad hart\u2011 "so" > da', PATH),)), n.Paragraph("q", (n.Text("zwei", PATH),))
    )
    data = write_docx(document, docs.THEME, fields=Fields.BOUND)
    (store,) = stores(data).values()
    kept = [(field.get("path"), field.findtext(f"{F}text")) for field in etree.fromstring(store)]
    assert kept == [(PATH, 'weich\u00ad hart\u2011 "so" > da'), (PATH, "zwei")]
    assert check(read_docx(data)) == ()


def test_a_part_of_bound_fields_stays_small_and_no_two_fields_have_the_same_place() -> None:
    document = docs.document(*(n.Paragraph(f"p{i}", (n.Text("ä" * 500, f"x[{i}]"),)) for i in range(100)))
    data = write_docx(document, docs.THEME, fields=Fields.BOUND)
    assert len(stores(data)) > 3
    assert max(map(len, stores(data).values())) < 32 * 1024
    places = [element.get(f"{W}xpath") for element in Package(data).document.iter(f"{W}dataBinding")]
    assert len(set(places)) == len(places) == 100
    assert check(read_docx(data)) == ()


def test_a_text_that_no_part_holds_is_not_bound() -> None:
    document = docs.document(n.Paragraph("p", (n.Text("ä" * 20_000, PATH),)))
    data = write_docx(document, docs.THEME, fields=Fields.BOUND)
    assert ([name for name, _ in controls(data)], marks(data)) == ([PATH], [field_bookmark(PATH, 0)])
    assert next(Package(data).document.iter(f"{W}dataBinding"), None) is None
    assert check(read_docx(data)) == ()


def test_no_field_stands_in_a_frame_or_where_a_section_ends() -> None:
    for fields in (Fields.NAMED, Fields.BOUND):
        document = Package(write_docx(number(EVERYTHING), docs.THEME, fields=fields)).document
        for each in (*document.iter(f"{W}framePr"), *document.iter(f"{W}sectPr")):
            ancestor = next(each.iterancestors(f"{W}p"), None)
            assert ancestor is None or next(ancestor.iter(f"{W}sdt"), None) is None


def test_a_form_tracks_no_changes() -> None:
    for fields, tracked in ((Fields.NAMED, True), (Fields.BOUND, False)):
        package = zipfile.ZipFile(io.BytesIO(write_docx(draft(inlines()), docs.THEME, fields=fields)))
        assert (b"trackRevisions" in package.read("word/settings.xml")) is tracked


@pytest.mark.long
@pytest.mark.parametrize("fields", [Fields.NAMED, Fields.BOUND])
@pytest.mark.parametrize("name", CORPUS)
def test_a_hard_case_with_fields_is_sound(name: str, fields: Fields, tmp_path: Path) -> None:
    document = CORPUS[name](tmp_path)
    data = write_docx(document, docs.THEME, fields=fields)
    path = tmp_path / "case.docx"
    path.write_bytes(data)
    assert lint(data) == []
    assert audit.errors(path) == []
    if microsoft.find() is not None:
        assert microsoft.errors(path) == []
    flaws = [flaw for flaw in check(read_docx(data)) if flaw.code != "heading-jump"]
    assert (*compare(plain_blocks(document), read_docx(data), document.meta), *flaws) == ()


DEFECTS = {
    "other text": (lambda text: text.replace(">Titel<", ">Anders<")),
    "other field": (lambda text: re.sub(r'(w:xpath=")[^"]+', r"\1/f:fields[1]/f:field99[1]/f:text[1]", text)),
    "other part": (lambda text: re.sub(r'(w:storeItemID=")[^"]+', r"\1{00000000-0000-0000-0000-000000000000}", text)),
    "other name": (lambda text: text.replace('<w:alias w:val="t"', '<w:alias w:val="u"')),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_field_that_is_bound_to_something_else_is_found(name: str) -> None:
    data = write_docx(docs.document(n.Paragraph("p", (n.Text("Titel", "t"),))), docs.THEME, fields=Fields.BOUND)
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            blob = source.read(entry)
            if entry == "word/document.xml":
                blob = DEFECTS[name](blob.decode()).encode()
                assert blob != source.read(entry)
            target.writestr(entry, blob)
    assert [flaw.code for flaw in check(read_docx(out.getvalue()))] == ["field-unbound"]


def test_a_long_path_is_named_by_a_digest() -> None:
    path = "measures[" + "x" * 80 + "].text"
    data = write_docx(docs.document(n.Paragraph("p", (n.Text("kurz", path),))), docs.THEME, fields=Fields.NAMED)
    assert controls(data) == [(field_name(path), "kurz")]
    assert len(field_name(path)) <= 64


def test_a_block_without_data_has_no_field() -> None:
    data = write_docx(docs.document(paragraph("p", "Worte der Vorlage")), docs.THEME, fields=Fields.BOUND)
    assert (controls(data), marks(data)) == ([], [])
