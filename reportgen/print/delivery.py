"""The delivery sheet: what a printing house is to make, how many of which, and for whom, as Markdown tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from reportgen.conditions.named import Condition, condition, today
from reportgen.document.print_settings import Paper, PrintSettings
from reportgen.document.theme import Theme
from reportgen.document.wording import DEFAULTS
from reportgen.numbers.exact import brief, exact
from reportgen.numbers.notation import locale, notation

if TYPE_CHECKING:
    from reportgen.print.press import Role


class Copies(Struct, frozen=True):
    """Who gets how many of which variant. `variant` is an institution's id, None for the whole report."""

    name: str
    copies: int
    variant: str | None
    address: str = ""
    note: str = ""


class PressFile(Struct, frozen=True):
    """A file that is delivered, and the variant that is in it."""

    path: str
    pages: int
    variant: str | None
    role: Role
    grey: bool


class Order(Struct, frozen=True):
    """What is ordered of a printing house. `variants` are the names of variants by institution."""

    title: str
    edition: str
    as_of: str
    """ISO date."""
    language: str
    theme: Theme
    words: Mapping[str, str]
    variants: Mapping[str, str]
    recipients: Sequence[Copies]
    files: Sequence[PressFile]


def delivery_sheet(order: Order) -> str:
    """The sheet for the files that are there; variants that were not built are named as such."""
    return _Sheet(order).text()


class _Sheet:
    def __init__(self, order: Order) -> None:
        self.order, self.files = order, order.files
        self.words = {**DEFAULTS, **order.words}
        self.settings: PrintSettings = order.theme.print
        self.built = {file.variant for file in order.files if file.role == "print"}
        self.run_lengths: Counter[str | None] = Counter()
        for recipient in order.recipients:
            self.run_lengths[recipient.variant] += recipient.copies

    def text(self) -> str:
        """The whole sheet."""
        parts = [
            [f"# {self._say('title', title=self.order.title)}"],
            _table((self._say("field"), self._say("value")), self._terms()),
            [f"## {self._say('files')}"],
            _table(self._heads("file", "pages", "spine", "copies"), self._files(), right=(1, 2, 3)),
        ]
        if self.order.recipients:
            parts += [
                [f"## {self._say('distribution')}"],
                _table(self._heads("recipient", "address", "variant", "copies", "note"), self._rows(), right=(3,)),
                [f"## {self._say('totals')}"],
                _table(self._heads("variant", "recipients", "copies"), self._totals(), right=(1, 2)),
            ]
        else:
            parts.append([self._say("no-list", edition=self.order.edition)])
        return "\n\n".join("\n".join(part) for part in parts) + "\n"

    def _say(self, key: str, **values: str) -> str:
        return self.words[f"delivery-{key}"].format_map(values)

    def _heads(self, *keys: str) -> tuple[str, ...]:
        return tuple(self._say(key) for key in keys)

    def _number(self, value: float) -> str:
        """At most two decimals: a hundredth of a millimetre is more than a press can keep."""
        return notation(self.order.language).write(brief(exact(value), 2))

    def _day(self) -> str:
        from babel.dates import format_date

        return format_date(date.fromisoformat(self.order.as_of), "long", locale=locale(self.order.language))

    # ------------------------------------------------------------------------------------------------------ the order

    def _terms(self) -> Iterator[tuple[str, ...]]:
        page, settings = self.order.theme.page, self.settings
        standard = {"x-4": "PDF/X-4 (ISO 15930-7)", "x-1a": "PDF/X-1a:2003 (ISO 15930-4)"}[settings.standard]
        grey = all(file.grey for file in self.files)
        yield self._say("edition"), f"{self.order.edition} ({self._day()})"
        yield self._say("format"), f"{self._number(page.width)} × {self._number(page.height)} mm"
        yield self._say("bleed"), self._say("bleed-value", bleed=self._number(settings.bleed))
        yield self._say("colours"), self._colours(grey)
        yield self._say("standard"), standard
        yield self._say("condition"), _said(condition(settings.condition), settings.condition)
        if settings.stand_in:
            now = _said(today(settings.condition), settings.condition)
            yield self._say("profile"), self._say("stand-in", condition=settings.condition, today=now)
        yield self._say("ink"), f"{self._number(settings.limit)} %"
        yield self._say("paper"), self._paper(settings.paper)
        if settings.cover == "separate":
            yield self._say("cover"), self._paper(settings.cover_paper)
        yield self._say("binding"), self._say(f"binding-{settings.binding}")

    def _colours(self, grey: bool) -> str:
        if grey:
            return self._say("colours-grey")
        spots = dict.fromkeys(self.settings.spots.values())
        return " + ".join((self._say("colours-four"), *spots))

    def _paper(self, paper: Paper) -> str:
        kind = self._say(f"paper-{paper.kind}")
        return self._say(
            "paper-value", kind=kind, weight=self._number(paper.weight), thickness=self._number(paper.thickness)
        )

    # ------------------------------------------------------------------------------------------------------- the lists

    def _files(self) -> Iterator[tuple[str, ...]]:
        from reportgen.print.cover import spine_width

        blocks = {file.variant: file.pages for file in self.files if file.role == "print"}
        for file in self.files:
            bound = file.role != "booklet"
            spine = spine_width(self.settings, blocks.get(file.variant, 0)) if bound else 0.0
            copies = self.run_lengths.get(file.variant, 0)
            yield (
                f"`{file.path}`",
                str(file.pages or ""),
                f"{self._number(spine)} mm" if spine else "–",
                self._number(copies) if copies and bound else "–",
            )

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for each in self.order.recipients:
            yield each.name, each.address, self._variant(each.variant), self._number(each.copies), each.note

    def _totals(self) -> Iterator[tuple[str, ...]]:
        count = Counter(each.variant for each in self.order.recipients)
        for variant, copies in self.run_lengths.items():
            yield self._variant(variant), self._number(count[variant]), self._number(copies)
        total = self._number(self.run_lengths.total())
        yield f"**{self._say('total')}**", f"**{self._number(count.total())}**", f"**{total}**"

    def _variant(self, variant: str | None) -> str:
        known = self.order.variants.get(variant or "", variant or "")
        name = self._say("excerpt", name=known) if variant else self._say("whole")
        return name if variant in self.built else f"{name} {self._say('not-built')}"


def _said(known: Condition | None, name: str) -> str:
    return known.said if known is not None else name


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """A table; the columns of `right` hold numbers."""
    rule = ["---:" if index in right else "---" for index in range(len(heads))]
    return [_row(heads), _row(rule), *(_row([_cell(cell) for cell in row]) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
