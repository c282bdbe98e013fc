"""How an element looks: presentation attributes, a style sheet's simple rules, and its own style (SVG 1.1, 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from reportgen.errors import DrawingError

INHERITED: Final[Mapping[str, str]] = {
    "fill": "#000000",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "clip-rule": "nonzero",
    "visibility": "visible",
    "color": "#000000",
}
"""What an element takes over from what it stands in, and what the whole drawing begins with."""
OWN: Final = ("opacity", "clip-path", "display", "stop-color", "stop-opacity", "transform")
_REFUSED: Final[Mapping[str, tuple[str, ...]]] = {
    "filter": ("none",),
    "mask": ("none",),
    "marker": ("none",),
    "marker-start": ("none",),
    "marker-mid": ("none",),
    "marker-end": ("none",),
    "mix-blend-mode": ("normal",),
    "vector-effect": ("none",),
    "paint-order": ("normal",),
    "transform-origin": (),
    "transform-box": (),
    "backdrop-filter": ("none",),
    "mask-image": ("none",),
    "animation": ("none",),
    "offset-path": ("none",),
}
"""Properties that would be seen and are not drawn, and with which values they change nothing."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIMPLE = re.compile(r"[\w-]*(?:[.#][\w-]+)?")
_MOST_RULES: Final = 2_000


class Rule(Struct, frozen=True):
    """Declarations for elements of a tag, a class or an id; `weight` is how much they count."""

    tag: str
    sign: str
    name: str
    declarations: Mapping[str, str]

    @property
    def weight(self) -> int:
        """More than that of another rule counts more (CSS 2.1, 6.4.3)."""
        return (100 if self.sign == "#" else 10 if self.sign else 0) + bool(self.tag)


class Sheet:
    """The rules of all style sheets of a drawing; of those that count the same, the later one counts."""

    def __init__(self, rules: list[Rule]) -> None:
        self._rules: dict[tuple[str, str], list[tuple[int, int, Rule]]] = {}
        for order, rule in enumerate(rules):
            key = (rule.sign, rule.name or rule.tag)
            self._rules.setdefault(key, []).append((rule.weight, order, rule))

    def declarations(self, element: Any, tag: str) -> dict[str, str]:
        """What is declared for an element, by property."""
        found = {str(name): str(value) for name, value in element.attrib.items() if "{" not in str(name)}
        if self._rules:
            keys = [
                ("", tag),
                ("#", element.get("id")),
                *((".", name) for name in (element.get("class") or "").split()),
            ]
            fitting = [each for key in keys for each in self._rules.get(key, ()) if each[2].tag in ("", tag)]
            for _, _, rule in sorted(fitting, key=lambda each: each[:2]):
                found |= rule.declarations
        style = element.get("style")
        if style:
            found |= declared(style)
        return found


def read_sheet(texts: list[str]) -> Sheet:
    """The rules of style sheets, what counts more behind what counts less. DrawingError: other than simple rules."""
    rules = [rule for text in texts for rule in _rules(_COMMENT.sub(" ", text))]
    if len(rules) > _MOST_RULES:
        raise DrawingError(f"has more than {_MOST_RULES:,} style rules")
    return Sheet(rules)


def _rules(text: str) -> Iterator[Rule]:
    if "@" in text:
        name = text[text.index("@") :].split(None, 1)[0][:20]
        raise DrawingError(f"has {name} in a style sheet", "export it with presentation attributes instead")
    for part in text.split("}"):
        selectors, brace, body = part.partition("{")
        if not brace:
            if part.strip():
                raise DrawingError(f"has a style sheet that cannot be read: {part.strip()[:40]!r}")
            continue
        declarations = declared(body)
        for each in selectors.split(","):
            selector = each.strip()
            if not selector or not _SIMPLE.fullmatch(selector):
                hint = "use classes, ids and names of elements alone, or presentation attributes"
                raise DrawingError(f"has the style rule {selector[:40]!r}, which is not a simple one", hint)
            sign = next((sign for sign in ".#" if sign in selector), "")
            tag, _, name = selector.partition(sign) if sign else (selector, "", "")
            yield Rule(tag, sign, name, declarations)


def declared(text: str) -> dict[str, str]:
    """The declarations of a style attribute or rule."""
    found: dict[str, str] = {}
    for part in _COMMENT.sub(" ", text).split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip()
    return found


def check(declarations: Mapping[str, str]) -> None:
    """Refuse what would be seen and is not drawn, what runs, and what lies outside."""
    for name, value in declarations.items():
        if name.startswith("on"):
            raise DrawingError(f"has a script ({name})", "export it without interaction")
        harmless = _REFUSED.get(name)
        if harmless is not None and value.strip() not in harmless:
            raise DrawingError(f'has the property "{name}", which is not drawn', "export it with that flattened")
        if "url(" in value and not re.search(r"""url\(\s*['"]?#""", value):
            raise DrawingError(f"refers to something outside of the file ({name})", "embed what it needs")


def computed(declarations: Mapping[str, str], around: Mapping[str, str]) -> dict[str, str]:
    """The inherited properties of an element that stands in another."""
    found = dict(around)
    for name in INHERITED:
        value = declarations.get(name, "").strip()
        if value and value != "inherit":
            found[name] = value
    return found
