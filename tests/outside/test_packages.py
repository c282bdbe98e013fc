"""ZIP packages from outside: what is damaged, and what is too much, made small by small limits."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from verify_files import good_docx

from reportgen.docx.reference import read_reference
from reportgen.errors import DamagedPackageError, DocumentError, OversizeError, UnreadableError
from reportgen.outside import packages
from reportgen.outside.packages import Parts
from reportgen.verify import read_docx
from reportgen.verify.word.package import open_package


def packed(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return out.getvalue()


def changed(part: str, change: tuple[str, str]) -> bytes:
    """A Word file of ours with a part that says something else."""
    with zipfile.ZipFile(io.BytesIO(good_docx())) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    new = re.sub(change[0], change[1], parts[part].decode())
    assert new != parts[part].decode()
    return packed(*{**parts, part: new.encode()}.items())


def test_parts() -> None:
    parts = Parts(packed(("a", b"1234"), ("b/c.xml", b"<x/>")))
    assert parts.names == {"a", "b/c.xml"}
    assert (parts.read("a"), parts.xml("b/c.xml")) == (b"1234", b"<x/>")
    with parts.open("a") as stream:
        assert (stream.read(3), stream.read(), stream.read()) == (b"123", b"4", b"")
    assert list(parts.pieces("b/c.xml", 3)) == [b"<x/", b">"]
    with pytest.raises(DamagedPackageError, match="no part d"):
        parts.read("d")


def test_parts_before_the_beginning_of_the_file() -> None:
    content = bytearray(packed(("a", b"1234")))
    place = content.rindex(b"PK\x05\x06") + 16
    content[place : place + 4] = (int.from_bytes(content[place : place + 4], "little") + 36).to_bytes(4, "little")
    with pytest.raises(DamagedPackageError):
        Parts(bytes(content)).read("a")


def test_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    many = packed(*((f"{number}", b"") for number in range(4)))
    with pytest.raises(OversizeError, match="more than 3 parts"):
        Parts(many, most_parts=3)
    content = packed(("a", b"x" * 50_000), ("b.xml", b"<a></a>" * 100))
    parts = Parts(content, unpacked=50_000)
    assert len(parts.read("a")) == 50_000
    with pytest.raises(OversizeError, match="unpack"):
        parts.read("a")
    with Parts(content, unpacked=-1_000).open("a") as stream, pytest.raises(OversizeError):
        stream.read()
    monkeypatch.setattr(packages, "ELEMENTS", -500)
    with pytest.raises(OversizeError, match="so often"):
        Parts(content).xml("b.xml")
    with pytest.raises(OversizeError, match="so often"):
        list(Parts(content).pieces("b.xml", 2))


def test_a_part_that_is_longer_than_the_directory_says() -> None:
    content = bytearray(packed(("a", b"x" * 50_000)))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    with pytest.raises(DamagedPackageError):
        Parts(bytes(content)).read("a")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_damage() -> None:
    with pytest.raises(DamagedPackageError, match="twice"):
        Parts(packed(("a", b"1"), ("a", b"2")))
    whole = packed(("a", b"x" * 2_000))
    for damaged in (b"", b"PK\x03\x04", whole[:-30], whole[:40]):
        with pytest.raises(DamagedPackageError):
            Parts(damaged)
    encrypted = bytearray(whole)
    encrypted[6] |= 1
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    for wrong in (bytes(encrypted), whole[:35] + b"\xff" * 4 + whole[39:]):
        with pytest.raises(DamagedPackageError):
            Parts(wrong).read("a")


# ---------------------------------------------------------------------------------------------- reference documents


def code(content: bytes) -> str:
    with pytest.raises(DocumentError) as raised:
        read_reference(content, "a.docx")
    (problem,) = raised.value.problems
    return problem.code


@pytest.mark.parametrize("size", ["0", "143", "31681", "99999999999999999999", "-5"])
def test_pages_of_a_size_that_no_program_shows(size: str) -> None:
    assert code(changed("word/document.xml", (r'w:w="\d+" w:h', f'w:w="{size}" w:h'))) == "reference-page"


def test_too_many_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.docx.reference.read._MOST_STYLES", 10)
    assert code(good_docx()) == "reference-too-large"


def chained(*based: tuple[str, str]) -> bytes:
    """A Word file of ours with more styles, each with what it builds on."""
    more = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{own}"/><w:basedOn w:val="{on}"/></w:style>'
        for own, on in based
    )
    return changed("word/styles.xml", ("</w:styles>", f"{more}</w:styles>"))


def test_styles_that_build_on_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.docx.reference.read._LONGEST_CHAIN", 8)
    long = [(f"x{number}", f"x{number - 1}") for number in range(1, 10)]
    assert code(chained(*long)) == "reference-too-large"
    assert code(chained(*reversed(long))) == "reference-too-large"
    read_reference(chained(*long[:7]), "a.docx")
    read_reference(chained(("a", "b"), ("b", "c"), ("c", "a"), ("d", "d")), "a.docx")


def test_too_many_styles_for_a_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.verify.word.numbering._MOST_STYLES", 10)
    with pytest.raises(UnreadableError) as raised:
        read_docx(good_docx())
    assert raised.value.difference.code == "too-much-work"


def test_a_reference_document_that_unpacks_to_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.docx.reference.read.Parts", lambda content: Parts(content[:], unpacked=-10_000_000))
    assert code(good_docx()) == "reference-too-large"


def test_a_head_that_is_no_xml_is_told_of_the_reference_document() -> None:
    """It is taken over as it stands; without a look at it, it is the report's own proof that fails."""
    head = min(name for name in Parts(good_docx()).names if re.match(r"word/header\d+\.xml", name))
    with pytest.raises(DocumentError) as raised:
        read_reference(changed(head, ("</w:hdr>", "</w:p>")), "a.docx")
    (problem,) = raised.value.problems
    assert problem.code == "reference-damaged"
    assert head in problem.text


ENTITIES = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///etc/hostname">]>'


def test_entities_are_not_resolved() -> None:
    """What they stand for comes into no report; here neither a file nor a word of three letters."""
    declared = changed("word/styles.xml", (r"<w:styles", f"{ENTITIES}<w:styles"))
    assert b"ENTITY" not in read_reference(declared, "a.docx").styles
    used = changed("word/document.xml", (r"<w:document", f"{ENTITIES}<w:document"))
    open_package(used).tree("word/document.xml")


# ------------------------------------------------------------------------------------------------------------ verify


def test_a_word_file_that_unpacks_to_much_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.verify.word.package.Parts", lambda content: Parts(content, unpacked=-10_000_000))
    with pytest.raises(UnreadableError) as raised:
        open_package(good_docx())
    assert raised.value.difference.code == "too-much-work"
