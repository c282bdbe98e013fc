"""SVG files to drawings. Each element is looked at once for each time that it is drawn, and counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

from lxml import etree

from reportgen.errors import DrawingError, OversizeError
from reportgen.outside.work import Work
from reportgen.svg import paths
from reportgen.svg.drawing import IDENTITY, Clip, Drawing, Group, Matrix, Path, Shape, Stroke, bounds, product
from reportgen.svg.kind import MOST_BYTES
from reportgen.svg.numbers import length, numbers, share, transform
from reportgen.svg.paint import Servers
from reportgen.svg.style import INHERITED, Sheet, check, computed, read_sheet

STEPS, STEPS_A_BYTE = 50_000, 0.5
"""Elements that are drawn and pieces of their paths, in all and for each byte of the file."""
_DEEPEST: Final = 80
"""Groups in each other, `use` included."""
_SVG: Final = "{http://www.w3.org/2000/svg}"
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_UNSEEN: Final = frozenset(
    ("defs", "title", "desc", "metadata", "style", "symbol", "clipPath", "linearGradient", "radialGradient")
)
_SCRIPTS: Final = frozenset(("script", "handler", "listener"))
_TEXTS: Final = frozenset(("text", "tspan", "textPath", "tref", "altGlyph"))
_WORDS: Final = "turn the words into paths (in Inkscape: Path, Object to Path), and say them in its text alternative"


@lru_cache(maxsize=32)
def read_svg(data: bytes) -> Drawing:
    """The drawing of a file. DrawingError: what it has is not drawn, or it is damaged."""
    if len(data) > MOST_BYTES:
        raise DrawingError(f"has more than {MOST_BYTES // 1_000_000} million bytes", "export it simpler, or as PNG")
    try:
        return _Reader(_parsed(data), Work(len(data), steps=STEPS, steps_a_byte=STEPS_A_BYTE)).drawing()
    except OversizeError:
        hint = "export it simpler, or as PNG"
        raise DrawingError("draws the same so often that it is more work than a file of its size", hint) from None


def alone(data: bytes) -> bytes:
    """The file with nothing before and behind its drawing: no document type, whose address other programs might fetch,
    and no remarks."""
    return etree.tostring(_parsed(data), encoding="UTF-8", xml_declaration=True, with_tail=False)


def _parsed(data: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DrawingError(f"is damaged: {str(error).splitlines()[0] if str(error) else 'it is no XML'}") from None
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise DrawingError("declares entities", "export it as plain SVG")
    before = root.getprevious()
    while before is not None:
        if before.tag is etree.PI and before.target == "xml-stylesheet":
            raise DrawingError("refers to a style sheet outside of the file", "embed what it needs")
        before = before.getprevious()
    if root.tag != f"{_SVG}svg":
        raise DrawingError("is no SVG: its first element is no <svg> of the SVG namespace")
    return root


class _Reader:
    def __init__(self, root: Any, work: Work) -> None:
        self.root, self.work = root, work
        self.ids = {own: each for each in root.iter() if (own := each.get("id"))}
        self._refuse_everywhere()
        self.sheet: Sheet = read_sheet([each.text or "" for each in root.iter(f"{_SVG}style")])
        self.servers = Servers(self.ids, self.sheet)
        self.box = self._box()
        self._using: list[str] = []

    def _refuse_everywhere(self) -> None:
        """What is refused wherever it stands, seen or not."""
        for each in self.root.iter(etree.Element):
            tag = _tag(each)
            if tag in _SCRIPTS:
                raise DrawingError("has a script", "export it without interaction")
            for name in _HREFS:
                target = each.get(name)
                if target is not None and tag and not target.strip().startswith("#"):
                    what = "an embedded picture" if target.startswith("data:") else "something outside of the file"
                    raise DrawingError(f"refers to {what} (<{tag}>)", "export it as paths alone, or as PNG")

    def drawing(self) -> Drawing:
        """The whole drawing."""
        around = computed(self._declared(self.root), INHERITED)
        return Drawing(self.box, tuple(self._children(self.root, around, IDENTITY)))

    def _box(self) -> tuple[float, float, float, float]:
        given = self.root.get("viewBox")
        if given is None:
            sizes = [self.root.get(name) for name in ("width", "height")]
            if None in sizes or any(size.strip().endswith("%") for size in sizes):
                hint = 'write viewBox="0 0 width height" into its <svg>'
                raise DrawingError("has no viewBox and no width and height, so nobody knows what is to be seen", hint)
            found = [0.0, 0.0, *(length(size, "a size") for size in sizes)]
        else:
            found = numbers(given, "a viewBox")
        if len(found) != 4 or found[2] <= 0 or found[3] <= 0:
            raise DrawingError(f"has a viewBox without an area: {given!r}", "write x, y, width and height")
        return found[0], found[1], found[2], found[3]

    def _declared(self, element: Any) -> dict[str, str]:
        found = self.sheet.declarations(element, _tag(element))
        check(found)
        return found

    # ------------------------------------------------------------------------------------------------- elements

    def _children(self, element: Any, around: Mapping[str, str], matrix: Matrix) -> Iterator[Shape | Group]:
        for child in element:
            if isinstance(child.tag, str):
                yield from self._element(child, around, matrix)

    def _element(self, element: Any, around: Mapping[str, str], matrix: Matrix) -> Iterator[Shape | Group]:
        self.work.do(1)
        tag = _tag(element)
        if not tag or tag in _UNSEEN:
            return
        declared = self._declared(element)
        if declared.get("display") == "none":
            return
        style = computed(declared, around)
        if "transform" in declared:
            matrix = product(matrix, transform(declared["transform"]))
        found: list[Shape | Group] = []
        if tag == "g":
            with self._inside(""):
                found += self._children(element, style, matrix)
        elif tag == "use":
            found += self._used(element, style, matrix)
        else:
            path = self._path(element, tag)
            if path and style["visibility"] == "visible":
                found += self._shape(path, style, matrix)
        yield from self._grouped(found, declared, matrix)

    @contextmanager
    def _inside(self, used: str) -> Iterator[None]:
        """Inside of a group, or of what is used by its id."""
        if len(self._using) >= _DEEPEST:
            raise DrawingError(f"has more than {_DEEPEST} groups in each other", "export it simpler")
        if used and used in self._using:
            raise DrawingError(f'uses "{used}" in itself')
        self._using.append(used)
        yield
        self._using.pop()

    def _grouped(
        self, found: list[Shape | Group], declared: Mapping[str, str], matrix: Matrix
    ) -> Iterator[Shape | Group]:
        """What an element draws, behind its clip path and as opaque as it says."""
        opacity = share(declared.get("opacity") or "1", "an opacity")
        clip_path = declared.get("clip-path") or "none"
        if not found or opacity == 0:
            return
        if opacity == 1 and clip_path == "none":
            yield from found
            return
        clips = () if clip_path == "none" else tuple(self._clips(clip_path, matrix, 0))
        yield Group(tuple(found), opacity, clips)

    def _used(self, element: Any, style: Mapping[str, str], matrix: Matrix) -> Iterator[Shape | Group]:
        target = next((element.get(name) for name in _HREFS if element.get(name)), "").strip()[1:]
        used = self.ids.get(target)
        if used is None:
            raise DrawingError(f'uses "{target}", which it does not have')
        x, y = (_measure(element, name) for name in ("x", "y"))
        matrix = product(matrix, (1, 0, 0, 1, x, y))
        with self._inside(target):
            if _tag(used) != "symbol":
                yield from self._element(used, style, matrix)
                return
            if used.get("viewBox") is not None:
                raise DrawingError("uses a symbol with a viewBox of its own", "export it without symbols")
            declared = self._declared(used)
            found = list(self._children(used, computed(declared, style), matrix))
            yield from self._grouped(found, declared, matrix)

    def _path(self, element: Any, tag: str) -> Path:
        """The path of a shape, in its own coordinates. DrawingError for whatever else an element is."""
        _, _, wide, high = self.box

        def get(name: str, whole: float = 0.0) -> float:
            return _measure(element, name, whole)

        found: Path
        match tag:
            case "path":
                found = paths.path(element.get("d") or "")
            case "rect":
                rx, ry = _radii(element, wide, high)
                found = paths.rectangle(get("x", wide), get("y", high), get("width", wide), get("height", high), rx, ry)
            case "circle":
                found = paths.ellipse(get("cx", wide), get("cy", high), get("r"), get("r"))
            case "ellipse":
                found = paths.ellipse(get("cx", wide), get("cy", high), get("rx", wide), get("ry", high))
            case "line":
                ends = (get("x1", wide), get("y1", high)), (get("x2", wide), get("y2", high))
                found = ("M", ends[0]), ("L", ends[1])
            case "polyline" | "polygon":
                found = paths.polygon(element.get("points") or "", closed=tag == "polygon")
            case _ if tag in _TEXTS:
                raise DrawingError(f"has text (<{tag}>), and no font can be relied on", _WORDS)
            case _:
                raise DrawingError(f"has <{tag}>, which is not drawn", "export it as plain paths, or as PNG")
        self.work.do(len(found))
        return found

    def _shape(self, path: Path, style: Mapping[str, str], matrix: Matrix) -> Iterator[Shape]:
        box = bounds(path)
        paint = self.servers.paint
        fill = paint(style["fill"], style["color"], box, matrix)
        stroke = None
        width = length(style["stroke-width"], "a width of lines", max(self.box[2:]))
        line = paint(style["stroke"], style["color"], box, matrix) if width > 0 else None
        if line is not None:
            dash = () if style["stroke-dasharray"] == "none" else tuple(numbers(style["stroke-dasharray"], "dashes"))
            dash = dash * 2 if len(dash) % 2 else dash
            if any(part < 0 for part in dash):
                raise DrawingError("has dashes of less than nothing")
            stroke = Stroke(
                line,
                width,
                share(style["stroke-opacity"], "an opacity"),
                _word(style, "stroke-linecap", "butt", "round", "square"),
                _word(style, "stroke-linejoin", "miter", "round", "bevel"),
                max(length(style["stroke-miterlimit"], "a mitre limit"), 1.0),
                dash if sum(dash) > 0 else (),
                length(style["stroke-dashoffset"], "an offset of dashes"),
            )
        if fill is not None or stroke is not None:
            opacity = share(style["fill-opacity"], "an opacity")
            yield Shape(path, matrix, fill, opacity, style["fill-rule"] == "evenodd", stroke)

    # ---------------------------------------------------------------------------------------------------- clips

    def _clips(self, reference: str, matrix: Matrix, depth: int) -> Iterator[Clip]:
        target = reference.strip().removeprefix("url(").rstrip(")").strip(" '\"")[1:]
        clip = self.ids.get(target)
        if clip is None or _tag(clip) != "clipPath":
            raise DrawingError(f'clips with "{target}", which it does not have')
        if depth > 8:
            raise DrawingError(f'clips "{target}" with itself')
        if clip.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
            raise DrawingError("has a clip path in shares of what it clips", "export it with absolute coordinates")
        declared = self._declared(clip)
        if "transform" in declared:
            matrix = product(matrix, transform(declared["transform"]))
        rules = set()
        found: list[tuple[Path, Matrix]] = []
        for child in clip:
            if not isinstance(child.tag, str) or _tag(child) in ("", *_UNSEEN):
                continue
            path, own, rule = self._clipping(child, computed(declared, INHERITED), matrix)
            found.append((path, own))
            rules.add(rule)
        if len(rules) > 1 or (len(found) > 1 and "evenodd" in rules):
            raise DrawingError("has a clip path of several shapes with different fill rules", "unite them in one path")
        yield Clip(tuple(found), "evenodd" in rules)
        if declared.get("clip-path", "none") != "none":
            yield from self._clips(declared["clip-path"], matrix, depth + 1)

    def _clipping(self, element: Any, around: Mapping[str, str], matrix: Matrix) -> tuple[Path, Matrix, str]:
        """The path of a shape in a clip path, its matrix and its rule."""
        self.work.do(1)
        declared = self._declared(element)
        style = computed(declared, around)
        if declared.get("clip-path", "none") != "none":
            raise DrawingError("has a clip path whose shapes are clipped", "unite them in one path")
        if "transform" in declared:
            matrix = product(matrix, transform(declared["transform"]))
        if _tag(element) == "use":
            target = next((element.get(name) for name in _HREFS if element.get(name)), "").strip()[1:]
            used = self.ids.get(target)
            if used is None or _tag(used) == "use":
                raise DrawingError(f'uses "{target}" in a clip path, which is no shape that it has')
            x, y = (_measure(element, name) for name in ("x", "y"))
            return self._clipping(used, style, product(matrix, (1, 0, 0, 1, x, y)))
        return self._path(element, _tag(element)), matrix, style["clip-rule"]


def _tag(element: Any) -> str:
    """The name of an SVG element, "" for others: what programs keep for themselves is not seen."""
    tag = element.tag
    return tag.removeprefix(_SVG) if isinstance(tag, str) and tag.startswith(_SVG) else ""


def _measure(element: Any, name: str, whole: float = 0.0) -> float:
    given = element.get(name)
    return length(given, f'"{name}"', whole) if given and given != "auto" else 0.0


def _radii(element: Any, wide: float, high: float) -> tuple[float, float]:
    """Of a rectangle's corners: one that is not given is as the other (SVG 1.1, 9.2)."""
    rx, ry = _measure(element, "rx", wide), _measure(element, "ry", high)
    given = [element.get(name) not in (None, "auto") for name in ("rx", "ry")]
    return (rx if given[0] else ry), (ry if given[1] else rx)


def _word(style: Mapping[str, str], name: str, *known: str) -> Any:
    if style[name] not in known:
        raise DrawingError(f'has {name}="{style[name][:20]}"', f"use {', '.join(known)}")
    return style[name]
