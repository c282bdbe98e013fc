"""The content stream of one page: graphics state, text objects and marked content, each changed only when it must be.

Layouts measure from the top left, PDF from the bottom left; the flip happens here. Everything painted stands in a
marked-content sequence: of an element of the structure, or of an artifact (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reportgen.pdf import colour
from reportgen.pdf.fonts import FontResources
from reportgen.pdf.syntax import number, numbers
from reportgen.pdf.tags.tree import Node, Nodes
from reportgen.typeset.structure import Element

_ARTIFACT = object()


class PageContent:
    """Collects the operators of a page. `operators` is the stream so far."""

    def __init__(self, height: float, fonts: FontResources, nodes: Nodes) -> None:
        self.height = height
        self.fonts = fonts
        self.nodes = nodes
        self.operators: list[str] = []
        self.pictures: dict[str, int] = {}
        """XObject resources of the page: name and object number."""
        self.look: tuple[object, ...] | None = None
        """How the text shown last looks; None once the state has changed since."""
        self._open: object | None = None
        self._fixed = False
        self._in_text = False
        self._state: dict[str, str] = {}
        self._turned: float | None = None

    def turn(self, width: float) -> None:
        """Draw on a page that stands upright and is so wide, turned against the clock, as books have them."""
        self._turned = width

    # ------------------------------------------------------------------------------------------- marked content

    def mark(self, owner: Element | None) -> None:
        """What follows belongs to `owner`, or is an artifact. Inside a figure or furniture it belongs to that."""
        if self._fixed:
            if owner is not None:
                self.nodes.require(owner)
            return
        target: object = _ARTIFACT if owner is None else self.nodes.node(owner)
        if target is self._open:
            return
        self._close()
        if isinstance(target, Node):
            self._begin(target)
        else:
            self.operators.append("/Artifact BMC")
        self._open = target

    def _begin(self, node: Node) -> None:
        self.operators.append(f"/{node.type} <</MCID {self.nodes.attach(node)}>> BDC")

    def _close(self) -> None:
        if self._open is not None:
            self.operators.append("EMC")
            self._open = None

    def end_artifact(self) -> None:
        """Artifacts do not run on from line to line, so that each can be told by what it says."""
        if self._open is _ARTIFACT:
            self._close()

    @contextmanager
    def whole(self, node: Node) -> Iterator[None]:
        """Everything painted inside is content of one element."""
        if self._fixed:
            yield
            return
        self.graphics()
        self._close()
        self._begin(node)
        yield from self._hold()

    @contextmanager
    def furniture(self, kind: str | None) -> Iterator[None]:
        """Everything painted inside is an artifact of pagination, of this kind ("Header", "Footer") or of none."""
        self.graphics()
        self._close()
        subtype = f" /Subtype /{kind}" if kind else ""
        self.operators.append(f"/Artifact <</Type /Pagination{subtype}>> BDC")
        yield from self._hold()

    def _hold(self) -> Iterator[None]:
        self._fixed = True
        yield
        self.graphics()
        self._fixed = False
        self.operators.append("EMC")

    # ------------------------------------------------------------------------------------------------- modes

    def text(self) -> None:
        """Text operators may follow. Marked content is closed, so that it nests properly with text objects."""
        if not self._in_text:
            self._close()
            self.operators.append("BT")
            self._in_text = True

    def graphics(self) -> None:
        """Path and picture operators may follow."""
        if self._in_text:
            self._close()
            self.operators.append("ET")
            self._in_text = False

    # ------------------------------------------------------------------------------------------------- state

    def set(self, key: str, operator: str) -> None:
        """Write an operator of the graphics state unless it is what `key` is set to already."""
        if self._state.get(key) != operator:
            self._state[key] = operator
            self.look = None
            self.operators.append(operator)

    def is_set(self, key: str) -> bool:
        """Whether an operator for `key` was written on this page."""
        return key in self._state

    def fill(self, value: str) -> None:
        """The colour of text and areas."""
        self.set("fill", colour.fill(value))

    def stroke(self, value: str, width: float) -> None:
        """Colour and width of lines."""
        self.set("stroke", colour.stroke(value))
        self.set("width", f"{number(width)} w")

    def dash(self, pattern: tuple[float, ...]) -> None:
        """The dash pattern of lines; empty for solid ones."""
        if pattern or self.is_set("dash"):
            self.set("dash", f"[{numbers(*pattern)}] 0 d")

    def y(self, value: float) -> float:
        """From the top to PDF's from the bottom."""
        return self.height - value

    def area(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
        """Left, bottom, right and top, on the page as it is written, of a rectangle of the layout."""
        left, bottom, right, top = x, self.y(y + height), x + width, self.y(y)
        if self._turned is None:
            return left, bottom, right, top
        return self._turned - top, left, self._turned - bottom, right

    def finish(self) -> str:
        """Close what is open; the whole stream."""
        self.graphics()
        self._close()
        if self._turned is not None:
            self.operators = [f"q 0 1 -1 0 {numbers(self._turned, 0)} cm", *self.operators, "Q"]
        return "\n".join(self.operators)
