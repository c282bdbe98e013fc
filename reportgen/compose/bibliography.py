"""How sources are named where they are cited, and described in the list of sources: the one table of styles.

An entry begins with the name by which the source is cited, so that readers find it, then says who wrote it and what its
kind asks for. What a source does not say is left out, with the marks that belong to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from reportgen.compose import formats
from reportgen.compose.view.values import Value
from reportgen.document.wording import DEFAULTS
from reportgen.edition.citing import authors_of, families, year_of
from reportgen.edition.model import Source

_USUAL = (("title",), ("publisher", "year"))
STYLES: Final[Mapping[str | None, tuple[tuple[str, ...], ...]]] = {
    None: _USUAL,
    "article": (("title",), ("journal", "year", "pages")),
    "book": (("title",), ("edition",), ("publisher", "year"), ("isbn",)),
    "report": (("title",), ("number",), ("publisher", "year"), ("isbn",)),
    "law": (("title",), ("number", "date")),
    "web": (("title",), ("publisher", "date")),
}
"""What is said of a source of each kind: sentences, each of parts with commas between them."""

_OTHERS: Final = 3
"""From so many authors on, a citation names the first alone."""


def called(view: Any, source: Source) -> Value | None:
    """The name made of authors and year, by which a source without a short form is cited; None without authors."""
    names = families(source)
    if not names:
        return None
    words, said = _Words(view), names[0]
    if len(names) >= _OTHERS:
        said = words.filled("source-others", first=said)
    elif len(names) > 1:
        said = words.filled("source-and", first=said, second=names[1])
    year = year_of(source)
    own = [f"authors[{i}]" for i in range(len(source.authors))] or ["author"]
    also = tuple(f"{view.path}.{name}" for name in (*own, "year"))
    return Value(f"{said} {year}" if year else said, also[0], view._root.run, also)


def entry(view: Any, source: Source) -> Markup:
    """A source as the list of sources describes it."""
    return Markup("".join(_Entry(view, source).parts()))


class _Words:
    """The template's words, by which parts of an entry are said."""

    def __init__(self, view: Any) -> None:
        self.own = view._root.run.words

    def __getitem__(self, key: str) -> str:
        return self.own.get(key) or DEFAULTS[key]

    def filled(self, key: str, **given: str) -> str:
        """Words with what stands in their braces."""
        text = self[key]
        for name, value in given.items():
            text = text.replace(f"{{{name}}}", value)
        return text


class _Entry:
    """The parts of one entry as markup."""

    def __init__(self, view: Any, source: Source) -> None:
        self.view, self.source, self.words = view, source, _Words(view)
        self.language: str = view._root.language
        self.label = str(view.cited)

    def parts(self) -> Iterator[str]:
        """The name, the authors, and the sentences."""
        source = self.source
        if self.label != source.title:
            yield f"<strong>{self.view.cited.__html__()}</strong>. "
        who = self._who()
        if who:
            yield f"{who}: "
        sentences = [self._sentence(names) for names in STYLES[source.kind]]
        yield " ".join(sentence for sentence in [*sentences, self._address()] if sentence)

    def _sentence(self, names: tuple[str, ...]) -> str:
        said = ", ".join(part for part in (_PARTS[name](self) for name in names) if part)
        return f"{said}{'' if _closed(said) else '.'}" if said else ""

    def _who(self) -> str:
        names = authors_of(self.source)
        if names:
            fields = self.view.authors if self.source.authors else (self.view.author,)
            known = self.label == str(called(self.view, self.source)) and all("," not in name for name in names)
            return "" if known and len(names) < _OTHERS else "; ".join(each.__html__() for each in fields)
        if self.source.author:
            return self._html("author")
        if self.source.editors:
            said = "; ".join(each.__html__() for each in self.view.editors)
            return self._around("source-editors", "names", said)
        return ""

    # --------------------------------------------------------------------------------------------------------- parts

    def title(self) -> str:
        """The title in its language, as a link where the source has an address."""
        said = self._html("title")
        if self.source.lang:
            said = f'<span lang="{escape(self.source.lang)}">{said}</span>'
        address = self.source.url or (f"https://doi.org/{self.source.doi}" if self.source.doi else "")
        return f'<a href="{escape(address)}">{said}</a>' if address else said

    def journal(self) -> str:
        """Journal, volume and issue: "In: Journal 12 (3)"."""
        if not self.source.journal:
            return ""
        said = f"<em>{self._html('journal')}</em>"
        if self.source.volume:
            said += f" {self._html('volume')}"
        if self.source.issue:
            said += f" ({self._html('issue')})"
        return self._around("source-in", "journal", said)

    def publisher(self) -> str:
        """Place and publisher, who is not named again where the source is called so."""
        publisher = self._html("publisher") if self.source.publisher not in (None, self.label) else ""
        place = self._html("place") if self.source.place else ""
        return f"{place}: {publisher}" if place and publisher else place or publisher

    def pages(self) -> str:
        """The pages of an article."""
        return self._around("source-pages", "pages", self._html("pages")) if self.source.pages else ""

    def year(self) -> str:
        """The year."""
        return self._html("year") if self.source.year is not None else str(escape(year_of(self.source)))

    def date(self) -> str:
        """The day or month, or else the year."""
        said = self.source.date and formats.date(self.source.date, self.language)
        return str(escape(said)) if said else self.year()

    def isbn(self) -> str:
        """The book's number."""
        return f"ISBN {self._html('isbn')}" if self.source.isbn else ""

    def plain(self, name: str) -> str:
        """A field as it stands."""
        return self._html(name) if getattr(self.source, name) else ""

    def _address(self) -> str:
        """DOI, site and day of access."""
        source, found = self.source, []
        if source.doi:
            found.append(f"DOI {self._html('doi')}")
        self.view._root.run.printed.add(f"{self.view.path}.url")
        site = (urlsplit(source.url or "").hostname or "").removeprefix("www.")
        if site and site not in (self.label, source.publisher):
            found.append(str(escape(site)))
        if source.accessed:
            day = formats.date(source.accessed, self.language, "short") or source.accessed
            found.append(f"({self._around('accessed', 'date', str(escape(day)))})")
        return " ".join(found)

    def _html(self, name: str) -> str:
        return str(getattr(self.view, name).__html__())

    def _around(self, key: str, name: str, said: str) -> str:
        before, _, after = self.words[key].partition(f"{{{name}}}")
        return f"{escape(before)}{said}{escape(after)}"


def _closed(markup: str) -> bool:
    """Whether words end with a mark that wants no full stop behind it."""
    from reportgen.compose.markdown import plain

    return plain(markup).rstrip()[-1:] in ".!?…"


_PARTS: Final[Mapping[str, Callable[[_Entry], str]]] = {
    "title": _Entry.title,
    "journal": _Entry.journal,
    "publisher": _Entry.publisher,
    "pages": _Entry.pages,
    "year": _Entry.year,
    "date": _Entry.date,
    "isbn": _Entry.isbn,
    "number": lambda each: each.plain("number"),
    "edition": lambda each: each.plain("edition"),
}
