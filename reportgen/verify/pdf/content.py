"""Text of a page by marked content (ISO 32000-1, 14.6), read with one regular expression.

Only what shows text or marks content is looked at; paths, colours and positions are passed over. That is about ten
times as fast as parsing every operand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct, field

from reportgen.outside.work import Work
from reportgen.verify.pdf.fonts import UNKNOWN, Decoder
from reportgen.verify.pdf.values import LITERAL, Value, from_hex, parse, text_string, unescape

_HEX = rb"<[0-9A-Fa-f\s]*+>"
_NAME = rb"/[^\s<>\[\]()/%{}]*+"
_DICT = rb"<<(?:[^<>()]++|" + LITERAL + rb"|" + _HEX + rb"|<<(?:[^<>()]++|" + LITERAL + rb"|" + _HEX + rb")*+>>)*+>>"
_OPERATION = re.compile(
    rb"(?:[^(\[</%EB]++|E(?!MC\b)|B(?!I\b))*+(?:(?P<tj>(?:" + LITERAL + rb"|" + _HEX + rb")\s*+(?:Tj\b|'|\")"
    rb"|\[(?:[^\[\]()<>]++|" + LITERAL + rb"|" + _HEX + rb")*+\]\s*+TJ\b)"
    rb"|(?P<font>" + _NAME + rb")\s++[\d.+-]++\s++Tf\b"
    rb"|(?P<tag>"
    + _NAME
    + rb")\s*+(?:<<\s*+/MCID\s++(?P<mcid>\d++)\s*+>>\s*+BDC\b|(?P<properties>"
    + _DICT
    + rb"|"
    + _NAME
    + rb")\s*+BDC\b|(?P<plain>BMC)\b)"
    rb"|(?P<end>EMC\b)"
    rb"|(?P<form>" + _NAME + rb")\s++Do\b"
    rb"|(?P<image>BI\b.*?\bID\s.*?\sEI\b)"
    rb"|(?P<other>" + LITERAL + rb"|" + _DICT + rb"|%[^\r\n]*+|.|\Z))",
    re.DOTALL,
)
_STRING = re.compile(rb"\((?P<literal>(?:[^()\\]++|\\.|" + LITERAL + rb")*+)\)|<(?P<hex>[0-9A-Fa-f\s]*+)>", re.DOTALL)

MAX_DEPTH = 8
"""Form XObjects nested deeper than this are not followed."""


class Resources(Struct):
    """What names in a content stream stand for. `form` gives a form's stream and resources, None for an image."""

    fonts: Mapping[str, Decoder]
    properties: Mapping[str, dict[str, Value]]
    form: Callable[[str], tuple[bytes, Resources] | None]


class PageText(Struct):
    """Text by MCID, text of artifacts by kind, and how many characters no CMap maps."""

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: list[tuple[str, str]] = field(default_factory=list)
    unknown: int = 0


class _Scope(Struct):
    """One level of marked content: an MCID, an artifact's kind, or text that replaces what is shown."""

    mcid: int | None = None
    artifact: str | None = None
    actual: str | None = None


class _Reader:
    def __init__(self, work: Work) -> None:
        self.work = work
        self.parts: dict[int, list[str]] = {}
        self.artifacts: list[tuple[str, list[str]]] = []
        self.scopes: list[_Scope] = []
        self.decode: Decoder = lambda raw: UNKNOWN * len(raw)
        self.into: list[str] | None = None
        self.silent = False

    def run(self, stream: bytes, resources: Resources, depth: int = 0) -> None:
        for match in _OPERATION.finditer(stream):
            kind = match.lastgroup
            if kind == "tj":
                if not self.silent:
                    self.show(match["tj"])
            elif kind == "font":
                self.decode = resources.fonts.get(match["font"][1:].decode("latin-1"), self.decode)
            elif kind == "mcid":
                self.push(_Scope(int(match["mcid"])))
            elif kind in ("properties", "plain"):
                self.open(match["tag"][1:], match["properties"], resources)
            elif kind == "end":
                if self.scopes:
                    self.scopes.pop()
                self.enter()
            elif kind == "form" and depth < MAX_DEPTH:
                form = resources.form(match["form"][1:].decode("latin-1"))
                if form is not None:
                    self.run(form[0], form[1], depth + 1)

    def open(self, tag: bytes, raw: bytes | None, resources: Resources) -> None:
        properties: dict[str, Value] = {}
        if raw is not None:
            properties = (
                parse(raw) if raw.startswith(b"<<") else resources.properties.get(raw[1:].decode("latin-1"), {})
            )
        mcid, actual = properties.get("MCID"), properties.get("ActualText")
        scope = _Scope(
            mcid if isinstance(mcid, int) else None,
            _artifact_kind(properties) if tag == b"Artifact" else None,
            text_string(actual) if isinstance(actual, bytes) else None,
        )
        self.push(scope)

    def push(self, scope: _Scope) -> None:
        self.scopes.append(scope)
        if scope.mcid is not None:
            self.parts.setdefault(scope.mcid, [])
        self.enter(fresh=scope.artifact is not None)
        if scope.actual is not None and sum(s.actual is not None for s in self.scopes) == 1:
            self.say(scope.actual)

    def enter(self, fresh: bool = False) -> None:
        """Find where text goes from here: the innermost MCID or artifact."""
        self.silent = any(scope.actual is not None for scope in self.scopes)
        self.into = None
        for scope in reversed(self.scopes):
            if scope.mcid is not None:
                self.into = self.parts[scope.mcid]
                return
            if scope.artifact is not None:
                if fresh or not self.artifacts or self.artifacts[-1][0] != scope.artifact:
                    self.artifacts.append((scope.artifact, []))
                self.into = self.artifacts[-1][1]
                return

    def target(self) -> list[str]:
        if self.into is None:
            self.artifacts.append(("untagged", []))
            self.into = self.artifacts[-1][1]
        return self.into

    def show(self, raw: bytes) -> None:
        pieces = [from_hex(digits) if digits else unescape(literal) for literal, digits in _STRING.findall(raw)]
        self.say(self.decode(b"".join(pieces)))

    def say(self, text: str) -> None:
        self.work.do(len(text))
        self.target().append(text)


def _artifact_kind(properties: dict[str, Value]) -> str:
    kind = str(properties.get("Type", "artifact")).lower()
    return str(properties.get("Subtype", kind)).lower() if kind == "pagination" else kind


def read_content(stream: bytes, resources: Resources, work: Work) -> PageText:
    """The text of a page's content stream by the marked content it stands in. Raises OversizeError."""
    reader = _Reader(work)
    reader.run(stream, resources)
    marked = {mcid: "".join(parts) for mcid, parts in reader.parts.items()}
    artifacts = [(kind, "".join(parts)) for kind, parts in reader.artifacts if parts]
    unknown = sum(text.count(UNKNOWN) for text in (*marked.values(), *(text for _, text in artifacts)))
    return PageText(marked, artifacts, unknown)
