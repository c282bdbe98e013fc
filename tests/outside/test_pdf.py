"""PDFs from outside: work that is too much, streams that are too long, objects of other types. All of them harmless;
the limits are made small instead."""

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf
from press_files import GOOD, made
from verify_files import good_pdf

from reportgen.errors import OversizeError, SheetError, UnreadableError
from reportgen.outside import pdf as outside
from reportgen.outside.work import A_STREAM, Work
from reportgen.preflight.run import preflight
from reportgen.print.imposition.plan import Sheet, booklet
from reportgen.print.imposition.write import impose
from reportgen.verify.pdf.read import read_attachments, read_pdf

SHEET = Sheet(1000, 1000, 0)
USERS = ("reportgen.preflight.run", "reportgen.verify.pdf.file", "reportgen.print.imposition.write")


def look(data: bytes) -> None:
    preflight(data, render=False)


def put(data: bytes) -> None:
    impose(data, SHEET, booklet)


READERS: dict[str, Callable[[bytes], object]] = {"preflight": look, "verify": read_pdf, "impose": put}


@pytest.fixture
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a PDF may do next to nothing."""
    for user in USERS:
        monkeypatch.setattr(f"{user}.Work", lambda _size, **_more: Work(0, steps=3_000, unpacked=20_000))


def refused(reader: Callable[[bytes], object], data: bytes) -> str:
    with pytest.raises((UnreadableError, SheetError)) as raised:
        reader(data)
    said = str(raised.value)
    assert "\n" not in said
    assert " at 0x" not in said
    return said


# ------------------------------------------------------------------------------------------------------------- work


def test_work_is_counted() -> None:
    work = Work(0, steps=200, unpacked=100)
    work.do(100)
    assert work.content(b"1 2 3") == b"1 2 3"
    with pytest.raises(OversizeError, match="so often"):
        work.do(100 - A_STREAM)
    with pytest.raises(OversizeError, match="unpack"):
        Work(0, unpacked=100).unpacked(bytes(101))
    Work(100).do(1_000)


def test_what_is_compressed_is_unpacked_as_far_as_it_may() -> None:
    packed = zlib.compress(bytes(3_000_000))
    assert Work(0).inflated(packed) == bytes(3_000_000)
    with pytest.raises(OversizeError):
        Work(0, unpacked=2_000_000).inflated(packed)
    for damaged in (packed[:-8], packed[:50], b"", b"no"):
        with pytest.raises(zlib.error):
            Work(0).inflated(damaged)


# ------------------------------------------------------------------------------------------------- too much of it


def forms(pdf: Pdf) -> None:
    """Three forms in each other, each drawing the next three times."""
    inner = pdf.make_stream(b"0 0 0 1 k 60 60 40 40 re f", Type=Name.XObject, Subtype=Name.Form)
    inner.BBox = Array([0, 0, 400, 600])
    for _ in range(3):
        outer = pdf.make_stream(b"/X Do " * 3, Type=Name.XObject, Subtype=Name.Form)
        outer.BBox, outer.Resources = Array([0, 0, 400, 600]), Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    for page in pdf.pages:
        page.obj.Resources.XObject = Dictionary(X=inner)


def several(pdf: Pdf) -> None:
    """The same stream fifty times on a page."""
    for page in pdf.pages:
        page.obj.Contents = Array([page.obj.Contents] * 50)


@pytest.mark.usefixtures("little_work")
@pytest.mark.parametrize("reader", ["preflight", "verify"])
def test_forms_that_draw_each_other(reader: str) -> None:
    assert "so often" in refused(READERS[reader], made(f"{GOOD}\n/X Do", forms))


@pytest.mark.usefixtures("little_work")
@pytest.mark.parametrize("reader", READERS)
def test_a_stream_that_is_named_over_and_over(reader: str) -> None:
    assert "more work" in refused(READERS[reader], made(GOOD, several))


@pytest.mark.usefixtures("little_work")
@pytest.mark.parametrize("reader", READERS)
def test_streams_that_unpack_to_much(reader: str) -> None:
    assert "unpack to more" in refused(READERS[reader], made(GOOD + "\n" + " " * 10 + "%" + "x" * 20_000))


@pytest.mark.parametrize("reader", READERS)
def test_all_of_it_is_read_within_the_real_limits(reader: str) -> None:
    for change in (forms, several):
        READERS[reader](made(f"{GOOD}\n/X Do" if change is forms else GOOD, change))


@pytest.mark.usefixtures("little_work")
def test_a_page_tree_that_comes_back() -> None:
    def change(pdf: Pdf) -> None:
        pages = pdf.Root.Pages
        for _ in range(4):
            pages = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([pages] * 12), Count=1))
        pdf.Root.Pages = pages

    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(made())) as pdf:
        change(pdf)
        pdf.save(data)
    assert "so often" in refused(read_pdf, data.getvalue())


def test_states_that_are_saved_and_never_brought_back() -> None:
    found = preflight(made("q " * 1_100), render=False).findings
    assert "damaged-content" in {finding.code for finding in found}


# ---------------------------------------------------------------------------------------------------- qpdf's limits


@pytest.fixture
def small_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(outside._LIMITS, "flate_max_memory", 30_000)


def test_limits_hold_while_somebody_reads() -> None:
    before = pikepdf.settings.get_qpdf_limits()
    with outside.limited():
        with outside.limited():
            assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] == outside.MOST_IN_A_STREAM
        assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] == outside.MOST_IN_A_STREAM
    assert pikepdf.settings.get_qpdf_limits() == before


@pytest.mark.usefixtures("small_streams")
def test_a_stream_that_qpdf_may_not_unpack_is_told() -> None:
    data = made(GOOD + "\n%" + "x" * 50_000)
    found = next(each for each in preflight(data, render=False).findings if each.code == "damaged-content")
    assert "limit" in found.text
    assert "limit" in refused(put, data)


def test_what_is_not_read_is_not_given_to_ghostscript(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.preflight.run.measure", lambda *_: pytest.fail("it was rendered"))
    assert preflight(made("q " * 1_100)).ink_by == "objects"


# ---------------------------------------------------------------------------------------------------- other objects


def broken_contents(pdf: Pdf) -> None:
    """A page's contents with a dictionary that is no stream, and an object that is not there."""
    for page in pdf.pages:
        page.obj.Contents = Array([page.obj.Contents, pdf.make_indirect(Dictionary()), pdf.get_object(900, 0)])


def test_contents_that_are_no_streams_are_one_message() -> None:
    data = made(GOOD, broken_contents)
    preflight(data, render=False)
    with contextlib.suppress(UnreadableError):
        read_pdf(data)
    refused(put, data)


@pytest.mark.long
@given(
    st.lists(
        st.tuples(
            st.integers(0, 40_000),
            st.sampled_from([b"/", b"null ", b"[", b"<<", b"-1 ", b"9e9 ", b"(", b"0 0 R", b"true ", b"1 0 R", b">>"]),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_no_damage_makes_a_reader_stumble(damages: list[tuple[int, bytes]], tagged: bool) -> None:
    data = bytearray(_plain(tagged))
    for place, damage in damages:
        at = place % len(data)
        data[at : at + len(damage)] = damage
    for reader in (*READERS.values(), read_attachments):
        with contextlib.suppress(UnreadableError, SheetError):
            reader(bytes(data))


@cache
def _plain(tagged: bool) -> bytes:
    """A file whose objects stand in it uncompressed: one of ours, or one for the press."""
    plain = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
    if not tagged:
        return made(**plain)  # type: ignore[arg-type]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good_pdf())) as pdf:
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, **plain)  # type: ignore[arg-type]
    return out.getvalue()
