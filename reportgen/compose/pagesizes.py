"""Sizes of pages by their names (ISO 216, ANSI/ASME Y14.1), and what is wrong with pages of a theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from reportgen.document.theme import LANDSCAPE, Page, Theme
from reportgen.findings.near import did_you_mean
from reportgen.findings.place import Keys
from reportgen.findings.problem import Problem

SIZES: Final[Mapping[str, tuple[float, float]]] = {
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "A6": (105, 148),
    "B5": (176, 250),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
    "Tabloid": (279.4, 431.8),
}
"""Width and height in millimetres, upright."""
_TURNED: Final = f" {LANDSCAPE}"
_RUNNING: Final = 4
"""Millimetres between the baseline of a running line and the type area, with its rule and its letters."""


def sized(page: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a page, its size by name ("A4", "A4 landscape") as width and height, which hold where both
    stand."""
    found = dict(page)
    size = found.pop("size", None)
    if not isinstance(size, str):
        return found
    width, height = SIZES[size.removesuffix(_TURNED)]
    if size.endswith(_TURNED):
        width, height = height, width
    return {"width": width, "height": height, **found}


def size_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Names of sizes that nobody knows."""
    masters = data.get("masters")
    pages: list[tuple[Keys, Any]] = [(("page",), data.get("page"))]
    pages += [(("masters", name), page) for name, page in masters.items()] if isinstance(masters, dict) else []
    for keys, page in pages:
        size = page.get("size") if isinstance(page, dict) else None
        if size is None or (isinstance(size, str) and size.removesuffix(_TURNED) in SIZES):
            continue
        hint = did_you_mean(str(size), SIZES) or "write width and height in millimetres"
        text = f'"{size}" is none of {", ".join(SIZES)}, each also with "{LANDSCAPE}"'
        yield Problem("bad-choice", text, keys=(*keys, "size"), hint=hint)


def page_problems(theme: Theme) -> Iterator[Problem]:
    """Pages that nobody prints, or that leave no room for text."""
    yield from _page(theme.page, ("page",))
    for name, page in theme.masters.items():
        keys: Keys = ("masters", name)
        if name == LANDSCAPE:
            text = f'the name "{LANDSCAPE}" is that of the page itself, turned'
            yield Problem("bad-choice", text, keys=keys, hint="take another name", at_key=True)
        else:
            yield from _page(page, keys)


def _page(page: Page, keys: Keys) -> Iterator[Problem]:
    if min(page.width, page.height) < 50 or max(page.width, page.height) > 2000:
        yield Problem("bad-measure", "a page measures 50 to 2000 mm each way", keys=keys)
    elif page.width - page.left - page.right - page.margin_column < 30:
        yield Problem("bad-measure", "the margins leave less than 30 mm for the text column", keys=keys)
    elif page.height - page.top - page.bottom < 50:
        yield Problem("bad-measure", "the margins leave less than 50 mm of height for text", keys=keys)
    for line, edge, near, far in (("head", "top", page.head, page.top), ("foot", "bottom", page.foot, page.bottom)):
        if near and far - near < _RUNNING:
            text = f"the running {line} stands in the text: its baseline needs {_RUNNING} mm to the type area"
            hint = f"give {line} a smaller or {edge} a greater distance from the edge of the page"
            yield Problem("crowded-line", text, severity="warning", hint=hint, keys=keys)
