"""Everything a template sees of an edition, by the names it sees it under."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from reportgen.compose.run import Rendering
from reportgen.compose.view.audience import audience_view
from reportgen.compose.view.kinds import VIEWS
from reportgen.compose.view.records import Root, listed
from reportgen.compose.view.signoff import SignOffSheet
from reportgen.compose.view.values import Seen, Value, plain_text
from reportgen.edition.model import Edition
from reportgen.text.collation import sort_key


def view(edition: Edition, run: Rendering, whole: Edition | None = None) -> Root:
    """All records of an edition as views that note in `run` what is printed of them; for an excerpt, `whole` is the
    edition that it is cut from."""
    return Root(edition, run, VIEWS, Root(whole, run, VIEWS) if whole is not None else None)


def names(root: Root, words: Mapping[str, str]) -> dict[str, Any]:
    """What a template sees, by name; `words` are its own."""
    return {
        **_records(root),
        "glossary": Glossary(root),
        "bibliography": Bibliography(root),
        "edition": EditionView(root),
        "audience": audience_view(root, words),
        "whole": EditionView(root.whole) if root.whole else None,
        "signoff": SignOffSheet(root, root.whole or root),
    }


def _records(root: Root) -> dict[str, Any]:
    """Everything reported, by name."""
    sections = root.edition.sections
    top = [root.sections[key] for key, section in sections.items() if section.parent not in sections]
    return {
        **root.collections,
        "report": root.view(root.edition.report, "report"),
        "chapters": listed(root, top, "sections"),
        "sections": root.sections,
        "collections": root.collections,
        "institutions": root.institutions,
        "figures": root.figures,
        "statements": root.statements,
        "charts": root.charts,
        "sources": root.sources,
        "abbreviations": root.abbreviations,
    }


class EditionView(Seen):
    """An edition: its name and date, and every collection of its records."""

    def __init__(self, root: Root) -> None:
        edition = root.edition
        self.name, self.as_of, self.previous = edition.name, edition.as_of, edition.previous
        self.language, self.as_of_inferred, self.sign_off = edition.language, edition.as_of_inferred, edition.sign_off
        self.__dict__.update(_records(root))


class Glossary(Seen):
    """The abbreviations and institutions in use, sorted; worked out when it is first looped over."""

    def __init__(self, root: Root) -> None:
        self._root = root

    @cached_property
    def _lines(self) -> tuple[Abbreviated, ...]:
        lines = [Abbreviated(each.short, each.expansion, each.lang) for each in self._root.abbreviations.used]
        lines += [Abbreviated(each.abbreviation, each.full, None) for each in self._root.institutions.used]
        language = self._root.edition.language
        return tuple(sorted(lines, key=lambda line: sort_key(plain_text(line.short), language)))

    def __iter__(self) -> Iterator[Abbreviated]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class Bibliography(Seen):
    """The sources that the edition cites, in the order of their names; worked out when it is first looped over."""

    def __init__(self, root: Root) -> None:
        self._root = root

    @cached_property
    def _sources(self) -> tuple[Any, ...]:
        language = self._root.edition.language
        return tuple(sorted(self._root.sources.used, key=lambda each: sort_key(plain_text(each.cited), language)))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


class Abbreviated(Seen):
    """A line of the list of abbreviations."""

    def __init__(self, short: Value, long: Value, lang: Value | None) -> None:
        self.short, self.long, self.lang = short, long, lang
