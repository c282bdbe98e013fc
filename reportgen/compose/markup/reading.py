"""The state of one reading of report markup: where it stands, which ids it has given, what it found wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

from lxml.etree import _Element
from msgspec import Struct, field

from reportgen.compose.markup import characters
from reportgen.compose.markup.attributes import COMMON, Attributes
from reportgen.findings.near import did_you_mean
from reportgen.findings.problem import Problem

XmlElement: TypeAlias = _Element
"""lxml has no public name for it."""


_UNKNOWN: Final = {"palette": "unknown-palette", "master": "unknown-master"}
"""What a name is called that the theme does not have."""


class ReadingState(Struct):
    """What reading blocks and reading lines have in common: findings, attributes, ids, and where the reading stands."""

    language: str
    words: Mapping[str, str]
    folders: tuple[Path, ...]
    roles: frozenset[str] | None
    names: Callable[[], Sequence[str]]
    """All elements of report markup; asked for only when one is not known, as it loads every block."""
    scope: str = "report"
    role: str = "body"
    inherited_lang: str | None = None
    palettes: frozenset[str] | None = None
    masters: frozenset[str] | None = None
    odd: bool = False
    """Whether there may be characters without a glyph in the markup: only then they are looked for."""
    level: int = 0
    """That of the last heading; 0 before the first one."""
    problems: list[tuple[XmlElement, Problem]] = field(default_factory=list)
    """What is wrong, each with its element; the place is worked out once all of the markup was read."""
    ids: dict[str, XmlElement] = field(default_factory=dict)
    counters: dict[tuple[str, str], int] = field(default_factory=dict)

    # ------------------------------------------------------------------------------------------------- findings

    def issue(self, element: XmlElement, code: str, text: str, hint: str | None = None) -> None:
        """Note that something is wrong with `element`."""
        self.problems.append((element, Problem(code, text, hint=hint)))

    def misplaced(self, element: XmlElement, parent: XmlElement, hint: str | None = None) -> None:
        """Note that `element` is unknown, or cannot stand in `parent`."""
        tag, known = str(element.tag), self.names()
        if tag in known:
            self.issue(element, "misplaced-element", f"<{tag}> cannot stand inside <{parent.tag}>", hint)
            return
        self.issue(element, "unknown-element", f"<{tag}> is not an element of report markup", did_you_mean(tag, known))

    def stray_text(self, element: XmlElement, text: str | None, where: XmlElement) -> None:
        """Note text that stands where only elements can."""
        if text and not text.isspace():
            words = " ".join(text.split())
            shown = words if len(words) <= 40 else words[:39] + "…"
            hint = "put it into a <p>" if where.tag in ("section", "callout", "card", "report") else None
            self.issue(element, "stray-text", f'text cannot stand directly inside <{where.tag}>: "{shown}"', hint)

    # ----------------------------------------------------------------------------------------------- attributes

    def attributes(self, element: XmlElement, known: Attributes, required: Iterable[str] = ()) -> dict[str, Any]:
        """The attributes of `element` as values; what is unknown, wrong or missing is noted and left out."""
        found: dict[str, Any] = {}
        for key, raw in element.attrib.items():
            name = str(key)
            convert = known.get(name) or COMMON.get(name)
            if convert is None:
                hint = did_you_mean(name, [*known, *COMMON])
                self.issue(element, "unknown-attribute", f'<{element.tag}> has no attribute "{name}"', hint)
                continue
            try:
                found[name] = convert(" ".join(characters.lines(str(raw))) if self.odd else str(raw))
            except ValueError as error:
                text = f'attribute "{name}" of <{element.tag}>: expected {error}, got "{raw!s}"'
                self.issue(element, "bad-attribute", text)
        for name in required:
            if name not in element.attrib:
                self.issue(element, "missing-attribute", f'<{element.tag}> needs the attribute "{name}"')
        return found

    def style(self, element: XmlElement, role: str | None, default: str) -> str:
        """`role` where it is given and a style of the theme, else `default`."""
        if not role:
            return default
        if self.roles is not None and role not in self.roles:
            self.issue(element, "unknown-role", f'the theme has no style "{role}"', did_you_mean(role, self.roles))
            return default
        return role

    def named_in(self, known: frozenset[str] | None, element: XmlElement, kind: str, name: str | None) -> str | None:
        """`name` where the theme has a palette or a master of that name; any other is noted, by its `kind`."""
        if name and known is not None and name not in known:
            hint = did_you_mean(name, known) or f"{kind}s stand in theme.yaml, under {kind}s:"
            self.issue(element, _UNKNOWN[kind], f'the theme has no {kind} "{name}"', hint)
            return None
        return name

    # ------------------------------------------------------------------------------------------------------ ids

    def id(self, element: XmlElement, kind: str) -> str:
        """The id of a block: its own, or the scope's with `kind` and a number."""
        own = element.get("id")
        if own is None or " " in own:
            return self.made(kind)
        if own in self.ids:
            self.issue(element, "duplicate-id", f'two blocks have the id "{own}"')
            return self.made(kind)
        self.ids[own] = element
        return str(own)

    def made(self, kind: str) -> str:
        """A new id in the present scope: ``<scope>.<kind><number>``."""
        key = (self.scope, kind)
        number = self.counters[key] = self.counters.get(key, 0) + 1
        return f"{self.scope}.{kind}{number}"

    def named(self, element: XmlElement, name: str) -> str:
        """The id of a part that its block has once: ``<scope>.<name>``, numbered from the second on."""
        if element.get("id") is not None:
            return self.id(element, name)
        key = (self.scope, name)
        number = self.counters[key] = self.counters.get(key, 0) + 1
        return f"{self.scope}.{name}" if number == 1 else f"{self.scope}.{name}{number}"

    @contextmanager
    def inside(self, scope: str | None, attributes: Mapping[str, Any], role: str | None = None) -> Iterator[None]:
        """Read children in the scope of a container, in its language, with `role` as that of plain paragraphs."""
        before = (self.scope, self.role, self.language, self.inherited_lang)
        self.scope = scope or self.scope
        self.role = role or self.role
        lang = attributes.get("lang")
        if lang:
            self.language = self.inherited_lang = lang
        yield
        self.scope, self.role, self.language, self.inherited_lang = before
