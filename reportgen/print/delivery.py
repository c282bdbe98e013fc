"""The delivery sheet: what a printing house is to make, how many of which, and for whom, as Markdown tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from reportgen.build.composer import Header
from reportgen.build.manifest import OutputFile
from reportgen.document.printing import Paper, Printing
from reportgen.document.theme import Theme
from reportgen.document.wording import DEFAULTS
from reportgen.numbers.exact import brief, exact
from reportgen.numbers.notation import locale, notation

_BLOCKS = ("print", "print-grey")


def delivery_sheet(header: Header, files: Sequence[OutputFile]) -> str:
    """The sheet for the files that are there; variants that were not built are named as such."""
    words = {**DEFAULTS, **header.words}
    return _Sheet(header, files, words).text()


class _Sheet:
    def __init__(self, header: Header, files: Sequence[OutputFile], words: Mapping[str, str]) -> None:
        self.header, self.files, self.words = header, files, words
        self.theme: Theme = header.theme
        self.printing: Printing = header.theme.print
        self.names = {audience.id: audience.abbreviation for audience in header.audiences}
        self.run_lengths: Counter[str | None] = Counter()
        for recipient in header.recipients:
            self.run_lengths[recipient.variant] += recipient.copies

    def text(self) -> str:
        """The whole sheet."""
        parts = [
            [f"# {self._say('title', title=self.header.title)}"],
            _table((self._say("field"), self._say("value")), self._order()),
            [f"## {self._say('files')}"],
            _table(self._heads("file", "pages", "spine", "copies"), self._files(), right=(1, 2, 3)),
        ]
        if self.header.recipients:
            parts += [
                [f"## {self._say('distribution')}"],
                _table(self._heads("recipient", "address", "variant", "copies", "note"), self._rows(), right=(3,)),
                [f"## {self._say('totals')}"],
                _table(self._heads("variant", "recipients", "copies"), self._totals(), right=(1, 2)),
            ]
        else:
            parts.append([self._say("no-list", edition=self.header.edition)])
        return "\n\n".join("\n".join(part) for part in parts) + "\n"

    def _say(self, key: str, **values: str) -> str:
        return self.words[f"delivery-{key}"].format_map(values)

    def _heads(self, *keys: str) -> tuple[str, ...]:
        return tuple(self._say(key) for key in keys)

    def _number(self, value: float) -> str:
        """At most two decimals: a hundredth of a millimetre is more than a press can keep."""
        return notation(self.header.language).write(brief(exact(value), 2))

    def _day(self) -> str:
        from babel.dates import format_date

        return format_date(date.fromisoformat(self.header.as_of), "long", locale=locale(self.header.language))

    # ------------------------------------------------------------------------------------------------------ the order

    def _order(self) -> Iterator[tuple[str, ...]]:
        page, printing = self.theme.page, self.printing
        standard = {"x-4": "PDF/X-4 (ISO 15930-7)", "x-1a": "PDF/X-1a:2003 (ISO 15930-4)"}[printing.standard]
        grey = all(file.format.endswith("-grey") for file in self.files if file.format.startswith("print"))
        yield self._say("edition"), f"{self.header.edition} ({self._day()})"
        yield self._say("format"), f"{self._number(page.width)} × {self._number(page.height)} mm"
        yield self._say("bleed"), self._say("bleed-value", bleed=self._number(printing.bleed))
        yield self._say("colours"), self._colours(grey)
        yield self._say("standard"), standard
        yield self._say("condition"), printing.condition
        yield self._say("ink"), f"{self._number(printing.limit)} %"
        yield self._say("paper"), self._paper(printing.paper)
        if printing.cover == "separate":
            yield self._say("cover"), self._paper(printing.cover_paper)
        yield self._say("binding"), self._say(f"binding-{printing.binding}")

    def _colours(self, grey: bool) -> str:
        if grey:
            return self._say("colours-grey")
        spots = dict.fromkeys(self.printing.spots.values())
        return " + ".join((self._say("colours-four"), *spots))

    def _paper(self, paper: Paper) -> str:
        kind = self._say(f"paper-{paper.kind}")
        return self._say(
            "paper-value", kind=kind, weight=self._number(paper.weight), thickness=self._number(paper.thickness)
        )

    # ------------------------------------------------------------------------------------------------------- the lists

    def _files(self) -> Iterator[tuple[str, ...]]:
        from reportgen.print.cover import spine_width

        blocks = {_variant_of(file): file.pages or 0 for file in self.files if file.format in _BLOCKS}
        for file in self.files:
            variant = _variant_of(file)
            spine = 0.0 if file.format.startswith("booklet") else spine_width(self.printing, blocks.get(variant, 0))
            copies = self.run_lengths.get(variant, 0)
            yield (
                f"`{file.path}`",
                str(file.pages or ""),
                f"{self._number(spine)} mm" if spine else "–",
                self._number(copies) if copies and not file.format.startswith("booklet") else "–",
            )

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for each in self.header.recipients:
            yield each.name, each.address, self._variant(each.variant), self._number(each.copies), each.note

    def _totals(self) -> Iterator[tuple[str, ...]]:
        count = Counter(each.variant for each in self.header.recipients)
        for variant, copies in self.run_lengths.items():
            yield self._variant(variant), self._number(count[variant]), self._number(copies)
        total = self._number(self.run_lengths.total())
        yield f"**{self._say('total')}**", f"**{self._number(count.total())}**", f"**{total}**"

    def _variant(self, variant: str | None) -> str:
        known = self.names.get(variant or "", variant or "")
        name = self._say("excerpt", name=known) if variant else self._say("whole")
        built = {_variant_of(file) for file in self.files if file.format in _BLOCKS}
        return name if variant in built else f"{name} {self._say('not-built')}"


def _variant_of(file: OutputFile) -> str | None:
    return file.audience["id"] if file.audience else None


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """A table; the columns of `right` hold numbers."""
    rule = ["---:" if index in right else "---" for index in range(len(heads))]
    return [_row(heads), _row(rule), *(_row([_cell(cell) for cell in row]) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
