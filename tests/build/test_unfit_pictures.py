"""Photos without a credit, and pictures with too few pixels for the edges of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image
from sample import COVER, EVERYTHING, text
from typeset_help import THEME

from reportgen.build.unfit import lacking
from reportgen.document import nodes as n


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("pictures")
    Image.new("RGB", (600, 400)).save(where / "small.jpg")
    Image.new("RGB", (600, 400)).save(where / "small.png")
    Image.new("RGB", (2000, 3000)).save(where / "large.jpg")
    (where / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"/>')
    return where


def told(*blocks: n.Block) -> list[tuple[str, str | None, str | None]]:
    document = n.Document(EVERYTHING.meta, blocks)
    return [(each.code, each.block, each.token) for each in lacking(document, THEME)]


def figure(own: str, path: Path, **more: object) -> n.Figure:
    return n.Figure(own, str(path), "Bild", **more)  # type: ignore[arg-type]


def test_a_photo_without_credit_is_told_where_others_have_one(folder: Path) -> None:
    plain = figure("a", folder / "large.jpg")
    assert told(plain) == []
    credited = figure("b", folder / "large.jpg", credit=text("Foto: sie"))
    others = (figure("c", folder / "small.png"), figure("d", folder / "large.jpg", decorative=True))
    assert told(plain, credited, *others) == [("missing-credit", "a", "large.jpg")]


def test_a_picture_up_to_the_edges_needs_pixels_for_them(folder: Path) -> None:
    small, large, logo = (folder / name for name in ("small.jpg", "large.jpg", "logo.svg"))
    coarse = [("low-resolution", "f", "small.jpg")]
    for extent in ("half", "bleed"):
        assert told(figure("f", small, extent=extent)) == coarse
        assert told(figure("f", large, extent=extent)) == told(figure("f", logo, extent=extent)) == []
    assert told(figure("f", small), figure("g", small, extent="page")) == []
    assert told(replace(COVER, picture=figure("f", small))) == coarse
    assert told(n.Section("s", (), page="new", opening=figure("f", small))) == coarse
