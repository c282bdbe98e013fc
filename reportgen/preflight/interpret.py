"""Interpret the content of a page and list what it paints, including forms and tiling patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from reportgen.preflight.colour import CMYK, GRAY, RGB, Colour, Space, colour, read_space
from reportgen.preflight.fonts import Font
from reportgen.preflight.geometry import (
    IDENTITY,
    Matrix,
    across,
    along,
    around,
    box_of,
    common,
    corners,
    mean_scale,
    point,
    thinness,
    times,
)
from reportgen.preflight.known import Known
from reportgen.preflight.marks import Fill, Image, Mark, Shade, ShownText, Special, Stroke
from reportgen.preflight.pixels import Picture
from reportgen.preflight.sheet import contents_of
from reportgen.preflight.state import Parameters, State

BROKEN = (
    pikepdf.PdfError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
)
"""What objects raise that are not what they should be."""
_DEPTH = 12
_MOST_SAVED = 1_000
"""States that one stream may save before it brings them back; readers need not know more than 28 (annex C)."""
_ASCENT, _DESCENT = 0.75, 0.22
"""How far letters reach above and below the baseline, as a share of the type size: enough to say where text stands."""
_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
_STROKES = {"S", "s", "B", "B*", "b", "b*"}
_OUTLINED, _UNPAINTED = {1, 5}, {3, 7}
"""Modes of text that is stroked alone, and of text that is not painted (9.3.6); from 4 on it clips as well."""


def paint(page: pikepdf.Page, resources: Any, known: Known) -> list[Mark]:
    """Everything a page with these resources paints, in its order. Raises OversizeError."""
    reader = _Reader(known)
    try:
        for stream in contents_of(page):
            known.work.content(stream.read_bytes())
        reader.read(page, resources, 0)
    except BROKEN as error:
        reader.marks.append(Special("damaged", f"its content cannot be read: {error}"))
    return reader.marks


class _Reader:
    def __init__(self, known: Known) -> None:
        self.marks: list[Mark] = []
        self.state = State()
        self._known, self._fonts, self._work = known, known.fonts, known.work
        self._stack: list[State] = []
        self._points: list[tuple[float, float]] = []
        self._rectangle = False
        self._clipping = False
        self._line: Matrix = IDENTITY
        self._text: Matrix = IDENTITY
        self._resources: Any = None
        self._depth = 0
        self._local: dict[str, Font] = {}
        self._spaces: dict[str, Space] = {}
        self._states: dict[str, Parameters] = {}

    def read(self, stream: Any, resources: Any, depth: int) -> None:
        """The instructions of a page, form or pattern."""
        if depth > _DEPTH:
            return
        kept = self._resources, self._depth, self._local, self._spaces, self._states, self._stack
        self._resources, self._depth = resources, depth
        self._local, self._spaces, self._states, self._stack = {}, {}, {}, []
        for instruction in pikepdf.parse_content_stream(stream):
            act = _ACTS.get(str(instruction.operator))
            if act is not None:
                act(self, instruction.operands)
        self._resources, self._depth, self._local, self._spaces, self._states, self._stack = kept

    def resource(self, kind: str, name: Any) -> Any:
        """A named resource, None where there is none."""
        found = self._resources.get(kind) if self._resources is not None else None
        return found.get(str(name)) if found is not None else None

    # ----------------------------------------------------------------------------------------------------- states

    def push(self, _: Any) -> None:
        if len(self._stack) == _MOST_SAVED:
            raise ValueError(f"it saves more than {_MOST_SAVED:,} states at once")
        self._stack.append(self.state.copy())

    def pop(self, _: Any) -> None:
        if self._stack:
            self.state = self._stack.pop()

    def concat(self, operands: Any) -> None:
        self.state.matrix = times(_matrix(operands), self.state.matrix)

    def line_width(self, operands: Any) -> None:
        self.state.width = float(operands[0])

    def graphics_state(self, operands: Any) -> None:
        name = str(operands[0])
        if name not in self._states:
            found = self.resource("/ExtGState", name)
            self._states[name] = Parameters.read(found, self._fonts) if found is not None else Parameters()
        parameters = self._states[name]
        parameters.apply(self.state)
        self.marks += [Special("transparency", text) for text in parameters.transparency]

    # ---------------------------------------------------------------------------------------------------- colours

    def space(self, name: Any) -> Space:
        key = str(name)
        if key not in self._spaces:
            named = self._resources.get("/ColorSpace") if self._resources is not None else None
            self._spaces[key] = read_space(name, named)
        return self._spaces[key]

    def set_fill(self, space: Space, values: Any) -> None:
        self.state.fill_space = space
        self.state.fill = colour(space, [float(value) for value in values])

    def set_stroke(self, space: Space, values: Any) -> None:
        self.state.stroke_space = space
        self.state.stroke = colour(space, [float(value) for value in values])

    def fill_space(self, operands: Any) -> None:
        space = self.space(operands[0])
        self.state.fill_space, self.state.fill = space, colour(space, ())

    def stroke_space(self, operands: Any) -> None:
        space = self.space(operands[0])
        self.state.stroke_space, self.state.stroke = space, colour(space, ())

    def fill_values(self, operands: Any) -> None:
        self.state.fill = self._valued(self.state.fill_space, operands)

    def stroke_values(self, operands: Any) -> None:
        self.state.stroke = self._valued(self.state.stroke_space, operands)

    def _valued(self, space: Space, operands: Any) -> Colour:
        if space.kind != "pattern":
            return colour(space, [float(value) for value in operands])
        pattern = self.resource("/Pattern", operands[-1])
        if pattern is not None:
            self._pattern(pattern)
        return Colour(space, None)

    def _pattern(self, pattern: Any) -> None:
        if int(pattern.get("/PatternType", 1)) == 2:
            space = read_space(pattern.Shading.get("/ColorSpace"), self._resources.get("/ColorSpace"))
            self.marks.append(Shade(self.state.clip or (0, 0, 0, 0), space))
        elif self._depth < _DEPTH:
            kept = self.state.copy()
            self._work.content(pattern.read_bytes())
            self.read(pattern, pattern.get("/Resources"), self._depth + 1)
            self.state = kept

    # ------------------------------------------------------------------------------------------------------ paths

    def move(self, operands: Any) -> None:
        self._points.append(point(self.state.matrix, float(operands[0]), float(operands[1])))
        self._rectangle = False

    def curve(self, operands: Any) -> None:
        values = [float(value) for value in operands]
        self._points += [point(self.state.matrix, x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
        self._rectangle = False

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(value) for value in operands)
        self._rectangle = not self._points
        matrix = self.state.matrix
        self._points += [
            point(matrix, *corner) for corner in ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        ]

    def clip(self, _: Any) -> None:
        self._clipping = True

    def paint_path(self, operator: str) -> None:
        """The end of a path: filled, stroked, used for clipping, or nothing."""
        state = self.state
        if self._points:
            box = around(self._points)
            seen = common(box, state.clip) if state.clip else None
            if seen and operator in _FILLS and (thinness(seen) > 0 or thinness(box) == 0):
                over = state.overprints(state.fill, state.fill_over)
                self.marks.append(Fill(seen, state.fill, over, self._rectangle))
            if seen and operator in _STROKES:
                width = state.width * mean_scale(state.matrix)
                over = state.overprints(state.stroke, state.stroke_over)
                self.marks.append(Stroke(seen, state.stroke, width, over))
            if self._clipping:
                state.clip = seen
        self._points, self._clipping, self._rectangle = [], False, False

    # ------------------------------------------------------------------------------------------------------- text

    def begin_text(self, _: Any) -> None:
        self._line = self._text = IDENTITY

    def font(self, operands: Any) -> None:
        name = str(operands[0])
        if name not in self._local:
            found = self.resource("/Font", name)
            if found is None:
                return
            self._local[name] = self._fonts.read(found)
        self.state.font, self.state.size = self._local[name], float(operands[1])

    def text_matrix(self, operands: Any) -> None:
        self._line = self._text = _matrix(operands)

    def text_move(self, operands: Any) -> None:
        self._line = times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self._line)
        self._text = self._line

    def text_move_leading(self, operands: Any) -> None:
        self.state.leading = -float(operands[1])
        self.text_move(operands)

    def next_line(self, _: Any = None) -> None:
        self.text_move((0, -self.state.leading))

    def show(self, operands: Any) -> None:
        self._show((operands[0],))

    def show_array(self, operands: Any) -> None:
        self._show(operands[0])

    def show_next(self, operands: Any) -> None:
        self.next_line()
        self._show((operands[-1],))

    def show_spaced(self, operands: Any) -> None:
        self.state.word_space, self.state.character_space = float(operands[0]), float(operands[1])
        self.show_next(operands)

    def _show(self, parts: Any) -> None:
        state = self.state
        font = state.font
        if font is None:
            return
        advance, missing, ink = 0.0, 0, False
        for part in parts:
            if not isinstance(part, pikepdf.String):
                advance -= float(part) / 1000 * state.size
                continue
            found = font.measure(bytes(part))
            advance += found.width / 1000 * state.size + found.characters * state.character_space
            advance += found.spaces * state.word_space
            ink = ink or found.characters > found.spaces
            missing += found.missing
        advance *= state.stretch
        matrix = times(self._text, state.matrix)
        if ink and state.render not in _UNPAINTED:
            low, high = state.rise - _DESCENT * state.size, state.rise + _ASCENT * state.size
            box = corners(matrix, (0, low, advance, high))
            seen = common(box, state.clip) if state.clip else None
            if seen:
                outlined = state.render in _OUTLINED
                used = state.stroke if outlined else state.fill
                over = state.overprints(used, state.stroke_over if outlined else state.fill_over)
                self.marks.append(
                    ShownText(seen, abs(state.size) * across(matrix), used, over, missing, state.rise != 0)
                )
        self._text = times((1, 0, 0, 1, advance, 0), self._text)

    # -------------------------------------------------------------------------------------- pictures, forms, shades

    def shade(self, operands: Any) -> None:
        found = self.resource("/Shading", operands[0])
        if found is not None and self.state.clip:
            named = self._resources.get("/ColorSpace")
            self.marks.append(Shade(self.state.clip, read_space(found.get("/ColorSpace"), named)))

    def inline_image(self, operands: Any) -> None:
        image = operands[0]
        stencil = bool(image.image_mask)
        space = None if stencil else read_space(image.colorspace, self._resources.get("/ColorSpace"))
        self._image(image.width, image.height, int(image.bits_per_component or 1), space, None)

    def xobject(self, operands: Any) -> None:
        found = self.resource("/XObject", operands[0])
        if found is None:
            return
        kind = str(found.get("/Subtype"))
        if "/OPI" in found:
            self.marks.append(Special("opi", "a picture stands for another one outside of the file (OPI)"))
        if kind == "/Image":
            stencil = bool(found.get("/ImageMask", False))
            space = None if stencil else read_space(found.get("/ColorSpace"), self._resources.get("/ColorSpace"))
            bits, picture = int(found.get("/BitsPerComponent", 1)), self._known.picture(found)
            self._image(int(found.Width), int(found.Height), bits, space, picture)
        elif kind == "/PS":
            self.marks.append(Special("postscript", "it holds a piece of PostScript"))
        elif kind == "/Form":
            self._form(found)

    def _image(self, width: int, height: int, bits: int, space: Space | None, source: Picture | None) -> None:
        state = self.state
        seen = common(corners(state.matrix, (0, 0, 1, 1)), state.clip) if state.clip else None
        if seen is None:
            return
        sides = (along(state.matrix) or 1e-6), (across(state.matrix) or 1e-6)
        ppi = min(width / sides[0], height / sides[1]) * 72
        self.marks.append(Image(seen, width, height, ppi, bits, space, state.fill, source))

    def _form(self, form: Any) -> None:
        kept = self.state.copy()
        points = self._points
        self._points = []
        if "/Matrix" in form:
            self.state.matrix = times(_matrix(form.Matrix), self.state.matrix)
        box = box_of(form.get("/BBox"))
        if box is not None and self.state.clip:
            self.state.clip = common(corners(self.state.matrix, box), self.state.clip)
        self._work.content(form.read_bytes())
        self.read(form, form.get("/Resources") or self._resources, self._depth + 1)
        self.state, self._points = kept, points


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _painter(operator: str) -> Callable[[_Reader, Any], None]:
    return lambda reader, _: reader.paint_path(operator)


def _setter(name: str) -> Callable[[_Reader, Any], None]:
    def act(reader: _Reader, operands: Any) -> None:
        setattr(reader.state, name, float(operands[0]))

    return act


def _colouring(space: Space, *, stroke: bool) -> Callable[[_Reader, Any], None]:
    if stroke:
        return lambda reader, operands: reader.set_stroke(space, operands)
    return lambda reader, operands: reader.set_fill(space, operands)


def _stretch(reader: _Reader, operands: Any) -> None:
    reader.state.stretch = float(operands[0]) / 100


def _render(reader: _Reader, operands: Any) -> None:
    reader.state.render = int(operands[0])


def _acts() -> Iterator[tuple[str, Callable[[_Reader, Any], None]]]:
    yield from (("q", _Reader.push), ("Q", _Reader.pop), ("cm", _Reader.concat), ("w", _Reader.line_width))
    yield from (("gs", _Reader.graphics_state), ("cs", _Reader.fill_space), ("CS", _Reader.stroke_space))
    yield from (("sc", _Reader.fill_values), ("scn", _Reader.fill_values))
    yield from (("SC", _Reader.stroke_values), ("SCN", _Reader.stroke_values))
    for operator, space in (("g", GRAY), ("rg", RGB), ("k", CMYK)):
        yield operator, _colouring(space, stroke=False)
        yield operator.upper(), _colouring(space, stroke=True)
    yield from (("m", _Reader.move), ("l", _Reader.move), ("re", _Reader.rectangle))
    yield from ((operator, _Reader.curve) for operator in ("c", "v", "y"))
    yield from (("W", _Reader.clip), ("W*", _Reader.clip))
    yield from ((operator, _painter(operator)) for operator in ("n", *sorted(_FILLS | _STROKES)))
    yield from (("BT", _Reader.begin_text), ("Tf", _Reader.font), ("Tm", _Reader.text_matrix))
    yield from (("Td", _Reader.text_move), ("TD", _Reader.text_move_leading), ("T*", _Reader.next_line))
    yield from (("Tj", _Reader.show), ("TJ", _Reader.show_array), ("'", _Reader.show_next))
    yield '"', _Reader.show_spaced
    yield from (("Tc", _setter("character_space")), ("Tw", _setter("word_space")), ("TL", _setter("leading")))
    yield from (("Ts", _setter("rise")), ("Tz", _stretch), ("Tr", _render))
    yield from (("Do", _Reader.xobject), ("sh", _Reader.shade), ("INLINE IMAGE", _Reader.inline_image))


_ACTS = dict(_acts())
